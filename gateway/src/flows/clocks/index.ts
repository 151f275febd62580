export {
  type ClockByHand,
  type ClockOrder,
  changeByHand,
  MAX_REASON,
  startByHand,
} from './by-hand.ts';
export {
  DEADLINE_PARTS,
  DEADLINES_PAGE,
  DEADLINES_SHEET,
  type DeadlineList,
  type DeadlinePart,
  type DeadlineSearch,
  deadlineCalendar,
  listDeadlines,
  SOON_DAYS,
} from './list.ts';
export {
  type ClockAt,
  cutClock,
  extendClock,
  type NewClock,
  restartClock,
  resumeClock,
  type Stop,
  startClock,
  startingAt,
  stopClock,
  suspendClock,
} from './run.ts';
export { type ClockSweep, type DueTask, type DueTasks, sweepClocks } from './sweep.ts';
export {
  type DeadlineChangeView,
  type DeadlineDetail,
  type DeadlineSide,
  type DeadlineView,
  readDeadline,
} from './views.ts';
