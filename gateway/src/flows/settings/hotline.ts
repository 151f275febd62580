import { beijingTime, dayOf, yearOf } from '@cunzheng/domain/deadlines';
import type { Court } from '../../context.ts';
import { calendarFrom, calendarOf } from './calendar.ts';
import type { Span } from './definition.ts';
import { answerFrom, settingAt } from './setting-at.ts';

/** Number of the litigation service hotline, the same everywhere. */
export const HOTLINE = '12368';

/** Who answers the hotline of a court at this moment. */
export interface HotlineView {
  readonly number: string;
  readonly hours: readonly Span[];
  /**
   * `staffed`, or `automatic`: a voice that is there all round the clock. `unknown` on a day whose year's holidays are
   * not known: it may be a day off.
   */
  readonly now: 'staffed' | 'automatic' | 'unknown';
  /** The year whose holidays are not known. */
  readonly unknownYear?: number;
  /** Today is no working day. */
  readonly dayOff: boolean;
}

/**
 * The hotline of a court; of the only one, where this deployment serves one and none is named. Else hours are those of
 * practice and the calendar is the published one.
 */
export async function readHotline(house: Court, code: string | undefined): Promise<HotlineView> {
  const now = house.clock();
  const only = house.courts.size === 1 ? house.courts.keys().next().value : undefined;
  const { hours, calendar } = await hoursOf(house, code ?? only, now);
  const time = beijingTime(now);
  const day = dayOf(time);
  const minute = time.slice(11, 16);
  const within = hours.some(({ from, to }) => minute >= from && minute < to);
  const dayOff = !calendar.isWorkingDay(day);
  const about = { number: HOTLINE, hours, dayOff } as const;
  if (!within || dayOff) return { ...about, now: 'automatic' };
  if (calendar.knowsYear(yearOf(day))) return { ...about, now: 'staffed' };
  return { ...about, now: 'unknown', unknownYear: yearOf(day) };
}

async function hoursOf(house: Court, code: string | undefined, now: number) {
  if (code === undefined || !house.courts.has(code)) {
    const answer = answerFrom('', 'hours.hotline', []);
    return { hours: answer?.value as readonly Span[], calendar: calendarFrom([]) };
  }
  const { db } = house.store;
  const { value: hours } = await settingAt(house, db, code, 'hours.hotline', now);
  return { hours, calendar: await calendarOf(house, db, code, now) };
}
