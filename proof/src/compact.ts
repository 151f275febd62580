import {
  type CourtRecord,
  CunzhengError,
  canonicalize,
  concatBytes,
  decodeCosignature,
  editionFor,
  equalBytes,
  fromBase64Url,
  type Json,
  type Opening,
  type Paper,
  parseCheckpoint,
  parseRecord,
  parseStrictJson,
  readU64,
  recordBytes,
  type ShownPaper,
  type TrustFile,
  toBase64Url,
  u64,
  utf8,
  utf8Text,
} from '@cunzheng/domain';
import { pack, unpack } from './packing.ts';
import type { FullProof } from './proof.ts';

/** One counted cosignature: the member's position in its edition, seconds since 1970, Ed25519 signature. */
export interface PositionedCosignature {
  readonly position: number;
  readonly time: number;
  readonly signature: Uint8Array;
}

/** What a compact proof says. `network` is the first 8 bytes of the network id; the root follows from the path. */
export interface CompactProof {
  readonly network: Uint8Array;
  readonly edition: number;
  readonly index: number;
  readonly size: number;
  readonly block: number;
  readonly txTime: number;
  readonly path: readonly Uint8Array[];
  readonly cosignatures: readonly PositionedCosignature[];
  readonly record: CourtRecord;
  readonly openings: readonly Opening[];
  /** Papers shown of the record's list; with any it is a proof of version 2. */
  readonly papers?: readonly CompactPaper[] | undefined;
}

/** A paper of a list with its place there and its path, as bytes. */
export interface CompactPaper extends Omit<ShownPaper, 'path'> {
  readonly path: readonly Uint8Array[];
}

/** A stranger's compact proof: its lengths fit, the record is still packed, the openings' names still positions. */
export interface CompactParts extends Omit<CompactProof, 'record' | 'openings'> {
  readonly form: 'compact';
  readonly packed: Uint8Array;
  readonly openings: readonly PackedOpening[];
}

export interface PackedOpening {
  readonly position: number;
  readonly salt: Uint8Array;
  readonly value: Json;
}

const MAGIC = Uint8Array.of(0x43, 0x5a);
/** The third byte: papers follow the openings in version 2 and never in version 1. */
const VERSIONS = { plain: 1, withPapers: 2 } as const;
export const MAX_COMPACT_BYTES = 1600;

function refuse(why: string): never {
  throw new CunzhengError('INPUT_INVALID', `compact proof: ${why}`);
}

/** True when the bytes begin as a compact proof does. */
export function isCompact(bytes: Uint8Array): boolean {
  const version = bytes[2] as number;
  return (
    equalBytes(bytes.subarray(0, 2), MAGIC) &&
    (version === VERSIONS.plain || version === VERSIONS.withPapers)
  );
}

/**
 * The one encoding of a compact proof. Openings and cosignatures may come in any order.
 * Throws `INPUT_INVALID` when the result would exceed 1,600 bytes (show fewer openings) or an opening names no
 * hidden field.
 */
export function encodeCompact(proof: CompactProof): Uint8Array {
  const packed = pack(recordBytes(proof.record));
  const papers = proof.papers ?? [];
  const bytes = concatBytes(
    MAGIC,
    u8(papers.length === 0 ? VERSIONS.plain : VERSIONS.withPapers),
    proof.network.subarray(0, 8),
    u16(proof.edition),
    ...[proof.index, proof.size, proof.block, proof.txTime].map(u64),
    u8(proof.path.length),
    ...proof.path,
    u8(proof.cosignatures.length),
    ...encodeCosignatures(proof.cosignatures),
    u16(packed.length),
    packed,
    u8(proof.openings.length),
    ...encodeOpenings(proof),
    ...(papers.length === 0 ? [] : [u8(papers.length), ...papers.map(encodePaper)]),
  );
  if (bytes.length > MAX_COMPACT_BYTES) refuse('too long');
  // What we hand out must be what a verifier reads, so the way back is walked once.
  decodeCompact(bytes);
  return bytes;
}

function encodeCosignatures(cosignatures: readonly PositionedCosignature[]): Uint8Array[] {
  return [...cosignatures]
    .sort((a, b) => a.position - b.position)
    .map(({ position, time, signature }) => concatBytes(u8(position), u64(time), signature));
}

function encodeOpenings(proof: CompactProof): Uint8Array[] {
  const names = hiddenNames(proof.record);
  return proof.openings
    .map(([salt, name, value]) => ({ position: names.indexOf(name), salt, value }))
    .sort((a, b) => a.position - b.position)
    .map(({ position, salt, value }) => {
      const text = utf8(canonicalize(value));
      return concatBytes(u8(position), fromBase64Url(salt), u16(text.length), text);
    });
}

function encodePaper({ position, paper, path }: CompactPaper): Uint8Array {
  const name = utf8(paper.name);
  return concatBytes(
    u16(position),
    ...[paper.salt, paper.sha256, paper.sm3].map(fromBase64Url),
    u16(name.length),
    name,
    u8(path.length),
    ...path,
  );
}

/** Names of a record's hidden fields in the order their positions count. */
export function hiddenNames(record: CourtRecord): string[] {
  return Object.keys(record.sd ?? {}).sort();
}

/** Reads a compact proof whole. Throws `INPUT_INVALID` or `RECORD_MALFORMED`; signatures and path are for the verifier. */
export function decodeCompact(bytes: Uint8Array): CompactProof {
  const { form: _, packed, ...parts } = readCompact(bytes);
  const record = unpackRecord(packed);
  return { ...parts, record, openings: namedOpenings(record, parts.openings) };
}

/** The record that packed bytes hold. Throws `INPUT_INVALID` or `RECORD_MALFORMED`; packing it again gives the same bytes. */
export function unpackRecord(packed: Uint8Array): CourtRecord {
  const text = unpack(packed);
  const record = parseRecord(text);
  if (!equalBytes(pack(text), packed)) refuse('not the one packing');
  return record;
}

/** The openings with their names. Throws `INPUT_INVALID` for a position beyond the names. */
export function namedOpenings(record: CourtRecord, openings: readonly PackedOpening[]): Opening[] {
  const names = hiddenNames(record);
  return openings.map(({ position, salt, value }) => [
    toBase64Url(salt),
    names[position] ?? refuse('an opening without a name'),
    value,
  ]);
}

/** The parts of a compact proof, lengths checked and nothing left over. Throws `INPUT_INVALID`. */
export function readCompact(bytes: Uint8Array): CompactParts {
  if (bytes.length > MAX_COMPACT_BYTES) refuse('too long');
  const reader = new Reader(bytes);
  if (!isCompact(reader.take(3))) refuse('wrong magic');
  const network = reader.take(8);
  const edition = reader.u16();
  const [index, size, block, txTime] = [reader.u64(), reader.u64(), reader.u64(), reader.u64()];
  const path = reader.list(() => reader.take(32));
  const cosignatures = reader.list(() => ({
    position: reader.u8(),
    time: reader.u64(),
    signature: reader.take(64),
  }));
  const packed = reader.take(reader.u16());
  const openings = reader.list(() => readPackedOpening(reader));
  const papers =
    bytes[2] === VERSIONS.withPapers ? reader.list(() => readPaper(reader)) : undefined;
  if (papers?.length === 0) refuse('version 2 shows a paper');
  reader.end();
  demandRising(cosignatures);
  demandRising(openings);
  if (papers !== undefined) demandRising(papers);
  return {
    form: 'compact',
    ...{
      network,
      edition,
      index,
      size,
      block,
      txTime,
      path,
      cosignatures,
      packed,
      openings,
      papers,
    },
  };
}

function readPackedOpening(reader: Reader): PackedOpening {
  const position = reader.u8();
  const salt = reader.take(16);
  const text = utf8Text(reader.take(reader.u16()));
  const value = parseStrictJson(text);
  if (canonicalize(value) !== text) refuse('a value is not canonical');
  return { position, salt, value };
}

/** A paper; whether it has its shape and leads anywhere is still to be judged. */
function readPaper(reader: Reader): CompactPaper {
  const position = reader.u16();
  const [salt, sha256, sm3] = [16, 32, 32].map((length) => toBase64Url(reader.take(length)));
  const name = utf8Text(reader.take(reader.u16()));
  const path = reader.list(() => reader.take(32));
  return { position, paper: { salt, name, sha256, sm3 } as Paper, path };
}

function demandRising(items: readonly { readonly position: number }[]): void {
  for (const [i, item] of items.entries()) {
    if (i > 0 && item.position <= (items[i - 1] as { position: number }).position) {
      refuse('positions do not rise');
    }
  }
}

/**
 * The compact form of a full proof under the trust file its issuer uses: subject, path, papers shown and the cosignatures
 * of the edition's members, at most k of them, the earliest positions first. Throws `INPUT_INVALID`.
 */
export function compactOf(proof: FullProof, trust: TrustFile): CompactProof {
  const note = parseCheckpoint(proof.checkpoint);
  const edition = editionFor(trust, note.checkpoint.size);
  const cosignatures = note.signatures
    .map(({ name, signature }) => ({
      position: edition.members.findIndex((member) => member.auditor.name === name),
      ...decodeCosignature(signature),
    }))
    .sort((a, b) => a.position - b.position)
    .slice(0, edition.k);
  return {
    network: fromBase64Url(proof.network).subarray(0, 8),
    edition: proof.edition,
    size: note.checkpoint.size,
    index: proof.subject.index,
    block: proof.subject.block,
    txTime: proof.subject.txTime,
    path: proof.subject.path.map((hash) => fromBase64Url(hash)),
    cosignatures,
    record: proof.subject.record,
    openings: proof.subject.openings,
    papers: proof.papers?.map(({ path, ...shown }) => ({
      ...shown,
      path: path.map((hash) => fromBase64Url(hash)),
    })),
  };
}

function u8(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 255) refuse('does not fit one byte');
  return Uint8Array.of(value);
}

function u16(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 65535) refuse('does not fit two bytes');
  return Uint8Array.of(value >> 8, value & 255);
}

/** Takes bytes from the left and refuses to take more than there are. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(count: number): Uint8Array {
    const end = this.#at + count;
    if (end > this.#bytes.length) refuse('truncated');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  u8(): number {
    return this.take(1)[0] as number;
  }

  u16(): number {
    return this.u8() * 256 + this.u8();
  }

  u64(): number {
    return readU64(this.take(8));
  }

  list<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    for (let left = this.u8(); left > 0; left--) items.push(read());
    return items;
  }

  end(): void {
    if (this.#at !== this.#bytes.length) refuse('something follows');
  }
}
