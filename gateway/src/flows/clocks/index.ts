export {
  type ChangePreview,
  type ClockByHand,
  type ClockOrder,
  changeByHand,
  type GivenOrder,
  MAX_REASON,
  previewChange,
  previewStart,
  startByHand,
} from './by-hand.ts';
export { type CauseView, type ChoicesView, listPeriods, type PeriodView } from './choices.ts';
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
export { type NearSweep, sweepNear } from './near.ts';
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
