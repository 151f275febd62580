import type { zh } from './zh.ts';

export const en: typeof zh = {
  mine: 'My deadlines',
  ofCourts: 'Deadlines',
  mineLead:
    'The soonest end first. Each says from what day it runs, how it was counted and when it ends.',
  courtsLead:
    'Every deadline of the courts I work for, the soonest end first. Open one to see how it was counted and what moved it.',
  loading: 'Reading…',
  parts: 'By state',
  open: 'All open',
  lapsed: 'Ended unmet',
  soon: 'Within 7 days',
  running: 'Running',
  suspended: 'Standing still',
  ended: 'Closed',
  openEmpty: 'No deadline is open',
  lapsedEmpty: 'No deadline has passed unmet',
  soonEmpty: 'No deadline ends within seven days',
  runningEmpty: 'No deadline is running',
  suspendedEmpty: 'No deadline stands still',
  endedEmpty: 'No deadline has been closed yet',
  mineEmpty:
    'When you sign for a document, the periods that run from it are listed here, and you are told before they end.',
  narrow: 'Narrow the list: kind, case, dates',
  kind: 'Kind',
  everyKind: 'every kind',
  court: 'Court',
  everyCourt: 'every court',
  from: 'Ends on or after',
  to: 'Ends on or before',
  case: 'Case number or matter',
  find: 'Find',
  clear: 'Clear the filters',
  notFound: 'No deadline fits',
  total: (n) => (n === 1 ? '1 deadline' : `${n} deadlines`),
  calendar: 'All into my calendar (.ics)',
  print: 'Print the list',
  calendarHint:
    'File and printed list follow the filters above and hold 500 at most, the soonest first. If a day moves, download it again.',
};
