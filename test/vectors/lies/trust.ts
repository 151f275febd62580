import type { Edition, TrustFile } from '@cunzheng/domain';
import {
  type Draft,
  ed25519Pair,
  type ForgedMember,
  forgeEdition,
  signEdition,
} from '@cunzheng/proof/testing';
import { plain, type Tale, tell } from '../tale.ts';
import { cannotDecide, type Lie, type Lies, replaceOnce } from './lie.ts';

const malformed = cannotDecide('trust', 'TRUST_MALFORMED');
const badSignature = cannotDecide('trust', 'TRUST_SIGNATURE');

/** A trust file bent as text. */
function text(what: string, rawTrust: NonNullable<Lie['rawTrust']>, expect = malformed): Lie {
  return { what, full: expect, compact: expect, rawTrust };
}

/** Edition 1 changed, then signed by all its members: only its content is wrong. */
function first(
  what: string,
  change: (edition: Edition, tale: Tale) => unknown,
  expect = malformed,
): Lie {
  return {
    what,
    full: expect,
    compact: expect,
    bend: (draft, tale) => {
      const edition = (draft.trust.editions[0] as TrustFile['editions'][number]).edition;
      change(edition, tale);
      draft.trust.editions[0] = signEdition(edition, tale.story.net.members);
    },
  };
}

/** A second edition, `change`d, with the signatures that `signers` choose. */
function second(
  what: string,
  change: (edition: Edition, tale: Tale) => Edition,
  expect = malformed,
  signers: (tale: Tale) => readonly ForgedMember[] = ({ story }) => story.net.members,
): Lie {
  return {
    what,
    full: expect,
    compact: expect,
    forge: async (document): Promise<Draft> => {
      const tale = await tell(document);
      const draft = await plain(tale);
      await tale.story.renew();
      const edition = change(tale.story.editions[1] as Edition, tale);
      draft.trust.editions.push(signEdition(edition, signers(tale)));
      return draft;
    },
  };
}

const member = (edition: Edition, i: number) => edition.members[i] as Edition['members'][number];

/** What a trust file may not be. */
export const TRUST_CASES: Lies = {
  'trust-k-too-low': first('k is 2 where four members need 3.', (edition) =>
    Object.assign(edition, { k: 2 }),
  ),
  'trust-k-too-high': first('k is 4 where four members need 3.', (edition) =>
    Object.assign(edition, { k: 4 }),
  ),
  'trust-root-key-twice': first('Two members share a root key.', (edition) =>
    Object.assign(member(edition, 1), { rootKey: member(edition, 0).rootKey }),
  ),
  'trust-auditor-key-twice': first('Two members share an auditor key.', (edition) => {
    member(edition, 1).auditor.key = member(edition, 0).auditor.key;
  }),
  'trust-auditor-name-twice': first('Two auditors share a name.', (edition) => {
    member(edition, 1).auditor.name = member(edition, 0).auditor.name;
  }),
  'trust-member-twice': first('Two members share an id.', (edition) => {
    member(edition, 1).id = member(edition, 0).id;
  }),
  'trust-court-twice': first('Two members host one court.', (edition) => {
    member(edition, 1).courts.push({
      ...(member(edition, 0).courts[0] as { code: string; name: string }),
    });
  }),
  'trust-court-code-odd': first('A court code that no court has.', (edition) => {
    (member(edition, 0).courts[0] as { code: string }).code = '京049';
  }),
  'trust-begins-later': first('Edition 1 begins at size 5.', (edition) =>
    Object.assign(edition, { fromSize: 5 }),
  ),
  'trust-numbered-from-2': first('The first edition is numbered 2.', (edition) =>
    Object.assign(edition, { edition: 2 }),
  ),
  'trust-origin-of-another-network': first('The origin names another network.', (edition) =>
    Object.assign(edition, { origin: `cunzheng/judicial/${'A'.repeat(43)}` }),
  ),
  'trust-field-unknown': first('An edition with a field that the page does not have.', (edition) =>
    Object.assign(edition, { note: 'x' }),
  ),
  'trust-custody-unknown': first('A custody that the page does not have.', (edition) =>
    Object.assign(edition, { custody: 'trusted' }),
  ),
  'trust-key-short': first('An auditor key of 31 bytes.', (edition) => {
    member(edition, 2).auditor.key = Buffer.alloc(31, 7).toString('base64url');
  }),
  'trust-key-stray-bits': first('A root key with stray bits in its last character.', (edition) => {
    const key = member(edition, 2).rootKey;
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    Object.assign(member(edition, 2), {
      rootKey: key.slice(0, -1) + last[last.indexOf(key.slice(-1)) + 1],
    });
  }),
  'trust-signature-missing': {
    what: 'Edition 1 lacks the signature of one of its members.',
    full: badSignature,
    compact: badSignature,
    bend: (draft) => {
      draft.trust.editions[0]?.signatures.pop();
    },
  },
  'trust-signature-twice': {
    what: 'One member signs edition 1 twice.',
    full: badSignature,
    compact: badSignature,
    bend: (draft) => {
      const signatures = draft.trust.editions[0]
        ?.signatures as TrustFile['editions'][number]['signatures'];
      signatures.push(signatures[0] as (typeof signatures)[number]);
    },
  },
  'trust-signature-of-a-stranger': {
    what: 'A stranger signs edition 1 beside its members.',
    full: badSignature,
    compact: badSignature,
    bend: (draft, tale) => {
      const stranger = {
        ...(tale.story.net.members[0] as ForgedMember),
        id: 'OtherMSP',
        root: ed25519Pair(),
      };
      const entry = draft.trust.editions[0] as TrustFile['editions'][number];
      entry.signatures.push(...signEdition(entry.edition, [stranger]).signatures);
    },
  },
  'trust-signature-by-another-key': {
    what: "A signature under a member's name by a key that is not its own.",
    full: badSignature,
    compact: badSignature,
    bend: (draft, tale) => {
      const signers = tale.story.net.members.map((each, i) =>
        i === 2 ? { ...each, root: ed25519Pair() } : each,
      );
      const entry = draft.trust.editions[0] as TrustFile['editions'][number];
      draft.trust.editions[0] = signEdition(entry.edition, signers);
    },
  },
  'trust-name-changed': text(
    "A court's name is changed after signing.",
    (file) => replaceOnce(file, '"name":"广州互联网法院"}', '"name":"广州互连网法院"}'),
    badSignature,
  ),
  'trust-edition-2-by-two': second(
    'Edition 2 is signed by two members of edition 1.',
    (edition) => edition,
    badSignature,
    ({ story }) => story.net.members.slice(0, 2),
  ),
  'trust-edition-2-by-itself': second(
    'Edition 2 brings root keys of its own and is signed with them.',
    (edition, { story }) => {
      const taken = takenOver(story.net.members);
      return { ...forgeEdition(story.network, 2, edition.fromSize, taken) };
    },
    badSignature,
    ({ story }) => takenOver(story.net.members),
  ),
  'trust-edition-2-not-later': second('Edition 2 begins where edition 1 does.', (edition) => ({
    ...edition,
    fromSize: 0,
  })),
  'trust-edition-skipped': second('Edition 3 follows edition 1.', (edition) => ({
    ...edition,
    edition: 3,
  })),
  'trust-origin-changes': second('Edition 2 is of another channel.', (edition, { story }) => ({
    ...edition,
    origin: `cunzheng/other/${story.network}`,
  })),
  'trust-format-other': text('Another format.', (file) =>
    replaceOnce(file, 'cunzheng-trust/1', 'cunzheng-trust/2'),
  ),
  'trust-duplicate-key': text('One field stands twice.', (file) =>
    file.replace('"format":', '"network":"x","format":'),
  ),
  'trust-trailing-text': text('Text follows the value.', (file) => `${file}{}`),
  'trust-byte-order-mark': text('A byte order mark leads.', (file) => `\ufeff${file}`),
  'trust-empty': text('The file is empty.', () => ''),
  'trust-null': text('The file is null.', () => 'null'),
};

const taken = new WeakMap<readonly ForgedMember[], readonly ForgedMember[]>();

/** The same members under root keys that a thief made. */
function takenOver(members: readonly ForgedMember[]): readonly ForgedMember[] {
  const made = taken.get(members) ?? members.map((each) => ({ ...each, root: ed25519Pair() }));
  taken.set(members, made);
  return made;
}
