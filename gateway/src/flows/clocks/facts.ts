import type {
  Cutoff,
  Deadline,
  DeadlineFacts,
  Extension,
  PeriodRule,
  Restart,
  StartTime,
  Suspension,
} from '@cunzheng/domain/deadlines';
import {
  type CourtCalendar,
  computeDeadline,
  isPeriodId,
  periodRule,
} from '@cunzheng/domain/deadlines';
import type { DeadlineRow } from '../../store/tables/settings.ts';

/** What has happened to a period since it began, in the order in which it was told. */
export interface ClockFacts {
  readonly suspensions: readonly Suspension[];
  readonly restarts: readonly Restart[];
  readonly extensions: readonly Extension[];
  readonly cutoff?: Cutoff;
}

export const NO_FACTS: ClockFacts = { suspensions: [], restarts: [], extensions: [] };

/** Of a stored row, everything that its end depends on besides the calendar. */
export type ClockInput = Pick<DeadlineRow, 'rule' | 'start' | 'facts' | 'length'>;

/** The rule of a stored deadline. Throws `TypeError`: rows name rules that are there. */
export function ruleOf({ rule }: Pick<DeadlineRow, 'rule'>): PeriodRule {
  if (!isPeriodId(rule)) throw new TypeError(`no period ${rule}`);
  return periodRule(rule);
}

/**
 * The deadline that follows from stored facts and a calendar. The same facts give the same deadline, whenever and however
 * often it is asked. Throws `INPUT_INVALID` for facts that the period does not know.
 */
export function computeClock(input: ClockInput, calendar: CourtCalendar): Deadline {
  const { cutoff, ...facts } = input.facts as ClockFacts;
  const more: DeadlineFacts = {
    ...{ ...facts, calendar },
    ...(cutoff !== undefined && { cutoff }),
    ...(input.length !== null && { setting: input.length }),
  };
  return computeDeadline(ruleOf(input), input.start as StartTime, more);
}
