import {
  type Citation,
  COUNTING_RULES,
  CUTOFF_CAUSES,
  clockChoices,
  EXTENSION_GROUNDS,
  extensionsOf,
  formatCitations,
  PERIOD_GROUPS,
  PERIODS,
  type PeriodBearer,
  type PeriodLength,
  type PeriodRule,
  type PeriodUnit,
  RESTART_CAUSES,
  START_FACTS,
  SUSPENSION_CAUSES,
  type Wording,
} from '@cunzheng/domain/deadlines';
import { type Actor, courtsFor } from '../../access/policy.ts';
import type { ChangeGround } from '../../store/tables/settings.ts';

const GROUNDS: Readonly<Record<ChangeGround, Wording>> = {
  ...SUSPENSION_CAUSES,
  ...RESTART_CAUSES,
  ...CUTOFF_CAUSES,
  ...EXTENSION_GROUNDS,
};

/** A cause of the table with its name. */
export interface CauseView {
  readonly cause: string;
  readonly name: Wording;
}

/** What can be done to a deadline, out of the table of periods; an empty list is a thing that cannot. */
export interface ChoicesView {
  /** The articles of the period itself, on which suspension, restart and early end rest. */
  readonly law: Wording;
  readonly suspensions: readonly CauseView[];
  readonly restarts: readonly CauseView[];
  readonly cutoffs: readonly CauseView[];
  readonly extensions: readonly {
    readonly ground: string;
    readonly name: Wording;
    readonly law: Wording;
    readonly units: readonly PeriodUnit[];
    readonly most?: PeriodLength;
  }[];
}

/** What the table allows for a period, in words. */
export function choicesView(rule: PeriodRule): ChoicesView {
  const { extensions, ...causes } = clockChoices(rule);
  const named = (list: readonly ChangeGround[]) =>
    list.map((cause) => ({ cause, name: GROUNDS[cause] }));
  return {
    law: lawOf(rule),
    suspensions: named(causes.suspensions),
    restarts: named(causes.restarts),
    cutoffs: named(causes.cutoffs),
    extensions: extensions.map(({ law, ...more }) => ({
      ...more,
      name: GROUNDS[more.ground],
      law: inWords([law]),
    })),
  };
}

/** A ground that a change was made on, with the articles it rests on. */
export function groundView(
  rule: PeriodRule,
  ground: ChangeGround,
): { ground: Wording; law: Wording } {
  const extension = extensionsOf(rule).find((each) => each.ground === ground);
  const law = extension === undefined ? lawOf(rule) : inWords([extension.law]);
  return { ground: GROUNDS[ground], law };
}

function lawOf({ law, counting }: PeriodRule): Wording {
  return inWords(law.length > 0 ? law : COUNTING_RULES[counting]);
}

function inWords(law: readonly Citation[]): Wording {
  return { 'zh-CN': formatCitations(law, 'zh-CN'), en: formatCitations(law, 'en') };
}

/** A period that an official can let run. */
export interface PeriodView {
  readonly rule: string;
  readonly group: string;
  readonly name: Wording;
  /** From which fact it runs. */
  readonly start: Wording;
  readonly length: PeriodLength;
  /** `backward`: it is counted back from a fact to come. */
  readonly counting: PeriodRule['counting'];
  readonly bearer: PeriodBearer;
  readonly law: Wording;
}

/** Every period of the table, by subject, for whoever may let one run. Throws `NOT_PERMITTED`. */
export function listPeriods(actor: Actor): PeriodView[] {
  courtsFor(actor, 'clock.start');
  const groups = Object.entries(PERIOD_GROUPS).flatMap(([group, rows]) =>
    Object.keys(rows).map((id) => [id, group] as const),
  );
  const groupOf = new Map(groups);
  return PERIODS.map((rule) => ({
    ...{ rule: rule.id, group: groupOf.get(rule.id) ?? '', name: rule.name },
    ...{ start: START_FACTS[rule.start], length: rule.length, counting: rule.counting },
    ...{ bearer: rule.bearer, law: lawOf(rule) },
  }));
}
