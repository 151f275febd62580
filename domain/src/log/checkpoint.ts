import { concatBytes, equalBytes, fromBase64, readU64, toBase64, u64, utf8 } from '../bytes.ts';
import type { NetworkId } from '../digest.ts';
import { sha256 } from '../digest.ts';
import { CunzhengError } from '../errors.ts';

/** Size and root of the log (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** One line `— name base64` of a C2SP signed note. */
export interface NoteSignature {
  readonly name: string;
  readonly keyHash: Uint8Array;
  readonly signature: Uint8Array;
}

export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** The text that was signed, with its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** C2SP signature types: a plain Ed25519 note signature, and a timestamped cosignature. Only the second counts. */
export const NOTE_ED25519 = 0x01;
export const NOTE_COSIGNATURE = 0x04;

const MAX_NOTE_BYTES = 16_384;
const MAX_SIGNATURES = 64;

/** Origin line of a network's log: `cunzheng/<channel>/<networkId>`. */
export function logOrigin(channel: string, network: NetworkId): string {
  return `cunzheng/${channel}/${network}`;
}

/** The three lines that are signed. */
export function checkpointText(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;
}

/** First four bytes of SHA-256(name ‖ \n ‖ type ‖ key): which key a note line claims (C2SP signed-note). */
export function noteKeyHash(name: string, type: number, publicKey: Uint8Array): Uint8Array {
  return sha256(utf8(`${name}\n`), Uint8Array.of(type), publicKey).subarray(0, 4);
}

/** What a timestamped cosignature signs (C2SP tlog-cosignature v1); `time` in seconds since 1970. */
export function cosignatureMessage(text: string, time: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

/** Signature bytes of a cosignature line: u64 time ‖ Ed25519 signature. */
export function encodeCosignature(time: number, signature: Uint8Array): Uint8Array {
  return concatBytes(u64(time), signature);
}

/** Time and Ed25519 signature of a cosignature line. Throws `INPUT_INVALID`. */
export function decodeCosignature(bytes: Uint8Array): { time: number; signature: Uint8Array } {
  if (bytes.length !== 72) throw new CunzhengError('INPUT_INVALID', 'a cosignature has 72 bytes');
  return { time: readU64(bytes), signature: bytes.subarray(8) };
}

/** The whole note: text, empty line, one line per signature. */
export function formatNote(text: string, signatures: readonly NoteSignature[]): string {
  const lines = signatures.map(
    ({ name, keyHash, signature }) => `— ${name} ${toBase64(concatBytes(keyHash, signature))}\n`,
  );
  return `${text}\n${lines.join('')}`;
}

function refuse(why: string): never {
  throw new CunzhengError('INPUT_INVALID', `checkpoint: ${why}`);
}

/**
 * Parses a checkpoint note: exactly three lines of text (extension lines are refused), one empty line, 1 to 64
 * signature lines. Throws `INPUT_INVALID`.
 */
export function parseCheckpoint(note: string): SignedCheckpoint {
  if (utf8(note).length > MAX_NOTE_BYTES) refuse('too long');
  const lines = note.split('\n');
  if (lines.pop() !== '') refuse('last line is not ended');
  const [origin, size, root, blank, ...signatureLines] = lines;
  if (origin === undefined || size === undefined || root === undefined || blank !== '')
    refuse('wrong lines');
  if (origin === '' || !/^[\x21-\x7e]+$/.test(origin)) refuse('bad origin');
  if (signatureLines.length === 0 || signatureLines.length > MAX_SIGNATURES)
    refuse('wrong number of signatures');
  const checkpoint = { origin, size: parseSize(size), root: fromBase64(root) };
  if (checkpoint.root.length !== 32) refuse('root has not 32 bytes');
  return {
    checkpoint,
    text: checkpointText(checkpoint),
    signatures: signatureLines.map(parseSignatureLine),
  };
}

function parseSize(text: string): number {
  const size = Number(text);
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text) || !Number.isSafeInteger(size)) refuse('bad size');
  return size;
}

function parseSignatureLine(line: string): NoteSignature {
  const match = /^— ([\x21-\x2a\x2c-\x7e]+) ([A-Za-z0-9+/=]+)$/.exec(line);
  if (match === null) refuse('bad signature line');
  const bytes = fromBase64(match[2] as string);
  if (bytes.length < 5) refuse('signature too short');
  return { name: match[1] as string, keyHash: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** The signature line that claims this name, type and key, if there is one. */
export function findSignature(
  note: SignedCheckpoint,
  name: string,
  type: number,
  publicKey: Uint8Array,
): NoteSignature | undefined {
  const keyHash = noteKeyHash(name, type, publicKey);
  return note.signatures.find((line) => line.name === name && equalBytes(line.keyHash, keyHash));
}
