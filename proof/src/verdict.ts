import type { Reason, StageId, StageState, Verdict } from './proof.ts';

/** How a stage ended. */
export interface StageEnd {
  readonly state: StageState;
  readonly reason?: Reason;
}

/** How every stage ended. */
export type StageEnds = (id: StageId) => StageEnd;

/** The order in which the first failed stage is named: the record is read before the file is compared. */
const NAMING_ORDER: readonly StageId[] = [
  'trust',
  'record',
  'document',
  'log',
  'courts',
  'persons',
  'time',
  'ledger',
];

/** Stages that no proof is whole without: one that did not run says nothing, so it counts against the proof. */
const NEEDED: readonly StageId[] = ['trust', 'record', 'log', 'courts', 'time'];

/**
 * The verdict of `docs/proof-format.md` section 7, good only by what held: every needed stage `ok`, none failed, and the
 * file `ok`, or not shown when there was none. Anything else is `differs` or `cannotDecide`.
 */
export function verdictOf(end: StageEnds): Verdict {
  if (NEEDED.some((id) => end(id).state !== 'ok')) return 'cannotDecide';
  const failed = failedStages(end);
  const document = end('document');
  if (failed.length === 0) {
    return document.state === 'ok' ? 'unalteredSinceRecorded' : 'recorded';
  }
  const onlyDocument = failed.length === 1 && document.reason === 'DOCUMENT_DIFFERS';
  return onlyDocument ? 'differs' : 'cannotDecide';
}

/** The stage that a verdict names: the first failed one, or else the first needed one that did not run. */
export function namedStage(end: StageEnds): StageId | undefined {
  return failedStages(end)[0] ?? NEEDED.find((id) => end(id).state !== 'ok');
}

function failedStages(end: StageEnds): StageId[] {
  return NAMING_ORDER.filter((id) => end(id).state === 'failed');
}
