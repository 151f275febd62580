import { Buffer } from 'node:buffer';
import { papersOf, type RecordId } from '@cunzheng/domain';
import type {
  AuditPage,
  FilingFinding,
  FilingLine,
  FilingReceipt,
  FilingReview,
  FilingView,
  PleadingView,
  SavedAnswers,
  SignedAct,
  Signing,
} from '@cunzheng/gateway';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { addPaper, decide, draftFiling, handIn, paperPdf } from './support/filing.ts';
import { type Answer, newKey, type Person } from './support/person.ts';

t.setTimeout(180_000);

let court: TestCourt;
let lina: Person;
let clerk: Person;
let judge: Person;

t.before(async () => {
  court = await testCourt();
  lina = await court.person('lina');
  clerk = await court.person('bj-clerk');
  judge = await court.person('bj-judge');
});
t.teardown(() => court.close());

const read = async (person: Person, id: string) =>
  (await person.ask<FilingView>('GET', `/api/v1/filings/${id}`)).body;
const receiptOf = async (person: Person, id: string) =>
  (await person.ask<FilingReceipt>('GET', `/api/v1/filings/${id}/receipt`)).body;
const save = (person: Person, id: string, answers: readonly object[]) =>
  person.ask<SavedAnswers>('PUT', `/api/v1/filings/${id}/answers`, { answers });
const queue = async (person: Person, search = '') =>
  (
    await person.ask<{
      items: FilingLine[];
      next?: string;
      counts: Record<string, number>;
    }>('GET', `/api/v1/filings/queue${search}`)
  ).body;
const proven = ({ body }: Answer<SignedAct>) =>
  court.deployment.notary.whenSettled(body.recordId as RecordId, 'proven', 20_000);

let id: string;

t.test('a person begins a private-loan filing and writes it field by field', async (t) => {
  const begun = await lina.ask<FilingView>('POST', '/api/v1/filings', {
    ...{ court: '京0491', kind: 'civil', cause: '民间借贷纠纷', form: 'privateLoan' },
    capacity: 'self',
  });
  t.match(begun, {
    status: 201,
    body: { state: 'draft', round: 0, mine: true, form: 'privateLoan' },
  });
  id = begun.body.id;
  const path = `/api/v1/filings/${id}`;
  const service = { name: '李娜然', address: '北京市虚构区样例路1号', mobile: '13800000000' };
  const said = { mediation: 'notWanted', eService: true, service };
  t.match(await lina.ask('PATCH', path, said), { status: 200, body: said });
  t.match(await lina.ask('PATCH', path, { mediation: null }), { body: { eService: true } });
  const parties = [
    { side: 'applicant', kind: 'person', name: '李娜然', details: { phone: '13800000000' } },
    { side: 'other', kind: 'organisation', name: '虚构商贸有限公司' },
  ];
  t.match(await lina.ask('PUT', `${path}/parties`, { parties }), {
    status: 200,
    body: { parties },
  });
  const answers = [
    { field: 'principalOwed', value: 10_000_000, base: 0 },
    { field: 'contractDay', value: '2024-01-01', base: 0 },
    { field: 'evidence.0.name', value: '借条', base: 0 },
  ];
  t.match(await save(lina, id, answers), { status: 200, body: { differing: [] } });
  const elsewhere = await save(lina, id, [{ field: 'principalOwed', value: 1, base: 0 }]);
  t.match(elsewhere.body, {
    saved: [],
    differing: [{ field: 'principalOwed', value: 10_000_000, version: 1 }],
  });
  const mine = await lina.ask<{ items: FilingLine[] }>('GET', '/api/v1/filings');
  t.match(mine.body.items[0], { id, state: 'draft', others: ['虚构商贸有限公司'] });
});

t.test('the pleading is made of parties, address and answers, which are kept once', async (t) => {
  const path = `/api/v1/filings/${id}/pleading`;
  const { status, body } = await lina.ask<PleadingView>('GET', path);
  t.equal(status, 200);
  t.match(body, {
    ...{ form: 'privateLoan', unfit: [], missingGlyphs: [] },
    answers: {
      plaintiffs: [{ kind: 'person', name: '李娜然', phone: '13800000000' }],
      defendants: [{ kind: 'organisation', organisation: '虚构商贸有限公司' }],
      ...{ principalOwed: 10_000_000, serviceName: '李娜然', eService: true },
      evidence: [{ name: '借条' }],
    },
  });
  t.ok(body.next, 'where it goes on');
  t.ok(body.questions.some(({ path, answered }) => answered && path.join('.') === 'principalOwed'));
  t.ok(body.remarks.some(({ weight }) => weight === 'missing'));
  const printed = JSON.stringify(body.paper);
  for (const words of ['北京互联网法院', '虚构商贸有限公司', '壹拾万元', '日期：　　　年'])
    t.match(printed, words);
  const pdf = await lina.raw('GET', `${path}.pdf`);
  t.equal(pdf.headers.get('content-type'), 'application/pdf');
  t.match(pdf.headers.get('content-disposition'), encodeURIComponent('民事起诉状.pdf'));
  t.equal(Buffer.from(pdf.bytes.subarray(0, 5)).toString(), '%PDF-');
  const docx = await lina.raw('GET', `${path}.docx`);
  t.match(docx.headers.get('content-type'), 'wordprocessingml.document');
  t.equal(Buffer.from(docx.bytes.subarray(0, 2)).toString(), 'PK');
  await save(lina, id, [{ field: 'nonsense', value: 'x', base: 0 }]);
  const unfit = await lina.ask('GET', path);
  t.match(unfit, { status: 200, body: { unfit: ['nonsense'] } }, 'named, and no refusal');
  await save(lina, id, [{ field: 'nonsense', value: null, base: 1 }]);
});

t.test('papers are added, looked through, replaced and taken out', async (t) => {
  const path = `/api/v1/filings/${id}`;
  const bare = await lina.ask<FilingView>('POST', '/api/v1/filings', {
    ...{ court: '京0491', kind: 'civil', cause: '民间借贷纠纷', form: 'privateLoan' },
    capacity: 'self',
  });
  const none = await handIn(lina, bare.body.id);
  t.match(none, { status: 422, body: { code: 'FILING_EMPTY', details: { missing: 'papers' } } });
  await lina.ask('DELETE', `/api/v1/filings/${bare.body.id}`);
  const complaint = await addPaper(lina, id, { slot: 'complaint', name: '起诉状' });
  t.match(complaint, { status: 201, body: { slot: 'complaint', type: 'application/pdf' } });
  const note = await addPaper(lina, id, { slot: 'evidence', name: '借条' });
  const better = await addPaper(
    lina,
    id,
    { slot: 'evidence', name: '借条', replaces: note.body.id },
    paperPdf('better'),
  );
  const wrong = await addPaper(lina, id, { slot: 'evidence', name: '多余' });
  t.match(await lina.ask('DELETE', `${path}/papers/${wrong.body.id}`), { status: 204 });
  const { papers } = await read(lina, id);
  t.strictSame(
    papers.map((each) => each.id),
    [complaint.body.id, better.body.id],
  );
  const file = await lina.raw('GET', `${path}/papers/${better.body.id}`);
  t.strictSame(Buffer.from(file.bytes), Buffer.from(paperPdf('better')));
  t.equal(file.headers.get('content-type'), 'application/pdf');
  const findings = await lina.ask<FilingFinding[]>('GET', `${path}/findings`);
  t.strictSame(
    findings.body.map(({ slot }) => slot),
    ['identity'],
    'what is missing is said; the form lists the evidence',
  );
});

t.test('a form that is no paper is refused, and the filing stays as it was', async (t) => {
  const { papers } = await read(lina, id);
  const path = `/api/v1/filings/${id}/papers`;
  const file = { bytes: paperPdf('x'), fileName: 'x.pdf', type: 'application/pdf' };
  for (const [fields, bytes, status, code] of [
    [{ slot: 'nothing', name: 'x' }, file.bytes, 400, 'INPUT_INVALID'],
    [{ slot: 'evidence' }, file.bytes, 400, 'INPUT_INVALID'],
    [{ slot: 'evidence', name: 'x' }, new Uint8Array(), 400, 'FILE_EMPTY'],
    [{ slot: 'evidence', name: 'x' }, Buffer.alloc(200_000, 'MZ'), 415, 'FILE_NOT_PAPER'],
  ] as const) {
    const answer = await lina.sendForm(path, fields as Record<string, string>, { ...file, bytes });
    t.match(answer, { status, body: { code } });
  }
  t.match(await lina.ask('POST', path, {}), { status: 400, body: { code: 'INPUT_INVALID' } });
  t.strictSame((await read(lina, id)).papers, papers);
});

t.test('a paper over the court’s limit is refused while it arrives', async (t) => {
  const administrator = await court.person('bj-administrator');
  const limit = { court: '京0491', name: 'limit.evidenceFile', value: 1, source: '试运行' };
  t.equal((await administrator.ask('POST', '/api/v1/settings', limit)).status, 201);
  const large = Buffer.concat([paperPdf('large'), Buffer.alloc(2_000_000)]);
  const { papers } = await read(lina, id);
  const answer = await addPaper(lina, id, { slot: 'evidence', name: '大文件' }, large);
  t.match(answer, { status: 413, body: { code: 'FILE_TOO_LARGE' } });
  t.strictSame((await read(lina, id)).papers, papers);
  const small = await addPaper(lina, id, { slot: 'evidence', name: '小文件' });
  t.equal(small.status, 201, 'the next one is taken');
  await lina.ask('DELETE', `/api/v1/filings/${id}/papers/${small.body.id}`);
});

t.test('a form whose answer was lost is sent again, and is one paper', async (t) => {
  const { papers } = await read(lina, id);
  const fields = { slot: 'evidence', name: '收条' };
  const once = await addPaper(lina, id, fields);
  const twice = await addPaper(lina, id, fields);
  t.strictSame([once.status, twice.status, twice.body], [201, 201, once.body]);
  const instead = { slot: 'evidence', name: '新收条', replaces: once.body.id };
  const better = await addPaper(lina, id, instead);
  const again = await addPaper(lina, id, instead);
  t.strictSame([better.status, again.status, again.body], [201, 201, better.body]);
  const other = await addPaper(lina, id, { ...fields, name: '新收条' }, paperPdf('another'));
  t.not(other.body.id, better.body.id, 'other bytes are another paper');
  for (const { body } of [better, other])
    await lina.ask('DELETE', `/api/v1/filings/${id}/papers/${body.id}`);
  t.strictSame((await read(lina, id)).papers, papers);
});

t.test('it is handed in with a signature, once, and the receipt shows what', async (t) => {
  t.match(await lina.ask('GET', `/api/v1/filings/${id}/receipt`), {
    ...{ status: 409, body: { code: 'STATE_UNFIT' } },
  });
  const key = await newKey();
  const path = `/api/v1/filings/${id}/submission`;
  const prepared = await lina.ask<Signing>('POST', path, { point: key.point });
  t.match(prepared.body.summary[0], { label: 'event', value: 'filing.submit' });
  const signature = await key.sign(Buffer.from(prepared.body.message, 'base64url'));
  const act = `/api/v1/acts/${prepared.body.actId}/signature`;
  const once = await lina.ask<SignedAct>('POST', act, { signature });
  const twice = await lina.ask<SignedAct>('POST', act, { signature });
  t.strictSame([once.status, twice.status], [201, 201]);
  t.equal(twice.body.recordId, once.body.recordId, 'sent twice is filed once');
  t.match(await handIn(lina, id), { status: 409, body: { code: 'STATE_UNFIT' } });
  await proven(once);
  const receipt = await receiptOf(lina, id);
  t.match(receipt, {
    ...{ court: { code: '京0491' }, applicants: ['李娜然'], cause: '民间借贷纠纷' },
    rounds: [{ round: 1, recordId: once.body.recordId, chain: { state: 'proven' }, size: 5 }],
  });
  const [round] = receipt.rounds;
  const papers = (round?.papers ?? []).map(({ id: _, ...paper }) => paper);
  t.strictSame(
    await papersOf(papers as never),
    { size: round?.size, root: round?.root },
    'whoever has the receipt reckons the root',
  );
  const pdf = await lina.ask<PleadingView>('GET', `/api/v1/filings/${id}/pleading`);
  t.notMatch(JSON.stringify(pdf.body.paper), '日期：　　　年', 'it bears its day now');
});

t.test('the clerk finds it in the queue, takes it on and sends it back once', async (t) => {
  const waiting = await queue(clerk, '?taken=nobody');
  t.match(waiting, {
    items: [{ id, applicants: ['李娜然'], overdue: false }],
    counts: { review: 1 },
  });
  t.ok(waiting.items[0]?.dueAt, 'with the end of the seven days');
  const taken = await clerk.ask('POST', `/api/v1/filings/${id}/taking`, {});
  t.match(taken, { status: 200, body: { reviewer: { isMe: true }, mine: false } });
  t.match(await decide(judge, id, { act: 'accept' }), {
    status: 409,
    body: { code: 'FILING_TAKEN' },
  });
  const [, paper] = (await read(clerk, id)).papers;
  const file = await clerk.raw('GET', `/api/v1/filings/${id}/papers/${paper?.id}`);
  t.equal(file.status, 200);
  const items = [
    { paper: paper?.id, words: '借条照片不清楚，请重新上传' },
    { slot: 'identity', words: '缺少身份证明' },
    { field: 'defendants.0.seat', words: '请写明被告住所地' },
  ];
  const sent = await decide(clerk, id, { act: 'requestCorrection', items });
  t.equal(sent.status, 201);
  await proven(sent);
  t.match(await read(lina, id), { state: 'correction', items, round: 1 });
  t.match(await queue(clerk), { items: [], counts: { review: 0, correction: 1 } });
  t.match(await save(clerk, id, [{ field: 'due', value: true, base: 0 }]), { status: 403 });
});

t.test('corrected, it is handed in again; the old paper stays in the first receipt', async (t) => {
  const old = (await read(lina, id)).papers[1];
  const fields = { slot: 'evidence', name: '借条', replaces: old?.id as string };
  t.equal((await addPaper(lina, id, fields, paperPdf('clear'))).status, 201);
  t.equal((await addPaper(lina, id, { slot: 'identity', name: '身份证' })).status, 201);
  const seat = { field: 'defendants.0.seat', value: '样例路3号', base: 0 };
  t.equal((await save(lina, id, [seat])).status, 200);
  const pleading = await lina.ask<PleadingView>('GET', `/api/v1/filings/${id}/pleading`);
  t.match(pleading.body.answers, {
    defendants: [{ organisation: '虚构商贸有限公司', seat: '样例路3号' }],
  });
  const again = await handIn(lina, id);
  t.equal(again.status, 201);
  await proven(again);
  const { rounds } = await receiptOf(lina, id);
  t.match(rounds, [
    { round: 1, papers: [{ name: '起诉状' }, { id: old?.id }] },
    {
      ...{ round: 2, size: 6 },
      papers: [
        ...[{ name: '起诉状' }, { name: '借条' }, { name: '民事起诉状' }],
        ...[{ name: '送达地址确认书' }, { name: '诚信诉讼承诺书' }, { name: '身份证' }],
      ],
    },
  ]);
  const once = { act: 'requestCorrection', items: [{ words: '还有一处' }] };
  t.match(await decide(clerk, id, once), { status: 409, body: { code: 'CORRECTION_AGAIN' } });
});

t.test('it is accepted and docketed, and the whole way stands in its timeline', async (t) => {
  t.equal((await decide(clerk, id, { act: 'accept' })).status, 201);
  t.match(await read(lina, id), { state: 'accepted' });
  const done = await decide(judge, id, { act: 'docket' });
  t.equal(done.status, 201);
  await proven(done);
  const view = await read(lina, id);
  t.equal(view.state, 'docketed');
  t.match(view.caseNumber, /^（20\d\d）京0491民初1号$/);
  t.strictSame(
    view.timeline.map(({ act }) => act),
    ['begin', 'submit', 'take', 'requestCorrection', 'submit', 'accept', 'docket'],
  );
  const records = view.timeline.flatMap(({ chain }) => chain?.state ?? []);
  t.strictSame(records, Array(5).fill('proven'));
  const opened = await clerk.ask('GET', `/api/v1/cases/${view.caseId}`);
  t.match(opened, {
    status: 200,
    body: { caseNumber: view.caseNumber, parties: [{ name: '李娜然' }] },
  });
  const filed = await queue(judge, '?state=docketed');
  t.match(filed.items, [{ id, caseNumber: view.caseNumber }]);
  const proof = await lina.raw('GET', `/api/v1/records/${view.recordId}/proof`);
  t.equal(proof.status, 200, 'who filed has the proof');
});

t.test('a draft is thrown away, a filing is taken back, and both are past', async (t) => {
  const draft = await draftFiling(lina, '李娜然');
  t.match(await lina.ask('DELETE', `/api/v1/filings/${draft.id}`), { status: 204 });
  t.match(await lina.ask('GET', `/api/v1/filings/${draft.id}`), { status: 404 });
  const other = await draftFiling(lina, '李娜然');
  await handIn(lina, other.id);
  t.match(await lina.ask('DELETE', `/api/v1/filings/${other.id}`), { status: 409 });
  const path = `/api/v1/filings/${other.id}/withdrawal`;
  t.equal((await lina.sign(path, { words: '双方已经和解' })).status, 201);
  const view = await read(lina, other.id);
  t.match(view, {
    state: 'withdrawn',
    timeline: [{}, {}, { act: 'withdraw', words: '双方已经和解' }],
  });
});

t.test('an agent says his authority, and cannot take back by himself', async (t) => {
  const draft = await draftFiling(lina, '张未');
  const path = `/api/v1/filings/${draft.id}`;
  const unsaid = await lina.ask('PATCH', path, { capacity: 'agent' });
  t.match(unsaid, { status: 400, body: { code: 'INPUT_INVALID' } });
  const said = { capacity: 'agent', authority: 'special' };
  t.match(await lina.ask('PATCH', path, said), { status: 200, body: said });
  const findings = await lina.ask<FilingFinding[]>('GET', `${path}/findings`);
  const slots = findings.body.map(({ slot }) => slot);
  t.ok(slots.includes('authority') && slots.includes('agentIdentity'));
  t.equal((await handIn(lina, draft.id)).status, 201);
  t.match(await receiptOf(lina, draft.id), { capacity: 'agent', applicants: ['张未'] });
  t.match(await lina.sign(`${path}/withdrawal`), { status: 501, body: { code: 'NOT_SUPPORTED' } });
});

t.test('who files sees who of the court has read', async (t) => {
  const { body } = await lina.ask<AuditPage>('GET', '/api/v1/me/reads');
  const acts = new Set(body.items.map(({ act }) => act));
  t.ok(acts.has('case.read') && acts.has('document.file'), 'the filing and a paper');
});

t.test('a court answers in every other way that there is', async (t) => {
  for (const [decision, state] of [
    [{ act: 'refuse', words: '没有明确的被告' }, 'refused'],
    [{ act: 'redirect', item: 'arbitration' }, 'redirected'],
    [{ act: 'transfer', to: '浙0192', words: '由被告住所地法院管辖' }, 'review'],
  ] as const) {
    const { id: other } = await draftFiling(lina, '李娜然');
    await handIn(lina, other);
    t.equal((await decide(judge, other, decision)).status, 201, decision.act);
    const view = await read(lina, other);
    t.equal(view.state, state, decision.act);
    t.equal(view.court.code, decision.act === 'transfer' ? '浙0192' : '京0491');
  }
  const { id: lapsed } = await draftFiling(lina, '李娜然');
  await handIn(lina, lapsed);
  const items = [{ words: '请补正' }];
  await decide(clerk, lapsed, { act: 'requestCorrection', items });
  const lapse = { act: 'deemWithdrawn', words: '逾期未补正' };
  t.equal((await decide(judge, lapsed, lapse)).status, 201);
  t.match(await read(lina, lapsed), { state: 'deemedWithdrawn' });
});

t.test('the desk has every question, what may be done, and the ruling of a refusal', async (t) => {
  const { id: refused } = await draftFiling(lina, '李娜然');
  await save(lina, refused, [{ field: 'principalOwed', value: 10_000_000, base: 0 }]);
  await handIn(lina, refused);
  const path = `/api/v1/filings/${refused}`;
  const beside = async (person: Person) =>
    (await person.ask<FilingReview>('GET', `${path}/review`)).body;
  const review = await beside(judge);
  t.match(review, { taken: 'nobody', standsIn: false, own: false, again: false, appealDays: 10 });
  t.ok(review.acts.includes('refuse') && !review.acts.includes('docket'));
  t.notOk((await beside(clerk)).acts.includes('refuse'), 'a ruling is a judge’s');
  const owed = review.answers.find(({ field }) => field === 'principalOwed');
  t.match(owed, { text: /壹拾万元/ });
  t.ok(
    review.answers.some(({ text }) => text === undefined),
    'and what was not answered',
  );
  t.equal(review.conditions.length, 4);
  t.equal((await judge.ask('GET', `${path}/ruling`)).status, 404);
  const wrong = { act: 'refuse', words: '没有明确的被告', number: '（2026）浙0192民初1号' };
  t.match(await decide(judge, refused, wrong), { status: 400, body: { code: 'INPUT_INVALID' } });

  const decision = { act: 'refuse', words: '没有明确的被告', number: '(2026)京0491民初9号' };
  const key = await newKey();
  const prepared = await judge.ask<Signing>('POST', `${path}/decision`, {
    ...{ point: key.point, decision },
  });
  const draft = `${path}/ruling?act=${prepared.body.actId}`;
  const read = await judge.raw('GET', draft);
  t.equal(Buffer.from(read.bytes.subarray(0, 5)).toString(), '%PDF-');
  t.equal((await lina.raw('GET', draft)).status, 404, 'nobody else sees what is not signed');
  const signature = await key.sign(Buffer.from(prepared.body.message, 'base64url'));
  const act = `/api/v1/acts/${prepared.body.actId}/signature`;
  t.equal((await judge.ask('POST', act, { signature })).status, 201);
  const view = (await lina.ask<FilingView>('GET', path)).body;
  t.match(view, { state: 'refused', ruling: { number: '（2026）京0491民初9号' } });
  const issued = await lina.raw('GET', `${path}/ruling`);
  t.strictSame(issued.bytes, read.bytes, 'what was signed is what was read');
});

t.test('papers are fit or not, and none is fit that is to be corrected', async (t) => {
  const { id: other, papers } = await draftFiling(lina, '李娜然');
  const evidence = (await addPaper(lina, other, { slot: 'evidence', name: '借条' })).body.id;
  await handIn(lina, other);
  const complaint = papers[0]?.id as string;
  const items = [{ paper: evidence, words: '不清楚' }];
  const both = { act: 'requestCorrection', items, fit: [evidence] };
  t.match(await decide(judge, other, both), { status: 400, body: { code: 'INPUT_INVALID' } });
  const fit = [complaint];
  t.equal((await decide(judge, other, { act: 'requestCorrection', items, fit })).status, 201);
  const { verdicts } = await read(lina, other);
  t.match(
    verdicts.toSorted((a, b) => Number(a.fit) - Number(b.fit)),
    [
      { paper: evidence, fit: false, words: '不清楚', round: 1 },
      { paper: complaint, fit: true },
    ],
  );
  await handIn(lina, other);
  const filed = (await read(judge, other)).papers;
  const all = filed.map(({ id: paper }) => ({ paper, words: '无关' }));
  const nothing = { act: 'accept', setAside: all };
  t.match(await decide(judge, other, nothing), { status: 400 }, 'something is accepted');
  const setAside = [{ paper: evidence, words: '与本案无关' }];
  t.equal((await decide(judge, other, { act: 'accept', setAside })).status, 201);
  t.match(
    (await read(lina, other)).verdicts.find(({ paper }) => paper === evidence),
    { fit: false, words: '与本案无关', round: 2 },
  );
});

t.test(
  'the queue is read page by page, searched and filtered, and taken on in one go',
  async (t) => {
    const ids: string[] = [];
    for (let i = 0; i < 22; i++) {
      const draft = await draftFiling(lina, `分页人${i}`);
      await handIn(lina, draft.id);
      ids.push(draft.id);
    }
    const all = await queue(clerk, '?q=%E5%88%86%E9%A1%B5%E4%BA%BA');
    t.equal(all.items.length, 20);
    const rest = await queue(clerk, `?q=%E5%88%86%E9%A1%B5%E4%BA%BA&after=${all.next}`);
    t.strictSame(
      [...all.items, ...rest.items].map(({ id: one }) => one).toSorted(),
      ids.toSorted(),
      'every one once',
    );
    t.equal(rest.next, undefined);
    const due = all.items.map(({ dueAt }) => dueAt as string);
    t.strictSame(due, due.toSorted());
    t.strictSame((await queue(clerk, '?kind=enforcement')).items, []);
    t.strictSame((await queue(clerk, '?overdue=true')).items, []);
    t.strictSame((await queue(clerk, '?q=%25')).items, [], 'a sign of a pattern is a letter');
    for (const after of ['x', 'infinity_1', '2026-99-99T00:00:00.000Z_x'])
      t.match(await clerk.ask('GET', `/api/v1/filings/queue?after=${after}`), { status: 400 });
    const [one, two] = ids as [string, string];
    await judge.ask('POST', `/api/v1/filings/${two}/taking`, {});
    const taken = await clerk.ask<{ taken: string[]; refused: object[] }>(
      ...(['POST', '/api/v1/filings/takings', { filings: [one, two] }] as const),
    );
    t.match(taken.body, { taken: [one], refused: [{ id: two, code: 'FILING_TAKEN' }] });
    t.ok((await queue(clerk, '?taken=me')).items.some((line) => line.id === one));
    t.ok((await queue(clerk, '?taken=other')).items.some((line) => line.id === two));
  },
);

t.test('decisions that are none are refused before anything is asked', async (t) => {
  const { point } = await newKey();
  for (const decision of [
    { act: 'submit' },
    { act: 'accept', words: 'x' },
    { act: 'refuse' },
    { act: 'redirect', item: 'elsewhere' },
    { act: 'requestCorrection', items: [] },
    { act: 'requestCorrection', items: [{ words: 'x', slot: 'nothing' }] },
  ]) {
    const answer = await judge.ask('POST', `/api/v1/filings/${id}/decision`, { point, decision });
    t.match(answer, { status: 400, body: { code: 'INPUT_INVALID' } }, JSON.stringify(decision));
  }
});

t.test('anybody sees the forms and tries one, and nothing is kept of it', async (t) => {
  const stranger = court.stranger();
  const forms = await stranger.ask<{ id: string }[]>('GET', '/api/v1/pleadings/forms');
  t.strictSame(
    forms.body.map((form) => form.id),
    ['privateLoan', 'sale', 'labour', 'general'],
  );
  for (const form of forms.body) {
    const whole = await stranger.ask<{ sections: unknown[] }>(
      'GET',
      `/api/v1/pleadings/forms/${form.id}`,
    );
    t.ok(whole.body.sections.length > 1, form.id);
  }
  t.match(await stranger.ask('GET', '/api/v1/pleadings/forms/toString'), { status: 404 });
  const before = await court.census();
  const preview = (body: object) =>
    stranger.ask<PleadingView>('POST', '/api/v1/pleadings/preview', body);
  const tried = await preview({
    ...{ form: 'privateLoan', court: '京0491' },
    answers: { principalOwed: 123_45, 'plaintiffs.0.name': '甲', 'plaintiffs.0.kind': 'person' },
  });
  t.match(tried, { status: 200, body: { answers: { plaintiffs: [{ name: '甲' }] } } });
  t.match(JSON.stringify(tried.body.paper), '北京互联网法院');
  const nowhere = await preview({ form: 'general', court: '京9999', answers: {} });
  t.match(nowhere.body, { code: 'COURT_UNKNOWN' });
  t.equal(await court.census(), before);
});
