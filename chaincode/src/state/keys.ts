import { batchNumber, type RecordId } from '@cunzheng/domain';
import type { SuitEntry } from '@cunzheng/domain/suits';

/**
 * Every kind of key in state; the only list. `R` and `B` are leaves of the log, the others are the contract's own
 * indexes and may be rewritten.
 */
export const KEY_TYPES = {
  /** record id → the record's exact canonical bytes */
  record: 'R',
  /** court, number of twelve digits → the batch's exact canonical bytes */
  batch: 'B',
  /** case tag, record id → kind of the record */
  ofCase: 'C',
  /** SHA-256 of a document, record id → number of the document */
  digest: 'D',
  /** court, document number or case number → record id, of a case number that of its filing */
  number: 'N',
  /** key id → what signing under that key needs, and its revocation once there is one */
  keyState: 'X',
  /** public point → key id: a point is registered once, whatever became of it */
  point: 'P',
  /** target, kind:event, party tag → id of the first record */
  first: 'U',
  /** id of a filing's first submission → the court at turn, the filing's state, applicant and case tag */
  filing: 'F',
  /** court in effect → member and name */
  court: 'T',
  /** member in effect → name */
  member: 'M',
  /** number of an edition of the trust file, five digits → its digest */
  edition: 'E',
  /** the word `network` → network id and ids of all members: the one value that every writing call reads */
  network: 'G',
  /** `court`, `member` or `edition`, code, id or number → proposals not yet in effect */
  proposal: 'Q',
  /** epoch, tag of two parties, id of a filing → the court that was at turn when the entry was written */
  suit: 'S',
} as const;

const SEPARATOR = '\u0000';

/**
 * A composite key exactly as the stub's `createCompositeKey` makes it: NUL type NUL attribute NUL … .
 * Throws `TypeError` for an empty attribute or one that holds a NUL; attributes are checked long before.
 */
export function compositeKey(type: string, ...attributes: readonly string[]): string {
  let key = SEPARATOR + type + SEPARATOR;
  for (const attribute of attributes) {
    if (attribute === '' || attribute.includes(SEPARATOR)) {
      throw new TypeError('attribute of a key is empty or holds a NUL');
    }
    key += attribute + SEPARATOR;
  }
  return key;
}

/** Last attribute of a composite key. */
export function lastAttribute(key: string): string {
  return key.slice(key.lastIndexOf(SEPARATOR, key.length - 2) + 1, -1);
}

/** Prefix of the keys of records. */
export const RECORD_KEY_PREFIX: string = compositeKey(KEY_TYPES.record);

/** State key of a record. */
export function recordKey(id: string): string {
  return compositeKey(KEY_TYPES.record, id);
}

const RECORD_KEY = new RegExp(`^${RECORD_KEY_PREFIX}([A-Za-z0-9_-]{43})${SEPARATOR}$`);

/** Id of the record that a state key holds; undefined for every other key. The log's follower takes these writes as leaves. */
export function parseRecordKey(key: string): RecordId | undefined {
  return RECORD_KEY.exec(key)?.[1] as RecordId | undefined;
}

/** State key of a court's batch. */
export function batchKey(court: string, seq: number): string {
  return compositeKey(KEY_TYPES.batch, court, batchNumber(seq));
}

const BATCH_KEY = new RegExp(
  `^${compositeKey(KEY_TYPES.batch)}([^${SEPARATOR}]+)${SEPARATOR}([0-9]{12})${SEPARATOR}$`,
);

/** Court and number of the batch that a state key holds; undefined for every other key. */
export function parseBatchKey(key: string): { court: string; seq: number } | undefined {
  const match = BATCH_KEY.exec(key);
  return match === null ? undefined : { court: match[1] as string, seq: Number(match[2]) };
}

/** State key of an entry of the index of like suits. */
export function suitKey({ epoch, tag, filing }: SuitEntry): string {
  return compositeKey(KEY_TYPES.suit, epoch, tag, filing);
}

/** Key of the one value that holds the network id and the ids of all members. */
export const NETWORK_KEY: string = compositeKey(KEY_TYPES.network, 'network');
