import { checkpointText, formatNote, NOTE_ED25519, noteKeyHash, utf8 } from '@cunzheng/domain';
import {
  cosign,
  type ForgedCheckpoint,
  type ForgedMember,
  ForgedNetwork,
  noteOf,
  type Story,
  signEd25519,
} from '@cunzheng/proof/testing';

/** Two notes, and what they show. */
export interface MisconductCase {
  readonly a: string;
  readonly b: string;
  readonly expect: {
    readonly verdict: 'misconduct' | 'forked' | 'cannotDecide';
    readonly reason?: string;
    readonly convicted?: readonly { readonly id: string; readonly how: string }[];
  };
}

/** Two checkpoints that contradict each other or do not, told with the keys of a story's network. */
export function misconductCases({ net }: Story): Readonly<Record<string, MisconductCase>> {
  const [b, h, g, s] = net.members as [ForgedMember, ForgedMember, ForgedMember, ForgedMember];
  const time = Math.floor(net.now / 1000);
  const tree = (fill: number, size = 1000, origin = net.origin): ForgedCheckpoint => ({
    origin,
    size,
    root: new Uint8Array(32).fill(fill),
  });
  const note = (checkpoint: ForgedCheckpoint, ...members: ForgedMember[]) =>
    noteOf(
      checkpoint,
      members.map((member) => cosign(checkpoint, member, time)),
    );
  const honest = note(tree(1), h, g, s);
  const stranger = new ForgedNetwork('2026-11-22T00:00:00.000Z');
  const guilty = (...convicted: (readonly [ForgedMember, string])[]) => ({
    verdict: 'misconduct' as const,
    convicted: convicted.map(([{ id }, how]) => ({ id, how })),
  });
  const nothing = (reason: string) => ({ verdict: 'cannotDecide' as const, reason });
  return {
    'signed-both': {
      a: note(tree(1), b, h),
      b: note(tree(2), b, g),
      expect: guilty([b, 'signedBoth']),
    },
    'signed-both-plainly': {
      a: plainNote(tree(1), b),
      b: plainNote(tree(2), b),
      expect: guilty([b, 'signedBoth']),
    },
    'against-a-quorum': {
      a: honest,
      b: plainNote(tree(2), b),
      expect: guilty([b, 'againstQuorum']),
    },
    'both-and-against': {
      a: honest,
      b: note(tree(2), b, h),
      expect: guilty([b, 'againstQuorum'], [h, 'signedBoth']),
    },
    'neither-has-a-quorum': {
      a: note(tree(1), h, g),
      b: note(tree(2), b, s),
      expect: { verdict: 'forked', convicted: [] },
    },
    'plain-signatures-are-no-quorum': {
      a: plainNote(tree(1), h, g, s),
      b: note(tree(2), b),
      expect: { verdict: 'forked', convicted: [] },
    },
    'same-root': { a: honest, b: note(tree(1), b), expect: nothing('ROOTS_SAME') },
    'other-size': { a: honest, b: note(tree(2, 1001), b), expect: nothing('SIZES_DIFFER') },
    'other-network': {
      a: honest,
      b: note(tree(2, 1000, stranger.origin), b),
      expect: nothing('ORIGIN_DIFFERS'),
    },
    'moved-signature': {
      a: honest,
      b: noteOf(tree(2), [cosign(tree(1), b, time)]),
      expect: nothing('SIGNATURE_MISSING'),
    },
    'stranger-alone': {
      a: honest,
      b: note(tree(2), stranger.members[0] as ForgedMember),
      expect: nothing('SIGNATURE_MISSING'),
    },
    'no-note': { a: honest, b: 'no note\n', expect: nothing('CHECKPOINT_MALFORMED') },
  };
}

function plainNote(checkpoint: ForgedCheckpoint, ...members: readonly ForgedMember[]): string {
  const text = checkpointText(checkpoint);
  const lines = members.map(({ auditor, auditorName: name }) => ({
    name,
    keyHash: noteKeyHash(name, NOTE_ED25519, auditor.publicKey),
    signature: signEd25519(auditor, utf8(text)),
  }));
  return formatNote(text, lines);
}
