import { parseRecordKey } from '@cunzheng/chaincode/state';
import { CunzhengError, encodeEntry, type RecordId } from '@cunzheng/domain';
import type { LedgerBlock, LedgerTransaction, LedgerWrite } from '../ledger/port.ts';
import { sha256Native } from './hashing.ts';

/** An entry of the log, with the id of its record and of the transaction that wrote it. */
export interface NewEntry {
  readonly id: RecordId;
  readonly txId: string;
  readonly bytes: Uint8Array;
}

function refuse(block: LedgerBlock, why: string): never {
  throw new CunzhengError('LEDGER_CORRUPT', `block ${block.number}: ${why}`);
}

/**
 * Entries that a block adds: the record writes of its VALID transactions, in transaction, then key order.
 * Throws `LEDGER_CORRUPT` for a record that is deleted or does not fit its id: the contract never does either.
 */
export function entriesOf(block: LedgerBlock): NewEntry[] {
  return block.transactions
    .filter((transaction) => transaction.valid)
    .flatMap((transaction) =>
      transaction.writes.flatMap((write) => entryOf(block, transaction, write)),
    );
}

function entryOf(
  block: LedgerBlock,
  transaction: LedgerTransaction,
  { key, value }: LedgerWrite,
): NewEntry[] {
  const id = parseRecordKey(key);
  if (id === undefined) return [];
  if (value === undefined) refuse(block, `deletes record ${id}`);
  if (sha256Native(value).toString('base64url') !== id)
    refuse(block, `record ${id} has other bytes`);
  const entry = { kind: 'record', block: block.number, txTime: transaction.time } as const;
  return [{ id, txId: transaction.txId, bytes: encodeEntry({ ...entry, bytes: value }) }];
}
