import {
  leafHash,
  type PartyTag,
  type ReceiptRecord,
  recordBytes,
  recordId,
  type Sm3,
  sha256Text,
} from '@cunzheng/domain';
import {
  cosign,
  type Draft,
  entryBytes,
  type ForgedMember,
  noteOf,
  type ProofEntry,
  proofEntry,
  randomTag,
  signingKey,
} from '@cunzheng/proof/testing';
import { fork, newest, plain, type Tale, tell, threeOf, wanted } from '../tale.ts';
import { cannotDecide, differs, type Lies, unaltered } from './lie.ts';

const tooFew = cannotDecide('courts', 'COSIGNATURES_TOO_FEW');
const badCosignature = cannotDecide('courts', 'COSIGNATURE_INVALID');
const HOUR = 3_600_000;

/** Every liar of the design's table whom the parts that exist can play. */
export const LIARS: Lies = {
  'one-member-alone': {
    what: "One member's auditor signs alone.",
    full: tooFew,
    compact: tooFew,
    forge: async (document) => {
      const tale = await tell(document);
      return plain(tale, { cosigners: threeOf(tale).slice(0, 1) });
    },
  },
  'members-one-short': {
    what: 'k − 1 members sign.',
    full: tooFew,
    compact: tooFew,
    forge: async (document) => {
      const tale = await tell(document);
      return plain(tale, { cosigners: threeOf(tale).slice(1) });
    },
  },
  'fork-of-a-minority': {
    what: 'Two roots for one size: two members sign another history, in which the receipt says another time.',
    full: tooFew,
    compact: tooFew,
    forge: (document) => forked(document, 2),
  },
  'fork-with-borrowed-cosignatures': {
    what: 'Two roots for one size: the other history carries the cosignatures of the honest one.',
    full: badCosignature,
    compact: badCosignature,
    forge: async (document) => {
      const { draft, honest } = await forkedBeside(document, 3);
      draft.proof.checkpoint = replaceSignatures(draft.proof.checkpoint, honest.proof.checkpoint);
      draft.compact.cosignatures = honest.compact.cosignatures;
      return draft;
    },
  },
  'fork-under-the-honest-checkpoint': {
    what: 'Two roots for one size: a path in the other history is shown with the honest checkpoint.',
    full: cannotDecide('log', 'PATH_DIFFERS'),
    compact: badCosignature,
    forge: async (document) => {
      const { draft, honest } = await forkedBeside(document, 3);
      draft.proof.checkpoint = honest.proof.checkpoint;
      draft.compact.cosignatures = honest.compact.cosignatures;
      return draft;
    },
  },
  'backdated-act': {
    what: 'A gateway dates the act three days before it was recorded. Nothing was altered; the lag is shown.',
    full: unaltered,
    compact: unaltered,
    file: 'recorded',
    forge: async (document) => {
      const actTime = '2026-02-27T01:30:00.000Z';
      return plain(await tell(document, { actTime }, { notBefore: '2026-02-27T01:00:00.000Z' }));
    },
  },
  'retired-key-under-new-edition': {
    what: 'A thief of a retired auditor key signs a checkpoint that the next edition judges.',
    full: badCosignature,
    compact: badCosignature,
    forge: retiredKey,
  },
  'retired-key-claims-old-edition': {
    what: 'The same, and the proof names the edition in which the key still stood.',
    full: cannotDecide('trust', 'EDITION_DIFFERS'),
    compact: cannotDecide('trust', 'EDITION_DIFFERS'),
    forge: async (document) => claimEdition(await retiredKey(document), 1),
  },
  'invented-key': {
    what: 'A receipt is signed with a key whose record is not in the log; the proof shows the record all the same.',
    full: cannotDecide('persons', 'SUPPORT_UNPROVEN'),
    forge: inventedKey,
  },
  'invented-key-left-out': {
    what: 'The same, the key left out: nothing is said of persons, and the stage says so.',
    full: unaltered,
    file: 'recorded',
    forge: async (document) => {
      const draft = await inventedKey(document);
      draft.proof.support.pop();
      return draft;
    },
  },
  'one-member-twice': {
    what: "One member's cosignature stands twice, so that two look like three.",
    full: cannotDecide('courts', 'COSIGNATURE_TWICE'),
    compact: cannotDecide('record', 'PROOF_MALFORMED'),
    forge: async (document) => {
      const tale = await tell(document);
      const [first, second] = threeOf(tale) as [ForgedMember, ForgedMember];
      return plain(tale, { cosigners: [first, second, second] });
    },
  },
  'other-network': {
    what: 'A proof of one network with the trust file of another.',
    full: cannotDecide('trust', 'NETWORK_DIFFERS'),
    compact: cannotDecide('trust', 'NETWORK_DIFFERS'),
    bend: async (draft, tale) => {
      const other = await tell(tale.story.document);
      (draft as { trust: unknown }).trust = other.story.trust();
    },
  },
  'other-network-renamed': {
    what: 'The same, and the proof claims to be of the network in the trust file.',
    full: cannotDecide('courts', 'ORIGIN_DIFFERS'),
    compact: badCosignature,
    bend: async (draft, tale) => {
      const other = await tell(tale.story.document);
      (draft as { trust: unknown }).trust = other.story.trust();
      draft.proof.network = other.story.network;
      draft.compact.network = Buffer.from(other.story.network, 'base64url');
    },
  },
  'newer-than-trust-file': {
    what: 'A good proof under edition 2; the trust file at hand ends with edition 1.',
    full: cannotDecide('trust', 'TRUST_TOO_OLD'),
    compact: cannotDecide('trust', 'TRUST_TOO_OLD'),
    forge: async (document) => {
      const draft = await secondEdition(document, (tale) => tale.story.renewed.slice(1));
      draft.trust.editions.pop();
      return draft;
    },
  },
  'edition-of-another-size': {
    what: 'The proof names edition 2, its checkpoint is judged by edition 1.',
    full: cannotDecide('trust', 'EDITION_DIFFERS'),
    compact: cannotDecide('trust', 'EDITION_DIFFERS'),
    forge: async (document) => {
      const tale = await tell(document);
      await tale.story.renew();
      return claimEdition(await plain(tale), 2);
    },
  },
  'another-file': {
    what: 'The file has one byte changed.',
    full: differs,
    compact: differs,
    file: flipped,
  },
  'empty-file': {
    what: 'The file is empty.',
    full: differs,
    compact: differs,
    file: () => new Uint8Array(),
  },
  'another-sm3': {
    what: 'A document record whose SM3 is of another file than its SHA-256.',
    full: differs,
    compact: differs,
    file: 'recorded',
    forge: async (document) => {
      const tale = await tell(document);
      const sm3 = sha256Text(document) as string as Sm3;
      return newest(tale, tale.story.issue({ sm3 }), [tale.story.clerkKey]);
    },
  },
  'file-for-a-key-record': {
    what: 'A file is given with the proof of a record that has no digest.',
    full: cannotDecide('document', 'NO_DIGEST'),
    compact: cannotDecide('document', 'NO_DIGEST'),
    file: 'recorded',
    forge: async (document) => {
      const tale = await tell(document);
      return newest(tale, tale.story.sitting().placed, []);
    },
  },
  'another-file-and-bad-persons': {
    what: 'Another file, and a stage besides that fails: not just another file.',
    full: cannotDecide('document', 'DOCUMENT_DIFFERS'),
    file: flipped,
    bend: (draft) => {
      (draft.proof.support[0] as ProofEntry).index += 1;
    },
  },
};

function flipped(document: Uint8Array): Uint8Array {
  const other = Uint8Array.from(document);
  other[other.length >> 1] = (other[other.length >> 1] as number) ^ 1;
  return other;
}

async function forked(document: Uint8Array, signers: number): Promise<Draft> {
  return (await forkedBeside(document, signers)).draft;
}

/** The tale's proof, and the same for a history in which the receipt is another. */
async function forkedBeside(
  document: Uint8Array,
  signers: number,
): Promise<{ draft: Draft; honest: Draft }> {
  const tale = await tell(document);
  const { story, size, receipt } = tale;
  const honest = await plain(tale);
  const draft = await plain(tale);
  const { record } = story.receipt(tale.service, tale.sitting, {
    event: 'signed',
    actTime: story.net.time(-HOUR / 60),
    sd: receipt.record.sd as NonNullable<ReceiptRecord['sd']>,
  });
  const leaf = leafHash(entryBytes(1, receipt.block, receipt.txTime, recordBytes(record)));
  const other = fork(story.net.log, size, receipt.index, leaf);
  draft.proof.subject = await proofEntry(other, { ...receipt, record }, size);
  draft.proof.support = await Promise.all(
    wanted(tale).support.map((placed) => proofEntry(other, placed, size)),
  );
  const checkpoint = { origin: story.net.origin, size, root: await other.root(size) };
  const members = threeOf(tale).slice(0, signers);
  const cosignatures = members.map((member) =>
    cosign(checkpoint, member, Math.floor(story.net.now / 1000)),
  );
  draft.proof.checkpoint = noteOf(checkpoint, cosignatures);
  Object.assign(draft.compact, story.compact(draft.proof, size, cosignatures));
  return { draft, honest };
}

function replaceSignatures(note: string, other: string): string {
  return `${note.split('\n\n')[0]}\n\n${other.split('\n\n')[1]}`;
}

async function secondEdition(
  document: Uint8Array,
  cosigners: (tale: Tale) => readonly ForgedMember[],
): Promise<Draft> {
  const tale = await tell(document);
  await tale.story.renew();
  tale.story.net.fill(60);
  return plain(tale, { size: tale.story.net.log.size, cosigners: cosigners(tale) });
}

function retiredKey(document: Uint8Array): Promise<Draft> {
  return secondEdition(document, ({ story }) => [
    ...story.renewed.slice(0, 2),
    story.net.members[3] as ForgedMember,
  ]);
}

function claimEdition(draft: Draft, edition: number): Draft {
  draft.proof.edition = edition;
  draft.compact.edition = edition;
  return draft;
}

async function inventedKey(document: Uint8Array): Promise<Draft> {
  const tale = await tell(document);
  const { story, service } = tale;
  const key = signingKey();
  const record = { ...tale.sitting.placed.record, point: key.point, owner: randomTag<PartyTag>() };
  const placed = { ...tale.sitting.placed, record, id: recordId(record) };
  const receipt = story.receive(service, { key, placed }, { event: 'signed' });
  story.net.fill(10);
  const support = [story.clerkKey, story.issued, service];
  const draft = await plain(tale, { subject: receipt, support, size: story.net.log.size });
  const shown = await proofEntry(story.net.log, tale.sitting.placed, story.net.log.size);
  draft.proof.support.push({ ...shown, record: placed.record as never });
  return draft;
}
