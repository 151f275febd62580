import * as Type from 'typebox';
import { Compile } from 'typebox/schema';
import { toBase64Url, utf8, utf8Text } from '../bytes.ts';
import { canonicalize, type Json } from '../canonical.ts';
import type { Sha256 } from '../digest.ts';
import { CunzhengError } from '../errors.ts';
import { emptyRoot } from '../log/merkle.ts';
import { CourtCodeSchema, Sha256Schema } from '../record/fields.ts';

/** Leaves of a batch at most. */
export const MAX_BATCH_LEAVES = 4096;
/** Greatest number of a batch: twelve digits, as in the key of state. */
export const MAX_BATCH_SEQ = 999_999_999_999;

/**
 * A batch as it stands on chain and in the log: the root of the tree over `size` behaviours of one court. A court's
 * batches are numbered from 1 without a gap, and each names the root of the one before.
 */
export const BatchSchema = Type.Object(
  {
    v: Type.Literal(1),
    court: CourtCodeSchema,
    seq: Type.Integer({ minimum: 1, maximum: MAX_BATCH_SEQ }),
    size: Type.Integer({ minimum: 1, maximum: MAX_BATCH_LEAVES }),
    root: Sha256Schema,
    prevRoot: Sha256Schema,
  },
  { additionalProperties: false },
);
export type Batch = Type.Static<typeof BatchSchema>;

const validator = Compile(BatchSchema);

/** What stands before a court's first batch: the root of the tree of nothing. */
export const FIRST_PREV_ROOT: Sha256 = toBase64Url(emptyRoot()) as Sha256;

/** The value as a batch. Throws `BATCH_MALFORMED`; also when a first batch names a root before it. */
export function checkBatch(value: unknown): Batch {
  if (!validator.Check(value)) throw new CunzhengError('BATCH_MALFORMED', 'not a batch');
  if (value.seq === 1 && value.prevRoot !== FIRST_PREV_ROOT)
    throw new CunzhengError('BATCH_MALFORMED', 'nothing comes before the first batch');
  return value;
}

/** The batch that these canonical bytes hold. Throws `BATCH_MALFORMED`. */
export function parseBatch(bytes: Uint8Array): Batch {
  try {
    const text = utf8Text(bytes);
    const value = JSON.parse(text) as Json;
    const batch = checkBatch(value);
    if (canonicalize(value) !== text) throw new CunzhengError('BATCH_MALFORMED', 'not canonical');
    return batch;
  } catch (cause) {
    if (cause instanceof CunzhengError && cause.code === 'BATCH_MALFORMED') throw cause;
    throw new CunzhengError('BATCH_MALFORMED', (cause as Error).message, { cause });
  }
}

/** Canonical bytes of a batch. */
export function batchBytes(batch: Batch): Uint8Array {
  return utf8(canonicalize(batch as unknown as Json));
}

/** A batch's number as the key of state has it: twelve digits. */
export function batchNumber(seq: number): string {
  return String(seq).padStart(12, '0');
}
