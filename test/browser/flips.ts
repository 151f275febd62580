import { createHash } from 'node:crypto';
import { canonicalize, type Json, parseStrictJson } from '@cunzheng/domain';
import { type FullProof, MAX_COMPACT_BYTES } from '@cunzheng/proof';

/** Bytes of a file that belong to one part of it; from is within, to is beyond. */
export interface Part {
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

/** Where the text of a value stands in a canonical JSON, looked for from a place on. Throws when it is not there. */
function partOf(what: string, text: string, value: unknown, after: number): Part {
  const inner = canonicalize(value as Json);
  const at = text.indexOf(inner, after);
  if (at < 0) throw new TypeError(`${what}: not there`);
  const from = Buffer.byteLength(text.slice(0, at));
  return { what, from, to: from + Buffer.byteLength(inner) };
}

/** The parts of a full proof written canonically. */
export function partsOfProof(bytes: Uint8Array): Part[] {
  const text = Buffer.from(bytes).toString();
  const { subject, support, checkpoint } = parseStrictJson(text) as unknown as FullProof;
  const at = text.indexOf('"subject":');
  const { signature } = subject.record as { signature: string };
  const note = partOf('checkpoint', text, checkpoint, text.indexOf('"checkpoint":"cunzheng/'));
  const lines = Buffer.from(bytes).indexOf('\\n\\n', note.from);
  return [
    partOf('record', text, subject.record, at),
    partOf('signature of a person', text, signature, at),
    partOf('opening', text, subject.openings, at),
    partOf('path', text, subject.path, at),
    partOf('record of support', text, support[0]?.record, 0),
    { ...note, to: lines },
    { ...note, what: 'cosignature line', from: lines },
  ];
}

/** The parts of a compact proof (docs/proof-format.md, section 6). Throws for what is longer than one may be. */
export function partsOfCompact(bytes: Uint8Array): Part[] {
  if (bytes.length > MAX_COMPACT_BYTES) throw new TypeError('no compact proof');
  const path = 3 + 8 + 2 + 32;
  const cosignatures = path + 1 + 32 * (bytes[path] as number);
  const record = cosignatures + 1 + 73 * (bytes[cosignatures] as number);
  const openings = record + 2 + Buffer.from(bytes).readUInt16BE(record);
  const ends = { head: path, path: cosignatures, cosignatures: record, record: openings };
  let from = 0;
  return Object.entries({ ...ends, openings: bytes.length }).map(([name, to]) => {
    const part = { what: `compact: ${name}`, from, to };
    from = to;
    return part;
  });
}

/** A file with one byte changed. */
export interface Flip {
  readonly what: string;
  readonly bytes: Uint8Array;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * One byte of a part changed, at a place that follows from the seed: a letter or digit of a text becomes another with even
 * seeds, so that the text can still be read; any byte has one bit flipped with odd ones.
 */
export function flip(bytes: Uint8Array, { what, from, to }: Part, seed: number): Flip {
  const draw = createHash('sha256').update(`${what} ${seed}`).digest();
  let at = from + (draw.readUInt32BE(0) % (to - from));
  const isLetter = (place: number) => LETTERS.includes(String.fromCharCode(bytes[place] as number));
  const readable = seed % 2 === 0 && !what.startsWith('compact');
  while (readable && !isLetter(at)) at = at + 1 < to ? at + 1 : from;
  const old = bytes[at] as number;
  const flipped = Uint8Array.from(bytes);
  flipped[at] = readable ? otherLetter(old) : old ^ (1 << ((draw[4] as number) % 8));
  return { what: `${what}, byte ${at}: ${old} is ${flipped[at]}`, bytes: flipped };
}

/** The next digit or letter, so that digits stay digits. */
function otherLetter(old: number): number {
  const letter = String.fromCharCode(old);
  if (/\d/.test(letter)) return 48 + ((old - 48 + 1) % 10);
  return (LETTERS[(LETTERS.indexOf(letter) + 1) % 52] as string).charCodeAt(0);
}
