import {
  cosignatureMessage,
  encodeCosignature,
  formatNote,
  NOTE_COSIGNATURE,
  noteKeyHash,
  toBase64,
} from '@cunzheng/domain';
import { signEd25519 } from './keys.ts';
import type { ForgedMember } from './trust.ts';

/** A checkpoint that anybody may claim. */
export interface ForgedCheckpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

function textOf({ origin, size, root }: ForgedCheckpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** One cosignature: who, which second, and the signature over the checkpoint. */
export interface ForgedCosignature {
  readonly name: string;
  readonly key: Uint8Array;
  readonly time: number;
  readonly signature: Uint8Array;
}

/** A member's cosignature; `time` in seconds since 1970. */
export function cosign(
  checkpoint: ForgedCheckpoint,
  member: ForgedMember,
  time: number,
): ForgedCosignature {
  const signature = signEd25519(member.auditor, cosignatureMessage(textOf(checkpoint), time));
  return { name: member.auditorName, key: member.auditor.publicKey, time, signature };
}

/** The signed note of a checkpoint with these lines, whether they fit it or not. */
export function noteOf(
  checkpoint: ForgedCheckpoint,
  cosignatures: readonly ForgedCosignature[],
): string {
  return formatNote(
    textOf(checkpoint),
    cosignatures.map(({ name, key, time, signature }) => ({
      name,
      keyHash: noteKeyHash(name, NOTE_COSIGNATURE, key),
      signature: encodeCosignature(time, signature),
    })),
  );
}
