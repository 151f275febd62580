import {
  type Batch,
  type Behaviour,
  type CourtRecord,
  CunzhengError,
  canonicalize,
  fromBase64Url,
  type Json,
  MAX_PATH,
  type NetworkId,
  type Opening,
  parseCheckpoint,
  parseStrictJson,
  type ShownPaper,
  type SignedCheckpoint,
  utf8,
  utf8Text,
} from '@cunzheng/domain';
import { type CompactParts, isCompact, readCompact } from './compact.ts';
import { LEDGER_FORMAT, type LedgerEvidence } from './ledger/format.ts';

/** Stages in the order of a proof's list; the page `docs/proof-format.md` section 7 says what each means. */
export const STAGES = [
  'trust',
  'document',
  'record',
  'log',
  'courts',
  'persons',
  'time',
  'ledger',
] as const;
export type StageId = (typeof STAGES)[number];
export type StageState = 'ok' | 'failed' | 'notShown';

/** Why a stage failed; promised for ever, like error codes. */
export const REASONS = [
  'TRUST_MALFORMED',
  'TRUST_SIGNATURE',
  'NETWORK_DIFFERS',
  'TRUST_TOO_OLD',
  'EDITION_DIFFERS',
  'DOCUMENT_DIFFERS',
  'NO_DIGEST',
  'PROOF_MALFORMED',
  'RECORD_MALFORMED',
  'OPENING_DIFFERS',
  'PAPER_DIFFERS',
  'LEAF_MALFORMED',
  'PATH_MALFORMED',
  'PATH_DIFFERS',
  'BATCH_MALFORMED',
  'BATCH_DIFFERS',
  'CHECKPOINT_MALFORMED',
  'ORIGIN_DIFFERS',
  'COSIGNATURE_INVALID',
  'COSIGNATURE_TWICE',
  'COSIGNATURES_TOO_FEW',
  'SUPPORT_MALFORMED',
  'SUPPORT_UNPROVEN',
  'SUPPORT_UNREFERRED',
  'REFERENCE_DIFFERS',
  'KEY_OUTSIDE_LIFE',
  'SIGNATURE_INVALID',
  'TIME_MALFORMED',
  'NOT_BEFORE_INVALID',
  'LEDGER_MALFORMED',
  'GENESIS_DIFFERS',
  'CONFIG_INCOMPLETE',
  'CHANNEL_DIFFERS',
  'BLOCK_DIFFERS',
  'BLOCK_ILL_FORMED',
  'ORDERER_INVALID',
  'ORDERERS_TOO_FEW',
  'TRANSACTION_DIFFERS',
  'CREATOR_INVALID',
  'WRITE_DIFFERS',
  'ENDORSEMENT_INVALID',
  'ENDORSEMENTS_TOO_FEW',
  'IDENTITY_FOREIGN',
  'IDENTITY_ROLE',
  'IDENTITY_REVOKED',
  'ANSWER_INVALID',
  'ANSWERS_DIFFER',
  'ANSWERS_TOO_FEW',
  'TRANSACTION_REFUSED',
] as const;
export type Reason = (typeof REASONS)[number];

export const VERDICTS = ['unalteredSinceRecorded', 'recorded', 'differs', 'cannotDecide'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One record's place in the log, with what opens its hidden fields. `txTime` in ms since 1970, `path` b64u hashes. */
export interface ProvenRecord {
  readonly index: number;
  readonly block: number;
  readonly txTime: number;
  readonly record: CourtRecord;
  readonly path: readonly string[];
  readonly openings: readonly Opening[];
}

/** A full proof as its issuer writes it. */
export interface FullProof {
  readonly format: 'cunzheng-proof/1';
  readonly network: NetworkId;
  readonly edition: number;
  readonly subject: ProvenRecord;
  readonly support: readonly ProvenRecord[];
  /** The note, with cosignatures of members only: other lines make a proof fail. */
  readonly checkpoint: string;
  readonly notBefore?: { readonly checkpoint: string; readonly path: readonly string[] };
  /** Papers shown of the list that the subject, a submission, commits to; rising places, at least one. */
  readonly papers?: readonly ShownPaper[];
  readonly ledger?: LedgerEvidence;
}

/** The proof of one everyday behaviour: its place in a batch, and the batch's place in the log. */
export interface LeafProof {
  readonly format: 'cunzheng-leaf-proof/1';
  readonly network: NetworkId;
  readonly edition: number;
  /** `position` in the batch, from 0; `path` b64u hashes up to the batch's root. */
  readonly subject: {
    readonly position: number;
    readonly leaf: Behaviour;
    readonly path: readonly string[];
    readonly openings: readonly Opening[];
  };
  /** The batch's place in the log; as in `ProvenRecord`. */
  readonly batch: {
    readonly index: number;
    readonly block: number;
    readonly txTime: number;
    readonly batch: Batch;
    readonly path: readonly string[];
  };
  readonly checkpoint: string;
  readonly ledger?: LedgerEvidence;
}

/** Canonical JSON bytes of a proof of a behaviour. Throws as `encodeFullProof`. */
export function encodeLeafProof(proof: LeafProof): Uint8Array {
  return encode(proof as unknown as Json, proof.ledger);
}

/** Canonical JSON bytes of a full proof. Throws `INPUT_INVALID` for what has no canonical form or is too long. */
export function encodeFullProof(proof: FullProof): Uint8Array {
  return encode(proof as unknown as Json, proof.ledger);
}

function encode(proof: Json, ledger: LedgerEvidence | undefined): Uint8Array {
  const bytes = utf8(canonicalize(proof));
  if (bytes.length > limitFor(ledger)) throw new CunzhengError('INPUT_INVALID', 'proof too long');
  return bytes;
}

/** A stranger's entry: the integers are read, the rest is still to be judged by its stage. */
export interface RawEntry {
  readonly index: number;
  readonly block: number;
  readonly txTime: number;
  readonly record: Json;
  readonly path: Json;
  readonly openings: Json;
}

/** A stranger's full proof: the frame is read, its parts are still to be judged by their stages. */
export interface RawFullProof {
  readonly form: 'full';
  readonly network: string;
  readonly edition: number;
  readonly subject: RawEntry;
  readonly support: Json;
  /** The checkpoint, unless its note is malformed. */
  readonly note: SignedCheckpoint | undefined;
  readonly size: number | undefined;
  readonly notBefore: Json | undefined;
  readonly papers: Json | undefined;
  readonly ledger: Json | undefined;
}

/** A stranger's proof of a behaviour: `position`, `leaf`, `leafPath` of the leaf, the rest of its batch. */
export interface RawLeafProof {
  readonly form: 'leaf';
  readonly network: string;
  readonly edition: number;
  readonly position: number;
  readonly leaf: Json;
  readonly leafPath: Json;
  readonly openings: Json;
  readonly index: number;
  readonly block: number;
  readonly txTime: number;
  readonly batch: Json;
  readonly path: Json;
  readonly note: SignedCheckpoint | undefined;
  readonly size: number | undefined;
  readonly ledger: Json | undefined;
}

export type RawProof = RawFullProof | RawLeafProof | CompactParts;

/** Bytes of a full proof; more when it brings whole blocks of the ledger. */
export const MAX_FULL_BYTES = 1024 * 1024;
export const MAX_LEDGER_PROOF_BYTES = 16 * 1024 * 1024;
export const MAX_SUPPORT = 16;
const MAX_NOTE_BYTES = 16_384;
const NOTE_NAME = /^[\x21-\x2a\x2c-\x7e]+$/;

type JsonObject = { readonly [key: string]: Json };

function refuse(why: string): never {
  throw new CunzhengError('INPUT_INVALID', `proof: ${why}`);
}

/**
 * The frame of a proof: compact when it begins with `43 5A 01` or `43 5A 02`, else JSON. `undefined` for what cannot be read at
 * all; the parts inside are judged later, each by its stage.
 */
export function readProof(bytes: Uint8Array): RawProof | undefined {
  try {
    return isCompact(bytes) ? readCompact(bytes) : readJsonProof(bytes);
  } catch (cause) {
    if (cause instanceof CunzhengError) return undefined;
    throw cause;
  }
}

const LEAF_FORMAT = 'cunzheng-leaf-proof/1';
const STANDING = ['format', 'network', 'edition', 'subject', 'checkpoint'];

function readJsonProof(bytes: Uint8Array): RawFullProof | RawLeafProof {
  if (bytes.length > MAX_LEDGER_PROOF_BYTES) refuse('too long');
  const value = parseStrictJson(utf8Text(bytes));
  const isLeaf = formatOf(value) === LEAF_FORMAT;
  const proof = isLeaf
    ? demandFields(value, [...STANDING, 'batch'], ['ledger'])
    : demandFields(value, [...STANDING, 'support'], ['notBefore', 'papers', 'ledger']);
  if (!isLeaf && proof.format !== 'cunzheng-proof/1') refuse('wrong format');
  if (bytes.length > limitFor(proof.ledger)) refuse('too long');
  if (proof.ledger !== undefined && formatOf(proof.ledger) !== LEDGER_FORMAT) refuse('ledger');
  return isLeaf ? readLeafProof(proof) : readFullProof(proof);
}

/** What both kinds say of their checkpoint. */
function readStanding(proof: JsonObject) {
  const note = tryNote(demandText(proof.checkpoint));
  return {
    network: demandText(proof.network),
    edition: demandCount(proof.edition),
    note,
    size: note?.checkpoint.size,
    ledger: proof.ledger,
  };
}

function readFullProof(proof: JsonObject): RawFullProof {
  return {
    form: 'full',
    ...readStanding(proof),
    subject: readEntry(proof.subject),
    support: proof.support as Json,
    notBefore: proof.notBefore,
    papers: proof.papers,
  };
}

function readLeafProof(proof: JsonObject): RawLeafProof {
  const subject = demandFields(proof.subject, ['position', 'leaf', 'path', 'openings']);
  const placed = demandFields(proof.batch, ['index', 'block', 'txTime', 'batch', 'path']);
  return {
    form: 'leaf',
    ...readStanding(proof),
    position: demandCount(subject.position),
    leaf: subject.leaf as Json,
    leafPath: subject.path as Json,
    openings: subject.openings as Json,
    index: demandCount(placed.index),
    block: demandCount(placed.block),
    txTime: demandCount(placed.txTime),
    batch: placed.batch as Json,
    path: placed.path as Json,
  };
}

function limitFor(ledger: unknown): number {
  return ledger === undefined ? MAX_FULL_BYTES : MAX_LEDGER_PROOF_BYTES;
}

/** What an object says it is: a proof, or a ledger's evidence; another one than ours cannot be read at all. */
function formatOf(ledger: Json): Json | undefined {
  return typeof ledger === 'object' && 'format' in ledger ? ledger.format : undefined;
}

function tryNote(text: string): SignedCheckpoint | undefined {
  try {
    return readNote(text);
  } catch (cause) {
    if (cause instanceof CunzhengError) return undefined;
    throw cause;
  }
}

/** A checkpoint note of a proof: what `parseCheckpoint` takes, at most 16,384 bytes, names in ASCII. Throws `INPUT_INVALID`. */
export function readNote(text: string): SignedCheckpoint {
  const note = parseCheckpoint(text);
  if (utf8(text).length > MAX_NOTE_BYTES) refuse('note too long');
  if (note.signatures.some(({ name }) => !NOTE_NAME.test(name))) refuse('name in a note');
  return note;
}

/** An entry of a full proof, its six fields there and its integers read. Throws `INPUT_INVALID`. */
export function readEntry(value: Json | undefined): RawEntry {
  const entry = demandFields(value, ['index', 'block', 'txTime', 'record', 'path', 'openings']);
  return {
    index: demandCount(entry.index),
    block: demandCount(entry.block),
    txTime: demandCount(entry.txTime),
    record: entry.record as Json,
    path: entry.path as Json,
    openings: entry.openings as Json,
  };
}

/** An object with all the needed fields and none but these and the optional ones. Throws `INPUT_INVALID`. */
export function demandFields(
  value: Json | undefined,
  needed: readonly string[],
  optional: readonly string[] = [],
): JsonObject {
  if (typeof value !== 'object' || Array.isArray(value)) refuse('object expected');
  const object = value as JsonObject;
  const allowed = new Set([...needed, ...optional]);
  if (Object.keys(object).some((key) => !allowed.has(key))) refuse('unknown field');
  if (needed.some((key) => !Object.hasOwn(object, key))) refuse('missing field');
  return object;
}

function demandText(value: Json | undefined): string {
  if (typeof value !== 'string') refuse('text expected');
  return value;
}

function demandCount(value: Json | undefined): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) refuse('integer expected');
  return value as number;
}

/** Hashes of a path, at most 63 of 32 bytes. Throws `INPUT_INVALID`. */
export function readPath(value: Json | undefined): Uint8Array[] {
  if (!Array.isArray(value) || value.length > MAX_PATH) refuse('path');
  return (value as Json[]).map((item) => {
    const hash = fromBase64Url(demandText(item));
    if (hash.length !== 32) refuse('hash of another length');
    return hash;
  });
}

/** Openings in their form [salt, name, value]; whether they open anything is for `openFields`. Throws `INPUT_INVALID`. */
export function readOpenings(value: Json | undefined): Opening[] {
  if (!Array.isArray(value)) refuse('openings');
  return (value as Json[]).map((item) => {
    if (!Array.isArray(item) || item.length !== 3) refuse('an opening has three parts');
    demandText(item[0]);
    demandText(item[1]);
    return item as unknown as Opening;
  });
}
