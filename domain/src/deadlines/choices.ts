import type { Citation } from './laws.ts';
import type { PeriodLength, PeriodUnit } from './length.ts';
import type {
  CutoffCause,
  ExtensionGround,
  ExtensionRule,
  PeriodRow,
  RestartCause,
  SuspensionCause,
} from './period.ts';

/** One way in which a period can be prolonged. */
export interface ExtensionChoice {
  readonly ground: ExtensionGround;
  /** Units in which it can be given. */
  readonly units: readonly [PeriodUnit, ...PeriodUnit[]];
  /** All extensions on this ground together. */
  readonly most?: PeriodLength;
  readonly law: Citation;
}

/** What can be done to a period by whoever may: the row of the table, read the other way. */
export interface ClockChoices {
  readonly suspensions: readonly SuspensionCause[];
  readonly restarts: readonly RestartCause[];
  readonly cutoffs: readonly CutoffCause[];
  readonly extensions: readonly ExtensionChoice[];
}

const NONE: ClockChoices = { suspensions: [], restarts: [], cutoffs: [], extensions: [] };

/** What the table allows for a period. Hours on the clock, and days counted back from a fact, nothing moves. */
export function clockChoices(rule: PeriodRow): ClockChoices {
  if (rule.length.unit === 'hours' || rule.counting === 'backward') return NONE;
  return {
    suspensions: rule.suspendedBy ?? [],
    restarts: rule.restartedBy ?? [],
    cutoffs: rule.endedBy ?? [],
    extensions: extensionsOf(rule).map(({ most, ...choice }) => ({
      ...choice,
      ...(most && { most }),
      units: unitsOf(rule, most),
    })),
  };
}

/**
 * On which grounds a period can be prolonged. 顺延 after force majeure is open to every period of a party (民诉法 86),
 * except one that nothing moves.
 */
export function extensionsOf({
  extensions = [],
  bearer,
  fixed,
}: PeriodRow): readonly ExtensionRule[] {
  const named = extensions.some(({ ground }) => ground === 'postponement');
  if (named || bearer !== 'party' || fixed === true) return extensions;
  const law: Citation = ['civilProcedure', '86'];
  return [...extensions, { ground: 'postponement', law } as const];
}

function unitsOf({ length }: PeriodRow, most: PeriodLength | undefined): ExtensionChoice['units'] {
  if (most !== undefined) return [most.unit];
  return length.unit === 'workingDays' ? ['workingDays'] : ['days', 'months'];
}
