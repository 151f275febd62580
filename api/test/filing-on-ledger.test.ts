import { createHash } from 'node:crypto';
import type { RecordId } from '@cunzheng/domain';
import {
  type Actor,
  addPaper,
  beginFiling,
  DEMO_LITIGANTS,
  DEMO_OFFICIALS,
  type FilingDecision,
  type NewFiling,
  nameParties,
  prepareDecision,
  prepareSubmission,
  prepareWithdrawal,
  readFiling,
  readPapersProof,
  type Signing,
  seedId,
  signAct,
  withdrawPaper,
} from '@cunzheng/gateway';
import { verifyProof } from '@cunzheng/proof';
import t, { type Test } from 'tap';
import { testCourt } from './support/deployment.ts';
import { newKey } from './support/person.ts';

t.setTimeout(120_000);
const opened = await testCourt();
t.teardown(() => opened.close());
const { deps, notary } = opened.deployment;
const { court } = deps;

const LINA = litigant('lina');
const STRANGER = litigant('zhangwei');
const CLERK = official('bj-clerk');
const JUDGE = official('bj-judge');

function litigant(account: (typeof DEMO_LITIGANTS)[number]['account']): Actor {
  const { name } = DEMO_LITIGANTS.find((each) => each.account === account) as { name: string };
  return { person: seedId(account), name, offices: [] };
}

function official(account: string): Actor {
  const found = DEMO_OFFICIALS.find((each) => each.account === account);
  if (found === undefined) throw new TypeError(account);
  const { name, court, role } = found;
  return { person: seedId(account), name, offices: [{ court, role }] };
}

/** A paper's file; each name has its own. */
const file = (name: string) => Buffer.from(`%PDF-1.7\n${name}\n%%EOF\n`);

async function add(id: string, name: string, slot = 'evidence', actor = LINA): Promise<string> {
  return (await addPaper(court, actor, id, { slot, name, source: file(name) })).id;
}

/** Prepares, signs as a browser does, and hands in; resolves to the record's id. */
async function signed(
  actor: Actor,
  prepare: (key: { point: string }) => Promise<Signing>,
): Promise<RecordId> {
  const key = await newKey();
  const { actId, message } = await prepare({ point: key.point });
  const signature = await key.sign(Buffer.from(message, 'base64url'));
  return (await signAct(court, actor, actId, signature)).recordId as RecordId;
}

const submit = (id: string, actor = LINA) =>
  signed(actor, (key) => prepareSubmission(court, actor, id, key));
const decide = (id: string, decision: FilingDecision, actor = JUDGE) =>
  signed(actor, (key) => prepareDecision(court, actor, id, decision, key));

const ACCEPT: FilingDecision = { act: 'accept', fee: { none: '本院决定不预收' } };

function judge(proof: Uint8Array, name?: string) {
  const digests = name === undefined ? undefined : digestsOf(file(name));
  return verifyProof({ proof, trust: deps.trustText, digests });
}

function digestsOf(bytes: Uint8Array) {
  const of = (name: string) => createHash(name).update(bytes).digest();
  return { sha256: of('sha256'), sm3: of('sm3') };
}

/** A draft with a complaint in it. */
async function draft(actor: Actor = LINA, more: Partial<NewFiling> = {}): Promise<string> {
  const { id } = await beginFiling(court, actor, {
    ...{ court: '京0491', kind: 'civil', cause: '民间借贷纠纷', capacity: 'self', ...more },
  });
  await nameParties(court, actor, id, [
    { side: 'applicant', kind: 'person', name: LINA.name },
    { side: 'other', kind: 'person', name: '张未' },
  ]);
  return id;
}

/** A filing sent back, handed in again with one paper in the place of another, accepted and docketed. */
async function goWholeWay() {
  const id = await draft();
  const complaint = await add(id, '民事起诉状', 'complaint');
  const blurred = await add(id, '借条（模糊）');
  const first = await submit(id);
  const items = [{ paper: blurred, words: '借条看不清，请重新提交' }];
  const returned = await decide(id, { act: 'requestCorrection', items });
  await withdrawPaper(court, LINA, id, blurred);
  const clear = await add(id, '借条');
  const again = await submit(id);
  const accepted = await decide(id, ACCEPT);
  const docketed = await decide(id, { act: 'docket' }, CLERK);
  const records = [first, returned, again, accepted, docketed];
  return { id, records, first, again, docketed, papers: { complaint, blurred, clear } };
}

/** Waits for the records of a filing, in their order, and sees that who filed is told the same. */
async function areProven(t: Test, id: string, records: readonly RecordId[], actor = LINA) {
  for (const record of records)
    t.match(await notary.whenSettled(record, 'proven', 30_000), { state: 'proven' });
  const { timeline } = await readFiling(court, actor, id);
  t.same(
    timeline.flatMap(({ chain }) => (chain === undefined ? [] : [[chain.recordId, chain.state]])),
    records.map((record) => [record, 'proven']),
  );
}

const filed = await goWholeWay();

t.test('the contract takes every act of a filing, and each is proven', async (t) => {
  await areProven(t, filed.id, filed.records);
  const { state, caseNumber, recordId } = await readFiling(court, LINA, filed.id);
  t.match({ state, caseNumber }, { state: 'docketed', caseNumber: /^（20\d\d）京0491民初1号$/ });
  t.equal(recordId, filed.first);
  t.same(await notary.problems(), []);
});

t.test('who filed takes the proof of each act away, and a stranger takes none', async (t) => {
  const [lina, other] = [await opened.person('lina'), await opened.person('zhangwei')];
  for (const id of filed.records) {
    for (const form of ['full', 'compact']) {
      const path = `/api/v1/records/${id}/proof?form=${form}`;
      const { status, bytes } = await lina.raw('GET', path);
      t.equal(status, 200, path);
      t.match(await judge(bytes), { verdict: 'recorded' }, path);
      t.equal((await other.raw('GET', path)).status, 404);
    }
  }
});

t.test('a paper is found in the proof of the submission that it was part of', async (t) => {
  const { first, again, papers } = filed;
  for (const form of ['full', 'compact'] as const) {
    for (const [record, paper, name] of [
      [first, papers.complaint, '民事起诉状'],
      [first, papers.blurred, '借条（模糊）'],
      [again, papers.complaint, '民事起诉状'],
      [again, papers.clear, '借条'],
    ] as const) {
      const { bytes } = await readPapersProof(court, LINA, record, { form, papers: [paper] });
      const said = await judge(bytes, name);
      t.match(said, { verdict: 'unalteredSinceRecorded', filePapers: [{ paper: { name } }] }, name);
      t.equal((await judge(bytes, '另一份')).verdict, 'differs', name);
      for (const hidden of ['民事起诉状', '借条'].filter((each) => !name.startsWith(each)))
        t.notOk(Buffer.from(bytes).includes(hidden), `${form}: ${hidden} is not told`);
    }
  }
});

t.test('a paper of another submission, of no submission, or for nobody is not shown', async (t) => {
  const { first, again, docketed, papers } = filed;
  const ask = (record: string, paper: string, actor = LINA) =>
    readPapersProof(court, actor, record, { form: 'full', papers: [paper] });
  await t.rejects(ask(again, papers.blurred), { code: 'INPUT_INVALID' });
  await t.rejects(ask(first, papers.clear), { code: 'INPUT_INVALID' });
  await t.rejects(ask(docketed, papers.clear), { code: 'NOT_FOUND' });
  await t.rejects(ask(first, papers.complaint, STRANGER), { code: 'NOT_FOUND' });
  await t.resolves(ask(first, papers.complaint, JUDGE));
});

t.test('a second docketing, whoever tries, is refused', async (t) => {
  await t.rejects(decide(filed.id, { act: 'docket' }, CLERK), { code: 'STATE_UNFIT' });
});

t.test('a filing that goes to another court is recorded by it from then on', async (t) => {
  const [judge, clerk] = [official('hz-judge'), official('hz-clerk')];
  const id = await draft();
  await add(id, '民事起诉状', 'complaint');
  const records = [
    await submit(id),
    await decide(id, { act: 'transfer', to: '浙0192', words: '由被告住所地法院管辖' }),
    await decide(id, { act: 'requestCorrection', items: [{ words: '请补充证据' }] }, judge),
  ];
  await add(id, '补充证据');
  records.push(await submit(id));
  records.push(await decide(id, ACCEPT, judge));
  records.push(await decide(id, { act: 'docket' }, clerk));
  await areProven(t, id, records);
  t.match(await readFiling(court, LINA, id), {
    ...{ state: 'docketed', court: { code: '浙0192' }, caseNumber: /浙0192民初/ },
  });
  await areProven(t, id, records, judge);
});

t.test('an agent hands in for somebody, under the key of his own', async (t) => {
  const agent = litigant('wangyan');
  const id = await draft(agent, { capacity: 'agent', authority: 'general' });
  await add(id, '授权委托书', 'authority', agent);
  const records = [await submit(id, agent), await decide(id, ACCEPT)];
  await areProven(t, id, records, agent);
});

t.test('each way in which a filing ends is taken by the contract', async (t) => {
  const ends: Readonly<Record<string, (id: string) => Promise<RecordId>>> = {
    refuse: (id) => decide(id, { act: 'refuse', words: '没有明确的被告' }),
    redirect: (id) => decide(id, { act: 'redirect', item: 'arbitration' }),
    withdraw: (id) => signed(LINA, (key) => prepareWithdrawal(court, LINA, id, key)),
  };
  for (const [name, end] of Object.entries(ends)) {
    const id = await draft();
    await add(id, '民事起诉状', 'complaint');
    const first = await submit(id);
    await t.test(name, async (t) => areProven(t, id, [first, await end(id)]));
  }
  t.same(await notary.problems(), []);
});
