import type { CourtCalendar } from './court-calendar.ts';
import type { CalendarDay } from './day.ts';
import type { PeriodLength } from './length.ts';
import type {
  CutoffCause,
  ExtensionGround,
  RestartCause,
  StartFactId,
  SuspensionCause,
} from './period.ts';
import type { PeriodId } from './periods.ts';

/** When the start fact happened: an instant with its offset, or only its day, as on a paper receipt. */
export type StartTime = { readonly at: string } | { readonly day: string };

/** Days that do not count, first and last included. Without `to` it still goes on. */
export interface Suspension {
  readonly cause: SuspensionCause;
  readonly from: string;
  readonly to?: string;
}

/** The period begins anew after this day. */
export interface Restart {
  readonly cause: RestartCause;
  readonly day: string;
}

export interface Extension {
  readonly ground: ExtensionGround;
  readonly by: PeriodLength;
}

/** The period ends on this day whatever its length. */
export interface Cutoff {
  readonly cause: CutoffCause;
  readonly day: string;
}

/** Everything besides the start that a deadline depends on. All of it is facts: the same facts give the same deadline. */
export interface DeadlineFacts {
  readonly calendar: CourtCalendar;
  /** The court's setting of the day of the start, in the unit of the period; without it the proposed length. */
  readonly setting?: number;
  readonly suspensions?: readonly Suspension[];
  readonly restarts?: readonly Restart[];
  readonly extensions?: readonly Extension[];
  readonly cutoff?: Cutoff;
}

/** How the end was found, step by step; pages show them under the sentence. */
export type DeadlineStep =
  | { readonly step: 'started'; readonly day: CalendarDay; readonly at?: string }
  | { readonly step: 'restarted'; readonly cause: RestartCause; readonly day: CalendarDay }
  | { readonly step: 'restartTooLate'; readonly cause: RestartCause; readonly day: CalendarDay }
  | { readonly step: 'counted'; readonly firstDay: CalendarDay; readonly lastDay: CalendarDay }
  | { readonly step: 'countedHours'; readonly from: string; readonly to: string }
  | { readonly step: 'countedBack'; readonly lastDay: CalendarDay }
  | {
      readonly step: 'extended';
      readonly ground: ExtensionGround;
      readonly by: PeriodLength;
      readonly lastDay: CalendarDay;
    }
  | {
      readonly step: 'suspended';
      readonly cause: SuspensionCause;
      readonly from: CalendarDay;
      readonly to: CalendarDay;
      readonly days: number;
      readonly lastDay: CalendarDay;
    }
  | { readonly step: 'standsStill'; readonly cause: SuspensionCause; readonly from: CalendarDay }
  | { readonly step: 'cutOff'; readonly cause: CutoffCause; readonly lastDay: CalendarDay }
  | { readonly step: 'shifted'; readonly from: CalendarDay; readonly lastDay: CalendarDay };

interface DeadlineBase {
  readonly rule: PeriodId;
  readonly start: {
    readonly fact: StartFactId;
    readonly day: CalendarDay;
    readonly at?: string;
  };
  /** As applied: the statutory length, or the court's setting. */
  readonly length: PeriodLength;
  readonly steps: readonly DeadlineStep[];
  /** Years whose holidays are not published and on which the end depends; it may still move. Empty is certain. */
  readonly unknownYears: readonly number[];
}

export interface RunningDeadline extends DeadlineBase {
  readonly state: 'running';
  readonly lastDay: CalendarDay;
  /** The last instant that is in time, with Beijing's offset. */
  readonly dueAt: string;
}

/** Something that stops the period still goes on: there is no end to name, only what is left. */
export interface SuspendedDeadline extends DeadlineBase {
  readonly state: 'suspended';
  readonly since: CalendarDay;
  readonly daysLeft: number;
}

export type Deadline = RunningDeadline | SuspendedDeadline;
