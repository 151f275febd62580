import { randomUUID } from 'node:crypto';
import { addDays, beijingTime, dayOf, isPeriodId, type PeriodId } from '@cunzheng/domain/deadlines';
import { and, eq, isNotNull } from 'drizzle-orm';
import fc from 'fast-check';
import t from 'tap';
import type { Actor } from '../../../src/access/policy.ts';
import { asHouse } from '../../../src/access/scoped.ts';
import { sweepNear } from '../../../src/flows/clocks/near.ts';
import {
  extendClock,
  resumeClock,
  startClock,
  stopClock,
  suspendClock,
} from '../../../src/flows/clocks/run.ts';
import { sweepClocks } from '../../../src/flows/clocks/sweep.ts';
import { listNotices } from '../../../src/flows/notices/inbox.ts';
import { SETTINGS } from '../../../src/flows/settings/catalogue.ts';
import { correctDays, setSetting } from '../../../src/flows/settings/change.ts';
import { REMINDED_PERIODS, reminderSetting } from '../../../src/flows/settings/rows/reminders.ts';
import { seedId } from '../../../src/seeds/plant.ts';
import { notice } from '../../../src/store/tables/notices.ts';
import { type DeadlineRow, deadline } from '../../../src/store/tables/settings.ts';
import { openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court } = opened;
const house = asHouse(court, 'sweep');
const CODE = '京0491';
const DAY_MS = 86_400_000;
const zhang = seedId('zhangwei');
const admin: Actor = {
  person: seedId('bj-administrator'),
  name: '高以宁',
  offices: [{ court: CODE, role: 'administrator' }],
};
const today = () => dayOf(beijingTime(court.clock()));
const because = 'x';

function begin(rule: PeriodId, person: string | undefined = zhang): Promise<DeadlineRow> {
  return house.store.transaction((unit) =>
    startClock(court, unit, {
      ...{ court: CODE, rule, person, start: { day: today() } },
      subject: { kind: 'case', id: randomUUID() },
      about: { caseNumber: '（2026）京0491民初1001号' },
    }),
  );
}
const told = (id: string) => house.store.db.$count(notice, eq(notice.about, `deadline/${id}`));
const at = (row: DeadlineRow) => ({ id: row.id });
const days = (n: number) => opened.advance(n * DAY_MS);

t.test('a party is told once, in both languages, and led to his deadline', async (t) => {
  const row = await begin('answer');
  t.equal((await sweepNear(court)).told, 0, 'fifteen days before');
  days(11);
  t.equal((await sweepNear(court)).told, 0, 'four days before');
  days(1);
  t.strictSame(await sweepNear(court), { told: 1, failures: [] });
  t.strictSame(await sweepNear(court), { told: 0, failures: [] }, 'twice changes nothing');
  const reader: Actor = { person: zhang, name: '张未', offices: [] };
  for (const [language, title, body] of [
    [
      'zh-CN',
      '期限将到：答辩期限',
      /^案件（2026）京0491民初1001号的“答辩期限”将于2026年3月16日届满。.*起算15日/,
    ],
    [
      'en',
      'A time limit is near: Answer',
      /^Case .*1001号: “Answer” ends on 16 March 2026\. .*15 days/,
    ],
  ] as const) {
    const asked = { unread: true, page: 1, language };
    const [first] = (await listNotices(court, reader, asked)).items;
    t.match(first, { title, body, link: `/deadlines/${row.id}`, category: 'deadline' });
  }
  await sweepClocks(court, {}, { all: true });
  t.equal((await sweepNear(court)).told, 0, 'and at no start');
});

t.test('an end that moves is told anew, and the earlier notice is replaced', async (t) => {
  const row = await begin('filingCorrection');
  days(5);
  t.equal((await sweepNear(court)).told, 1);
  const by = { count: 10, unit: 'days' } as const;
  await house.store.transaction((unit) =>
    extendClock(court, unit, at(row), { ground: 'court', by, because }),
  );
  t.equal((await sweepNear(court)).told, 0, 'the new end is far');
  days(10);
  t.equal((await sweepNear(court)).told, 1);
  t.equal(await told(row.id), 2);
  const open = and(eq(notice.about, `deadline/${row.id}`), eq(notice.stopped, 'replaced'));
  t.equal(await house.store.db.$count(notice, open), 1);
  const [now] = await house.store.db.select().from(deadline).where(eq(deadline.id, row.id));
  await correctDays(court, admin, {
    ...{ court: CODE, days: [now?.lastDay ?? ''], to: 'off', source: '停工通知' },
  });
  await sweepClocks(court);
  days(1);
  t.equal((await sweepNear(court)).told, 1, 'a corrected holiday moves it too');
});

t.test(
  'nobody is told of what stands still, has ended, has passed, or is the court’s',
  async (t) => {
    const still = await begin('evidenceOrdinary');
    const met = await begin('answer');
    const passed = await begin('appealRuling');
    const courts = await begin('filingReview', undefined);
    const reminder = await begin('serviceReminder');
    await house.store.transaction(async (unit) => {
      const from = addDays(today(), 1);
      await suspendClock(court, unit, at(still), { cause: 'jurisdiction', from, because });
      const subject = { kind: 'case', id: met.subject } as const;
      await stopClock(court, unit, { subject }, { outcome: 'met', because });
    });
    days(14);
    await sweepNear(court);
    for (const row of [still, met, passed, courts, reminder])
      t.equal(await told(row.id), 0, row.rule);
    const to = addDays(today(), -1);
    await house.store.transaction((unit) => resumeClock(court, unit, at(still), { to, because }));
    days(12);
    await sweepNear(court);
    t.equal(await told(still.id), 1, 'told when it runs again and its end is near');
  },
);

t.test(
  'a server that was stopped over the moment tells late; after the end, nothing',
  async (t) => {
    const late = await begin('answer');
    days(15);
    const restarted = await opened.again();
    t.ok((await sweepNear(restarted)).told >= 1);
    t.equal(await told(late.id), 1, 'on the last day');
    const missed = await begin('answer');
    days(40);
    await sweepNear(restarted);
    t.equal(await told(missed.id), 0);
  },
);

t.test('several processes tell once', async (t) => {
  const rows = await Promise.all([1, 2, 3, 4].map(() => begin('answer')));
  days(13);
  const other = await opened.again();
  const runs = await Promise.all([court, other, court, other].map((each) => sweepNear(each)));
  t.equal(
    runs.reduce((sum, run) => sum + run.told, 0),
    rows.length,
  );
  for (const { id } of rows) t.equal(await told(id), 1);
});

t.test('the days are the court’s setting at the time; none is none', async (t) => {
  const set = (value: number) =>
    setSetting(court, admin, { court: CODE, name: 'reminder.answer', value, source: '院务会' });
  await set(10);
  const early = await begin('answer');
  days(5);
  await sweepNear(court);
  t.equal(await told(early.id), 1, 'ten days before');
  days(1);
  await set(0);
  const never = await begin('answer');
  days(14);
  await sweepNear(court);
  t.equal(await told(never.id), 0);
  await t.rejects(set(31), { code: 'SETTING_INVALID' });
});

t.test('each period that a party keeps has a setting, shorter than the period', async (t) => {
  for (const period of REMINDED_PERIODS) {
    const row = SETTINGS.find(({ name }) => name === reminderSetting(period));
    t.match(row, { group: 'reminders', fallback: { origin: 'proposal' }, least: 0, most: 30 });
  }
  t.ok(REMINDED_PERIODS.every(isPeriodId));
});

t.test('whenever and however often it runs, each end is told at most once', async (t) => {
  await setSetting(court, admin, {
    ...{ court: CODE, name: 'reminder.appealJudgment', value: 5, source: '院务会' },
  });
  const step = fc.oneof(
    fc.record({ do: fc.constant('pass' as const), days: fc.integer({ min: 0, max: 8 }) }),
    fc.record({ do: fc.constant('extend' as const), days: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ do: fc.constant('sweep' as const), days: fc.constant(0) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const row = await begin('appealJudgment');
      const ends = new Set<number>();
      for (const { do: what, days: n } of steps) {
        if (what === 'pass') days(n);
        if (what === 'sweep') await sweepNear(court);
        if (what === 'extend') {
          const by = { count: n, unit: 'days' } as const;
          await house.store.transaction((unit) =>
            extendClock(court, unit, at(row), { ground: 'postponement', by, because }),
          );
        }
        const [now] = await house.store.db.select().from(deadline).where(eq(deadline.id, row.id));
        if (now?.toldFor) ends.add(now.toldFor.getTime());
      }
      t.equal(await told(row.id), ends.size, JSON.stringify(steps));
    }),
    { numRuns: 25 },
  );
  const both = and(isNotNull(deadline.toldFor), eq(deadline.rule, 'appealJudgment'));
  t.ok((await house.store.db.$count(deadline, both)) > 0, 'some were told');
});
