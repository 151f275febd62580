const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** One round of messages about a notice. */
export interface Step {
  /** After it was told. */
  readonly afterMs: number;
  /** Over the channels that the person wants, or over all there are. */
  readonly over: 'wanted' | 'all';
}

/** What is told once, as the person wants it. */
export const ONCE: readonly Step[] = [{ afterMs: 0, over: 'wanted' }];

/** 强制提醒 (002-30): until it is read, after one, three and five days over every channel. */
export const FORCED: readonly Step[] = [
  { afterMs: 0, over: 'wanted' },
  { afterMs: DAY_MS, over: 'all' },
  { afterMs: 3 * DAY_MS, over: 'all' },
  { afterMs: 5 * DAY_MS, over: 'all' },
];

/** Then a person of the court sees to it. */
export const ESCALATED_AFTER_MS = 6 * DAY_MS;

/** Whoever was not running for days does not remind three times in one minute. */
const LEAST_BETWEEN_MS = 12 * HOUR_MS;

/** When the step after this one is due. */
export function dueAfter(toldAt: number, afterMs: number, now: number): number {
  return Math.max(toldAt + afterMs, now + LEAST_BETWEEN_MS);
}

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 6 * HOUR_MS;

/** Attempts at one message; with the waits between them about a day. */
export const MAX_ATTEMPTS = 10;

/** How long to wait after so many failed attempts: twice as long each time, half of it by chance (`random` of 0 to 1). */
export function backOff(attempts: number, random: number): number {
  const full = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
  return Math.round(full / 2 + (full / 2) * random);
}

/** Beijing keeps no summer time. */
const BEIJING_MS = 8 * HOUR_MS;
/** Hours of Beijing between which nothing is sent over night; what a court set, else as proposed. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}
export const QUIET_HOURS: QuietHours = { from: 22, to: 7 };
/** What waited over night is not sent in one second. */
const SPREAD_MS = 20 * 60_000;

/** When the night is over, spread by chance; `undefined` by day. */
export function endOfQuiet(
  now: number,
  random: number,
  { from, to }: QuietHours = QUIET_HOURS,
): number | undefined {
  const local = now + BEIJING_MS;
  const ofDay = local % DAY_MS;
  const midnight = local - ofDay;
  const quiet = ofDay >= from * HOUR_MS || ofDay < to * HOUR_MS;
  if (!quiet) return undefined;
  const morning = midnight + (ofDay >= from * HOUR_MS ? DAY_MS : 0) + to * HOUR_MS;
  return morning - BEIJING_MS + Math.round(random * SPREAD_MS);
}
