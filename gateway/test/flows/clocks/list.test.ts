import { randomUUID } from 'node:crypto';
import { addDays, beijingTime, dayOf, type PeriodId } from '@cunzheng/domain/deadlines';
import { eq } from 'drizzle-orm';
import t from 'tap';
import { type Actor, type Role, STAFF_ROLES } from '../../../src/access/policy.ts';
import { asHouse } from '../../../src/access/scoped.ts';
import {
  DEADLINE_PARTS,
  type DeadlinePart,
  type DeadlineSearch,
  deadlineCalendar,
  listDeadlines,
} from '../../../src/flows/clocks/list.ts';
import { startClock, stopClock, suspendClock } from '../../../src/flows/clocks/run.ts';
import { seedId } from '../../../src/seeds/plant.ts';
import { courtCase } from '../../../src/store/schema.ts';
import { openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court } = opened;
const house = asHouse(court, 'sweep');
const COURTS = ['京0491', '浙0192'] as const;
const today = dayOf(beijingTime(court.clock()));
const ago = (days: number) => addDays(today, -days);
const zhang = seedId('zhangwei');
const official = (role: Exclude<Role, 'litigant'>, code: string): Actor => ({
  person: seedId('bj-clerk'),
  name: '林知远',
  offices: [{ court: code, role }],
});
const party = (account: string): Actor => ({ person: seedId(account), name: 'x', offices: [] });

/** One clock in each part, in each court; `answer` (15 days) and `appealRuling` (10 days) are Zhang's to keep. */
const PLANTED: readonly { rule: PeriodId; day: string; end?: 'suspended' | 'ended' }[] = [
  { rule: 'answer', day: ago(60) },
  { rule: 'appealRuling', day: ago(8) },
  { rule: 'answer', day: today },
  { rule: 'evidenceOrdinary', day: today, end: 'suspended' },
  { rule: 'answer', day: ago(2), end: 'ended' },
  { rule: 'filingReview', day: ago(2) },
];
const cases: string[] = [];
for (const code of COURTS) {
  const [row] = await house.store.db.select().from(courtCase).where(eq(courtCase.court, code));
  const caseId = row?.id ?? '';
  cases.push(caseId);
  for (const { rule, day, end } of PLANTED) {
    await house.store.transaction(async (unit) => {
      const subject = { kind: 'case', id: randomUUID() } as const;
      const about = { caseNumber: row?.caseNumber ?? '', title: `${rule} 100%` };
      const person = rule === 'filingReview' ? undefined : zhang;
      const { id } = await startClock(court, unit, {
        ...{ court: code, rule, subject, start: { day }, caseId, person, about },
      });
      const because = 'x';
      if (end === 'suspended') {
        await suspendClock(court, unit, { id }, { cause: 'jurisdiction', from: today, because });
      }
      if (end === 'ended') await stopClock(court, unit, { subject }, { outcome: 'met', because });
    });
  }
}

const COUNTS: Readonly<Record<DeadlinePart, number>> = {
  ...{ open: 5, lapsed: 1, soon: 2, running: 3, suspended: 1, ended: 1, all: 6 },
};
const READERS: readonly Role[] = ['judge', 'clerk', 'filingReviewer', 'administrator'];
const find = (actor: Actor, search: Partial<DeadlineSearch> = {}) =>
  listDeadlines(court, actor, { side: 'courts', ...search });

t.test(
  'every role sees what the policy gives, in every state, of its own court alone',
  async (t) => {
    for (const code of COURTS) {
      for (const role of STAFF_ROLES) {
        const actor = official(role, code);
        if (!READERS.includes(role)) {
          await t.rejects(find(actor), { code: 'NOT_PERMITTED' }, `${role} ${code}`);
          continue;
        }
        for (const part of DEADLINE_PARTS) {
          const { items, total, counts } = await find(actor, { part });
          t.equal(total, COUNTS[part], `${role} ${code} ${part}`);
          t.equal(items.length, COUNTS[part]);
          t.ok(items.every((item) => item.court.code === code));
          t.strictSame(counts, COUNTS);
        }
        const other = COURTS.find((each) => each !== code) as string;
        t.equal(
          (await find(actor, { court: other, part: 'all' })).total,
          0,
          'asking does not help',
        );
      }
    }
  },
);

t.test('a party sees his own of every court, and nobody else’s', async (t) => {
  const mine = await listDeadlines(court, party('zhangwei'), { side: 'mine', part: 'all' });
  t.equal(mine.total, 10, 'what the court must do is not his');
  t.strictSame(
    mine.courts.map(({ code }) => code),
    [...COURTS].sort(),
  );
  t.strictSame(
    mine.rules.map(({ rule }) => rule),
    ['answer', 'appealRuling', 'evidenceOrdinary'],
  );
  const lina = await listDeadlines(court, party('lina'), { side: 'mine', part: 'all' });
  t.match(lina, { total: 0, items: [], rules: [], courts: [] });
  await t.rejects(find(party('zhangwei')), { code: 'NOT_PERMITTED' });
});

t.test('the list is in the order of its ends; what stands still comes last', async (t) => {
  const { items } = await find(official('judge', '京0491'));
  const ends = items.map(({ dueAt }) => dueAt ?? '~');
  t.strictSame(ends, ends.toSorted());
  t.equal(items.at(-1)?.standing, 'suspended');
  t.equal(items[0]?.standing, 'overdue');
  for (const { explanation } of items) {
    t.match(explanation['zh-CN'], /自.*次日/);
    t.ok(explanation.en.length > 20);
  }
});

t.test('kind, case, words and days narrow it; each together with the part', async (t) => {
  const clerk = official('clerk', '京0491');
  const rules = async (search: Partial<DeadlineSearch>) =>
    (await find(clerk, search)).items.map(({ rule }) => rule);
  t.strictSame(await rules({ rule: 'answer' }), ['answer', 'answer']);
  t.strictSame(await rules({ rule: 'answer', part: 'lapsed' }), ['answer']);
  t.strictSame(await rules({ caseId: cases[0] as string, part: 'lapsed' }), ['answer']);
  t.strictSame(await rules({ caseId: cases[1] as string }), [], 'a case of another court');
  t.equal((await find(clerk, { caseId: cases[0] as string })).total, 6, 'of a case all');
  t.strictSame(await rules({ q: 'filingReview' }), ['filingReview']);
  t.strictSame(await rules({ q: '100%' }), await rules({}), 'a sign of SQL is a sign like others');
  t.strictSame(await rules({ q: '100_' }), []);
  t.strictSame(await rules({ q: '民初' }), await rules({}));
  const all = await find(clerk, { part: 'running' });
  const last = all.items[0]?.lastDay as string;
  t.strictSame(await rules({ from: last, to: last }), ['appealRuling']);
  t.strictSame(await rules({ from: addDays(today, 400) }), []);
  await t.rejects(find(clerk, { rule: 'none' }), { code: 'INPUT_INVALID' });
  await t.rejects(find(clerk, { from: '2026-02-30' }), { code: 'INPUT_INVALID' });
});

t.test('pages hold twenty, a sheet all of it', async (t) => {
  const { total, items } = await find(official('clerk', '京0491'), { part: 'all', page: 2 });
  t.strictSame([total, items.length], [6, 0], 'after the last page the count is still known');
  const sheet = await find(official('clerk', '京0491'), { part: 'all', sheet: true });
  t.equal(sheet.items.length, 6);
});

t.test('a calendar file holds the list that is asked for', async (t) => {
  const events = (text: string) => text.split('BEGIN:VEVENT').length - 1;
  const of = (actor: Actor, search: DeadlineSearch) =>
    deadlineCalendar(court, actor, { ...search, language: 'zh-CN' });
  t.equal(events(await of(party('zhangwei'), { side: 'mine' })), 6, 'not those that stand still');
  t.equal(events(await of(party('lina'), { side: 'mine' })), 0);
  const judge = official('judge', '京0491');
  t.equal(events(await of(judge, { side: 'courts', part: 'soon' })), 2);
  t.equal(events(await of(judge, { side: 'courts', rule: 'filingReview' })), 1);
  await t.rejects(of(official('finance', '京0491'), { side: 'courts' }), { code: 'NOT_PERMITTED' });
});
