import { isDeepStrictEqual } from 'node:util';
import { type CaseView, Refused } from '@cunzheng/api/client';
import type { FilingView } from '@cunzheng/gateway';
import type { Test } from 'tap';
import { untilProven } from './acts.ts';
import type { FilingStep, FilingStory } from './filing.ts';
import type { Seen } from './filing-seen.ts';
import { eventually } from './house.ts';

/** What who did a step heard: an answer, a coded refusal, or nothing, as the server was gone. */
export type Heard = { readonly answer: unknown } | { readonly code: string } | 'nothing';

/** A story that nothing has disturbed. */
export interface Rehearsed {
  readonly before: Seen;
  /** For each step how long it took, in ms, and what was to be seen after it. */
  readonly steps: readonly { readonly ms: number; readonly after: Seen }[];
}

/** Does a step, which takes so many ms by itself, and disturbs it; resolves when that is over, to what was heard. */
export type Disturb = (act: () => Promise<Heard>, ms: number, step: FilingStep) => Promise<Heard>;

/** How long what follows by itself may take: sweeps run every few seconds, and try what failed a minute later. */
const SETTLED_MS = 120_000;
/** Refusals that say: it was done. */
const DONE_BEFORE = ['STATE_UNFIT', 'SIGNING_USED'];

/** Turns what a client throws into what he heard. Throws what is no fault of the other side. */
export function heardOf(act: Promise<unknown>): Promise<Heard> {
  return act.then(
    (answer) => ({ answer }),
    (error: unknown) => {
      if (error instanceof Refused) return { code: error.code };
      // `fetch` throws a TypeError for a line that broke, and JSON a SyntaxError for half an answer.
      if (error instanceof TypeError || error instanceof SyntaxError) return 'nothing';
      throw error;
    },
  );
}

/** Goes through a story undisturbed. */
export async function rehearse(story: FilingStory): Promise<Rehearsed> {
  const before = await story.look();
  const steps: { ms: number; after: Seen }[] = [];
  for (const step of story.steps) {
    const begun = performance.now();
    await step.act();
    const ms = performance.now() - begun;
    await settle(step);
    steps.push({ ms, after: await story.look() });
  }
  return { before, steps };
}

async function settle({ what, settled }: FilingStep): Promise<void> {
  if (settled !== undefined) await eventually(`${what}: what follows`, settled, SETTLED_MS);
}

/**
 * Goes through a story whose every step is disturbed and then done again, as its client would: at each end all is as it was
 * in the rehearsal, so that nothing acknowledged was lost, nothing half done and nothing done twice.
 */
export async function walkDisturbed(
  t: Test,
  story: FilingStory,
  rehearsed: Rehearsed,
  disturb: Disturb,
): Promise<void> {
  let { before } = rehearsed;
  for (const [i, step] of story.steps.entries()) {
    const { ms, after } = rehearsed.steps[i] as Rehearsed['steps'][number];
    const heard = await disturb(() => heardOf(step.act()), ms, step);
    const done = await checkDisturbed(t, story, step, { before, after, heard });
    await checkRepeated(t, story, step, { before, after, heard, done });
    before = after;
  }
}

interface Disturbed {
  readonly before: Seen;
  readonly after: Seen;
  readonly heard: Heard;
}

/** What was acknowledged is there; of anything else there is all or nothing. Resolves to whether it is done. */
async function checkDisturbed(
  t: Test,
  story: FilingStory,
  step: FilingStep,
  { before, after, heard }: Disturbed,
): Promise<boolean> {
  const acknowledged = answered(heard);
  const at = await story.look();
  if (acknowledged || (!step.inParts && !isDeepStrictEqual(at, before))) {
    await settle(step);
    t.strictSame(await story.look(), after, `${step.what}: ${toldAs(heard)}, all of it is there`);
    return true;
  }
  if (!step.inParts) t.strictSame(at, before, `${step.what}: ${toldAs(heard)}, nothing of it is`);
  return isDeepStrictEqual(at, after);
}

/** The same again is answered; where it was done it may be refused, by a code that says so. */
async function checkRepeated(
  t: Test,
  story: FilingStory,
  step: FilingStep,
  { before, after, heard, done }: Disturbed & { done: boolean },
): Promise<void> {
  const again = await heardOf((step.again ?? step.act)());
  const changes = !isDeepStrictEqual(before, after);
  const refused = typeof again === 'object' && 'code' in again && DONE_BEFORE.includes(again.code);
  t.ok(answered(again) || (done && changes && refused), `${step.what}, again: ${toldAs(again)}`);
  if (step.signs && answered(heard) && answered(again))
    t.equal(recordIn(again), recordIn(heard), `${step.what}: it is the same record`);
  await settle(step);
  t.strictSame(await story.look(), after, `${step.what}: done once`);
}

/** Whether it was done, as far as its client knows. */
export const answered = (heard: Heard): heard is { readonly answer: unknown } =>
  typeof heard === 'object' && 'answer' in heard;

const recordIn = ({ answer }: { readonly answer: unknown }) =>
  (answer as { recordId?: string }).recordId;

/** What was heard, in a word. */
export function toldAs(heard: Heard): string {
  if (heard === 'nothing') return 'unanswered';
  return 'code' in heard ? `refused with ${heard.code || 'no code'}` : 'answered';
}

/** Everything that was signed is proven, stands on chain in the order in which it was done, and nothing is missing. */
export async function checkTimeline(t: Test, story: FilingStory): Promise<void> {
  const { lina } = story.people;
  const path = `/filings/${story.id()}`;
  const signed = story.steps.filter(({ signs }) => signs).length;
  const ids = recordsOf(await lina.get<FilingView>(path));
  t.equal(new Set(ids).size, signed, `${signed} signatures, as many records`);
  await untilProven(lina, ids);
  const { timeline } = await lina.get<FilingView>(path);
  t.strictSame(
    timeline.map(({ at }) => at),
    timeline.map(({ at }) => at).toSorted(),
    'the timeline is in order',
  );
  // What waited may go on chain in one transaction, which has no places of its own but those of its keys.
  const blocks = timeline.flatMap(({ chain }) => (chain === undefined ? [] : [chain.block ?? -1]));
  t.notOk(blocks.includes(-1), 'each is in a block');
  t.strictSame(
    blocks,
    blocks.toSorted((a, b) => a - b),
    'and the blocks are in the same order',
  );
}

const recordsOf = ({ timeline }: FilingView): string[] =>
  timeline.flatMap(({ chain }) => (chain === undefined ? [] : [chain.recordId]));

/** The last number in a 案号 or in the number of a document. */
export const serialOf = (number: string): number => Number(/(\d+)[^\d]*$/.exec(number)?.[1]);

/** Serials of the documents of a story's case, in their order. */
export async function documentSerials({ people, id }: FilingStory): Promise<number[]> {
  const { caseId } = await people.lina.get<FilingView>(`/filings/${id()}`);
  const { documents } = await people.clerk.get<CaseView>(`/cases/${caseId}`);
  return documents.map(({ number }) => serialOf(number)).sort((a, b) => a - b);
}
