import { Compile } from 'typebox/schema';
import { utf8, utf8Text } from '../bytes.ts';
import { canonicalize, type Json } from '../canonical.ts';
import { type RecordId, sha256Text } from '../digest.ts';
import { CunzhengError } from '../errors.ts';
import { type CourtRecord, RECORD_SCHEMAS, type SignedRecord } from './kinds.ts';

export const MAX_RECORD_BYTES = 8192;

const validators = Object.fromEntries(
  Object.entries(RECORD_SCHEMAS).map(([kind, schemas]) => [
    kind,
    schemas.map((schema) => Compile(schema)),
  ]),
);

/**
 * The value as a record. Throws `RECORD_MALFORMED` when no schema of its kind fits, or a time in it is no time.
 * Shape only: what other records say is for the contract.
 */
export function checkRecord(value: unknown): CourtRecord {
  const kind = (value as { kind?: unknown } | null)?.kind;
  const fitting =
    typeof kind === 'string' && Object.hasOwn(validators, kind) ? validators[kind] : undefined;
  if (fitting === undefined) throw new CunzhengError('RECORD_MALFORMED', 'unknown kind of record');
  if (!fitting.some((validator) => validator.Check(value))) {
    throw new CunzhengError('RECORD_MALFORMED', `not a ${kind} record`);
  }
  const record = value as CourtRecord;
  timeOf(record.actTime);
  if ('notBefore' in record) [record.notBefore, record.notAfter].forEach(timeOf);
  return record;
}

/** The record that these bytes hold. Throws `RECORD_TOO_LARGE`, `RECORD_MALFORMED` (not canonical counts as malformed). */
export function parseRecord(bytes: Uint8Array): CourtRecord {
  if (bytes.length > MAX_RECORD_BYTES) throw new CunzhengError('RECORD_TOO_LARGE');
  let record: CourtRecord;
  let canonical: string;
  let text: string;
  try {
    text = utf8Text(bytes);
    // What the strict parser refuses cannot survive the comparison with the canonical text below.
    const value = JSON.parse(text) as Json;
    canonical = canonicalize(value);
    record = checkRecord(value);
  } catch (cause) {
    throw new CunzhengError('RECORD_MALFORMED', (cause as Error).message, { cause });
  }
  if (canonical !== text)
    throw new CunzhengError('RECORD_MALFORMED', 'record is not in canonical form');
  return record;
}

/** Canonical bytes of a record, at most 8 KiB. Throws `RECORD_TOO_LARGE`. */
export function recordBytes(record: CourtRecord): Uint8Array {
  const bytes = utf8(canonicalize(record as unknown as Json));
  if (bytes.length > MAX_RECORD_BYTES) throw new CunzhengError('RECORD_TOO_LARGE');
  return bytes;
}

/** Id of a record: SHA-256 of its bytes. */
export function recordId(record: CourtRecord | Uint8Array): RecordId {
  const bytes = record instanceof Uint8Array ? record : recordBytes(record);
  return sha256Text(bytes) as string as RecordId;
}

/** True for the kinds that carry a signature. */
export function isSigned(record: CourtRecord): record is SignedRecord {
  return record.kind === 'document' || record.kind === 'receipt' || record.kind === 'filing';
}

/** Milliseconds of a record's time text. Throws `RECORD_MALFORMED` for 30 February and the like. */
export function timeOf(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== text) {
    throw new CunzhengError('RECORD_MALFORMED', 'not a time');
  }
  return ms;
}
