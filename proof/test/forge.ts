import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import {
  type CaseTag,
  type CourtRecord,
  checkpointText,
  consistencyPath,
  cosignatureMessage,
  type DocumentRecord,
  type Edition,
  editionMessage,
  encodeCosignature,
  encodeEntry,
  formatNote,
  hideFields,
  inclusionPath,
  type KeyRegistration,
  type KeyRole,
  leafHash,
  logOrigin,
  type NetworkId,
  NOTE_COSIGNATURE,
  type NodeReader,
  nodeHash,
  noteKeyHash,
  type Opening,
  type PartyTag,
  quorum,
  type ReceiptRecord,
  recordBytes,
  recordId,
  type SeenCheckpoint,
  type ServiceRecord,
  type Sha256,
  type SignedRecord,
  type Sm3,
  sha256 as sha256Bytes,
  signingMessage,
  type TrustFile,
  toBase64Url,
  toLowS,
  treeRoot,
  type Unsigned,
  utf8,
} from '@cunzheng/domain';
import {
  compactOf,
  encodeCompact,
  encodeFullProof,
  type FullProof,
  type ProvenRecord,
} from '../src/index.ts';

/** A member of the forged network with its private keys. */
export interface ForgedMember {
  readonly id: string;
  readonly name: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly auditor: { readonly name: string; readonly key: KeyObject; readonly publicKey: string };
  readonly root: { readonly key: KeyObject; readonly publicKey: string };
}

/** A record in the forged log. */
export interface ForgedRecord<R extends CourtRecord = CourtRecord> {
  readonly record: R;
  readonly openings: readonly Opening[];
  readonly index: number;
  readonly block: number;
  readonly txTime: number;
}

export const ACT = Date.parse('2026-03-02T01:00:00.000Z');
const MEMBERS = [
  ['BjicMSP', '北京互联网法院', '京0491'],
  ['HzicMSP', '杭州互联网法院', '浙0192'],
  ['GzicMSP', '广州互联网法院', '粤0192'],
  ['SpcMSP', '最高人民法院', '最高法'],
] as const;

/** Bytes that follow from a seed and a name, so that a forged log is the same each time but for ES256's nonces. */
export function seeded(seed: string, name: string, length = 32): Uint8Array {
  return Uint8Array.from(
    createHash('sha512').update(`${seed}/${name}`).digest().subarray(0, length),
  );
}

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An Ed25519 private key of 32 seed bytes. */
export function ed25519Key(seed: Uint8Array): KeyObject {
  const key = Buffer.concat([PKCS8_ED25519, seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function ed25519Public(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'jwk' }).x as string;
}

function forgeMember(seed: string, i: number): ForgedMember {
  const [id, name, code] = MEMBERS[i] ?? [
    `M${i}MSP`,
    `成员${i}`,
    `京${String(i).padStart(4, '0')}`,
  ];
  const auditor = ed25519Key(seeded(seed, `auditor ${i}`));
  const root = ed25519Key(seeded(seed, `root ${i}`));
  return {
    ...{ id, name, court: { code, name } },
    auditor: { name: `auditor-${i + 1}.cunzheng`, key: auditor, publicKey: ed25519Public(auditor) },
    root: { key: root, publicKey: ed25519Public(root) },
  };
}

/** Edition with the fields that follow from its members filled in. */
export function forgeEdition(
  origin: string,
  members: readonly ForgedMember[],
  given: Partial<Edition> = {},
): Edition {
  return {
    edition: 1,
    origin,
    fromSize: 0,
    custody: 'demo',
    k: quorum(members.length),
    members: members.map((member) => ({
      id: member.id,
      name: member.name,
      courts: [member.court],
      auditor: { name: member.auditor.name, key: member.auditor.publicKey },
      rootKey: member.root.publicKey,
      mspRoots: [],
    })),
    chaincode: ['cunzheng_1.0'],
    retired: [],
    ...given,
  };
}

/** An edition with the root signatures of these members. */
export function signEdition(
  edition: Edition,
  signers: readonly ForgedMember[],
): TrustFile['editions'][number] {
  return {
    edition,
    signatures: signers.map(({ id, root }) => ({
      member: id,
      signature: toBase64Url(sign(null, editionMessage(edition), root.key)),
    })),
  };
}

/** A person's ES256 key. */
export interface ForgedKey {
  readonly privateKey: KeyObject;
  readonly point: string;
}

export function forgeKey(): ForgedKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const [x, y] = [
    Buffer.from(jwk.x as string, 'base64url'),
    Buffer.from(jwk.y as string, 'base64url'),
  ];
  return { privateKey, point: Buffer.concat([Uint8Array.of(4), x, y]).toString('base64url') };
}

/** The record with its signature, s ≤ n/2. */
export function signRecord<R extends SignedRecord>(
  network: NetworkId,
  record: Unsigned<R>,
  key: ForgedKey,
): R {
  const message = signingMessage(network, record as Unsigned);
  const raw = sign('sha256', message, { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return { ...record, signature: toBase64Url(toLowS(Uint8Array.from(raw))) } as unknown as R;
}

/** SHA-256 and SM3 of a file. */
export function fileDigests(file: Uint8Array): { sha256: Uint8Array; sm3: Uint8Array } {
  const digest = (name: string) => Uint8Array.from(createHash(name).update(file).digest());
  return { sha256: digest('sha256'), sm3: digest('sm3') };
}

export interface ForgeOptions {
  readonly seed?: string;
  readonly members?: number;
  /** Leaves of the log: the five records stand at the end, foreign hashes before them. */
  readonly size?: number;
  readonly file?: Uint8Array;
  readonly edition?: Partial<Edition>;
  /** Checkpoint the receipt's signer had seen. */
  readonly checkpoint?: SeenCheckpoint;
  /** Puts another record in the receipt's place before the log is built. */
  readonly edit?: (network: NetworkId, receipt: ReceiptRecord) => CourtRecord;
}

/**
 * A whole small log: `members` courts, a clerk's key, a document, its service, a litigant's key and his receipt, all
 * signed, and a trust file. The receipt is what proofs are about unless another is named.
 */
export async function forge(options: ForgeOptions = {}): Promise<Forged> {
  const seed = options.seed ?? 'forge';
  const network = toBase64Url(seeded(seed, 'genesis')) as NetworkId;
  const origin = logOrigin('judicial', network);
  const members = Array.from({ length: options.members ?? 4 }, (_, i) => forgeMember(seed, i));
  const edition = forgeEdition(origin, members, options.edition);
  const trust: TrustFile = {
    format: 'cunzheng-trust/1',
    network,
    editions: [signEdition(edition, members)],
  };
  const file = options.file ?? utf8('%PDF-1.7\n民事判决书\n%%EOF\n');
  const records = forgeRecords(seed, network, file, options);
  const log = forgeLog(seed, records, options.size ?? 10);
  return new Forged({ network, origin, members, trust, file, log });
}

function forgeRecords(seed: string, network: NetworkId, file: Uint8Array, options: ForgeOptions) {
  const tag = (name: string) => toBase64Url(seeded(seed, name, 16));
  const at = (minutes: number) => new Date(ACT + minutes * 60_000).toISOString();
  let salts = 0;
  const salt = () => tag(`salt ${salts++}`);
  const court = '京0491';
  const caseTag = tag('case') as CaseTag;
  const [clerk, litigant] = [forgeKey(), forgeKey()];
  const register = (
    owner: string,
    role: KeyRole,
    point: string,
    minute: number,
  ): KeyRegistration => ({
    ...{ v: 1, kind: 'key', action: 'register', court, actTime: at(minute), suite: 'ES256', point },
    ...{ owner: tag(owner) as PartyTag, role, purpose: 'sign' },
    ...{ notBefore: at(minute), notAfter: at(minute + 720) },
  });
  const clerkKey = register('clerk', 'clerk', clerk.point, 0);
  const digests = fileDigests(file);
  const sha256 = toBase64Url(digests.sha256) as Sha256;
  const document = hideFields({ title: '民事判决书', caseNumber: '（2026）京0491民初1号' }, salt);
  const documentRecord = signRecord<DocumentRecord>(
    network,
    {
      ...{ v: 1, kind: 'document', court, caseTag, actTime: at(1), number: '京0491-2026-000001' },
      ...{ sha256, sm3: toBase64Url(digests.sm3) as Sm3, key: recordId(clerkKey), sd: document.sd },
    },
    clerk,
  );
  const service: ServiceRecord = {
    ...{
      v: 1,
      kind: 'service',
      court,
      caseTag,
      actTime: at(2),
      document: recordId(documentRecord),
    },
    ...{ sha256, recipient: tag('litigant') as PartyTag, channel: 'platform' },
  };
  const litigantKey = register('litigant', 'litigant', litigant.point, 3);
  const receipt = hideFields(
    { name: '张三', title: '民事判决书', caseNumber: '（2026）京0491民初1号' },
    salt,
  );
  const receiptRecord = signRecord<ReceiptRecord>(
    network,
    {
      ...{ v: 1, kind: 'receipt', court, caseTag, actTime: at(4), service: recordId(service) },
      ...{ sha256, event: 'signed', recipient: service.recipient, capacity: 'self' },
      ...{ key: recordId(litigantKey), sd: receipt.sd },
      ...(options.checkpoint === undefined ? {} : { checkpoint: options.checkpoint }),
    },
    litigant,
  );
  return [
    { record: clerkKey, openings: [] },
    { record: documentRecord, openings: document.openings },
    { record: service, openings: [] },
    { record: litigantKey, openings: [] },
    {
      record: options.edit?.(network, receiptRecord) ?? receiptRecord,
      openings: receipt.openings,
    },
  ];
}

interface ForgedLog {
  readonly records: readonly ForgedRecord[];
  readonly size: number;
  readonly read: NodeReader;
}

function forgeLog(
  seed: string,
  records: readonly { record: CourtRecord; openings: readonly Opening[] }[],
  size: number,
): ForgedLog {
  const first = size - records.length;
  if (first < 0) throw new TypeError('the log is too small for its records');
  const placed = records.map(({ record, openings }, i) => ({
    ...{ record, openings, index: first + i, block: first + i + 1 },
    txTime: Date.parse(record.actTime) + 1500,
  }));
  const leaves = Array.from({ length: first }, (_, i) => seeded(seed, `leaf ${i}`));
  return { records: placed, size, read: treeOf([...leaves, ...placed.map(leafOf)]) };
}

/** Leaf hash of a forged record. */
export function leafOf({
  record,
  block,
  txTime,
}: Omit<ForgedRecord, 'openings' | 'index'>): Uint8Array {
  return leafHash(encodeEntry({ kind: 'record', block, txTime, bytes: recordBytes(record) }));
}

function treeOf(leaves: readonly Uint8Array[]): NodeReader {
  const levels = [leaves];
  for (let below = leaves; below.length > 1; ) {
    const above = Array.from({ length: below.length >> 1 }, (_, i) =>
      nodeHash(below[2 * i] as Uint8Array, below[2 * i + 1] as Uint8Array),
    );
    levels.push(above);
    below = above;
  }
  return (level, index) => levels[level]?.[index] as Uint8Array;
}

export interface ProofOptions {
  /** Place of the subject among the records; default the receipt. */
  readonly subject?: number;
  /** Members that cosign, by position; default the first k. */
  readonly cosigners?: readonly number[];
  /** Seconds since 1970 of the first cosignature; each next a second later. */
  readonly time?: number;
  /** Places of the support records; default all that the subject refers to. */
  readonly support?: readonly number[];
  /** Names of the hidden fields to open; default all. */
  readonly shown?: readonly string[];
}

interface ForgedParts {
  readonly network: NetworkId;
  readonly origin: string;
  readonly members: readonly ForgedMember[];
  readonly trust: TrustFile;
  readonly file: Uint8Array;
  readonly log: ForgedLog;
}

/** Records each record of the log refers to, directly or not, by place. */
const SUPPORT = [[], [0], [0, 1], [], [0, 1, 2, 3]];

/** A forged network and log, ready to make proofs. */
export class Forged {
  readonly network: NetworkId;
  readonly origin: string;
  readonly members: readonly ForgedMember[];
  readonly trust: TrustFile;
  readonly file: Uint8Array;
  readonly log: ForgedLog;

  constructor(parts: ForgedParts) {
    ({ network: this.network, origin: this.origin, members: this.members } = parts);
    ({ trust: this.trust, file: this.file, log: this.log } = parts);
  }

  get trustText(): string {
    return JSON.stringify(this.trust);
  }

  get digests(): { sha256: Uint8Array; sm3: Uint8Array } {
    return fileDigests(this.file);
  }

  get k(): number {
    return (this.trust.editions.at(-1) as TrustFile['editions'][number]).edition.k;
  }

  /** Checkpoint note of the first `size` leaves, cosigned by members at these positions. */
  async note(options: ProofOptions = {}, size = this.log.size): Promise<string> {
    const root = await treeRoot(size, this.log.read);
    const text = checkpointText({ origin: this.origin, size, root });
    return this.cosign(text, options);
  }

  /** A note of this text with cosignatures. */
  cosign(text: string, options: ProofOptions = {}): string {
    const positions = options.cosigners ?? Array.from({ length: this.k }, (_, i) => i);
    const time = options.time ?? ACT / 1000 + 600;
    const lines = positions.map((position, i) => {
      const { auditor } = this.members[position] as ForgedMember;
      const key = Buffer.from(auditor.publicKey, 'base64url');
      const signature = sign(null, cosignatureMessage(text, time + i), auditor.key);
      return {
        name: auditor.name,
        keyHash: noteKeyHash(auditor.name, NOTE_COSIGNATURE, key),
        signature: encodeCosignature(time + i, signature),
      };
    });
    return formatNote(text, lines);
  }

  /** One record with its place, path and openings. */
  async proven(place: number, shown?: readonly string[]): Promise<ProvenRecord> {
    const { record, openings, index, block, txTime } = this.log.records[place] as ForgedRecord;
    const path = await inclusionPath(index, this.log.size, this.log.read);
    return {
      ...{ index, block, txTime, record, path: path.map((hash) => toBase64Url(hash)) },
      openings: openings.filter(([, name]) => shown === undefined || shown.includes(name)),
    };
  }

  /** A full proof as its issuer would make it. */
  async full(options: ProofOptions = {}): Promise<FullProof> {
    const subject = options.subject ?? 4;
    const support = options.support ?? (SUPPORT[subject] as number[]);
    return {
      format: 'cunzheng-proof/1',
      network: this.network,
      edition: this.trust.editions.length,
      subject: await this.proven(subject, options.shown),
      support: await Promise.all(support.map((place) => this.proven(place, []))),
      checkpoint: await this.note(options),
    };
  }

  async fullBytes(options: ProofOptions = {}): Promise<Uint8Array> {
    return encodeFullProof(await this.full(options));
  }

  async compactBytes(options: ProofOptions = {}): Promise<Uint8Array> {
    return encodeCompact(compactOf(await this.full({ ...options, support: [] }), this.trust));
  }

  /** Size and root of the first `size` leaves as a record's `checkpoint`, and the `notBefore` of a full proof. */
  async seen(size: number): Promise<{
    checkpoint: { size: number; root: Sha256 };
    notBefore: { checkpoint: string; path: string[] };
  }> {
    const root = await treeRoot(size, this.log.read);
    const path = await consistencyPath(size, this.log.size, this.log.read);
    return {
      checkpoint: { size, root: toBase64Url(root) as Sha256 },
      notBefore: {
        checkpoint: await this.note({}, size),
        path: path.map((hash) => toBase64Url(hash)),
      },
    };
  }
}

/** A 32-byte hash of anything, as text. */
export function anyHash(name: string): string {
  return toBase64Url(sha256Bytes(utf8(name)));
}
