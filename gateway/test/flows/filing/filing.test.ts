import { type FilingRecord, openFields, papersOf, recordId, type Sha256 } from '@cunzheng/domain';
import { and, eq } from 'drizzle-orm';
import t from 'tap';
import { asHouse } from '../../../src/access/scoped.ts';
import {
  addPaper,
  beginFiling,
  changeFiling,
  checkFiling,
  type FilingView,
  listFilings,
  listMyFilings,
  nameParties,
  prepareDecision,
  prepareSubmission,
  readFiling,
  readPaper,
  saveAnswers,
  takeFiling,
  withdrawPaper,
} from '../../../src/flows/filing/index.ts';
import { roundPlace } from '../../../src/flows/filing/load.ts';
import { signAct } from '../../../src/flows/signing/sign.ts';
import { courtCase, party } from '../../../src/store/schema.ts';
import { auditEntry } from '../../../src/store/tables/audit.ts';
import { filing, filingRound } from '../../../src/store/tables/filing.ts';
import { notice } from '../../../src/store/tables/notices.ts';
import { openTestCourt } from '../../support/court.ts';
import {
  CLERK,
  DECISIONS,
  decide,
  draftOf,
  filingIn,
  JUDGE,
  LINA,
  litigant,
  official,
  pdf,
  submit,
  withdraw,
} from '../../support/filing.ts';
import { signatureOf, sittingKey } from '../../support/signing.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court, notary } = opened;
const house = asHouse(court, 'sweep');
const DAY_MS = 24 * 3_600_000;

const due = ({ deadlines }: FilingView, rule: string) =>
  deadlines.find((each) => each.rule === rule);

t.test('who is not proofed, and a court that is none, begin nothing', async (t) => {
  const wanted = { court: '京0491', kind: 'civil', cause: '借款', capacity: 'self' } as const;
  const nobody = { person: CLERK.person, name: 'x', offices: [] };
  await t.rejects(beginFiling(court, nobody, wanted), { code: 'IDENTITY_LEVEL_LOW' });
  for (const [wrong, code] of [
    [{ court: '京9999' }, 'COURT_UNKNOWN'],
    [{ kind: 'criminal' }, 'INPUT_INVALID'],
    [{ cause: ' ' }, 'INPUT_INVALID'],
    [{ cause: '借\u202e款' }, 'INPUT_INVALID'],
    [{ capacity: 'agent' }, 'INPUT_INVALID'],
    [{ authority: 'general' }, 'INPUT_INVALID'],
    [{ form: '../x' }, 'INPUT_INVALID'],
  ] as const) {
    await t.rejects(beginFiling(court, LINA, { ...wanted, ...wrong }), { code });
  }
});

t.test('phone and PC write beside each other, and neither overwrites the other', async (t) => {
  const id = await draftOf(court);
  const save = (field: string, value: unknown, base: number) =>
    saveAnswers(court, LINA, id, [{ field, value, base }]);
  t.same(await save('amount', 1.5, 0), { saved: [{ field: 'amount', version: 1 }], differing: [] });
  t.same(await save('lent', { on: '2025-01-01' }, 0), {
    saved: [{ field: 'lent', version: 1 }],
    differing: [],
  });
  t.match(await save('amount', 2, 1), { saved: [{ version: 2 }] });
  const late = await save('amount', 3, 1);
  t.same(late, { saved: [], differing: [{ field: 'amount', value: 2, version: 2 }] });
  t.match(await save('amount', 2, 0), { saved: [{ version: 2 }] }, 'the same again is saved');
  t.match(await save('amount', null, 2), { saved: [{ version: 3 }] });
  t.match(await save('amount', 5, 2), { differing: [{ value: null, version: 3 }] }, 'emptied');
  const many = await Promise.all([10, 11, 12, 13].map((value) => save('amount', value, 3)));
  t.equal(many.filter(({ saved }) => saved.length === 1).length, 1, 'one of four at once');
  for (const field of ['', '1a', 'a b', 'x'.repeat(101)])
    await t.rejects(save(field, 1, 0), { code: 'INPUT_INVALID' });
  await t.rejects(save('long', 'x'.repeat(20_000), 0), { code: 'INPUT_INVALID' });
  const { rows } = await opened.pool.query('SELECT * FROM court.filing_answer');
  t.notMatch(JSON.stringify(rows), /2025-01-01/, 'answers lie sealed');
});

t.test('papers are added, replaced and taken out, and only what is a paper comes in', async (t) => {
  const id = await draftOf(court);
  const add = (source: Uint8Array, more = {}) =>
    addPaper(court, LINA, id, { slot: 'evidence', name: '借条', source, ...more });
  const first = await add(pdf('one'));
  t.match(first, { slot: 'evidence', name: '借条', type: 'application/pdf', addedRound: 1 });
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  t.equal((await add(png)).type, 'image/png');
  async function* chunks() {
    for (const byte of pdf('in chunks')) yield Uint8Array.of(byte);
  }
  const slow = { slot: 'evidence', name: '慢', source: chunks() };
  t.equal((await addPaper(court, LINA, id, slow)).type, 'application/pdf');
  const second = await add(pdf('two'), { replaces: first.id });
  const names = (await readFiling(court, LINA, id)).papers.map((paper) => paper.id);
  t.equal(names[1], second.id, 'in the place of the first');
  t.equal(names.length, 4);
  await withdrawPaper(court, LINA, id, second.id);
  t.equal((await readFiling(court, LINA, id)).papers.length, 3);
  await t.rejects(withdrawPaper(court, LINA, id, second.id), { code: 'STATE_UNFIT' });
  await t.rejects(add(new Uint8Array()), { code: 'FILE_EMPTY' });
  await t.rejects(add(Buffer.from('MZ this is a program')), { code: 'FILE_NOT_PAPER' });
  await t.rejects(add(pdf(), { slot: 'song' }), { code: 'INPUT_INVALID' });
  await t.rejects(add(Buffer.concat([pdf(), Buffer.alloc(100 * 1024 * 1024)])), {
    code: 'FILE_TOO_LARGE',
  });
});

t.test('a draft is nobody’s but his who writes it', async (t) => {
  const id = await draftOf(court);
  const paper = (await readFiling(court, LINA, id)).papers[0]?.id as string;
  for (const stranger of [litigant('zhangwei'), JUDGE, CLERK, official('hz-judge')]) {
    const hidden = { code: 'NOT_FOUND' };
    await t.rejects(readFiling(court, stranger, id), hidden);
    await t.rejects(readPaper(court, stranger, id, paper), hidden);
    await t.rejects(saveAnswers(court, stranger, id, [{ field: 'a', value: 1, base: 0 }]), hidden);
    await t.rejects(
      addPaper(court, stranger, id, { slot: 'other', name: 'x', source: pdf() }),
      hidden,
    );
    await t.rejects(takeFiling(court, stranger, id), hidden);
  }
});

t.test('what is lacking is explained, and hinders nobody', async (t) => {
  const id = await draftOf(court);
  const lacking = await checkFiling(court, LINA, id);
  t.same(
    lacking.map(({ slot, about }) => slot ?? about),
    ['identity', 'evidenceList', 'evidence', 'service'],
  );
  const service = { address: '北京市丰台区某路1号', mobile: '13800000000' };
  await changeFiling(court, LINA, id, { service, eService: true, mediation: 'notWanted' });
  t.equal((await checkFiling(court, LINA, id)).length, 3);
  t.match(await readFiling(court, LINA, id), { service, eService: true, mediation: 'notWanted' });
  await t.resolves(submit(court, id));
});

t.test('what has no paper, or nobody who files, is not handed in', async (t) => {
  const begun = await beginFiling(court, LINA, {
    ...{ court: '京0491', kind: 'civil', cause: '借款', capacity: 'self' },
  });
  await t.rejects(submit(court, begun.id), {
    code: 'FILING_EMPTY',
    details: { missing: 'papers' },
  });
  const paper = { slot: 'complaint', name: '起诉状', source: pdf() };
  await addPaper(court, LINA, begun.id, paper);
  await t.rejects(submit(court, begun.id), {
    ...{ code: 'FILING_EMPTY', details: { missing: 'applicant' } },
  });
});

t.test('submitted twice is filed once', async (t) => {
  const id = await draftOf(court);
  const keys = [sittingKey(), sittingKey()] as const;
  const first = await prepareSubmission(court, LINA, id, keys[0]);
  const second = await prepareSubmission(court, LINA, id, keys[1]);
  const both = await Promise.allSettled([
    signAct(court, LINA, first.actId, signatureOf(keys[0], first)),
    signAct(court, LINA, second.actId, signatureOf(keys[1], second)),
  ]);
  t.same(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const lost = both.find((each) => each.status === 'rejected');
  t.match(lost, { reason: { code: 'STATE_UNFIT' } });
  const [won, prepared] = both[0].status === 'fulfilled' ? [keys[0], first] : [keys[1], second];
  const done = both.find((each) => each.status === 'fulfilled') as PromiseFulfilledResult<{
    recordId: string;
  }>;
  const again = await signAct(court, LINA, prepared.actId, signatureOf(won, prepared));
  t.equal(again.recordId, done.value.recordId, 'an answer that was lost is given again');
  const view = await readFiling(court, LINA, id);
  t.equal(view.round, 1);
  t.equal(view.timeline.filter(({ act }) => act === 'submit').length, 1);
});

t.test('what was changed while it was being signed is not handed in', async (t) => {
  const id = await draftOf(court);
  const key = sittingKey();
  const prepared = await prepareSubmission(court, LINA, id, key);
  await addPaper(court, LINA, id, { slot: 'evidence', name: '借条', source: pdf('more') });
  const late = signAct(court, LINA, prepared.actId, signatureOf(key, prepared));
  await t.rejects(late, { code: 'FILING_CHANGED' });
  t.equal((await readFiling(court, LINA, id)).state, 'draft');
});

t.test('the record commits to the papers, and names nobody', async (t) => {
  const id = await draftOf(court);
  await addPaper(court, LINA, id, { slot: 'evidence', name: '借条', source: pdf('evidence') });
  const { recordId: made } = await submit(court, id);
  const record = notary.records.find((each) => recordId(each) === made) as Extract<
    FilingRecord,
    { action: 'submitted' }
  >;
  const [round] = await house.store.db.select().from(filingRound).where(eq(filingRound.filing, id));
  const text = court.vault.open(round?.manifestSealed as string, roundPlace(round?.id as string));
  const manifest = JSON.parse(text) as { papers: { id: string; salt: string; sha256: Sha256 }[] };
  const papers = manifest.papers.map(({ id: _, ...paper }) => paper);
  t.same(await papersOf(papers as never), record.papers);
  t.equal(record.papers.size, 3, 'with the declaration');
  t.equal(new Set(papers.map(({ salt }) => salt)).size, 3);
  const opened_ = openFields(record.sd ?? {}, await notary.openings(recordId(record)));
  t.match(opened_, { title: '民间借贷纠纷', kind: 'civil' });
  const clear = JSON.stringify(record);
  for (const secret of [
    LINA.name,
    '张未',
    '13800000000',
    '民间借贷',
    ...papers.map((p) => p.sha256),
  ])
    t.notMatch(clear, secret);
  const [row] = await house.store.db.select().from(filing).where(eq(filing.id, id));
  t.match(record, { applicant: row?.applicantTag, caseTag: row?.tag, capacity: 'self' });
});

t.test('whoever takes a filing keeps it, unless somebody says why', async (t) => {
  const id = await filingIn(court, 'review');
  const taken = await takeFiling(court, JUDGE, id);
  t.match(taken.reviewer, { name: JUDGE.name, isMe: true });
  await t.rejects(takeFiling(court, CLERK, id), { code: 'FILING_TAKEN' });
  await t.rejects(decide(court, id, DECISIONS.accept, CLERK), { code: 'FILING_TAKEN' });
  const substitute = {
    ...CLERK,
    offices: [
      ...CLERK.offices,
      {
        ...{ court: '京0491', role: 'judge' as const },
        actingFor: { person: JUDGE.person, name: JUDGE.name },
      },
    ],
  };
  t.match((await takeFiling(court, substitute, id)).reviewer, { name: CLERK.name });
  await t.rejects(takeFiling(court, JUDGE, id), { code: 'FILING_TAKEN' });
  const back = await takeFiling(court, JUDGE, id, { reason: '重新分配' });
  t.match(back.timeline.at(-1), { act: 'take', by: 'court', words: '重新分配' });
});

t.test('nobody reviews what he filed himself', async (t) => {
  const id = await filingIn(court, 'review');
  const both = { ...LINA, offices: JUDGE.offices };
  await t.rejects(takeFiling(court, both, id), { code: 'NOT_PERMITTED' });
  await t.rejects(prepareDecision(court, both, id, DECISIONS.accept, sittingKey()), {
    code: 'NOT_PERMITTED',
  });
});

t.test('a clerk refuses nothing, and another court sees nothing', async (t) => {
  const id = await filingIn(court, 'review');
  await t.rejects(decide(court, id, DECISIONS.refuse, CLERK), { code: 'NOT_PERMITTED' });
  await t.rejects(decide(court, id, DECISIONS.accept, official('hz-judge')), { code: 'NOT_FOUND' });
  await t.rejects(readFiling(court, official('hz-judge'), id), { code: 'NOT_FOUND' });
  const before = await house.store.db.$count(auditEntry, eq(auditEntry.actor, JUDGE.person));
  t.equal((await readFiling(court, JUDGE, id)).mine, false);
  const after = await house.store.db.$count(auditEntry, eq(auditEntry.actor, JUDGE.person));
  t.equal(after, before + 1, 'that an official read it is noted');
});

t.test('one notice lists everything, and a second one says why', async (t) => {
  const id = await draftOf(court);
  await submit(court, id);
  const paper = (await readFiling(court, LINA, id)).papers[0]?.id as string;
  const first = due(await readFiling(court, LINA, id), 'filingReview');
  t.equal(first?.state, 'running');
  const items = [
    { paper, words: '起诉状没有签名' },
    { slot: 'identity', words: '缺少身份证明' },
    { field: 'amount', words: '金额与证据不一致' },
    { words: '请核对全部材料' },
  ];
  opened.advance(2 * DAY_MS);
  await decide(court, id, { act: 'requestCorrection', items });
  const asked = await readFiling(court, LINA, id);
  t.match(asked, { state: 'correction', items });
  t.equal(due(asked, 'filingReview')?.state, 'suspended');
  t.match(due(asked, 'filingCorrection'), { state: 'running', bearer: 'party', daysLeft: 7 });
  const [told] = await house.store.db
    .select()
    .from(notice)
    .where(and(eq(notice.about, `filing/${id}`), eq(notice.template, 'filingCorrection')));
  t.equal(told?.demanded, true);

  opened.advance(DAY_MS);
  const fresh = { slot: 'complaint', name: '起诉状', source: pdf('signed'), replaces: paper };
  t.match(await addPaper(court, LINA, id, fresh), { addedRound: 2 });
  await submit(court, id);
  const back = await readFiling(court, LINA, id);
  t.match(back, { state: 'review', round: 2, reviewer: { name: JUDGE.name } });
  t.equal(back.papers.length, 2);
  t.equal(due(back, 'filingCorrection')?.state, 'met');
  const anew = due(back, 'filingReview');
  t.equal(anew?.state, 'running');
  t.ok((anew?.lastDay as string) > (first?.lastDay as string), 'it runs anew from the next day');
  t.equal(anew?.daysLeft, 7);
  t.match(
    await readPaper(court, JUDGE, id, paper),
    { name: '起诉状' },
    'the first stays in the file',
  );

  const again = { act: 'requestCorrection', items: [{ words: '还缺证据' }] } as const;
  await t.rejects(decide(court, id, again), { code: 'CORRECTION_AGAIN' });
  await decide(court, id, { ...again, reason: '新提交的材料有新的缺漏' });
  const twice = await readFiling(court, LINA, id);
  t.equal(twice.deadlines.filter(({ rule }) => rule === 'filingCorrection').length, 2);
  for (const wrong of [
    [],
    [{ words: ' ' }],
    [{ paper: id, words: 'x' }],
    [{ paper, slot: 'identity', words: 'x' }],
  ]) {
    const other = await filingIn(court, 'review');
    await t.rejects(decide(court, other, { act: 'requestCorrection', items: wrong }), {
      code: 'INPUT_INVALID',
    });
  }
});

t.test('where somebody else decides, he is told whom to ask', async (t) => {
  const id = await filingIn(court, 'redirected');
  const { timeline, state } = await readFiling(court, LINA, id);
  t.equal(state, 'redirected');
  t.match(timeline.at(-1), { act: 'redirect', detail: 'arbitration', words: /仲裁机构申请仲裁/ });
  const other = await filingIn(court, 'review');
  await t.rejects(decide(court, other, { act: 'redirect', item: 'elsewhere' }), {
    code: 'INPUT_INVALID',
  });
});

t.test('a docketed filing is a case with its number, its parties and its clocks', async (t) => {
  const id = await filingIn(court, 'accepted');
  await decide(court, id, DECISIONS.docket, CLERK);
  const view = await readFiling(court, LINA, id);
  t.match(view, { state: 'docketed', caseNumber: /^（2026）京0491民初[1-9]\d*号$/ });
  const { db } = house.store;
  const [row] = await db.select().from(filing).where(eq(filing.id, id));
  const [opened_] = await db
    .select()
    .from(courtCase)
    .where(eq(courtCase.id, view.caseId as string));
  t.match(opened_, { caseNumber: view.caseNumber, title: '民间借贷纠纷', tag: row?.tag });
  const parties = await db
    .select()
    .from(party)
    .where(eq(party.caseId, view.caseId as string));
  t.match(
    parties.find(({ side }) => side === '原告'),
    { person: LINA.person, tag: row?.applicantTag },
  );
  t.match(
    parties.find(({ side }) => side === '被告'),
    { person: null, name: '张未', kind: 'person', identityDigest: null },
    'who has no account yet is linked when he comes',
  );
  t.equal(parties.length, 2);
  t.equal(due(view, 'filingReview')?.state, 'met');
  const record = notary.records.findLast((each) => each.kind === 'filing') as FilingRecord;
  t.match(record, { action: 'docketed', number: view.caseNumber, filing: row?.recordId });
});

t.test('an agent files for somebody, under a key of his own tag', async (t) => {
  const agent = litigant('wangyan');
  const begun = await beginFiling(court, agent, {
    ...{ court: '京0491', kind: 'enforcement', cause: '申请执行', capacity: 'agent' },
    authority: 'special',
  });
  await nameParties(court, agent, begun.id, [
    { side: 'applicant', kind: 'organisation', name: '某某科技有限公司' },
    { side: 'other', kind: 'person', name: '张未' },
  ]);
  const paper = { slot: 'authority', name: '授权委托书', source: pdf() };
  await addPaper(court, agent, begun.id, paper);
  t.ok((await checkFiling(court, agent, begun.id)).some(({ slot }) => slot === 'agentIdentity'));
  await submit(court, begun.id, agent);
  const [row] = await house.store.db.select().from(filing).where(eq(filing.id, begun.id));
  const { key, record } = submissionOf(row?.recordId);
  t.match(record, { capacity: 'agent', applicant: row?.applicantTag });
  t.match(key, { owner: row?.agentTag, role: 'litigant' });
  await t.rejects(withdraw(court, begun.id, agent), { code: 'NOT_SUPPORTED' });
  await decide(court, begun.id, DECISIONS.accept);
  await decide(court, begun.id, DECISIONS.docket);
  const { caseId, caseNumber } = await readFiling(court, agent, begun.id);
  t.match(caseNumber, /^（2026）京0491执1号$/);
  const [named] = await house.store.db
    .select()
    .from(party)
    .where(eq(party.caseId, caseId as string));
  t.match(named, { name: '某某科技有限公司', side: '申请执行人', person: agent.person });
});

/** A submission on the ledger and the registration of its key. */
function submissionOf(id: string | null | undefined) {
  const found = notary.records.find((each) => recordId(each) === id);
  if (found?.kind !== 'filing') throw new TypeError('no submission');
  const key = notary.records.find((each) => recordId(each) === found.key);
  return { record: found, key };
}

t.test('two that are docketed at once get two numbers, one after a second try', async (t) => {
  const ids = [await filingIn(court, 'accepted'), await filingIn(court, 'accepted')];
  const prepared = await Promise.all(
    ids.map(async (id) => {
      const key = sittingKey();
      return { key, act: await prepareDecision(court, JUDGE, id, DECISIONS.docket, key) };
    }),
  );
  const both = await Promise.allSettled(
    prepared.map(({ key, act }) => signAct(court, JUDGE, act.actId, signatureOf(key, act))),
  );
  t.same(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  t.match(
    both.find(({ status }) => status === 'rejected'),
    { reason: { code: 'CASE_NUMBER_TAKEN' } },
  );
  const lost = ids[both.findIndex(({ status }) => status === 'rejected')] as string;
  await decide(court, lost, DECISIONS.docket);
  const numbers = await Promise.all(
    ids.map(async (id) => (await readFiling(court, LINA, id)).caseNumber),
  );
  t.equal(new Set(numbers).size, 2);
});

t.test(
  'a filing that goes to another court is that court’s, with the time that is left',
  async (t) => {
    const id = await filingIn(court, 'review');
    opened.advance(DAY_MS);
    const before = due(await readFiling(court, LINA, id), 'filingReview');
    await decide(court, id, DECISIONS.transfer);
    await t.rejects(readFiling(court, JUDGE, id), { code: 'NOT_FOUND' });
    const there = official('hz-judge');
    const view = await readFiling(court, there, id);
    t.match(view, { court: { code: '浙0192' }, state: 'review', round: 1 });
    t.equal(view.reviewer, undefined);
    t.equal(due(view, 'filingReview')?.lastDay, before?.lastDay);
    t.match(view.timeline.at(-1), { act: 'transfer', detail: '浙0192' });
    await decide(court, id, DECISIONS.requestCorrection, there);
    await submit(court, id);
    await decide(court, id, DECISIONS.accept, there);
    await decide(court, id, DECISIONS.docket, official('hz-clerk'));
    t.match((await readFiling(court, LINA, id)).caseNumber, /^（2026）浙0192民初/);
    const other = await filingIn(court, 'review');
    for (const [to, code] of [
      ['京0491', 'INPUT_INVALID'],
      ['京9999', 'COURT_UNKNOWN'],
    ] as const) {
      await t.rejects(decide(court, other, { ...DECISIONS.transfer, to }), { code });
    }
  },
);

t.test('the queue shows first what ends first, and counts the rest', async (t) => {
  const mine = await filingIn(court, 'review');
  await takeFiling(court, JUDGE, mine);
  const { items, counts } = await listFilings(court, JUDGE, { taken: 'me' });
  t.ok(items.some(({ id }) => id === mine) && items.every(({ taken }) => taken === 'me'));
  const all = await listFilings(court, JUDGE, {});
  t.ok(all.items.length <= (all.counts.review ?? 0));
  const times = all.items.map(({ dueAt }) => dueAt as string);
  t.same(times, times.toSorted());
  t.ok(
    all.items.every(({ dueAt, applicants }) => dueAt !== undefined && applicants[0] === LINA.name),
  );
  t.equal(counts.draft, undefined, 'drafts are counted by nobody');
  opened.advance(30 * DAY_MS);
  t.ok((await listFilings(court, JUDGE, {})).items.every(({ overdue }) => overdue));
  await t.rejects(listFilings(court, official('bj-administrator'), {}), { code: 'NOT_PERMITTED' });
  await draftOf(court);
  const own = await listMyFilings(court, LINA);
  t.ok(own.total >= own.items.length && own.items.some(({ state }) => state === 'draft'));
});
