import { Buffer } from 'node:buffer';
import type {
  CaseAccess,
  CaseView,
  DocumentView,
  FilingView,
  HomeView,
  LinkView,
  MyCase,
  NoticeView,
  ServiceView,
} from '@cunzheng/gateway';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { addPaper, decide, handIn } from './support/filing.ts';
import { type Person, samplePdf } from './support/person.ts';
import { printedCode } from './support/printed-code.ts';

t.setTimeout(400_000);

let court: TestCourt;
let lina: Person;
let zhangwei: Person;
let clerk: Person;
let judge: Person;
let caseId: string;
let caseNumber: string;
let codes: ReadonlyMap<string, string>;

t.before(async () => {
  court = await testCourt();
  lina = await court.person('lina');
  zhangwei = await court.person('zhangwei');
  clerk = await court.person('bj-clerk');
  judge = await court.person('bj-judge');
});
t.teardown(() => court.close());

const home = async (person: Person) => (await person.ask<HomeView>('GET', '/api/v1/home')).body;
const caseOf = async (id: string) => (await clerk.ask<CaseView>('GET', `/api/v1/cases/${id}`)).body;
const accessOf = async (id: string) =>
  (await clerk.ask<CaseAccess>('GET', `/api/v1/cases/${id}/access`)).body;
const link = (person: Person, code: string) =>
  person.ask<LinkView>('POST', '/api/v1/case-links', { code });
const mine = async (person: Person, search = '') =>
  (await person.ask<MyCase[]>('GET', `/api/v1/me/cases${search}`)).body;

/** Waits for what the sweep makes. */
async function noticesOf(id: string): Promise<CaseAccess> {
  for (;;) {
    const found = await accessOf(id);
    if (found.notices?.state === 'made') return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The codes as they are printed, by the name of the party: the only place where they stand. */
async function printedCodes(documents: readonly DocumentView[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { id, addressee } of documents) {
    const { bytes } = await clerk.raw('GET', `/api/v1/documents/${id}/file`);
    const code = printedCode(bytes);
    if (code !== undefined && addressee !== undefined) found.set(addressee.name, code);
  }
  return found;
}

async function docketed(parties: readonly object[], complaint: Uint8Array): Promise<FilingView> {
  const begun = await lina.ask<FilingView>('POST', '/api/v1/filings', {
    ...{ court: '京0491', kind: 'civil', cause: '民间借贷纠纷', capacity: 'self' },
  });
  const { id } = begun.body;
  await lina.ask('PUT', `/api/v1/filings/${id}/parties`, { parties });
  const paper = await addPaper(lina, id, { slot: 'complaint', name: '起诉状' }, complaint);
  t.equal(paper.status, 201);
  t.equal((await handIn(lina, id)).status, 201);
  t.equal((await decide(judge, id, { act: 'accept' })).status, 201);
  t.equal((await decide(judge, id, { act: 'docket' })).status, 201);
  return (await lina.ask<FilingView>('GET', `/api/v1/filings/${id}`)).body;
}

const LINA = { side: 'applicant', kind: 'person', name: '李娜然' };

t.test('the home page counts what a filing wants of each', async (t) => {
  const begun = await lina.ask<FilingView>('POST', '/api/v1/filings', {
    ...{ court: '京0491', kind: 'civil', cause: '买卖合同纠纷', capacity: 'self' },
  });
  const { id } = begun.body;
  t.strictSame((await home(lina)).litigant?.filings, { draft: 1, correction: 0, accepted: 0 });
  await lina.ask('PUT', `/api/v1/filings/${id}/parties`, { parties: [LINA] });
  await addPaper(lina, id, { slot: 'complaint', name: '起诉状' });
  await handIn(lina, id);
  const waiting = { review: 1, correction: 0, accepted: 0, untaken: 1 };
  t.strictSame((await home(clerk)).courts?.[0]?.filings, waiting);
  await decide(clerk, id, { act: 'requestCorrection', items: [{ words: '请写明被告' }] });
  t.strictSame((await home(lina)).litigant?.filings, { draft: 0, correction: 1, accepted: 0 });
  const sent = { review: 0, correction: 1, accepted: 0, untaken: 0 };
  t.strictSame((await home(clerk)).courts?.[0]?.filings, sent);
  const administrator = await court.person('bj-administrator');
  t.equal((await home(administrator)).courts?.[0]?.filings, undefined, 'who does not review');
});

t.test(
  'a number brings the notices of every party, as drafts, and a copy of the complaint',
  async (t) => {
    const filed = await docketed(
      [
        LINA,
        { side: 'other', kind: 'person', name: '张未' },
        {
          ...{ side: 'other', kind: 'organisation', name: '虚构商贸有限公司' },
          details: { creditCode: '91350100M000100Y43' },
        },
        { side: 'third', kind: 'person', name: '赵䶮' },
      ],
      await samplePdf(),
    );
    caseId = filed.caseId as string;
    caseNumber = filed.caseNumber as string;
    const access = await noticesOf(caseId);
    t.strictSame(access.notices, { state: 'made' });
    const { documents, parties } = await caseOf(caseId);
    t.ok(documents.every(({ state }) => state === 'draft'));
    const titles = documents.map(({ title, addressee }) => `${title} ${addressee?.name ?? ''}`);
    t.strictSame(titles.toSorted(), [
      '举证通知书 张未',
      '举证通知书 李娜然',
      '举证通知书 虚构商贸有限公司',
      '举证通知书 赵䶮',
      '参加诉讼通知书 赵䶮',
      '受理案件通知书 李娜然',
      '应诉通知书 张未',
      '应诉通知书 虚构商贸有限公司',
      '起诉状副本 ',
    ]);
    t.strictSame(
      parties.map(({ name, linked }) => [name, linked]).toSorted(),
      [
        ['李娜然', true],
        ['张未', false],
        ['虚构商贸有限公司', false],
        ['赵䶮', false],
      ].toSorted(),
    );
    codes = await printedCodes(documents);
    t.strictSame([...codes.keys()].toSorted(), ['张未', '虚构商贸有限公司', '赵䶮']);
    t.notMatch(JSON.stringify(access), codes.get('张未') as string, 'no page shows a code');
    const { rows } = await court.deployment.database.query('SELECT * FROM court.case_access');
    t.notMatch(JSON.stringify(rows), codes.get('张未') as string, 'only a digest is kept');
  },
);

t.test(
  'a complaint that is no proper PDF is left to the clerk, and the rest is made',
  async (t) => {
    const parties = [LINA, { side: 'other', kind: 'person', name: '钱示例' }];
    const filed = await docketed(parties, Buffer.from('%PDF-1.7\nnothing more\n'));
    const { notices } = await noticesOf(filed.caseId as string);
    t.strictSame(notices, { state: 'made', copyFault: 'FILE_DAMAGED' });
    const { documents } = await caseOf(filed.caseId as string);
    t.equal(documents.length, 4);
    const numbers = documents
      .map(({ number }) => Number(number.slice(-6)))
      .toSorted((a, b) => a - b);
    t.strictSame(
      numbers,
      numbers.map((_, i) => (numbers[0] as number) + i),
      'what was not made took no number',
    );
  },
);

t.test(
  'issued by signature, a notice goes to the one it is written to and to nobody else',
  async (t) => {
    const { documents, parties } = await caseOf(caseId);
    const drafts = documents.filter(({ addressee }) => addressee?.name !== '虚构商贸有限公司');
    for (const { id } of drafts)
      t.equal((await clerk.sign(`/api/v1/documents/${id}/signing`)).status, 201);
    const idOf = (name: string) => parties.find((party) => party.name === name)?.id as string;
    const response = drafts.find(
      ({ title, addressee }) => title === '应诉通知书' && addressee?.name === '张未',
    ) as DocumentView;
    const serve = (name: string) =>
      clerk.ask<ServiceView[]>('POST', `/api/v1/documents/${response.id}/services`, {
        ...{ recipients: [idOf(name)], channel: 'platform' },
      });
    t.match(await serve('李娜然'), { status: 409, body: { code: 'ADDRESSEE_DIFFERS' } });
    t.match(await serve('张未'), { status: 201, body: [{ state: 'sent' }] });
    const copy = drafts.find(({ kind }) => kind === '起诉状') as DocumentView;
    const all = await clerk.ask('POST', `/api/v1/documents/${copy.id}/services`, {
      ...{ recipients: [idOf('张未'), idOf('赵䶮')], channel: 'platform' },
    });
    t.equal(all.status, 201, 'the copy is for everybody on the other sides');
    const evidence = drafts.find(
      ({ title, addressee }) => title === '举证通知书' && addressee?.name === '李娜然',
    ) as DocumentView;
    const sent = await clerk.ask<ServiceView[]>(
      'POST',
      `/api/v1/documents/${evidence.id}/services`,
      {
        ...{ recipients: [idOf('李娜然')], channel: 'platform' },
      },
    );
    const serviceId = sent.body[0]?.id as string;
    await lina.ask('POST', `/api/v1/services/${serviceId}/open`);
    t.equal(
      (await lina.sign(`/api/v1/services/${serviceId}/signing`, { event: 'signed' })).status,
      201,
    );
    const clocks = await lina.ask<{ items: { rule: string; days?: number }[] }>(
      'GET',
      '/api/v1/deadlines?side=mine',
    );
    t.ok(
      clocks.body.items.some(({ rule }) => rule === 'evidenceOrdinary'),
      'the time for evidence runs from his signing',
    );
  },
);

t.test('a code links its own party, once, and everything sent before is there', async (t) => {
  const code = codes.get('张未') as string;
  t.match(await link(zhangwei, 'ABCD'), { status: 400, body: { code: 'INPUT_INVALID' } });
  t.match(await link(zhangwei, '0000-0000-0000-0000'), {
    ...{ status: 404, body: { code: 'ACCESS_CODE_UNKNOWN' } },
  });
  t.match(await link(lina, code), { status: 409, body: { code: 'PARTY_DIFFERS' } });
  t.match(await link(zhangwei, codes.get('赵䶮') as string), {
    ...{ status: 409, body: { code: 'PARTY_DIFFERS' } },
  });
  t.match(await link(clerk, code), { body: { code: 'IDENTITY_LEVEL_LOW' } });
  const before = (await zhangwei.ask<ServiceView[]>('GET', '/api/v1/services')).body;
  t.notOk(before.some((service) => service.caseNumber === caseNumber));
  const looked = await zhangwei.ask<LinkView>('POST', '/api/v1/case-links/look', {
    code: code.toLowerCase().replaceAll('-', ' '),
  });
  t.match(looked, {
    status: 200,
    body: { caseNumber, name: '张未', side: '被告', services: 2, linked: false },
  });
  t.notOk((await mine(zhangwei)).some((each) => each.caseNumber === caseNumber));
  t.match(await link(zhangwei, code), { status: 201, body: { linked: true, services: 2 } });
  t.match(await link(zhangwei, code), { status: 201, body: { linked: true } }, 'again is the same');
  const after = (await zhangwei.ask<ServiceView[]>('GET', '/api/v1/services')).body;
  const here = after.filter((service) => service.caseNumber === caseNumber);
  t.strictSame(here.map(({ title }) => title).toSorted(), ['应诉通知书', '起诉状副本']);
  t.ok(here.every(({ state }) => state === 'arrived'));
  t.match((await mine(zhangwei, '?court=京0491'))[0], { caseNumber, linked: true, unsigned: 2 });
  t.strictSame(await mine(zhangwei, '?court=浙0192'), []);
  const told = await zhangwei.ask<{ items: NoticeView[] }>('GET', '/api/v1/notices');
  t.ok(told.body.items.some(({ title }) => title === '您的账号已关联案件'));
  const { parties } = await accessOf(caseId);
  t.match(
    parties.find(({ name }) => name === '张未'),
    { linked: true, linkedAt: String },
  );
  const chenmo = await court.person('chenmo');
  t.match(await link(chenmo, code), { status: 409, body: { code: 'ACCESS_CODE_USED' } });
});

t.test('who is linked reads and signs as any party does', async (t) => {
  const services = (await zhangwei.ask<ServiceView[]>('GET', '/api/v1/services')).body;
  const copy = services.find((each) => each.caseNumber === caseNumber && each.kind === '起诉状');
  const path = `/api/v1/services/${copy?.id}`;
  await zhangwei.ask('POST', `${path}/open`);
  t.equal((await zhangwei.sign(`${path}/signing`, { event: 'signed' })).status, 201);
  const clocks = await zhangwei.ask<{ items: { rule: string }[] }>(
    'GET',
    '/api/v1/deadlines?side=mine',
  );
  const rules = clocks.body.items.map(({ rule }) => rule);
  t.ok(rules.includes('answer') && rules.includes('jurisdictionObjection'));
});

t.test('a clerk gives a new code with a note, and the old one is dead', async (t) => {
  const { parties } = await caseOf(caseId);
  const idOf = (name: string) => parties.find((party) => party.name === name)?.id as string;
  const path = (name: string) => `/api/v1/cases/${caseId}/parties/${idOf(name)}/access-code`;
  const words = '当事人来电说纸质通知遗失';
  t.match(await clerk.ask('POST', path('张未'), { words }), {
    ...{ status: 409, body: { code: 'PARTY_LINKED' } },
  });
  const made = await clerk.ask<DocumentView>('POST', path('赵䶮'), { words });
  t.match(made, {
    ...{ status: 201 },
    body: { title: '案件访问码告知书', state: 'draft', addressee: { name: '赵䶮' } },
  });
  const zhaoyan = await court.person('zhaoyan');
  t.match(await link(zhaoyan, codes.get('赵䶮') as string), {
    ...{ status: 404, body: { code: 'ACCESS_CODE_UNKNOWN' } },
  });
  const { parties: ways } = await accessOf(caseId);
  t.match(
    ways.find(({ name }) => name === '赵䶮'),
    { code: { words, documentId: made.body.id } },
  );
  const fresh = (await printedCodes([made.body])).get('赵䶮') as string;
  t.match(await link(zhaoyan, fresh), { status: 201, body: { name: '赵䶮', linked: true } });
});

t.test('guessing waits after a few attempts', async (t) => {
  const sunling = await court.person('sunling');
  const answers: number[] = [];
  for (let i = 0; i < 9; i++) answers.push((await link(sunling, `0000-0000-0000-000${i}`)).status);
  t.strictSame(answers.slice(0, 8), Array(8).fill(404));
  t.equal(answers[8], 429);
});
