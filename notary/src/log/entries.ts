import { parseBatchKey, parseRecordKey } from '@cunzheng/chaincode/state';
import {
  type Batch,
  CunzhengError,
  encodeEntry,
  parseBatch,
  type RecordId,
} from '@cunzheng/domain';
import type { LedgerBlock, LedgerTransaction, LedgerWrite } from '../ledger/port.ts';
import { sha256Native } from './hashing.ts';

/** An entry of the log, with what it holds and the id of the transaction that wrote it. */
export type NewEntry = NewRecord | NewBatch;

export interface NewRecord {
  readonly id: RecordId;
  readonly batch?: undefined;
  readonly txId: string;
  readonly bytes: Uint8Array;
}

export interface NewBatch {
  readonly id?: undefined;
  readonly batch: Batch;
  readonly txId: string;
  readonly bytes: Uint8Array;
}

function refuse(block: LedgerBlock, why: string): never {
  throw new CunzhengError('LEDGER_CORRUPT', `block ${block.number}: ${why}`);
}

/**
 * Entries that a block adds: the record and batch writes of its VALID transactions, in transaction, then key order.
 * Throws `LEDGER_CORRUPT` for one that is deleted or does not fit its key: the contract never does either.
 */
export function entriesOf(block: LedgerBlock): NewEntry[] {
  return block.transactions
    .filter((transaction) => transaction.valid)
    .flatMap((transaction) =>
      transaction.writes.flatMap((write) => [
        ...recordOf(block, transaction, write),
        ...batchOf(block, transaction, write),
      ]),
    );
}

/** Batches that a block adds, in order. Throws as `entriesOf`. */
export function batchesOf(block: LedgerBlock): NewBatch[] {
  return block.transactions
    .filter((transaction) => transaction.valid)
    .flatMap((transaction) =>
      transaction.writes.flatMap((write) => batchOf(block, transaction, write)),
    );
}

function recordOf(
  block: LedgerBlock,
  { txId, time: txTime }: LedgerTransaction,
  { key, value }: LedgerWrite,
): NewRecord[] {
  const id = parseRecordKey(key);
  if (id === undefined) return [];
  if (value === undefined) refuse(block, `deletes record ${id}`);
  if (sha256Native(value).toString('base64url') !== id)
    refuse(block, `record ${id} has other bytes`);
  const entry = { kind: 'record', block: block.number, txTime } as const;
  return [{ id, txId, bytes: encodeEntry({ ...entry, bytes: value }) }];
}

function batchOf(
  block: LedgerBlock,
  { txId, time: txTime }: LedgerTransaction,
  { key, value }: LedgerWrite,
): NewBatch[] {
  const named = parseBatchKey(key);
  if (named === undefined) return [];
  const { court, seq } = named;
  if (value === undefined) refuse(block, `deletes batch ${seq} of ${court}`);
  const batch = readBatch(block, value);
  if (batch.court !== court || batch.seq !== seq)
    refuse(block, `batch ${seq} of ${court} says another court or number`);
  const entry = { kind: 'batch', block: block.number, txTime } as const;
  return [{ batch, txId, bytes: encodeEntry({ ...entry, bytes: value }) }];
}

function readBatch(block: LedgerBlock, value: Uint8Array): Batch {
  try {
    return parseBatch(value);
  } catch (cause) {
    return refuse(block, `a batch cannot be read: ${(cause as Error).message}`);
  }
}
