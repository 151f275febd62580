import { toBase64Url, utf8 } from '@cunzheng/domain';
import type { FullProof, LedgerAnswer } from '@cunzheng/proof';
import {
  certify,
  type Draft,
  draftOnFabric,
  enrol,
  extension,
  type FabricTale,
  type FabricTaleOptions,
  type ForgedBlock,
  type ForgedCall,
  type ForgedConfiguration,
  ForgedFabric,
  type ForgedIdentity,
  field,
  join,
  MEMBER_IDS,
  metadata,
  otherTransaction,
  receiptBlock,
  revoke,
  revokeOne,
  serialize,
  signDer,
  signHighS,
  signingKey,
  tellOnFabric,
  transaction,
} from '@cunzheng/proof/testing';
import { cannotDecide, type Expect, type Lie, type Lies, recorded } from './lie.ts';

type Evidence = NonNullable<FullProof['ledger']>;
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Where a tale on Fabric is bent; what is left out is honest. */
interface Bends extends Omit<FabricTaleOptions, 'document'> {
  readonly call?: (tale: FabricTale) => Partial<ForgedCall>;
  readonly envelopes?: (tale: FabricTale, envelope: Uint8Array) => Uint8Array[];
  readonly signers?: (fabric: ForgedFabric) => ForgedIdentity[];
  readonly block?: (block: ForgedBlock, tale: FabricTale) => void;
  readonly place?: number;
  readonly answers?: (block: ForgedBlock, fabric: ForgedFabric) => LedgerAnswer[];
  readonly evidence?: (evidence: Mutable<Evidence>, tale: FabricTale) => void;
  readonly draft?: (draft: Draft, tale: FabricTale) => void;
}

function lie(what: string, reason: string, bends: Bends): Lie {
  return told(what, cannotDecide('ledger', reason), bends);
}

/** In good order: what a verifier does not refuse. */
function fine(what: string, bends: Bends): Lie {
  return told(what, recorded, bends);
}

function told(what: string, full: Expect, bends: Bends): Lie {
  return { what, full, forge: (document) => draftOf(document, bends) };
}

async function draftOf(document: Uint8Array, bends: Bends): Promise<Draft> {
  const tale = tellOnFabric({ document, ...bends });
  const call = { ...tale.call, ...bends.call?.(tale) };
  const envelope = transaction(call);
  const envelopes = bends.envelopes?.(tale, envelope) ?? [envelope];
  const block = receiptBlock(tale, envelopes, bends.signers?.(tale.fabric));
  bends.block?.(block, tale);
  const evidence = tale.fabric.evidence(block, bends.place, bends.answers?.(block, tale.fabric));
  bends.evidence?.(evidence, tale);
  const draft = await draftOnFabric(tale, evidence);
  bends.draft?.(draft, tale);
  return draft;
}

/** Peers of these members answer for the block. */
function answered(fabric: ForgedFabric, block: ForgedBlock, ...places: number[]): LedgerAnswer[] {
  return fabric.peers(...places).map((peer) => fabric.answer(block, peer));
}

/** The third of three endorsers is another. */
function third(endorser: (fabric: ForgedFabric) => ForgedIdentity): Bends {
  return { call: ({ fabric }) => ({ endorsers: [...fabric.peers(0, 1), endorser(fabric)] }) };
}

/** Somebody of the third member. */
function ofThird(fabric: ForgedFabric, role: string, options = {}): ForgedIdentity {
  return enrol('GzicMSP', role, fabric.organisation(2).authority, options);
}

/** A first configuration that is bent before anybody signs anything. */
function founded(bend: (first: ForgedConfiguration, fabric: ForgedFabric) => void): Bends {
  return { found: () => new ForgedFabric(MEMBER_IDS, bend) };
}

const aside = (bytes: Uint8Array) => toBase64Url(bytes);

const SECOND_ROOTS = new WeakMap<ForgedFabric, ReturnType<typeof certify>>();
const INTERMEDIATE = new WeakMap<ForgedFabric, ReturnType<typeof certify>>();

function secondRoot(fabric: ForgedFabric): ReturnType<typeof certify> {
  const known = SECOND_ROOTS.get(fabric);
  const root = known ?? certify({ name: 'ca2.GzicMSP', isAuthority: true });
  SECOND_ROOTS.set(fabric, root);
  return root;
}

/** The third member's authority has an intermediate from the second configuration on. */
function withIntermediate(): Pick<Bends, 'configure' | 'signers' | 'answers'> {
  return {
    configure: (fabric, takeBlock) => {
      const issuer = fabric.organisation(2).authority;
      const intermediate = certify({ name: 'ica.GzicMSP', isAuthority: true, issuer });
      INTERMEDIATE.set(fabric, intermediate);
      fabric.configure(takeBlock(), (next) =>
        next.organisations[2]?.intermediates.push(intermediate.pem),
      );
    },
    signers: (fabric) => fabric.orderers(0, 1, 3),
    answers: (block, fabric) => answered(fabric, block, 0, 1, 3),
  };
}

const COMMITTED: Lies = {
  'fabric-never-committed': lie(
    'A transaction that was endorsed and never ordered, put into a block that was.',
    'ORDERER_INVALID',
    {
      envelopes: (tale) => [otherTransaction(tale)],
      evidence: (evidence, tale) => {
        evidence.block = { ...evidence.block, envelopes: [aside(transaction(tale.call))] };
      },
    },
  ),
  'fabric-block-of-ones-own': lie(
    'The same in a block that no orderer signed.',
    'ORDERERS_TOO_FEW',
    {
      signers: () => [],
    },
  ),
  'fabric-mvcc-conflict': lie(
    'The transaction stands in the block and did not take effect (MVCC_READ_CONFLICT); peers say so.',
    'TRANSACTION_REFUSED',
    {
      answers: (block, fabric) =>
        fabric.peers(0, 1, 2).map((peer) => fabric.answer(block, peer, { codes: [11] })),
    },
  ),
  'fabric-one-peer-differs': lie(
    'One of three peers says that the transaction took no effect.',
    'ANSWERS_DIFFER',
    {
      answers: (block, fabric) =>
        fabric
          .peers(0, 1, 2)
          .map((peer, i) => fabric.answer(block, peer, { codes: [i < 2 ? 0 : 11] })),
    },
  ),
  'fabric-second-copy': lie(
    'The record was written by another transaction of the block; this one, endorsed as well, took no effect.',
    'TRANSACTION_REFUSED',
    {
      envelopes: (tale, envelope) => [envelope, transaction(tale.call)],
      place: 1,
      answers: (block, fabric) =>
        fabric.peers(0, 1, 2).map((peer) => fabric.answer(block, peer, { codes: [0, 11] })),
    },
  ),
  'fabric-other-transactions': fine('Somebody else’s transaction stands in the same block.', {
    envelopes: (tale, envelope) => [otherTransaction(tale), envelope],
    place: 1,
  }),
};

const ENDORSED: Lies = {
  'fabric-two-peers-of-one-member': lie(
    'Two peers of one member endorse, so that two members look like three.',
    'ENDORSEMENTS_TOO_FEW',
    {
      call: ({ fabric }) => {
        const { authority, id } = fabric.organisation(1);
        return { endorsers: [...fabric.peers(0, 1), enrol(id, 'peer', authority)] };
      },
    },
  ),
  'fabric-client-as-endorser': lie(
    'A member’s gateway endorses in its peer’s place.',
    'IDENTITY_ROLE',
    third((fabric) => fabric.organisation(2).gateway),
  ),
  'fabric-orderer-as-endorser': lie(
    'A member’s orderer endorses in its peer’s place.',
    'IDENTITY_ROLE',
    third((fabric) => fabric.organisation(2).orderer),
  ),
  'fabric-endorser-of-two-roles': lie(
    'An endorser’s certificate names two roles.',
    'IDENTITY_ROLE',
    third((fabric) => ofThird(fabric, 'peer', { units: ['peer', 'client'] })),
  ),
  'fabric-endorser-of-no-role': lie(
    'An endorser’s certificate names no role.',
    'IDENTITY_ROLE',
    third((fabric) => ofThird(fabric, 'peer', { units: [] })),
  ),
  'fabric-endorser-of-a-stranger': lie(
    'A stranger’s authority of the same name issues an endorser.',
    'IDENTITY_FOREIGN',
    third(() => enrol('GzicMSP', 'peer', certify({ name: 'ca.GzicMSP', isAuthority: true }))),
  ),
  'fabric-endorser-of-another-member': lie(
    'A peer of one member calls itself one of another.',
    'IDENTITY_FOREIGN',
    third((fabric) => enrol('GzicMSP', 'peer', fabric.organisation(0).authority)),
  ),
  'fabric-endorser-of-no-member': lie(
    'An endorser of an organisation that is not on the channel.',
    'IDENTITY_FOREIGN',
    third((fabric) => enrol('OtherMSP', 'peer', fabric.organisation(2).authority)),
  ),
  'fabric-authority-as-endorser': lie(
    'A member’s authority endorses itself.',
    'IDENTITY_FOREIGN',
    third((fabric) => {
      const { authority, id } = fabric.organisation(2);
      return { ...authority, member: id, serialized: serialize(id, authority.pem) };
    }),
  ),
  'fabric-peer-as-authority': lie(
    'A peer that is no authority issues an endorser.',
    'IDENTITY_FOREIGN',
    third((fabric) => enrol('GzicMSP', 'peer', fabric.organisation(2).peer)),
  ),
  'fabric-endorser-before-its-authority': lie(
    'An endorser’s certificate begins before its authority’s.',
    'IDENTITY_FOREIGN',
    third((fabric) =>
      ofThird(fabric, 'peer', { notBefore: Date.parse('2025-12-31T23:00:00.000Z') }),
    ),
  ),
  'fabric-endorser-expired': fine(
    'An endorser’s certificate has ended since: as in Fabric, what it signed holds on.',
    third((fabric) =>
      ofThird(fabric, 'peer', { notAfter: Date.parse('2026-03-03T00:00:00.000Z') }),
    ),
  ),
  'fabric-critical-extension': lie(
    'An endorser’s certificate has a critical extension that nobody knows.',
    'ENDORSEMENT_INVALID',
    third((fabric) =>
      ofThird(fabric, 'peer', { extensions: [extension('2a0304', Uint8Array.of(5, 0), true)] }),
    ),
  ),
  'fabric-extension-not-critical': fine(
    'An endorser’s certificate has an extension of its authority’s own, as fabric-ca’s attributes.',
    third((fabric) =>
      ofThird(fabric, 'peer', { extensions: [extension('2a030405060708', utf8('{"attrs":{}}'))] }),
    ),
  ),
  'fabric-endorsement-high-s': lie(
    'Endorsements in the form with s > n/2.',
    'ENDORSEMENT_INVALID',
    {
      call: () => ({ signEndorsement: signHighS }),
    },
  ),
  'fabric-endorsement-by-another-key': lie(
    'An endorsement by another key than the certificate’s.',
    'ENDORSEMENT_INVALID',
    third((fabric) => ({ ...fabric.organisation(2).peer, key: signingKey() })),
  ),
  'fabric-endorsement-too-many': fine(
    'Four endorse, one of them badly: three are enough, as on the ledger.',
    {
      call: ({ fabric }) => ({
        endorsers: [
          { ...fabric.organisation(3).peer, key: signingKey() },
          ...fabric.peers(0, 1, 2),
        ],
      }),
    },
  ),
  'fabric-two-endorse': lie('Two of four members endorse.', 'ENDORSEMENTS_TOO_FEW', {
    call: ({ fabric }) => ({ endorsers: fabric.peers(0, 1) }),
  }),
  'fabric-revoked-endorser': lie(
    'An endorser that the configuration in force had revoked.',
    'IDENTITY_REVOKED',
    {
      configure: (fabric, takeBlock) => revokeOne(fabric, takeBlock, fabric.organisation(3).peer),
      call: ({ fabric }) => ({ endorsers: fabric.peers(0, 1, 3) }),
    },
  ),
  'fabric-revoked-afterwards': fine(
    'An endorser that a later configuration revoked: at the block it was not.',
    {
      call: ({ fabric }) => ({ endorsers: fabric.peers(0, 1, 3) }),
      block: (block, { fabric }) =>
        revokeOne(fabric, () => block.number + 7, fabric.organisation(3).peer),
    },
  ),
  'fabric-revoked-by-a-stranger': fine(
    'A list of revoked certificates that the authority did not sign counts for nothing, as in Fabric.',
    {
      configure: (fabric, takeBlock) =>
        fabric.configure(takeBlock(), (next) => {
          const { authority, peer } = fabric.organisation(2);
          const stranger = { ...authority, key: signingKey() };
          next.organisations[2]?.revocations.push(revoke(stranger, [peer]));
        }),
    },
  ),
  'fabric-intermediate': fine('An endorser under an intermediate of its member.', {
    ...withIntermediate(),
    call: ({ fabric }) => ({
      endorsers: [
        ...fabric.peers(0, 1),
        enrol('GzicMSP', 'peer', INTERMEDIATE.get(fabric) as never),
      ],
    }),
  }),
  'fabric-root-beside-an-intermediate': lie(
    'A root that has an intermediate issues an endorser itself.',
    'IDENTITY_FOREIGN',
    withIntermediate(),
  ),
  'fabric-root-not-in-trust-file': lie(
    'The channel knows a root of a member that the trust file does not.',
    'IDENTITY_FOREIGN',
    {
      configure: (fabric, takeBlock) =>
        fabric.configure(takeBlock(), (next) =>
          next.organisations[2]?.roots.push(secondRoot(fabric).pem),
        ),
      call: ({ fabric }) => ({
        endorsers: [...fabric.peers(0, 1), enrol('GzicMSP', 'peer', secondRoot(fabric))],
      }),
    },
  ),
};

const TRANSACTION: Lies = {
  'fabric-another-channel': lie('A transaction of another channel.', 'CHANNEL_DIFFERS', {
    call: () => ({ channel: 'other' }),
  }),
  'fabric-another-contract': lie('A transaction of another contract.', 'TRANSACTION_DIFFERS', {
    call: () => ({ contract: 'other' }),
  }),
  'fabric-answered-by-another-contract': lie(
    'Our contract was asked, another one answered.',
    'TRANSACTION_DIFFERS',
    { call: () => ({ answeredBy: 'other' }) },
  ),
  'fabric-contract-refused': lie('The contract answered with a refusal.', 'TRANSACTION_DIFFERS', {
    call: () => ({ status: 500 }),
  }),
  'fabric-another-id': lie('A transaction under another id.', 'TRANSACTION_DIFFERS', {
    call: () => ({ txId: '0'.repeat(64) }),
  }),
  'fabric-another-time': lie(
    'A transaction of another time than the log’s.',
    'TRANSACTION_DIFFERS',
    { call: ({ call }) => ({ time: call.time + 1 }) },
  ),
  'fabric-another-proposal': lie(
    'Endorsers answered another proposal than the one shown.',
    'TRANSACTION_DIFFERS',
    { call: () => ({ otherProposal: field(1, utf8('another')) }) },
  ),
  'fabric-not-a-transaction': lie('An envelope that holds none.', 'TRANSACTION_DIFFERS', {
    envelopes: () => [join(field(1, utf8('nothing')), field(2, utf8('signed')))],
  }),
  'fabric-place-beyond': lie('The place of no transaction.', 'TRANSACTION_DIFFERS', { place: 1 }),
  'fabric-place-of-another': lie('The place of somebody else’s transaction.', 'WRITE_DIFFERS', {
    envelopes: (tale, envelope) => [otherTransaction(tale), envelope],
    place: 0,
  }),
  'fabric-creator-by-another-key': lie(
    'Signed by another key than the submitter’s.',
    'CREATOR_INVALID',
    { call: ({ call }) => ({ creator: { ...call.creator, key: signingKey() } }) },
  ),
  'fabric-creator-high-s': lie(
    'The submitter’s signature in the form with s > n/2.',
    'CREATOR_INVALID',
    { call: () => ({ sign: signHighS }) },
  ),
  'fabric-creator-is-a-peer': lie('A peer submits.', 'IDENTITY_ROLE', {
    call: ({ fabric }) => ({ creator: fabric.organisation(0).peer }),
  }),
  'fabric-creator-of-a-stranger': lie('A stranger submits.', 'IDENTITY_FOREIGN', {
    call: () => ({
      creator: enrol('BjicMSP', 'client', certify({ name: 'ca', isAuthority: true })),
    }),
  }),
  'fabric-write-altered': lie('The value written is another.', 'WRITE_DIFFERS', {
    call: ({ call }) => ({
      writes: call.writes.map((write) => ({ ...write, value: join(write.value, utf8(' ')) })),
    }),
  }),
  'fabric-write-missing': lie('The record is not among what was written.', 'WRITE_DIFFERS', {
    call: ({ call }) => ({ writes: call.writes.slice(0, 1) }),
  }),
  'fabric-write-deleted': lie('The record’s key was deleted.', 'WRITE_DIFFERS', {
    call: ({ call }) => ({ writes: call.writes.map((write) => ({ ...write, isDelete: true })) }),
  }),
  'fabric-write-twice': lie('The record’s key is written twice.', 'WRITE_DIFFERS', {
    call: ({ call }) => ({ writes: [...call.writes, ...call.writes] }),
  }),
  'fabric-write-of-another-contract': lie(
    'The record was written among another contract’s keys.',
    'WRITE_DIFFERS',
    { call: () => ({ space: 'other' }) },
  ),
  'fabric-write-altered-after': lie(
    'The write set was altered after it was endorsed; the submitter signed it and orderers ordered it.',
    'ENDORSEMENT_INVALID',
    { call: () => ({ signEndorsement: (key, message) => signDer(key, message.subarray(1)) }) },
  ),
};

const BLOCK: Lies = {
  'fabric-another-block': lie('The block of another record.', 'BLOCK_DIFFERS', {
    block: (block, { fabric }) => {
      block.number++;
      fabric.sign(block, fabric.orderers(0, 1, 2));
    },
  }),
  'fabric-two-orderers': lie('Two of four orderers signed.', 'ORDERERS_TOO_FEW', {
    signers: (fabric) => fabric.orderers(0, 1),
  }),
  'fabric-four-orderers': fine('All four orderers signed.', {
    signers: (fabric) => fabric.orderers(0, 1, 2, 3),
  }),
  'fabric-one-orderer-twice': lie('One orderer’s signature stands twice.', 'ORDERER_INVALID', {
    block: (block) => block.signatures.splice(2, 1, block.signatures[0] as never),
  }),
  'fabric-orderer-unknown': lie(
    'A signature under an id that no consenter has.',
    'ORDERER_INVALID',
    {
      block: ({ signatures: [first] }) => {
        if (first) first.identifier = join(field(1, 9), field(2, utf8('nonce')));
      },
    },
  ),
  'fabric-orderer-by-another-key': lie(
    'An orderer’s signature by another key.',
    'ORDERER_INVALID',
    {
      signers: (fabric) => [
        ...fabric.orderers(0, 1),
        { ...fabric.organisation(2).orderer, key: signingKey() },
      ],
    },
  ),
  'fabric-orderers-high-s': lie(
    'Orderers’ signatures in the form with s > n/2.',
    'ORDERER_INVALID',
    {
      block: (block, { fabric }) => void fabric.sign(block, fabric.orderers(0, 1, 2), signHighS),
    },
  ),
  'fabric-orderer-is-a-peer': lie('A consenter with a peer’s certificate.', 'IDENTITY_ROLE', {
    ...founded(({ consenters: [first] }, fabric) => {
      if (first) first.pem = fabric.organisation(0).peer.pem;
    }),
    signers: (fabric) => [...fabric.peers(0), ...fabric.orderers(1, 2)],
  }),
  'fabric-boundaries-moved': lie(
    'Two transactions shown as one: the hash over both is the same (CVE-2023-46132).',
    'BLOCK_ILL_FORMED',
    {
      envelopes: (tale, envelope) => [otherTransaction(tale), envelope],
      evidence: (evidence) => {
        const both = evidence.block.envelopes.map((each) => Buffer.from(each, 'base64url'));
        evidence.block = { ...evidence.block, envelopes: [aside(join(...both))] };
      },
    },
  ),
  'fabric-boundaries-shifted': lie(
    'The first byte of the second transaction is shown as the last of the first.',
    'BLOCK_ILL_FORMED',
    {
      envelopes: (tale, envelope) => [otherTransaction(tale), envelope],
      place: 1,
      evidence: (evidence) => {
        const [a, b] = evidence.block.envelopes.map((each) => Buffer.from(each, 'base64url'));
        const shifted = [
          join(a as Buffer, (b as Buffer).subarray(0, 1)),
          (b as Buffer).subarray(1),
        ];
        evidence.block = { ...evidence.block, envelopes: shifted.map(aside) };
      },
    },
  ),
  'fabric-envelope-unsigned': lie('A transaction that nobody signed.', 'BLOCK_ILL_FORMED', {
    envelopes: (_, envelope) => [envelope, field(1, utf8('unsigned'))],
  }),
  'fabric-envelope-left-out': lie('One transaction of the block is left out.', 'ORDERER_INVALID', {
    envelopes: (tale, envelope) => [envelope, otherTransaction(tale)],
    evidence: (evidence) => {
      evidence.block = { ...evidence.block, envelopes: evidence.block.envelopes.slice(0, 1) };
    },
  }),
  'fabric-metadata-altered': lie('Another metadata than the orderers signed.', 'ORDERER_INVALID', {
    block: (block) => {
      block.metadata = metadata(0);
    },
  }),
};

const CONFIGURATION: Lies = {
  'fabric-config-truncated': lie('The configuration in force is left out.', 'CONFIG_INCOMPLETE', {
    configure: (fabric, takeBlock) => revokeOne(fabric, takeBlock),
    evidence: (evidence) => {
      evidence.config = evidence.config.slice(0, 1);
    },
  }),
  'fabric-config-skipped': lie('A configuration in between is left out.', 'CONFIG_INCOMPLETE', {
    configure: (fabric, takeBlock) => {
      revokeOne(fabric, takeBlock);
      revokeOne(fabric, takeBlock);
    },
    evidence: (evidence) => {
      evidence.config = evidence.config.filter((_, i) => i !== 1);
    },
  }),
  'fabric-config-without-first': lie('The first block is left out.', 'GENESIS_DIFFERS', {
    configure: (fabric, takeBlock) => revokeOne(fabric, takeBlock),
    evidence: (evidence) => {
      evidence.config = evidence.config.slice(1);
    },
  }),
  'fabric-config-none': lie('No configuration at all.', 'GENESIS_DIFFERS', {
    evidence: (evidence) => {
      evidence.config = [];
    },
  }),
  'fabric-config-of-another-network': lie(
    'The whole evidence is of another channel with the same members’ names.',
    'GENESIS_DIFFERS',
    {
      evidence: (evidence) => {
        const other = new ForgedFabric(MEMBER_IDS);
        evidence.config = other.evidence(other.block(1, [])).config;
      },
    },
  ),
  'fabric-config-of-another-channel': lie(
    'The first block is of a channel of another name.',
    'CHANNEL_DIFFERS',
    founded((first) => {
      first.channel = 'other';
    }),
  ),
  'fabric-config-by-strangers': lie(
    'A configuration that its own new orderers signed.',
    'ORDERER_INVALID',
    {
      configure: (fabric, takeBlock) => {
        const own = fabric.organisation(0);
        const strangers = [1, 2, 3].map(() => enrol(own.id, 'orderer', own.authority));
        fabric.configure(takeBlock(), (next) => {
          next.consenters = strangers.map(({ pem }, i) => ({ id: i + 1, member: own.id, pem }));
        });
        const block = fabric.configBlocks[1] as ForgedBlock;
        fabric.sign(block, strangers);
      },
      signers: () => [],
    },
  ),
  'fabric-config-by-two': lie('A configuration that two orderers signed.', 'ORDERERS_TOO_FEW', {
    configure: (fabric, takeBlock) => {
      revokeOne(fabric, takeBlock);
      fabric.configBlocks[1]?.signatures.pop();
    },
  }),
  'fabric-config-unlinked': lie(
    'A configuration right after the first block that does not name its hash.',
    'CONFIG_INCOMPLETE',
    {
      configure: (fabric) => {
        revokeOne(fabric, () => 1);
        const block = fabric.configBlocks[1] as ForgedBlock;
        block.previousHash = block.previousHash.map((byte) => byte ^ 1);
        fabric.sign(block, fabric.orderers(0, 1, 2));
      },
    },
  ),
  'fabric-config-linked': fine('A configuration right after the first block, linked to it.', {
    configure: (fabric) => revokeOne(fabric, () => 1),
  }),
  'fabric-config-later': fine('A later configuration, under which the peers answer.', {
    block: (block, { fabric }) => revokeOne(fabric, () => block.number + 5),
  }),
  'fabric-config-not-named': lie(
    'The block names an earlier configuration than the one in force.',
    'CONFIG_INCOMPLETE',
    {
      configure: (fabric, takeBlock) => revokeOne(fabric, takeBlock),
      block: (block, { fabric }) => {
        block.metadata = metadata(0);
        fabric.sign(block, fabric.orderers(0, 1, 2));
      },
    },
  ),
  'fabric-genesis-with-metadata': lie(
    'Metadata beside the first block, for which nothing stands.',
    'GENESIS_DIFFERS',
    {
      evidence: (evidence) => {
        const [first, ...rest] = evidence.config;
        evidence.config = [{ ...first, metadata: aside(metadata(0)) } as never, ...rest];
      },
    },
  ),
  'fabric-config-of-raft': lie(
    'A channel whose blocks one orderer signs.',
    'LEDGER_MALFORMED',
    founded((first) => {
      first.consensus = 'etcdraft';
    }),
  ),
  'fabric-config-consenter-twice': lie(
    'Two consenters of one id.',
    'LEDGER_MALFORMED',
    founded(({ consenters }) => {
      for (const consenter of consenters) consenter.id = 1;
    }),
  ),
};

const ANSWERS: Lies = {
  'fabric-no-answers': lie('No peer says what became of it.', 'ANSWERS_TOO_FEW', {
    answers: () => [],
  }),
  'fabric-two-answers': lie('Peers of two members answer.', 'ANSWERS_TOO_FEW', {
    answers: (block, fabric) => answered(fabric, block, 0, 1),
  }),
  'fabric-one-member-answers-twice': lie('Two peers of one member answer.', 'ANSWER_INVALID', {
    answers: (block, fabric) => {
      const { authority, id } = fabric.organisation(0);
      const second = fabric.answer(block, enrol(id, 'peer', authority));
      return [...answered(fabric, block, 0, 1), second];
    },
  }),
  'fabric-client-answers': lie('A gateway answers in its peer’s place.', 'IDENTITY_ROLE', {
    answers: (block, fabric) => [
      ...answered(fabric, block, 0, 1),
      fabric.answer(block, fabric.organisation(2).gateway),
    ],
  }),
  'fabric-answer-high-s': lie('An answer signed with s > n/2.', 'ANSWER_INVALID', {
    answers: (block, fabric) => [
      ...answered(fabric, block, 0, 1),
      fabric.answer(block, fabric.organisation(2).peer, { signWith: signHighS }),
    ],
  }),
  'fabric-answer-of-another-contract': lie(
    'Some other contract of the peer answers.',
    'ANSWER_INVALID',
    {
      answers: (block, fabric) =>
        fabric.peers(0, 1, 2).map((peer) => fabric.answer(block, peer, { contract: 'cunzheng' })),
    },
  ),
  'fabric-answer-of-another-block': lie(
    'Peers answer for another block with the same transactions.',
    'ANSWER_INVALID',
    {
      answers: (block, fabric) => {
        const header = { ...block, number: block.number + 1 };
        return fabric.peers(0, 1, 2).map((peer) => fabric.answer(block, peer, { header }));
      },
    },
  ),
  'fabric-answer-without-codes': lie(
    'An answer that says nothing of the transactions, as an orderer’s block.',
    'ANSWER_INVALID',
    {
      answers: (block, fabric) =>
        fabric.peers(0, 1, 2).map((peer) => fabric.answer(block, peer, { codes: [] })),
    },
  ),
  'fabric-answer-of-another-state': lie(
    'Peers agree on the codes and not on the state (commit hash).',
    'ANSWERS_DIFFER',
    {
      answers: (block, fabric) =>
        fabric
          .peers(0, 1, 2)
          .map((peer, i) => fabric.answer(block, peer, { commit: new Uint8Array(32).fill(i) })),
    },
  ),
  'fabric-answer-altered': lie('One byte of an answer is changed.', 'ANSWER_INVALID', {
    evidence: (evidence) => {
      const [first, ...rest] = evidence.answers as [LedgerAnswer, ...LedgerAnswer[]];
      const bytes = Buffer.from(first.after, 'base64url');
      bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
      evidence.answers = [{ ...first, after: aside(bytes) }, ...rest];
    },
  }),
  'fabric-revoked-peer-answers': lie(
    'A peer answers that the last configuration revoked.',
    'IDENTITY_REVOKED',
    {
      block: (block, { fabric }) =>
        revokeOne(fabric, () => block.number + 3, fabric.organisation(3).peer),
      answers: (block, fabric) => answered(fabric, block, 0, 1, 3),
    },
  ),
};

/** The evidence bent as JSON. */
function shape(what: string, change: (evidence: Record<string, unknown>) => void): Lie {
  return lie(what, 'LEDGER_MALFORMED', {
    evidence: (evidence) => change(evidence as unknown as Record<string, unknown>),
  });
}

function blockOf(evidence: Record<string, unknown>): Record<string, unknown> {
  return evidence.block as Record<string, unknown>;
}

const SHAPES: Lies = {
  'fabric-format-unknown': {
    what: 'Evidence of a kind that this version does not read.',
    full: cannotDecide('record', 'PROOF_MALFORMED'),
    forge: (document) =>
      draftOf(document, {
        evidence: (evidence) => {
          evidence.format = 'cunzheng-fabric/2' as never;
        },
      }),
  },
  'fabric-field-unknown': shape('A field that nobody knows.', (evidence) => {
    evidence.more = true;
  }),
  'fabric-field-missing': shape('No answers field.', (evidence) => {
    delete evidence.answers;
  }),
  'fabric-transaction-negative': shape('A place below 0.', (evidence) => {
    evidence.transaction = -1;
  }),
  'fabric-config-no-list': shape('Configurations that are no list.', (evidence) => {
    evidence.config = {};
  }),
  'fabric-number-as-text': shape('A block number as text.', (evidence) => {
    blockOf(evidence).number = '1';
  }),
  'fabric-previous-hash-short': shape('A previous hash of 31 bytes.', (evidence) => {
    blockOf(evidence).previousHash = aside(new Uint8Array(31));
  }),
  'fabric-stray-bits': shape('Binary with stray bits.', (evidence) => {
    blockOf(evidence).metadata = 'AB';
  }),
  'fabric-envelope-no-text': shape('An envelope that is a number.', (evidence) => {
    blockOf(evidence).envelopes = [1];
  }),
  'fabric-metadata-no-message': lie('Metadata that is no message.', 'LEDGER_MALFORMED', {
    block: (block, { fabric }) => {
      block.metadata = Uint8Array.of(10, 200);
      fabric.sign(block, fabric.orderers(0, 1, 2));
    },
  }),
  'fabric-group-in-metadata': lie(
    'Metadata with a protobuf group, which no message of Fabric has.',
    'LEDGER_MALFORMED',
    {
      block: (block, { fabric }) => {
        block.metadata = join(metadata(0), Uint8Array.of(0x1b, 0x1c));
        fabric.sign(block, fabric.orderers(0, 1, 2));
      },
    },
  ),
  'fabric-unknown-field-in-metadata': fine('Metadata with a field of a later version.', {
    block: (block, { fabric }) => {
      block.metadata = join(metadata(0), field(9, 1));
      fabric.sign(block, fabric.orderers(0, 1, 2));
    },
  }),
};

/** What Fabric’s part of a proof may not be, and what it may. */
export const FABRIC_CASES: Lies = {
  ...COMMITTED,
  ...ENDORSED,
  ...TRANSACTION,
  ...BLOCK,
  ...CONFIGURATION,
  ...ANSWERS,
  ...SHAPES,
};
