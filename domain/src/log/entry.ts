import { concatBytes, readU64, u64 } from '../bytes.ts';
import { CunzhengError } from '../errors.ts';

/** First byte of an entry. Entries inside a batch begin with 3, of a list of papers with 4, and are never parsed as records. */
export const ENTRY_KINDS = { record: 1, batch: 2, batched: 3, paper: 4 } as const;

/** One leaf of the log before hashing. */
export interface LogEntry {
  readonly kind: 'record' | 'batch';
  readonly block: number;
  /** Transaction time in milliseconds since 1970, the submitter's claim. */
  readonly txTime: number;
  /** JCS bytes of the record or batch. */
  readonly bytes: Uint8Array;
}

/** kind byte ‖ u64 block number ‖ u64 transaction time in ms ‖ JCS bytes. */
export function encodeEntry(entry: LogEntry): Uint8Array {
  return concatBytes(
    Uint8Array.of(ENTRY_KINDS[entry.kind]),
    u64(entry.block),
    u64(entry.txTime),
    entry.bytes,
  );
}

/** Reads an entry back. Throws `INPUT_INVALID`. */
export function decodeEntry(bytes: Uint8Array): LogEntry {
  const kind =
    bytes[0] === ENTRY_KINDS.record
      ? 'record'
      : bytes[0] === ENTRY_KINDS.batch
        ? 'batch'
        : undefined;
  if (kind === undefined || bytes.length < 18)
    throw new CunzhengError('INPUT_INVALID', 'not a log entry');
  return { kind, block: readU64(bytes, 1), txTime: readU64(bytes, 9), bytes: bytes.subarray(17) };
}
