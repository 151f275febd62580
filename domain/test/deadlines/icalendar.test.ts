import fc from 'fast-check';
import t from 'tap';
import {
  type CalendarEntry,
  computeDeadline,
  explainDeadline,
  formatCalendarFile,
  type PeriodId,
  periodRule,
  type RunningDeadline,
  type StartTime,
} from '../../src/deadlines/index.ts';
import { utf8 } from '../../src/index.ts';
import { CALENDAR } from '../support/holidays.ts';

const options = { madeAt: '2026-11-22T12:00:00.500+08:00', language: 'zh-CN' } as const;

function entry(id: PeriodId, start: StartTime, more: Partial<CalendarEntry> = {}): CalendarEntry {
  const deadline = computeDeadline(periodRule(id), start, { calendar: CALENDAR });
  return { deadline: deadline as RunningDeadline, uid: `${id}@court.example`, ...more };
}

/** Content lines as RFC 5545 3.1 has them: unfolded, each split into name with parameters and value. */
function contentLines(file: string): [name: string, value: string][] {
  return file
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .slice(0, -1)
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]);
}

/** TEXT back to what was meant (RFC 5545 3.3.11). */
const readText = (value: string) =>
  value.replace(/\\([\\;,nN])/g, (_, char: string) => (char.toLowerCase() === 'n' ? '\n' : char));

const lineOf = (file: string, name: string) =>
  contentLines(file).find(([line]) => line === name || line.startsWith(`${name};`))?.[1];

t.test('a period of days is an all-day entry on its last day, with two reminders', async (t) => {
  const review = entry(
    'filingReview',
    { day: '2026-11-21' },
    {
      about: '（2026）京0491民初1号',
      url: 'https://court.example/cases/1?tab=a,b',
      sequence: 2,
    },
  );
  const sentence = explainDeadline(review.deadline, 'zh-CN');
  t.same(contentLines(formatCalendarFile([review], options)), [
    ['BEGIN', 'VCALENDAR'],
    ['VERSION', '2.0'],
    ['PRODID', '-//Cunzheng//Deadlines//EN'],
    ['CALSCALE', 'GREGORIAN'],
    ['METHOD', 'PUBLISH'],
    ['BEGIN', 'VEVENT'],
    ['UID', 'filingReview@court.example'],
    ['DTSTAMP', '20261122T040000Z'],
    ['DTSTART;VALUE=DATE', '20261130'],
    ['DTEND;VALUE=DATE', '20261201'],
    ['SEQUENCE', '2'],
    ['SUMMARY;LANGUAGE=zh-CN', '（2026）京0491民初1号 立案审查期限'],
    ['DESCRIPTION;LANGUAGE=zh-CN', sentence],
    ['URL', 'https://court.example/cases/1?tab=a,b'],
    ['CLASS', 'PRIVATE'],
    ['TRANSP', 'TRANSPARENT'],
    ...['-P2DT15H', '-PT15H'].flatMap((trigger) => [
      ['BEGIN', 'VALARM'],
      ['ACTION', 'DISPLAY'],
      ['TRIGGER', trigger],
      ['DESCRIPTION', '（2026）京0491民初1号 立案审查期限'],
      ['END', 'VALARM'],
    ]),
    ['END', 'VEVENT'],
    ['END', 'VCALENDAR'],
  ]);
});

t.test('a period of hours is a point in time', async (t) => {
  const reading = entry('readingWindow', { at: '2026-11-20T16:20:00+08:00' });
  const file = formatCalendarFile([reading], options);
  t.equal(lineOf(file, 'DTSTART'), '20261121T082000Z');
  t.notMatch(file, 'VALUE=DATE');
  t.match(file, '\r\nTRIGGER:-PT2H\r\n');
});

t.test('several deadlines stand in one file, in English too', async (t) => {
  const entries = [
    entry('answer', { day: '2026-11-02' }),
    entry('evidenceOrdinary', { day: '2026-11-02' }),
  ];
  const file = formatCalendarFile(entries, { ...options, language: 'en' });
  t.equal(file.match(/BEGIN:VEVENT/g)?.length, 2);
  t.equal(lineOf(file, 'SUMMARY'), 'Answer');
  t.match(
    readText(lineOf(file, 'DESCRIPTION') as string),
    /^Answer: 15 days from 3 November 2026, the day after/,
  );
  t.match(file, /\\,/, 'commas are escaped');
  t.equal(formatCalendarFile([], options).match(/\r\n/g)?.length, 6, 'and none in an empty one');
});

t.test('whatever stands before the name, lines are short and read back as they were', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (about) => {
      const file = formatCalendarFile([entry('answer', { day: '2026-11-02' }, { about })], options);
      const short = file
        .split('\r\n')
        .every((line) => utf8(line).length <= 75 && !/[\r\n]/.test(line));
      const whole = file.split('\r\n').every((line) => Buffer.from(line).toString() === line);
      const meant = `${about.replace(/\r\n|\r/g, '\n').replace(/(?!\n)\p{Cc}/gu, '')} 答辩期限`;
      return short && whole && readText(lineOf(file, 'SUMMARY') as string) === meant;
    }),
    { numRuns: 500 },
  );
});

t.test('the space before a continuation counts as one of its octets', async (t) => {
  const about = 'x'.repeat(300);
  const file = formatCalendarFile([entry('answer', { day: '2026-11-02' }, { about })], options);
  t.equal(Math.max(...file.split('\r\n').map((line) => utf8(line).length)), 75);
});

t.test('nothing that is put in makes a line of its own', async (t) => {
  const about = 'x\r\nEND:VEVENT\nATTENDEE:mailto:a@b\\;,\u0000\u0085';
  const file = formatCalendarFile(
    [entry('answer', { day: '2026-11-02' }, { about, uid: 'a\r\nb' })],
    options,
  );
  t.notMatch(file, /^ATTENDEE/m);
  t.equal(file.match(/^END:VEVENT/gm)?.length, 1);
  t.equal(lineOf(file, 'SUMMARY'), 'x\\nEND:VEVENT\\nATTENDEE:mailto:a@b\\\\\\;\\, 答辩期限');
  const lost = entry('answer', { day: '2026-11-02' }, { url: 'no address' });
  t.throws(() => formatCalendarFile([lost], options), TypeError);
  const late = { ...options, madeAt: 'now' };
  t.throws(() => formatCalendarFile([entry('answer', { day: '2026-11-02' })], late), {
    code: 'INPUT_INVALID',
  });
});
