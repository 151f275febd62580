import type { DeadlineDetail, DeadlineOrder } from '../../api-client/views.ts';
import { beijingDay } from '../../app/day.ts';
import type { zh } from './zh.ts';

type Choices = NonNullable<DeadlineDetail['choices']>;

/** What can be done, in the order of the page. */
const ACTS = ['suspend', 'resume', 'restart', 'extend', 'cutOff', 'stop', 'end'] as const;
export type Act = (typeof ACTS)[number];

export interface Draft {
  readonly act: Act;
  /** Cause or ground of the act that is chosen. */
  readonly cause: string;
  readonly day: string;
  readonly count: string;
  readonly unit: string;
  readonly because: string;
}

/** What the table of periods allows now: what stands still can go on, and nothing else moves it. */
export function actsOf({ state }: DeadlineDetail, choices: Choices): readonly Act[] {
  const still = state === 'suspended';
  const fits: Readonly<Record<Act, boolean>> = {
    suspend: !still && choices.suspensions.length > 0,
    resume: still,
    restart: !still && choices.restarts.length > 0,
    extend: !still && choices.extensions.length > 0,
    cutOff: !still && choices.cutoffs.length > 0,
    ...{ stop: true, end: true },
  };
  return ACTS.filter((act) => fits[act]);
}

/** Causes or grounds of an act. */
export function causesOf(act: Act, choices: Choices) {
  if (act === 'suspend') return choices.suspensions;
  if (act === 'restart') return choices.restarts;
  if (act === 'cutOff') return choices.cutoffs;
  if (act !== 'extend') return [];
  return choices.extensions.map(({ ground, name }) => ({ cause: ground, name }));
}

export function firstDraft(deadline: DeadlineDetail, choices: Choices): Draft {
  const act = actsOf(deadline, choices)[0] ?? 'stop';
  const day = beijingDay(Date.now());
  return { act, cause: '', day, count: '', unit: '', because: '' };
}

function isCount(text: string): boolean {
  return /^[1-9]\d{0,3}$/.test(text) && Number(text) <= 3650;
}

/** What is missing, by field. */
export function faultsOf(draft: Draft, texts: typeof zh) {
  const { act, cause, count } = draft;
  const causes = act === 'suspend' || act === 'restart' || act === 'cutOff' || act === 'extend';
  const dated = causes && act !== 'extend';
  return [
    causes && cause === '' && { field: 'cause', message: texts.needCause },
    act === 'extend' && !isCount(count) && { field: 'count', message: texts.needCount },
    (dated || act === 'resume') && draft.day === '' && { field: 'day', message: texts.needDay },
    draft.because.trim() === '' && { field: 'because', message: texts.needReason },
  ].filter((fault) => fault !== false);
}

/** As the API takes it. The server knows the causes and refuses any other. */
export function orderOf({ act, cause, day, count, unit, because }: Draft): DeadlineOrder {
  if (act === 'stop') return { act: 'stop', outcome: 'met', because };
  if (act === 'end') return { act: 'stop', outcome: 'ended', because };
  if (act === 'resume') return { act, day, because };
  const order =
    act === 'extend'
      ? { act, ground: cause, by: { count: Number(count), unit }, because }
      : { act, cause, day, because };
  return order as DeadlineOrder;
}
