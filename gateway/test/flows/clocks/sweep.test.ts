import { randomUUID } from 'node:crypto';
import {
  addDays,
  beijingTime,
  computeDeadline,
  type Deadline,
  dayOf,
  type PeriodId,
  periodRule,
} from '@cunzheng/domain/deadlines';
import { and, asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import t from 'tap';
import type { Actor } from '../../../src/access/policy.ts';
import { asHouse } from '../../../src/access/scoped.ts';
import {
  cutClock,
  extendClock,
  restartClock,
  resumeClock,
  startClock,
  stopClock,
  suspendClock,
} from '../../../src/flows/clocks/run.ts';
import { isSame } from '../../../src/flows/clocks/settle.ts';
import { type DueTasks, sweepClocks } from '../../../src/flows/clocks/sweep.ts';
import { calendarOf } from '../../../src/flows/settings/calendar.ts';
import { correctDays, setSetting } from '../../../src/flows/settings/change.ts';
import { seedId } from '../../../src/seeds/plant.ts';
import type { Unit } from '../../../src/store/store.ts';
import { type DeadlineRow, deadline, deadlineChange } from '../../../src/store/tables/settings.ts';
import { openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court } = opened;
const house = asHouse(court, 'sweep');
const CODE = '京0491';
const bj: Actor = {
  person: seedId('bj-administrator'),
  name: '高以宁',
  offices: [{ court: CODE, role: 'administrator' }],
};
const today = () => dayOf(beijingTime(court.clock()));
const inUnit = <T>(work: (unit: Unit) => Promise<T>) => house.store.transaction(work);

function begin(rule: PeriodId, day = today(), id = randomUUID()): Promise<DeadlineRow> {
  const subject = { kind: 'case', id } as const;
  return inUnit((unit) => startClock(court, unit, { court: CODE, rule, subject, start: { day } }));
}

async function read(id: string): Promise<DeadlineRow> {
  const [row] = await house.store.db.select().from(deadline).where(eq(deadline.id, id));
  return row as DeadlineRow;
}

async function changes(id: string): Promise<string[]> {
  const rows = await house.store.db
    .select()
    .from(deadlineChange)
    .where(eq(deadlineChange.deadline, id))
    .orderBy(asc(deadlineChange.seq));
  return rows.map(({ change }) => change);
}

const correct = (day: string, to: 'off' | 'working' | 'asPublished') =>
  correctDays(court, bj, { court: CODE, days: [day], to, source: `更正 ${day}` });

const because = 'x';

t.test('a corrected holiday moves the due day, and the move is kept with its reason', async (t) => {
  // 2026-03-01 + 15 days: 16 March, a Monday.
  const { id, lastDay } = await begin('appealJudgment');
  t.equal(lastDay, '2026-03-16');
  await correct('2026-03-16', 'off');
  const stale = await read(id);
  t.equal(stale.lastDay, '2026-03-16', 'until the sweep comes');
  t.match(await sweepClocks(court), { moved: 1, lapsed: 0, failures: [] });
  t.match(await read(id), { lastDay: '2026-03-17', sequence: 1 });
  t.match(await sweepClocks(court, {}, { all: true }), { moved: 0 }, 'again changes nothing');
  t.equal((await read(id)).sequence, 1);
  const [, moved] = await house.store.db
    .select()
    .from(deadlineChange)
    .where(eq(deadlineChange.deadline, id))
    .orderBy(asc(deadlineChange.seq));
  t.match(moved, { change: 'calendar', because: '更正 2026-03-16', author: null });
  t.match(moved?.fromDue, new Date('2026-03-16T23:59:59.999+08:00'));
  await correct('2026-03-16', 'asPublished');
  await sweepClocks(court);
  t.equal((await read(id)).lastDay, '2026-03-16');
});

t.test('an act that fails leaves no clock behind', async (t) => {
  const subject = { kind: 'case', id: randomUUID() } as const;
  const wanted = { court: CODE, rule: 'answer', subject, start: { day: today() } } as const;
  const failing = inUnit(async (unit) => {
    await startClock(court, unit, wanted);
    throw new Error('on purpose');
  });
  await t.rejects(failing, /on purpose/);
  const where = eq(deadline.subject, subject.id);
  t.equal(await house.store.db.$count(deadline, where), 0);
  const first = await inUnit((unit) => startClock(court, unit, wanted));
  const again = await inUnit((unit) => startClock(court, unit, wanted));
  t.equal(again.id, first.id, 'the same act twice is one clock');
  t.strictSame(await changes(first.id), ['started']);
});

t.test(
  'what follows a lapse is done once, whoever sweeps, and again after a failure',
  async (t) => {
    const { id } = await begin('serviceByPerson');
    const done: string[] = [];
    let failing = true;
    const tasks: DueTasks = {
      serviceByPerson: async (_court, { db }, row) => {
        await db
          .update(deadline)
          .set({ about: { title: '已转人工' } })
          .where(eq(deadline.id, row.id));
        if (failing) throw new Error('the provider is down');
        done.push(row.id);
      },
    };
    t.match(await sweepClocks(court, tasks), { lapsed: 0 }, 'not before its time');
    opened.advance(10 * 86_400_000);
    t.match(await sweepClocks(court, tasks), { lapsed: 0, failures: [/provider/] });
    t.match(
      await read(id),
      { state: 'overdue', lapsedAt: null, about: {} },
      'overdue all the same',
    );
    failing = false;
    // A second process is a second court over the same database.
    const other = await opened.again();
    await Promise.all(
      [1, 2, 3].flatMap(() => [sweepClocks(court, tasks), sweepClocks(other, tasks)]),
    );
    t.strictSame(done, [id]);
    await sweepClocks(court, tasks, { all: true });
    t.strictSame(done, [id], 'and not again at a start');
    t.strictSame(await changes(id), ['started', 'overdue']);
  },
);

t.test(
  'a period in which nobody must act ends by itself; an overdue one waits for the act',
  async (t) => {
    const announced = await begin('announcement');
    const answer = await begin('answer');
    opened.advance(90 * 86_400_000);
    await sweepClocks(court);
    t.match(await read(announced.id), { state: 'ended' });
    t.match(await read(answer.id), { state: 'overdue', endedAt: null });
    const subject = { kind: 'case', id: answer.subject } as const;
    await inUnit((unit) => stopClock(court, unit, { subject }, { outcome: 'met', because }));
    t.match(await read(answer.id), { state: 'ended' }, 'done, but late');
    const timely = await begin('answer');
    const own = { kind: 'case', id: timely.subject } as const;
    await inUnit((unit) => stopClock(court, unit, { subject: own }, { outcome: 'met', because }));
    t.match(await read(timely.id), { state: 'met' });
    const suspension = { cause: 'stayed', from: today(), because } as const;
    await t.rejects(
      inUnit((unit) => suspendClock(court, unit, { id: timely.id }, suspension)),
      { code: 'STATE_UNFIT' },
    );
  },
);

t.test(
  'an extension brings an overdue deadline back, and its lapse is not done twice',
  async (t) => {
    const row = await begin('filingCorrection');
    let lapsed = 0;
    const tasks: DueTasks = {
      filingCorrection: async () => {
        lapsed += 1;
      },
    };
    opened.advance(30 * 86_400_000);
    await sweepClocks(court, tasks);
    t.match(await read(row.id), { state: 'overdue' });
    const extension = { ground: 'court', by: { count: 60, unit: 'days' }, because } as const;
    await inUnit((unit) => extendClock(court, unit, { id: row.id }, extension));
    t.match(await read(row.id), { state: 'running' });
    opened.advance(90 * 86_400_000);
    await sweepClocks(court, tasks);
    t.equal(lapsed, 1);
    t.strictSame(await changes(row.id), ['started', 'overdue', 'extended', 'overdue']);
  },
);

t.test('a clock keeps the setting of the day it began', async (t) => {
  const before = await begin('filingCorrection');
  opened.advance(86_400_000);
  await setSetting(court, bj, {
    ...{ court: CODE, name: 'period.filingCorrection', value: 10, source: '院务会' },
  });
  opened.advance(86_400_000);
  const after = await begin('filingCorrection');
  await sweepClocks(court, {}, { all: true });
  t.match((await read(before.id)).computed, { length: { count: 7 } });
  t.match((await read(after.id)).computed, { length: { count: 10 } });
});

type Step =
  | { readonly do: 'suspend' | 'restart'; readonly from: number; readonly days: number }
  | { readonly do: 'extend' | 'pass'; readonly days: number }
  | { readonly do: 'holiday'; readonly from: number }
  | { readonly do: 'cut'; readonly from: number }
  | { readonly do: 'sweep' };

const offset = fc.integer({ min: 0, max: 40 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constantFrom('suspend' as const, 'restart' as const),
      from: offset,
      days: offset,
    }),
    fc.record({ do: fc.constant('extend' as const), days: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ do: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ do: fc.constant('holiday' as const), from: offset }),
    fc.record({ do: fc.constant('cut' as const), from: offset }),
    fc.record({ do: fc.constant('sweep' as const) }),
  ),
  { maxLength: 9 },
);

/** Does one step to a deadline that began on `day`. */
async function take(step: Step, id: string, day: ReturnType<typeof today>): Promise<void> {
  const at = (days: number) => addDays(day, days);
  const which = { id };
  if (step.do === 'pass') opened.advance(step.days * 86_400_000);
  if (step.do === 'sweep') await sweepClocks(court);
  if (step.do === 'holiday') await correct(at(step.from), 'off');
  if (step.do === 'extend') {
    const by = { count: step.days, unit: 'days' } as const;
    await inUnit((unit) => extendClock(court, unit, which, { ground: 'court', by, because }));
  }
  if (step.do === 'restart') {
    const fact = { cause: 'newParty', day: at(step.from), because } as const;
    await inUnit((unit) => restartClock(court, unit, which, fact));
  }
  if (step.do === 'cut') {
    const fact = { cause: 'evidenceExchange', day: at(step.from), because } as const;
    await inUnit((unit) => cutClock(court, unit, which, fact));
  }
  if (step.do === 'suspend') {
    const fact = { cause: 'jurisdiction', from: at(step.from), because } as const;
    const to = at(step.from + step.days);
    await inUnit(async (unit) => {
      await suspendClock(court, unit, which, fact);
      await resumeClock(court, unit, which, { to, because });
    });
  }
}

function facts(taken: readonly Step[], day: ReturnType<typeof today>) {
  const at = (days: number) => addDays(day, days);
  const of = <D extends Step['do']>(name: D) =>
    taken.filter((step): step is Extract<Step, { do: D }> => step.do === name);
  const cut = of('cut').at(-1);
  return {
    suspensions: (of('suspend') as { from: number; days: number }[]).map(({ from, days }) => ({
      ...{ cause: 'jurisdiction' as const, from: at(from), to: at(from + days) },
    })),
    restarts: (of('restart') as { from: number }[]).map(({ from }) => ({
      ...{ cause: 'newParty' as const, day: at(from) },
    })),
    extensions: of('extend').map(({ days }) => ({
      ...{ ground: 'court' as const, by: { count: days, unit: 'days' as const } },
    })),
    ...(cut && { cutoff: { cause: 'evidenceExchange' as const, day: at(cut.from) } }),
  };
}

t.test(
  'the sweep gives what a fresh computation gives, in whatever order things happen',
  async (t) => {
    const property = fc.asyncProperty(steps, fc.func(fc.integer()), async (taken, order) => {
      const day = today();
      const { id } = await begin('evidenceOrdinary', day);
      for (const step of taken) await take(step, id, day);
      const shuffled = [...taken].sort((a, b) => order(a) - order(b));
      const cuts = taken.filter((step) => step.do === 'cut').length;
      const { id: other } = await begin('evidenceOrdinary', day);
      for (const step of shuffled) if (step.do !== 'holiday') await take(step, other, day);
      await sweepClocks(await opened.again(), {}, { all: true });
      const calendar = await calendarOf(court, house.store.db, CODE, court.clock());
      const rule = periodRule('evidenceOrdinary');
      const fresh = computeDeadline(rule, { day }, { calendar, ...facts(taken, day) });
      const [stored, beside] = [await read(id), await read(other)];
      const last = (row: DeadlineRow) => (row.computed as Deadline & { lastDay: string }).lastDay;
      if (fresh.state !== 'running') return false;
      const moment = Number(new Date(fresh.dueAt)) === Number(stored.dueAt);
      const overdue = court.clock() > Date.parse(fresh.dueAt) ? 'overdue' : 'running';
      const same = isSame(fresh, stored.computed) && moment && stored.state === overdue;
      // The last of several cut-offs counts, so that only their order matters.
      return same && (cuts > 1 || last(beside) === fresh.lastDay);
    });
    await t.resolves(fc.assert(property, { numRuns: 20, seed: 20261122 }));
  },
);

t.test('no deadline is missing from its history', async (t) => {
  const rows = await house.store.db.select().from(deadline);
  for (const { id } of rows) {
    const started = and(eq(deadlineChange.deadline, id), eq(deadlineChange.change, 'started'));
    t.equal(await house.store.db.$count(deadlineChange, started), 1);
  }
});
