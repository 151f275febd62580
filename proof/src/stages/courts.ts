import {
  CunzhengError,
  checkpointText,
  cosignatureMessage,
  type Edition,
  equalBytes,
  fromBase64Url,
  NOTE_COSIGNATURE,
  noteKeyHash,
  readU64,
  type SignedCheckpoint,
  type VerifyEd25519,
} from '@cunzheng/domain';
import type { CompactParts } from '../compact.ts';
import type { RawProof } from '../proof.ts';
import type { Leaf } from './log.ts';
import { hold, StageNotShown } from './stage.ts';

/** A member whose cosignature was counted, and when it signed (seconds since 1970). */
export interface Cosigner {
  readonly id: string;
  readonly name: string;
  readonly time: number;
}

/** The end of the year 9999 in seconds since 1970. */
export const LAST_SECOND = 253_402_300_799;

/** Stage courts: at least k members' cosignatures stand on the checkpoint, and every one given verifies. */
export function judgeCourts(
  proof: RawProof,
  edition: Edition | undefined,
  leaf: Leaf | undefined,
  ed25519: VerifyEd25519,
): Promise<Cosigner[]> {
  if (proof.form !== 'compact') {
    hold(proof.note !== undefined && edition !== undefined, 'CHECKPOINT_MALFORMED');
    return judgeNote(proof.note, edition, ed25519);
  }
  if (leaf === undefined || edition === undefined) throw new StageNotShown();
  return judgePositions(proof, edition, leaf, ed25519);
}

async function judgePositions(
  proof: CompactParts,
  edition: Edition,
  leaf: Leaf,
  ed25519: VerifyEd25519,
): Promise<Cosigner[]> {
  const { origin } = edition;
  const text = checkpointText({ origin, size: leaf.size, root: leaf.root });
  const cosigners = proof.cosignatures.map(async ({ position, time, signature }) => {
    const member = edition.members[position];
    hold(member !== undefined, 'COSIGNATURE_INVALID');
    hold(await cosigned(member, text, time, signature, ed25519), 'COSIGNATURE_INVALID');
    return { id: member.id, name: member.name, time };
  });
  const counted = await Promise.all(cosigners);
  hold(counted.length >= edition.k, 'COSIGNATURES_TOO_FEW');
  return counted;
}

/**
 * Lines are judged in order and the first bad one names the reason. Only members' cosignatures may stand in a proof, so
 * that none of its bytes is outside what is checked.
 */
export async function judgeNote(
  note: SignedCheckpoint,
  edition: Edition,
  ed25519: VerifyEd25519,
): Promise<Cosigner[]> {
  hold(note.checkpoint.origin === edition.origin, 'ORIGIN_DIFFERS');
  const counted: Cosigner[] = [];
  for (const { name, keyHash, signature } of note.signatures) {
    const member = edition.members.find(({ auditor }) => auditor.name === name);
    hold(member !== undefined && signature.length === 72, 'COSIGNATURE_INVALID');
    const key = fromBase64Url(member.auditor.key);
    hold(equalBytes(keyHash, noteKeyHash(name, NOTE_COSIGNATURE, key)), 'COSIGNATURE_INVALID');
    hold(!counted.some(({ id }) => id === member.id), 'COSIGNATURE_TWICE');
    const time = secondsOf(signature);
    const holds = await cosigned(member, note.text, time, signature.subarray(8), ed25519);
    hold(holds, 'COSIGNATURE_INVALID');
    counted.push({ id: member.id, name: member.name, time });
  }
  hold(counted.length >= edition.k, 'COSIGNATURES_TOO_FEW');
  return counted;
}

/** Seconds of a cosignature, infinite when above 2^53 − 1. */
function secondsOf(signature: Uint8Array): number {
  try {
    return readU64(signature);
  } catch (cause) {
    if (cause instanceof CunzhengError) return Number.POSITIVE_INFINITY;
    throw cause;
  }
}

async function cosigned(
  member: Edition['members'][number],
  text: string,
  time: number,
  signature: Uint8Array,
  ed25519: VerifyEd25519,
): Promise<boolean> {
  if (time > LAST_SECOND) return false;
  return ed25519(fromBase64Url(member.auditor.key), cosignatureMessage(text, time), signature);
}
