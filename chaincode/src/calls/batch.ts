import {
  type Batch,
  batchBytes,
  CunzhengError,
  canonicalize,
  checkBatch,
  demand,
  isCourtCode,
  utf8Text,
} from '@cunzheng/domain';
import type { ChaincodeStub } from 'fabric-shim';
import { demandOwnCourt } from '../rules/admit.ts';
import { batchKey } from '../state/keys.ts';
import { TransactionState } from '../state/transaction-state.ts';
import { memberAtWork } from './call.ts';

/** What became of a batch; `exists` when the very same is on the ledger already. */
export interface BatchOutcome {
  readonly outcome: 'recorded' | 'exists';
}

const DECIMAL = /^[1-9][0-9]{0,11}$/;

/**
 * `recordBatch(court, seq, size, root, prevRoot)`: the root over `size` behaviours of a court of the submitter's.
 * Numbers begin at 1 and leave no gap; `prevRoot` is the root of the batch before, for the first that of the tree of
 * nothing. The same batch again changes nothing.
 * Throws `BATCH_MALFORMED`, `BATCH_EXISTS` (the number is used, with other content), `BATCH_OUT_OF_SEQUENCE` (the one
 * before is not there), `BATCH_ROOT_DIFFERS`, `COURT_UNKNOWN`, `COURT_NOT_YOURS`, `GATEWAY_ROLE_MISSING`, `MEMBER_UNKNOWN`.
 */
export async function recordBatch(stub: ChaincodeStub, args: readonly string[]): Promise<string> {
  const work = await memberAtWork(stub);
  const batch = parseArguments(args);
  await demandOwnCourt(work, batch.court);
  return canonicalize({ outcome: await admitBatch(work.state, batch) });
}

/** `readBatch(court, seq)`: the batch's canonical text. Throws `BATCH_MALFORMED`, `NOT_FOUND`. */
export async function readBatch(
  stub: ChaincodeStub,
  [court, seq]: readonly string[],
): Promise<string> {
  demand(court !== undefined && isCourtCode(court), 'BATCH_MALFORMED', 'court is malformed');
  const text = await new TransactionState(stub).read(batchKey(court, decimal(seq)));
  if (text === undefined) throw new CunzhengError('NOT_FOUND', 'no such batch');
  return text;
}

function parseArguments([court, seq, size, root, prevRoot]: readonly string[]): Batch {
  return checkBatch({ v: 1, court, seq: decimal(seq), size: decimal(size), root, prevRoot });
}

function decimal(text: string | undefined): number {
  demand(text !== undefined && DECIMAL.test(text), 'BATCH_MALFORMED', 'a number is malformed');
  return Number(text);
}

async function admitBatch(state: TransactionState, batch: Batch): Promise<BatchOutcome['outcome']> {
  const { court, seq } = batch;
  const text = utf8Text(batchBytes(batch));
  const known = await state.read(batchKey(court, seq));
  demand(known === undefined || known === text, 'BATCH_EXISTS', 'the number is used');
  if (known !== undefined) return 'exists';
  if (seq > 1) await demandFollows(state, batch);
  state.stage(batchKey(court, seq), text);
  state.keep();
  await state.flush();
  return 'recorded';
}

async function demandFollows(state: TransactionState, { court, seq, prevRoot }: Batch) {
  const before = await state.read(batchKey(court, seq - 1));
  if (before === undefined)
    throw new CunzhengError('BATCH_OUT_OF_SEQUENCE', 'the batch before is not on the ledger');
  const { root } = JSON.parse(before) as Batch;
  demand(root === prevRoot, 'BATCH_ROOT_DIFFERS', 'the batch before has another root');
}
