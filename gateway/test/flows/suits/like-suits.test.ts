import { parseDay } from '@cunzheng/domain/deadlines';
import { MAX_SUIT_ENTRIES } from '@cunzheng/domain/suits';
import { eq } from 'drizzle-orm';
import t from 'tap';
import type { Actor } from '../../../src/access/policy.ts';
import { asHouse } from '../../../src/access/scoped.ts';
import type { Court } from '../../../src/context.ts';
import {
  addPaper,
  beginFiling,
  type NamedParty,
  nameParties,
} from '../../../src/flows/filing/index.ts';
import { MAX_FOUND, readLikeSuits, sweepSuits } from '../../../src/flows/suits/index.ts';
import { MAX_PAIRS } from '../../../src/flows/suits/pairs.ts';
import { newSuitKey, type SuitKey } from '../../../src/keys/suit-keys.ts';
import { auditEntry } from '../../../src/store/tables/audit.ts';
import { filing } from '../../../src/store/tables/filing.ts';
import { suitNote } from '../../../src/store/tables/suits.ts';
import { openTestCourt } from '../../support/court.ts';
import {
  CLERK,
  DECISIONS,
  decide,
  JUDGE,
  LINA,
  litigant,
  official,
  pdf,
  submit,
} from '../../support/filing.ts';
import { RememberingSuits } from '../../support/suits.ts';

/** Samples of GB 11643 and GB 32100, and numbers made up for the test. */
const NUMBERS = {
  lina: '11010519491231002X',
  zhang: '440524188001010014',
  company: '91350100M000100Y43',
} as const;
const HZ_JUDGE = official('hz-judge');
const STRANGER = litigant('zhangwei');
const HOUR_MS = 3_600_000;

const index = new RememberingSuits();
/** What both deployments share out of band. */
let keys: SuitKey[] = [newSuitKey(parseDay('2026-01-01'))];
const search = { index, keys: async () => keys };

/** Two members’ deployments: they share the index and the keys, and nothing else. */
const here = await openTestCourt(undefined, 'demo', search);
const there = await openTestCourt(undefined, 'demo', search);
index.notaries.push(here.notary, there.notary);
t.teardown(() => Promise.all([here.close(), there.close()]));
t.beforeEach(() => {
  index.calls.length = 0;
});

const person = (side: NamedParty['side'], name: string, citizenNumber?: string): NamedParty => ({
  ...{ side, kind: 'person', name },
  details: citizenNumber === undefined ? {} : { citizenNumber },
});
const company = (side: NamedParty['side']): NamedParty => ({
  ...{ side, kind: 'organisation', name: '某某公司', details: { creditCode: NUMBERS.company } },
});
const LINA_SUES_ZHANG = [
  person('applicant', '李娜然', NUMBERS.lina),
  person('other', '张未', NUMBERS.zhang),
];

/** Hands a filing of these parties in. */
async function file(
  court: Court,
  parties: readonly NamedParty[],
  { code = '京0491', actor = LINA, capacity = 'self' as 'self' | 'agent' } = {},
): Promise<string> {
  const { id } = await beginFiling(court, actor, {
    ...{ court: code, kind: 'civil', cause: '民间借贷纠纷', capacity },
    ...(capacity === 'agent' ? { authority: 'general' } : {}),
  });
  await nameParties(court, actor, id, parties);
  await addPaper(court, actor, id, { slot: 'complaint', name: '起诉状', source: pdf(id) });
  await submit(court, id, actor);
  return id;
}

async function noteOf(court: Court, id: string) {
  const { db } = asHouse(court, 'sweep').store;
  return db.select().from(suitNote).where(eq(suitNote.filing, id)).orderBy(suitNote.round);
}

const found = async (court: Court, id: string, actor: Actor = JUDGE) =>
  (await readLikeSuits(court, actor, id)).items;

t.test('a suit of the same parties at another court is found, and nobody is named', async (t) => {
  const elsewhere = await file(there.court, LINA_SUES_ZHANG, { code: '浙0192' });
  t.match(await sweepSuits(there.court), { noted: 1, entries: 1, failures: [] });
  const id = await file(here.court, [
    person('applicant', '张未', NUMBERS.zhang.toLowerCase()),
    person('other', '李某', ` ${NUMBERS.lina.toLowerCase()} `),
  ]);
  t.match(await sweepSuits(here.court), { noted: 1, entries: 1, failures: [] });
  t.same(
    index.calls.map(({ member, entries }) => [member, entries.length]),
    [
      ['HzicMSP', 1],
      ['BjicMSP', 1],
    ],
  );
  const answer = await readLikeSuits(here.court, JUDGE, id);
  t.same(answer, {
    ...{ search: 'done', more: false, pairs: 1, left: 0, unnumbered: [] },
    items: [
      {
        court: { code: '浙0192', name: '杭州互联网法院' },
        ...{ state: 'review', submittedOn: '2026-03-01', pairs: [{ applicant: 0, other: 1 }] },
      },
    ],
  });
  const said = JSON.stringify([answer, index.calls]);
  for (const secret of [...Object.values(NUMBERS), '李', '张', elsewhere])
    t.notOk(said.includes(secret), secret);
  await decide(there.court, elsewhere, { act: 'accept', fee: { none: '不预收' } }, HZ_JUDGE);
  await decide(there.court, elsewhere, { act: 'docket' }, HZ_JUDGE);
  t.match(await found(here.court, id), [
    { state: 'docketed', caseNumber: /^（2026）浙0192民初\d+号$/ },
  ]);
  const [theirs] = await found(there.court, elsewhere, HZ_JUDGE);
  t.match(theirs, { court: { code: '京0491' }, state: 'review' });
  t.notOk(theirs !== undefined && 'filing' in theirs, 'it is no filing of theirs to open');
});

t.test('one of the own court can be opened, one that ended is told too', async (t) => {
  const parties = [person('applicant', '李娜然', NUMBERS.lina), company('other')];
  const first = await file(here.court, parties);
  const second = await file(here.court, parties);
  t.match(await sweepSuits(here.court), { noted: 2 });
  await decide(here.court, first, DECISIONS.refuse);
  t.match(await found(here.court, second), [{ filing: first, state: 'closed' }]);
});

t.test(
  'several parties are each set against each other side, and told apart by place',
  async (t) => {
    const parties = [
      person('third', '第三人', NUMBERS.zhang),
      company('applicant'),
      person('applicant', '无号码'),
      person('other', '李娜然', NUMBERS.lina),
      person('other', '张未', NUMBERS.zhang),
    ];
    const id = await file(here.court, parties);
    t.match(await sweepSuits(here.court), { noted: 1, entries: 2 });
    const answer = await readLikeSuits(here.court, JUDGE, id);
    t.match(answer, { search: 'done', pairs: 2, left: 0, unnumbered: [2] });
    t.same(
      [...new Set(answer.items.map(({ pairs }) => JSON.stringify(pairs)))],
      [JSON.stringify([{ applicant: 1, other: 3 }])],
    );
    t.equal(answer.items.length, 2, 'both of the test before');
  },
);

t.test('without numbers nothing is noted, and it is said of whom', async (t) => {
  const parties = [person('applicant', '李娜然', '12345'), person('other', '张未')];
  const id = await file(here.court, parties);
  t.match(await sweepSuits(here.court), { noted: 1, entries: 0, failures: [] });
  t.same(index.calls, [], 'the ledger is not called for nothing');
  const answer = await readLikeSuits(here.court, JUDGE, id);
  t.match(answer, { search: 'done', items: [], pairs: 0, unnumbered: [0, 1] });
});

t.test('who is named on both sides is not set against himself', async (t) => {
  const parties = [
    person('applicant', '李娜然', NUMBERS.lina),
    person('other', '李娜然', NUMBERS.lina),
  ];
  await file(here.court, parties);
  t.match(await sweepSuits(here.court), { noted: 1, entries: 0 });
});

t.test('a correction that names somebody else is noted besides', async (t) => {
  const parties = [company('applicant'), person('other', '张未')];
  const options = { actor: LINA, capacity: 'agent' } as const;
  const id = await file(here.court, parties, options);
  await sweepSuits(here.court);
  await decide(here.court, id, DECISIONS.requestCorrection);
  await nameParties(here.court, LINA, id, [
    company('applicant'),
    person('other', '张未', NUMBERS.zhang),
  ]);
  t.match(await readLikeSuits(here.court, JUDGE, id), { pairs: 0 }, 'what was handed in counts');
  await submit(here.court, id);
  t.match(await sweepSuits(here.court), { noted: 1, entries: 1 });
  t.match(await readLikeSuits(here.court, JUDGE, id), { pairs: 1, unnumbered: [] });
  t.match(await noteOf(here.court, id), [
    { round: 1, state: 'done', entries: 0 },
    { round: 2, state: 'done', entries: 1 },
  ]);
});

t.test('what was cut short is noted once, whenever it is tried again', async (t) => {
  const id = await file(here.court, LINA_SUES_ZHANG);
  index.fault = 'LEDGER_OUTCOME_UNKNOWN';
  t.match(await sweepSuits(here.court), {
    noted: 0,
    failures: [{ code: 'LEDGER_OUTCOME_UNKNOWN' }],
  });
  t.match(await noteOf(here.court, id), [
    { state: 'waiting', tries: 1, code: 'LEDGER_OUTCOME_UNKNOWN' },
  ]);
  t.match(await sweepSuits(here.court), { noted: 0, failures: [] }, 'not at once');
  here.advance(HOUR_MS);
  const before = index.entries.size;
  const both = await Promise.all([sweepSuits(here.court), sweepSuits(here.court)]);
  t.ok(both.some(({ noted }) => noted === 1));
  t.equal(index.entries.size, before + 1, 'two processes write one entry');
  t.match(await noteOf(here.court, id), [{ state: 'done', entries: 1, code: null }]);
  t.match(await sweepSuits(here.court), { noted: 0 });
});

t.test('one that is refused does not hold the others up', async (t) => {
  const [bad, good] = [
    await file(here.court, LINA_SUES_ZHANG),
    await file(here.court, LINA_SUES_ZHANG),
  ];
  const { db } = asHouse(here.court, 'sweep').store;
  const [row] = await db.select().from(filing).where(eq(filing.id, bad));
  index.refused.add(row?.recordId as string);
  t.match(await sweepSuits(here.court), { noted: 1, failures: [{ code: 'COURT_NOT_YOURS' }] });
  t.equal(index.calls.length, 1, 'both went in one call');
  t.match(await noteOf(here.court, good), [{ state: 'done' }]);
  index.refused.clear();
  here.advance(HOUR_MS);
  t.match(await sweepSuits(here.court), { noted: 1 });
  t.match(await noteOf(here.court, bad), [{ state: 'done' }]);
});

t.test('a filing that was handed on is noted by the court that has it now', async (t) => {
  const id = await file(here.court, LINA_SUES_ZHANG);
  await decide(here.court, id, DECISIONS.transfer);
  t.match(await sweepSuits(here.court), { noted: 1 });
  t.match(index.calls, [{ member: 'HzicMSP' }]);
  t.ok((await found(here.court, id, HZ_JUDGE)).length > 0);
  await t.rejects(readLikeSuits(here.court, JUDGE, id), { code: 'NOT_FOUND' });
});

t.test('many submissions go in few calls, none larger than the contract takes', async (t) => {
  const crowd = [
    ...Array.from({ length: 10 }, (_, i) => person('applicant', `原告${i}`, citizen(i))),
    ...Array.from({ length: 11 }, (_, i) => person('other', `被告${i}`, citizen(100 + i))),
  ];
  const ids = [];
  for (let i = 0; i < 3; i++) ids.push(await file(here.court, crowd));
  t.match(await sweepSuits(here.court), { noted: 3, entries: 3 * MAX_PAIRS });
  t.same(
    index.calls.map(({ entries }) => entries.length),
    [MAX_SUIT_ENTRIES, MAX_PAIRS],
  );
  const answer = await readLikeSuits(here.court, JUDGE, ids[0] as string);
  t.match(answer, { pairs: MAX_PAIRS, left: 10, more: false });
  t.equal(answer.items.length, 2);
  t.ok(answer.items.every(({ pairs }) => pairs.length === MAX_PAIRS));
});

t.test('a new epoch is written from its day on, and the former are searched', async (t) => {
  const parties = [person('applicant', '甲', citizen(500)), person('other', '乙', citizen(501))];
  const first = await file(here.court, parties);
  await sweepSuits(here.court);
  const [former] = keys as [SuitKey];
  const later = newSuitKey(parseDay('2026-03-02'));
  keys = [former, later];
  const second = await file(here.court, parties);
  await sweepSuits(here.court);
  t.match(await noteOf(here.court, second), [{ epoch: former.epoch }], 'its day has not come');
  here.advance(24 * HOUR_MS);
  const third = await file(here.court, parties);
  await sweepSuits(here.court);
  t.match(await noteOf(here.court, third), [{ epoch: later.epoch }]);
  t.same(
    (await found(here.court, third)).map((each) => each.filing).sort(),
    [first, second].sort(),
  );
  keys = [later];
  t.same(await found(here.court, third), [], 'a destroyed key’s entries say nothing any more');
  keys = [former, later];
});

t.test('without a key nothing is noted or found, and nothing is lost', async (t) => {
  const kept = keys;
  keys = [];
  const id = await file(here.court, LINA_SUES_ZHANG);
  t.same(await sweepSuits(here.court), { noted: 0, entries: 0, failures: [] });
  t.match(await readLikeSuits(here.court, JUDGE, id), { search: 'off', items: [], pairs: 1 });
  keys = [newSuitKey(parseDay('2030-01-01'))];
  t.match(await sweepSuits(here.court), { noted: 0 }, 'before its day');
  keys = kept;
  t.match(await sweepSuits(here.court), { noted: 1 });
  const none = { ...here.court, suits: undefined };
  t.match(await readLikeSuits(none, JUDGE, id), { search: 'off' });
  t.match(await sweepSuits(none), { noted: 0 });
});

t.test('a network whose contract does not know of it, or that is away', async (t) => {
  const id = await file(here.court, LINA_SUES_ZHANG);
  await sweepSuits(here.court);
  index.fault = 'CALL_UNKNOWN';
  t.match(await readLikeSuits(here.court, JUDGE, id), { search: 'off', items: [] });
  index.fault = 'LEDGER_UNAVAILABLE';
  await t.rejects(readLikeSuits(here.court, JUDGE, id), { code: 'LEDGER_UNAVAILABLE' });
});

t.test('of very many the last are listed, and it is said that there are more', async (t) => {
  const id = await file(here.court, LINA_SUES_ZHANG);
  const many = (count: number): Court => {
    const suits = Array.from({ length: count }, (_, i) => ({
      ...{ filing: `${i}`, court: i % 2 === 0 ? '浙0192' : '京9999', state: 'closed' as const },
      submitted: new Date(Date.UTC(2020, 0, 1 + i)).toISOString(),
    }));
    const find = async (_: unknown, _tag: unknown, limit: number) => suits.slice(0, limit);
    const all = { find, note: index.note.bind(index) };
    return { ...here.court, suits: { index: all, keys: async () => keys.slice(0, 1) } };
  };
  const exactly = await readLikeSuits(many(MAX_FOUND), JUDGE, id);
  t.match([exactly.items.length, exactly.more], [MAX_FOUND, false]);
  const { items, more } = await readLikeSuits(many(MAX_FOUND + 50), JUDGE, id);
  t.same([items.length, more], [MAX_FOUND, true]);
  const days = items.map(({ submittedOn }) => submittedOn);
  t.same(days, days.toSorted().reverse());
  t.same(
    new Set(items.map(({ court }) => court.name)),
    new Set(['杭州互联网法院', '京9999']),
    'a court that nobody has listed keeps its code',
  );
});

t.test('officials of the court alone look, and each look is noted', async (t) => {
  const id = await file(here.court, LINA_SUES_ZHANG);
  const draft = await beginFiling(here.court, LINA, {
    ...{ court: '京0491', kind: 'civil', cause: '借款', capacity: 'self' },
  });
  const ask = (actor: Actor, of = id) => readLikeSuits(here.court, actor, of);
  await t.rejects(ask(LINA), { code: 'NOT_PERMITTED' });
  await t.rejects(ask(STRANGER), { code: 'NOT_FOUND' });
  await t.rejects(ask(HZ_JUDGE), { code: 'NOT_FOUND' });
  await t.rejects(ask(JUDGE, draft.id), { code: 'NOT_FOUND' });
  const alsoJudge = { ...LINA, offices: JUDGE.offices };
  await t.rejects(ask(alsoJudge), { code: 'NOT_PERMITTED' }, 'of what he filed himself');
  const { db } = asHouse(here.court, 'sweep').store;
  const looks = () => db.$count(auditEntry, eq(auditEntry.act, 'suits.read'));
  const before = await looks();
  await t.resolves(ask(CLERK));
  await t.resolves(ask(JUDGE));
  t.equal(await looks(), before + 2);
});

t.test('what waits tells nobody anything of the parties', async (t) => {
  const id = await file(here.court, LINA_SUES_ZHANG);
  const text = JSON.stringify(await noteOf(here.court, id));
  for (const number of Object.values(NUMBERS)) t.notOk(text.includes(number));
  const tags = [...index.entries.values()].map(({ tag }) => tag);
  t.notOk(
    tags.some((tag) => text.includes(tag)),
    'tags stand on the ledger alone',
  );
});

/** The number of somebody made up. */
function citizen(serial: number): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const digits = `11010519900101${String(serial).padStart(3, '0')}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (weights[i] ?? 0), 0);
  return digits + '10X98765432'[sum % 11];
}
