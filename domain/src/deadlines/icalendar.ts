import { utf8 } from '../bytes.ts';
import type { Language } from '../messages.ts';
import { addDays, type CalendarDay, parseInstant } from './day.ts';
import type { RunningDeadline } from './deadline.ts';
import { explainDeadline } from './explain.ts';
import { periodRule } from './periods.ts';

/** One deadline for a person's own calendar. */
export interface CalendarEntry {
  readonly deadline: RunningDeadline;
  /** Stays the same when the deadline is computed anew, so that the calendar moves its entry: `id@host`. */
  readonly uid: string;
  /** Grows with each change. */
  readonly sequence?: number;
  /** Put before the period's name, such as a case number. Names of persons do not belong on a stranger's phone screen. */
  readonly about?: string;
  /** Where the case is. */
  readonly url?: string;
}

export interface CalendarFileOptions {
  /** When the file is made, an instant: DTSTAMP. */
  readonly madeAt: string;
  readonly language: Language;
}

const CRLF = '\r\n';
/** Octets of a line without its break (RFC 5545 3.1). */
const LINE_OCTETS = 75;

/**
 * An iCalendar file (RFC 5545) of deadlines, `text/calendar; charset=utf-8`. A period of days is an all-day entry on its
 * last day with reminders at nine in the morning three days and one day before; a period of hours is a point in time.
 * Throws `INPUT_INVALID` if `madeAt` is no instant.
 */
export function formatCalendarFile(
  entries: readonly CalendarEntry[],
  options: CalendarFileOptions,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Cunzheng//Deadlines//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...entries.flatMap((entry) => eventLines(entry, options)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => foldLine(line) + CRLF).join('');
}

function eventLines(entry: CalendarEntry, { madeAt, language }: CalendarFileOptions): string[] {
  const { deadline, uid, sequence = 0, about, url } = entry;
  const name = periodRule(deadline.rule).name[language];
  const summary = escapeText(about === undefined ? name : `${about} ${name}`);
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${utcForm(madeAt)}`,
    ...timeLines(deadline),
    `SEQUENCE:${sequence}`,
    `SUMMARY;LANGUAGE=${language}:${summary}`,
    `DESCRIPTION;LANGUAGE=${language}:${escapeText(explainDeadline(deadline, language))}`,
    ...(url === undefined ? [] : [`URL:${new URL(url).href}`]),
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    ...reminders(deadline).flatMap((trigger) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `TRIGGER:${trigger}`,
      `DESCRIPTION:${summary}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}

const inHours = (deadline: RunningDeadline) => deadline.length.unit === 'hours';

function timeLines(deadline: RunningDeadline): string[] {
  if (inHours(deadline)) return [`DTSTART:${utcForm(deadline.dueAt)}`];
  const date = (day: CalendarDay) => day.replaceAll('-', '');
  return [
    `DTSTART;VALUE=DATE:${date(deadline.lastDay)}`,
    `DTEND;VALUE=DATE:${date(addDays(deadline.lastDay, 1))}`,
  ];
}

function reminders(deadline: RunningDeadline): readonly string[] {
  return inHours(deadline) ? ['-PT2H'] : ['-P2DT15H', '-PT15H'];
}

/** `20261123T010500Z`: whole seconds, UTC (RFC 5545 3.3.5 form 2). */
function utcForm(instant: string): string {
  const text = new Date(parseInstant(instant)).toISOString();
  return `${text.slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** TEXT of RFC 5545 3.3.11. Control characters have no place in it; a line end of any kind becomes `\n`. */
function escapeText(value: string): string {
  return value
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');
}

/** Breaks a line after at most 75 octets, never inside a character: some readers take each line as UTF-8 on its own. */
function foldLine(line: string): string {
  const folded: string[] = [];
  let current = '';
  let octets = 0;
  for (const char of line) {
    const size = utf8(char).length;
    if (octets + size > LINE_OCTETS) {
      folded.push(current);
      current = '';
      octets = 1; // the space that marks a continuation
    }
    current += char;
    octets += size;
  }
  return [...folded, current].join(`${CRLF} `);
}
