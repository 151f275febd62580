import { parseDay } from '@cunzheng/domain/deadlines';
import t from 'tap';
import type { Actor } from '../../../src/access/policy.ts';
import { calendarOf, yearView } from '../../../src/flows/settings/calendar.ts';
import { SETTINGS } from '../../../src/flows/settings/catalogue.ts';
import {
  correctDays,
  enterYear,
  setSetting,
  withdrawSetting,
} from '../../../src/flows/settings/change.ts';
import { checkValue } from '../../../src/flows/settings/check.ts';
import { readHotline } from '../../../src/flows/settings/hotline.ts';
import { previewSetting } from '../../../src/flows/settings/preview.ts';
import { findSetting, settingAt } from '../../../src/flows/settings/setting-at.ts';
import {
  listSettings,
  missingSettings,
  settingHistory,
} from '../../../src/flows/settings/views.ts';
import { DEMO_APPROVER, DEMO_OFFICIALS } from '../../../src/seeds/demo.ts';
import { seedId } from '../../../src/seeds/plant.ts';
import { openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court } = opened;
const { db } = court.store;

const official = (account: string): Actor => {
  const found = [...DEMO_OFFICIALS, DEMO_APPROVER].find((each) => each.account === account);
  if (found === undefined) throw new TypeError(account);
  const offices = [{ court: found.court, role: found.role }];
  return { person: seedId(account), name: found.name, offices };
};
const bj = official('bj-administrator');
const DAY = 86_400_000;
const CODE = '京0491';

t.test('what a court must decide and has not is said, never made up', async (t) => {
  await t.rejects(settingAt(court, db, CODE, 'fee.divorce', court.clock()), {
    code: 'SETTING_MISSING',
    details: { court: CODE, name: 'fee.divorce' },
  });
  t.equal(await findSetting(court, db, CODE, 'text.filingGuide', court.clock()), undefined);
  const missing = (await missingSettings(court, db, CODE)).map(({ name }) => name);
  t.ok(missing.includes('fee.divorce') && missing.includes('hours.court'));
  t.notOk(
    missing.some((name) => name.startsWith('period.')),
    'periods have a proposal',
  );
  const proposed = await settingAt(court, db, CODE, 'period.identityReview', court.clock());
  t.match(proposed, { value: 1, origin: 'proposal', row: undefined });
});

t.test('a value applies from its day, and past days keep theirs', async (t) => {
  const name = 'fee.divorce';
  const set = (value: number, more: object = {}) =>
    setSetting(court, bj, { court: CODE, name, value, source: '京发改〔2026〕1号', ...more });
  const before = court.clock();
  opened.advance(1000);
  await set(150);
  const first = court.clock();
  await set(300, { validFrom: '2026-03-11', validTo: '2026-03-20' });
  const at = async (ms: number) => (await findSetting(court, db, CODE, name, ms))?.value;
  t.equal(await at(before), undefined, 'not before it was decided');
  t.equal(await at(first), 150);
  t.equal(await at(Date.parse('2026-03-10T23:59:59+08:00')), 150);
  t.equal(await at(Date.parse('2026-03-11T00:00:00+08:00')), 300);
  t.equal(await at(Date.parse('2026-03-20T23:59:59+08:00')), 300);
  t.equal(await at(Date.parse('2026-03-21T00:00:00+08:00')), 150, 'the earlier one again');
  opened.advance(30 * DAY);
  await set(200);
  t.equal(await at(first), 150, 'a past decision shows the setting of its day');
  t.equal(await at(court.clock()), 200);
  const history = await settingHistory(court, bj, { court: CODE, name });
  t.match(history, [
    { value: 200, standing: 'inForce', author: '高以宁', version: 3 },
    { value: 300, standing: 'replaced', version: 2 },
    { value: 150, standing: 'replaced', version: 1 },
  ]);
  const then = await listSettings(court, bj, { court: CODE, day: '2026-03-15' });
  t.match(
    then.find((row) => row.name === name),
    { answer: { value: 300, origin: 'court' } },
  );
});

t.test('what will apply can be taken back, what applied cannot', async (t) => {
  const name = 'limit.evidenceFile';
  const wanted = { court: CODE, name, value: 50, source: '院务会' } as const;
  const future = await setSetting(court, bj, { ...wanted, validFrom: '2026-12-01' });
  const listed = await listSettings(court, bj, { court: CODE });
  t.match(
    listed.find((row) => row.name === name),
    {
      answer: { value: 100, origin: 'practice' },
      upcoming: [{ id: future.id, standing: 'future' }],
    },
  );
  await withdrawSetting(court, bj, future.id);
  const later = Date.parse('2026-12-02T00:00:00+08:00');
  t.equal((await settingAt(court, db, CODE, name, later)).value, 100);
  t.match(await settingHistory(court, bj, { court: CODE, name }), [{ standing: 'withdrawn' }]);
  await t.rejects(withdrawSetting(court, bj, future.id), { code: 'STATE_UNFIT' });
  const now = await setSetting(court, bj, wanted);
  await t.rejects(withdrawSetting(court, bj, now.id), { code: 'STATE_UNFIT' });
  await t.rejects(withdrawSetting(court, official('hz-administrator'), now.id), {
    code: 'NOT_FOUND',
  });
});

t.test('a value out of type or bounds, without a source, or for the past is refused', async (t) => {
  const good = { court: CODE, name: 'fee.divorce', value: 100, source: '通知' };
  const cases: [object, object][] = [
    [{ value: 301 }, { problem: 'bounds', least: 50, most: 300 }],
    [{ value: 49 }, { problem: 'bounds' }],
    [{ value: 99.5 }, { problem: 'form' }],
    [{ value: '100' }, { problem: 'form' }],
    [{ value: null }, { problem: 'form' }],
    [{ source: '  ' }, { problem: 'source' }],
    [{ validFrom: '2026-01-01' }, { problem: 'past' }],
    [{ validFrom: '2027-01-02', validTo: '2027-01-01' }, { problem: 'order' }],
    [{ name: 'hours.court', value: [{ from: '12:00', to: '09:00' }] }, { problem: 'hours' }],
    [{ name: 'hours.court', value: [{ from: '9:00', to: '12:00' }] }, { problem: 'form' }],
    [{ name: 'hours.court', value: [] }, { problem: 'form' }],
    [{ name: 'choice.feeRounding', value: 'up' }, { problem: 'form' }],
    [{ name: 'text.filingGuide', value: { 'zh-CN': '须知' } }, { problem: 'form' }],
    [{ name: 'text.filingGuide', value: { 'zh-CN': '须知', en: ' ' } }, { problem: 'form' }],
    [
      { name: 'text.filingGuide', value: { 'zh-CN': '{{name}}', en: 'x' } },
      { problem: 'placeholder', name: 'name' },
    ],
  ];
  for (const [wrong, details] of cases) {
    const asked = setSetting(court, bj, { ...good, ...wrong });
    await t.rejects(asked, { code: 'SETTING_INVALID', details }, JSON.stringify(wrong));
  }
  await t.rejects(setSetting(court, bj, { ...good, name: 'fee.none' }), { code: 'NOT_FOUND' });
  await t.rejects(setSetting(court, bj, { ...good, validFrom: '2026-02-30' }), {
    code: 'INPUT_INVALID',
  });
  await t.rejects(setSetting(court, official('bj-clerk'), good), { code: 'NOT_PERMITTED' });
  await t.rejects(setSetting(court, official('hz-administrator'), good), { code: 'NOT_FOUND' });
  const effect = await previewSetting(court, bj, good);
  t.match(effect, { before: 200, after: 100, keeping: 0, moving: 0 });
});

t.test('each setting takes its own fallback, and says its law in both languages', async (t) => {
  for (const row of SETTINGS) {
    const { fallback, name } = row;
    if (fallback !== undefined) t.doesNotThrow(() => checkValue(row, fallback.value), name);
    for (const words of [row.title, row.means, row.law, ...Object.values(row.options ?? {})]) {
      t.ok(words['zh-CN'] !== '' && words.en !== '', name);
    }
    t.equal(row.kind === 'choice', row.options !== undefined, name);
  }
});

t.test('what a higher court sets for those below counts until a court sets its own', async (t) => {
  const spc = official('spc-administrator');
  const name = 'limit.evidenceFile';
  const wanted = { court: '最高法', name, value: 80, source: '通知' } as const;
  await setSetting(court, spc, wanted);
  const of = async (code: string) => settingAt(court, db, code, name, court.clock());
  t.match(await of('浙0192'), { value: 100 }, 'only for itself');
  await setSetting(court, spc, { ...wanted, reach: 'below' });
  t.match(await of('浙0192'), { value: 80, origin: 'inherited' });
  t.match(await of(CODE), { value: 50, origin: 'court' }, 'its own goes first');
});

t.test('days are corrected, and a year that nobody knows is entered', async (t) => {
  const known = async () => calendarOf(court, db, CODE, court.clock());
  const day = parseDay('2026-10-09');
  const unknown = await known();
  t.notOk(unknown.knowsYear(2027), '2027 is not published');
  t.match(yearView(unknown, 2027), { known: false, source: undefined });
  const correction = { court: CODE, days: ['2026-10-09'], source: '国办发明电〔2026〕9号' };
  await correctDays(court, bj, { ...correction, to: 'off' });
  const corrected = await known();
  t.notOk(corrected.isWorkingDay(day));
  t.not(corrected.mark, unknown.mark);
  t.match(
    yearView(corrected, 2026).days.find((each) => each.day === day),
    {
      kind: 'holiday',
      correctedBy: { court: CODE, source: correction.source },
    },
  );
  const before = court.clock();
  opened.advance(1);
  await correctDays(court, bj, { ...correction, to: 'asPublished' });
  t.ok((await known()).isWorkingDay(day));
  t.notOk((await calendarOf(court, db, CODE, before)).isWorkingDay(day), 'as it was known then');
  const year = { court: CODE, year: 2027, source: '国办发明电〔2026〕10号' };
  const off = ['2027-01-01', '2027-02-05', '2027-05-01', '2027-10-01'];
  await t.rejects(enterYear(court, bj, { ...year, off: off.slice(1), work: [] }), {
    code: 'SETTING_INVALID',
    details: { problem: 'holidays' },
  });
  await t.rejects(enterYear(court, bj, { ...year, off, work: ['2027-02-05'] }), {
    code: 'INPUT_INVALID',
  });
  await enterYear(court, bj, { ...year, off, work: ['2027-02-06'] });
  const entered = await known();
  t.ok(entered.knowsYear(2027) && entered.isWorkingDay(parseDay('2027-02-06')));
  t.notOk(entered.isWorkingDay(parseDay('2027-02-05')));
  t.notOk((await calendarOf(court, db, '浙0192', court.clock())).knowsYear(2027));
});

t.test('the hotline says who answers now', async (t) => {
  const at = async (time: string, code?: string) =>
    readHotline({ ...court, clock: () => Date.parse(`${time}+08:00`) }, code);
  t.match(await at('2026-04-01T09:00:00'), { now: 'staffed', dayOff: false, number: '12368' });
  t.match(await at('2026-04-01T17:00:00'), { now: 'automatic', dayOff: false });
  t.match(await at('2026-05-01T10:00:00'), { now: 'automatic', dayOff: true });
  t.match(await at('2026-05-09T10:00:00'), { now: 'staffed' }, 'a Saturday that is made up');
  t.match(await at('2028-03-01T10:00:00'), { now: 'unknown', unknownYear: 2028 });
  t.match(await at('2028-03-04T10:00:00'), { now: 'automatic' }, 'a Saturday');
  const value = [{ from: '08:30', to: '11:30' }];
  await setSetting(court, bj, { court: CODE, name: 'hours.hotline', value, source: '院务会' });
  const now = court.clock();
  opened.advance(Date.parse('2026-07-01T03:45:00Z') - now);
  t.match(await readHotline(court, CODE), { hours: value, now: 'automatic' });
  t.match(await readHotline(court, '浙0192'), { now: 'staffed' });
});
