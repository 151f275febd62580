import {
  CunzhengError,
  cosignatureMessage,
  decodeCosignature,
  type Edition,
  editionFor,
  equalBytes,
  fromBase64Url,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  type NoteSignature,
  noteKeyHash,
  parseCheckpoint,
  type SignedCheckpoint,
  toBase64Url,
  utf8,
  utf8Text,
  type VerifyEd25519,
} from '@cunzheng/domain';
import { verifyEd25519 } from './crypto.ts';
import { LAST_SECOND } from './stages/courts.ts';
import { readTrust } from './trusted.ts';

/** Why two notes show nothing; promised for ever. */
export const MISCONDUCT_REASONS = [
  'TRUST_MALFORMED',
  'TRUST_SIGNATURE',
  'CHECKPOINT_MALFORMED',
  'ORIGIN_DIFFERS',
  'SIZES_DIFFER',
  'ROOTS_SAME',
  'SIGNATURE_MISSING',
] as const;
export type MisconductReason = (typeof MISCONDUCT_REASONS)[number];

export interface MisconductInput {
  /** Two signed notes, in any order. */
  readonly notes: readonly [string | Uint8Array, string | Uint8Array];
  /** The trust file, from elsewhere than the notes. */
  readonly trust: string | Uint8Array;
  /** Another Ed25519 than the built-in one. */
  readonly ed25519?: VerifyEd25519 | undefined;
}

/** A member whose auditor did what no honest one does. */
export interface Convicted {
  readonly id: string;
  readonly name: string;
  /** `signedBoth`: its key stands on both notes. `againstQuorum`: on one, while k members cosigned the other. */
  readonly how: 'signedBoth' | 'againstQuorum';
}

export type MisconductResult =
  | {
      /** `misconduct`: the members named did it. `forked`: two logs are shown, but not who is wrong. */
      readonly verdict: 'misconduct' | 'forked';
      readonly convicted: readonly Convicted[];
      readonly size: number;
      /** Roots of the two notes, base64url, and the ids of the members on each. */
      readonly roots: readonly [string, string];
      readonly signers: readonly [readonly string[], readonly string[]];
    }
  | { readonly verdict: 'cannotDecide'; readonly reason: MisconductReason };

/** Why nothing can be said; caught below and nowhere else. */
class NotShown extends Error {
  readonly reason: MisconductReason;

  constructor(reason: MisconductReason) {
    super(reason);
    this.name = 'NotShown';
    this.reason = reason;
  }
}

/**
 * What two checkpoints of one size with different roots show, offline, as `docs/proof-format.md` section 9 has it. Never
 * throws for anything a stranger sent.
 */
export async function verifyMisconduct(input: MisconductInput): Promise<MisconductResult> {
  try {
    return await judge(input);
  } catch (cause) {
    if (!(cause instanceof NotShown)) throw cause;
    return { verdict: 'cannotDecide', reason: cause.reason };
  }
}

async function judge(input: MisconductInput): Promise<MisconductResult> {
  const ed25519 = input.ed25519 ?? verifyEd25519;
  const reading = await readTrust(input.trust, ed25519, input.ed25519 === undefined);
  if (reading.state === 'malformed') throw new NotShown('TRUST_MALFORMED');
  if (reading.state === 'unsigned') throw new NotShown('TRUST_SIGNATURE');
  const [a, b] = [readNote(input.notes[0]), readNote(input.notes[1])];
  const { size } = a.checkpoint;
  if (b.checkpoint.size !== size) throw new NotShown('SIZES_DIFFER');
  const edition = editionFor(reading.trust, size);
  for (const { checkpoint } of [a, b])
    if (checkpoint.origin !== edition.origin) throw new NotShown('ORIGIN_DIFFERS');
  if (equalBytes(a.checkpoint.root, b.checkpoint.root)) throw new NotShown('ROOTS_SAME');
  const signers = [
    await signersOf(a, edition, ed25519),
    await signersOf(b, edition, ed25519),
  ] as const;
  if (signers.some(({ any }) => any.size === 0)) throw new NotShown('SIGNATURE_MISSING');
  const convicted = convict(edition, signers);
  return {
    verdict: convicted.length > 0 ? 'misconduct' : 'forked',
    convicted,
    size,
    roots: [toBase64Url(a.checkpoint.root), toBase64Url(b.checkpoint.root)],
    signers: [[...signers[0].any], [...signers[1].any]],
  };
}

function readNote(note: string | Uint8Array): SignedCheckpoint {
  try {
    return parseCheckpoint(typeof note === 'string' ? note : utf8Text(note));
  } catch (cause) {
    if (cause instanceof CunzhengError) throw new NotShown('CHECKPOINT_MALFORMED');
    throw cause;
  }
}

/** Ids of the members whose lines on a note verify, of either type, and of those whose cosignatures do. */
interface Signers {
  readonly any: ReadonlySet<string>;
  readonly cosigned: ReadonlySet<string>;
}

type Member = Edition['members'][number];

/** Lines of others, and lines that do not verify, say nothing about anybody. */
async function signersOf(
  note: SignedCheckpoint,
  edition: Edition,
  ed25519: VerifyEd25519,
): Promise<Signers> {
  const any = new Set<string>();
  const cosigned = new Set<string>();
  for (const line of note.signatures) {
    const member = edition.members.find(({ auditor }) => auditor.name === line.name);
    if (member === undefined) continue;
    const type = typeOf(line, member);
    if (type === undefined || !(await holds(note, line, member, type, ed25519))) continue;
    any.add(member.id);
    if (type === NOTE_COSIGNATURE) cosigned.add(member.id);
  }
  return { any, cosigned };
}

function typeOf({ name, keyHash, signature }: NoteSignature, { auditor }: Member) {
  const key = fromBase64Url(auditor.key);
  const claims = (type: number) => equalBytes(keyHash, noteKeyHash(name, type, key));
  if (signature.length === 72 && claims(NOTE_COSIGNATURE)) return NOTE_COSIGNATURE;
  return signature.length === 64 && claims(NOTE_ED25519) ? NOTE_ED25519 : undefined;
}

async function holds(
  { text }: SignedCheckpoint,
  { signature }: NoteSignature,
  { auditor }: Member,
  type: number,
  ed25519: VerifyEd25519,
): Promise<boolean> {
  const key = fromBase64Url(auditor.key);
  if (type === NOTE_ED25519) return ed25519(key, utf8(text), signature);
  const seconds = secondsOf(signature);
  if (seconds > LAST_SECOND) return false;
  return ed25519(key, cosignatureMessage(text, seconds), signature.subarray(8));
}

function secondsOf(signature: Uint8Array): number {
  try {
    return decodeCosignature(signature).time;
  } catch (cause) {
    if (cause instanceof CunzhengError) return Number.POSITIVE_INFINITY;
    throw cause;
  }
}

function convict(edition: Edition, [a, b]: readonly [Signers, Signers]): Convicted[] {
  return edition.members.flatMap(({ id, name }): Convicted[] => {
    const [onA, onB] = [a.any.has(id), b.any.has(id)];
    if (onA && onB) return [{ id, name, how: 'signedBoth' }];
    const against = (onA && b.cosigned.size >= edition.k) || (onB && a.cosigned.size >= edition.k);
    return against ? [{ id, name, how: 'againstQuorum' }] : [];
  });
}
