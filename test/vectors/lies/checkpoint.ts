import {
  encodeCosignature,
  formatNote,
  NOTE_ED25519,
  noteKeyHash,
  parseCheckpoint,
  utf8,
} from '@cunzheng/domain';
import {
  cosign,
  type Draft,
  ed25519Pair,
  type ForgedMember,
  noteOf,
  signEd25519,
} from '@cunzheng/proof/testing';
import { plain, type Tale, tell, threeOf } from '../tale.ts';
import { cannotDecide, type Lie, type Lies } from './lie.ts';

const malformed = cannotDecide('courts', 'CHECKPOINT_MALFORMED');
const badCosignature = cannotDecide('courts', 'COSIGNATURE_INVALID');

/** A note bent as text. */
function note(what: string, bend: (note: string) => string, full = malformed): Lie {
  return {
    what,
    full,
    bend: (draft) => {
      draft.proof.checkpoint = bend(draft.proof.checkpoint);
    },
  };
}

function lines(note: string, bend: (lines: string[]) => string[]): string {
  return bend(note.split('\n')).join('\n');
}

/** What a checkpoint note, and the cosignatures of a compact proof, may not be. */
export const CHECKPOINT_CASES: Lies = {
  'note-extension-line': note('A fourth line of text.', (text) =>
    lines(text, (all) => [...all.slice(0, 3), 'more', ...all.slice(3)]),
  ),
  'note-size-with-zero': note('The size begins with 0.', (text) =>
    lines(text, ([origin, size, ...rest]) => [origin as string, `0${size}`, ...rest]),
  ),
  'note-size-above': note('The size is 2^53.', (text) =>
    lines(text, ([origin, _, ...rest]) => [origin as string, '9007199254740992', ...rest]),
  ),
  'note-root-unpadded': note('The root lacks its padding.', (text) =>
    lines(text, ([o, s, root, ...rest]) => [
      o as string,
      s as string,
      (root as string).replace('=', ''),
      ...rest,
    ]),
  ),
  'note-root-short': note('The root has 31 bytes.', (text) =>
    lines(text, ([o, s, root, ...rest]) => [
      o as string,
      s as string,
      Buffer.from(root as string, 'base64')
        .subarray(1)
        .toString('base64'),
      ...rest,
    ]),
  ),
  'note-without-signatures': note('No signature line.', (text) => `${text.split('\n\n')[0]}\n\n`),
  'note-last-line-open': note('The last line is not ended.', (text) => text.slice(0, -1)),
  'note-with-crlf': note('Lines end in CR LF.', (text) => text.replaceAll('\n', '\r\n')),
  'note-line-left-blank': note('An empty line among the signatures.', (text) => `${text}\n`),
  'note-name-with-plus': note('A name with a plus sign.', (text) =>
    text.replace('bjic.auditor', 'bjic+auditor'),
  ),
  'note-hyphen-for-dash': note('A signature line begins with a hyphen.', (text) =>
    text.replace('— ', '- '),
  ),
  'note-of-65-lines': note(
    'More than 64 signature lines.',
    (text) => text + (text.split('\n')[4] as string).concat('\n').repeat(65),
  ),
  'note-line-of-a-stranger': {
    what: 'A cosignature by a name that is no member.',
    full: badCosignature,
    bend: async (draft, tale) => {
      const stranger = {
        ...(tale.story.net.members[0] as ForgedMember),
        auditorName: 'nobody',
        auditor: ed25519Pair(),
      };
      const checkpoint = await tale.story.checkpoint(tale.size);
      draft.proof.checkpoint = noteOf(checkpoint, [
        ...(await tale.story.cosignatures(tale.size, threeOf(tale))),
        cosign(checkpoint, stranger, 1772416000),
      ]);
    },
  },
  'note-plain-signature': {
    what: "A member's plain note signature (type 01) beside three cosignatures: true, but a proof holds nothing it does not need.",
    full: badCosignature,
    bend: (draft, tale) => {
      const member = tale.story.net.members[0] as ForgedMember;
      const { text, signatures } = parseCheckpoint(draft.proof.checkpoint);
      const keyHash = noteKeyHash(member.auditorName, NOTE_ED25519, member.auditor.publicKey);
      const plainLine = {
        name: member.auditorName,
        keyHash,
        signature: signEd25519(member.auditor, utf8(text)),
      };
      draft.proof.checkpoint = formatNote(text, [...signatures, plainLine]);
    },
  },
  'cosignature-short': {
    what: 'A cosignature of 71 bytes.',
    full: badCosignature,
    bend: (draft) => {
      const { text, signatures } = parseCheckpoint(draft.proof.checkpoint);
      const cut = signatures.map((line, i) =>
        i === 1 ? { ...line, signature: line.signature.subarray(0, 71) } : line,
      );
      draft.proof.checkpoint = formatNote(text, cut);
    },
  },
  'cosignature-time-changed': {
    what: 'A cosignature is dated one second earlier than it was signed.',
    full: badCosignature,
    compact: badCosignature,
    bend: (draft) => {
      const { text, signatures } = parseCheckpoint(draft.proof.checkpoint);
      const earlier = signatures.map((line, i) => {
        if (i !== 2) return line;
        const time = Number(Buffer.from(line.signature).readBigUInt64BE());
        return { ...line, signature: encodeCosignature(time - 1, line.signature.subarray(8)) };
      });
      draft.proof.checkpoint = formatNote(text, earlier);
      (draft.compact.cosignatures[2] as { time: bigint }).time -= 1n;
    },
  },
  'cosignature-s-plus-l': {
    what: 'The other form that lax verifiers take: s of a cosignature plus the order of the group.',
    full: badCosignature,
    compact: badCosignature,
    bend: (draft) => {
      const { text, signatures } = parseCheckpoint(draft.proof.checkpoint);
      const lax = signatures.map((line, i) =>
        i === 0
          ? {
              ...line,
              signature: Buffer.concat([
                line.signature.subarray(0, 40),
                plusL(line.signature.subarray(40)),
              ]),
            }
          : line,
      );
      draft.proof.checkpoint = formatNote(text, lax);
      const { signature } = draft.compact.cosignatures[0] as { signature: Uint8Array };
      const other = Buffer.concat([signature.subarray(0, 32), plusL(signature.subarray(32))]);
      Object.assign(draft.compact.cosignatures[0] as object, { signature: other });
    },
  },
  'cosignature-after-the-year-9999': {
    what: 'A cosignature of a second that no record time can say; the signature itself holds.',
    full: badCosignature,
    compact: badCosignature,
    bend: (draft, tale) =>
      resign(draft, tale, (member, i) => ({
        member,
        time: i === 0 ? 253_402_300_800 : 1772416000,
      })),
  },
  'cosignature-of-another-size': {
    what: 'A cosignature of an earlier checkpoint.',
    full: badCosignature,
    compact: badCosignature,
    bend: async (draft, tale) => {
      const checkpoint = await tale.story.checkpoint(tale.size);
      const earlier = await tale.story.cosignatures(tale.size - 1, threeOf(tale));
      draft.proof.checkpoint = noteOf(checkpoint, earlier);
      earlier.forEach(({ time, signature }, i) => {
        Object.assign(draft.compact.cosignatures[i] as object, { time: BigInt(time), signature });
      });
    },
  },
  'checkpoint-of-another-channel': {
    what: 'All members sign, but the log of another channel.',
    full: cannotDecide('courts', 'ORIGIN_DIFFERS'),
    bend: async (draft, tale) => {
      const checkpoint = {
        ...(await tale.story.checkpoint(tale.size)),
        origin: `cunzheng/other/${tale.story.network}`,
      };
      const cosignatures = threeOf(tale).map((member) => cosign(checkpoint, member, 1772416000));
      draft.proof.checkpoint = noteOf(checkpoint, cosignatures);
    },
  },
  'checkpoint-of-size-zero': {
    what: 'An empty log, signed by enough members.',
    full: cannotDecide('log', 'PATH_MALFORMED'),
    compact: cannotDecide('log', 'PATH_MALFORMED'),
    forge: async (document) => {
      const tale = await tell(document);
      const draft = await plain(tale);
      draft.proof.checkpoint = await tale.story.note(0, threeOf(tale));
      draft.compact.size = 0n;
      return draft;
    },
  },
  'position-beyond-the-members': {
    what: 'A cosignature of a fifth member of four.',
    compact: badCosignature,
    bend: (draft) => {
      (draft.compact.cosignatures[2] as { position: number }).position = 4;
    },
  },
  'positions-not-rising': {
    what: 'Cosignatures in another order than the members.',
    compact: cannotDecide('record', 'PROOF_MALFORMED'),
    bend: (draft) => {
      draft.compact.cosignatures.reverse();
    },
  },
};

/** Order of the Ed25519 group. */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/** s + L in 32 bytes, little-endian. */
function plusL(s: Uint8Array): Uint8Array {
  const sum = BigInt(`0x${Buffer.from(s).reverse().toString('hex')}`) + L;
  return Buffer.from(sum.toString(16).padStart(64, '0'), 'hex').reverse();
}

/** Signs the tale's checkpoint anew, each member at a time of its own. */
async function resign(
  draft: Draft,
  tale: Tale,
  choose: (member: ForgedMember, i: number) => { member: ForgedMember; time: number },
): Promise<void> {
  const checkpoint = await tale.story.checkpoint(tale.size);
  const cosignatures = threeOf(tale).map((member, i) => {
    const { member: signer, time } = choose(member, i);
    return cosign(checkpoint, signer, time);
  });
  draft.proof.checkpoint = noteOf(checkpoint, cosignatures);
  cosignatures.forEach(({ time, signature }, i) => {
    Object.assign(draft.compact.cosignatures[i] as object, { time: BigInt(time), signature });
  });
}
