import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import {
  type CourtRecord,
  canonicalize,
  consistencyPath,
  cosignatureMessage,
  type DocumentRecord,
  type Edition,
  editionMessage,
  encodeCosignature,
  formatNote,
  hideFields,
  inclusionPath,
  type Json,
  type KeyRegistration,
  leafHash,
  logOrigin,
  type NetworkId,
  NOTE_COSIGNATURE,
  nodeHash,
  noteKeyHash,
  type Opening,
  quorum,
  type ReceiptRecord,
  type RecordId,
  recordBytes,
  recordId,
  type SignedRecord,
  sha256Text,
  signingMessage,
  type TrustFile,
  toBase64,
  toBase64Url,
  toLowS,
  treeRoot,
  type Unsigned,
  u64,
  utf8,
} from '@cunzheng/domain';

/** An Ed25519 pair: raw public key beside the private one. */
export interface Ed25519Pair {
  readonly publicKey: Uint8Array;
  readonly privateKey: KeyObject;
}

/** One member with the keys that only it holds. */
export interface ForgedMember {
  readonly id: string;
  readonly name: string;
  readonly courts: readonly { readonly code: string; readonly name: string }[];
  readonly auditorName: string;
  readonly auditor: Ed25519Pair;
  readonly root: Ed25519Pair;
}

export function ed25519Pair(): Ed25519Pair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const jwk = publicKey.export({ format: 'jwk' });
  return { publicKey: Buffer.from(jwk.x as string, 'base64url'), privateKey };
}

export function signEd25519(pair: Ed25519Pair, message: Uint8Array): Uint8Array {
  return sign(null, message, pair.privateKey);
}

/** A P-256 signing key with its uncompressed point. */
export interface SigningKey {
  readonly point: string;
  readonly privateKey: KeyObject;
}

export function signingKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = privateKey.export({ format: 'jwk' });
  const bytes = Buffer.concat([
    Uint8Array.of(4),
    Buffer.from(x as string, 'base64url'),
    Buffer.from(y as string, 'base64url'),
  ]);
  return {
    point: toBase64Url(bytes),
    privateKey: createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  };
}

/** r‖s over the message, s ≤ n/2. */
export function signEs256(key: SigningKey, message: Uint8Array): Uint8Array {
  return toLowS(sign('sha256', message, { key: key.privateKey, dsaEncoding: 'ieee-p1363' }));
}

/** The record with its signature, made with `key` for `network`. */
export function signed<R extends SignedRecord>(
  network: NetworkId,
  key: SigningKey,
  record: Omit<R, 'signature'>,
): R {
  const signature = toBase64Url(
    signEs256(key, signingMessage(network, record as unknown as Unsigned)),
  );
  return { ...record, signature } as unknown as R;
}

export function randomTag<T extends string>(): T {
  return toBase64Url(randomBytes(16)) as T;
}

export function sm3Text(bytes: Uint8Array): string {
  return toBase64Url(createHash('sm3').update(bytes).digest());
}

const COURTS: readonly [id: string, court: string, code: string, channel: string][] = [
  ['BjicMSP', '北京互联网法院', '京0491', 'bjic'],
  ['HzicMSP', '杭州互联网法院', '浙0192', 'hzic'],
  ['GzicMSP', '广州互联网法院', '粤0192', 'gzic'],
  ['SpcMSP', '最高人民法院', '最高法', 'spc'],
];

export function forgeMembers(): ForgedMember[] {
  return COURTS.map(([id, name, code, short]) => ({
    id,
    name,
    courts: [{ code, name }],
    auditorName: `${short}.auditor/judicial`,
    auditor: ed25519Pair(),
    root: ed25519Pair(),
  }));
}

/** An edition of the trust file over these members, not yet signed. */
export function forgeEdition(
  network: NetworkId,
  number: number,
  fromSize: number,
  members: readonly ForgedMember[],
  retired: Edition['retired'] = [],
): Edition {
  return {
    edition: number,
    origin: logOrigin('judicial', network),
    fromSize,
    custody: 'demo',
    k: quorum(members.length),
    members: members.map((member) => ({
      id: member.id,
      name: member.name,
      courts: member.courts.map((court) => ({ ...court })),
      auditor: { name: member.auditorName, key: toBase64Url(member.auditor.publicKey) },
      rootKey: toBase64Url(member.root.publicKey),
      mspRoots: [],
    })),
    chaincode: ['cunzheng-chaincode@0.1.0'],
    retired,
  };
}

export function signEdition(
  edition: Edition,
  signers: readonly ForgedMember[],
): TrustFile['editions'][number] {
  const message = editionMessage(edition);
  return {
    edition,
    signatures: signers.map((member) => ({
      member: member.id,
      signature: toBase64Url(signEd25519(member.root, message)),
    })),
  };
}

/** Where a record stands in the forged log. */
export interface Placed<R extends CourtRecord = CourtRecord> {
  readonly index: number;
  readonly block: number;
  readonly txTime: number;
  readonly record: R;
  readonly id: RecordId;
  readonly openings: readonly Opening[];
}

/** A log in memory: every hash of every complete subtree. */
export class ForgedLog {
  readonly #levels: Uint8Array[][] = [[]];

  get size(): number {
    return (this.#levels[0] as Uint8Array[]).length;
  }

  /** Appends a leaf and the complete subtrees it ends; returns its index. */
  append(leaf: Uint8Array): number {
    const index = this.size;
    let hash = leaf;
    for (let level = 0; ; level++) {
      this.#levels[level] ??= [];
      const row = this.#levels[level] as Uint8Array[];
      row.push(hash);
      if (row.length % 2 === 1) return index;
      hash = nodeHash(row.at(-2) as Uint8Array, hash);
    }
  }

  readonly read = (level: number, index: number): Uint8Array => {
    const hash = this.#levels[level]?.[index];
    if (hash === undefined) throw new TypeError(`no node ${level}, ${index}`);
    return hash;
  };

  root(size: number): Promise<Uint8Array> {
    return treeRoot(size, this.read);
  }

  path(index: number, size: number): Promise<Uint8Array[]> {
    return inclusionPath(index, size, this.read);
  }

  consistency(size1: number, size2: number): Promise<Uint8Array[]> {
    return consistencyPath(size1, size2, this.read);
  }
}

/** First byte of an entry as it goes into the leaf; 3 is what a member of a batch begins with. */
export type EntryKind = 1 | 2 | 3;

export function entryBytes(
  kind: EntryKind,
  block: number,
  txTime: number,
  bytes: Uint8Array,
): Uint8Array {
  return Buffer.concat([Uint8Array.of(kind), u64(block), u64(txTime), bytes]);
}

/** A whole network: keys of four members, one log, a clock that only moves forward. */
export class ForgedNetwork {
  readonly network: NetworkId = sha256Text(randomBytes(32)) as string as NetworkId;
  readonly members = forgeMembers();
  readonly log = new ForgedLog();
  #block = 1;
  #now: number;

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  get now(): number {
    return this.#now;
  }

  get origin(): string {
    return logOrigin('judicial', this.network);
  }

  time(offsetMs = 0): string {
    return new Date(this.#now + offsetMs).toISOString();
  }

  wait(ms: number): void {
    this.#now += ms;
  }

  /** Puts a record on the ledger, 300 ms after it was acted unless the record says otherwise. */
  place<R extends CourtRecord>(
    record: R,
    openings: readonly Opening[] = [],
    kind: EntryKind = 1,
  ): Placed<R> {
    const txTime = this.#now + 300;
    const block = this.#block++;
    const index = this.log.append(leafHash(entryBytes(kind, block, txTime, recordBytes(record))));
    this.#now += 1500;
    return { index, block, txTime, record, id: recordId(record), openings };
  }

  /** Everyday traffic of other cases: services of documents nobody here asks about. */
  fill(count: number): void {
    for (let i = 0; i < count; i++) {
      this.place({
        v: 1,
        kind: 'service',
        court: COURTS[i % 3]?.[2] as string,
        caseTag: randomTag(),
        actTime: this.time(),
        document: toBase64Url(randomBytes(32)) as RecordId,
        sha256: sha256Text(randomBytes(32)),
        recipient: randomTag(),
        channel: 'platform',
      });
    }
  }

  /** Registers a key from one minute ago for `lifeMs`. */
  register(
    key: SigningKey,
    role: KeyRegistration['role'],
    court: string,
    lifeMs: number,
    changes: Partial<KeyRegistration> = {},
  ): Placed<KeyRegistration> {
    return this.place({
      v: 1,
      kind: 'key',
      action: 'register',
      court,
      actTime: this.time(),
      suite: 'ES256',
      point: key.point,
      owner: randomTag(),
      role,
      purpose: 'sign',
      notBefore: this.time(-60_000),
      notAfter: this.time(lifeMs),
      ...changes,
    });
  }

  /** Signs a document record with the key of `keyId`. */
  sign<R extends DocumentRecord | ReceiptRecord>(key: SigningKey, record: Omit<R, 'signature'>): R {
    return signed<R>(this.network, key, record);
  }
}

/** A checkpoint as its text and who may sign it. */
export interface ForgedCheckpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export function textOf(checkpoint: ForgedCheckpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;
}

/** One cosignature: who, which second, and the signature over the checkpoint. */
export interface ForgedCosignature {
  readonly name: string;
  readonly key: Uint8Array;
  readonly time: number;
  readonly signature: Uint8Array;
}

export function cosign(
  checkpoint: ForgedCheckpoint,
  member: ForgedMember,
  time: number,
): ForgedCosignature {
  const signature = signEd25519(member.auditor, cosignatureMessage(textOf(checkpoint), time));
  return { name: member.auditorName, key: member.auditor.publicKey, time, signature };
}

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

/** One record of a full proof. */
export interface ProofEntry {
  index: number;
  block: number;
  txTime: number;
  record: Record<string, Json>;
  path: string[];
  openings: Json[];
}

/** A full proof before it is written, free to be bent. */
export interface ProofDraft {
  format: string;
  network: string;
  edition: number;
  subject: ProofEntry;
  support: ProofEntry[];
  checkpoint: string;
  notBefore?: { checkpoint: string; path: string[] };
}

export async function proofEntry(
  log: ForgedLog,
  placed: Placed,
  size: number,
): Promise<ProofEntry> {
  const path = await log.path(placed.index, size);
  return {
    index: placed.index,
    block: placed.block,
    txTime: placed.txTime,
    record: structuredClone(placed.record) as unknown as Record<string, Json>,
    path: path.map(toBase64Url),
    openings: structuredClone(placed.openings) as unknown as Json[],
  };
}

/** The written form of a golden proof: canonical, so that no byte of it is white space. */
export function written(value: unknown): Uint8Array {
  return utf8(canonicalize(value as Json));
}

/** What a compact proof holds, written as the page's section 6 says; values are not checked. */
export interface CompactDraft {
  network: Uint8Array;
  edition: number;
  index: bigint;
  size: bigint;
  block: bigint;
  txTime: bigint;
  path: Uint8Array[];
  cosignatures: { position: number; time: bigint; signature: Uint8Array }[];
  record: Uint8Array;
  openings: { position: number; salt: Uint8Array; value: Uint8Array }[];
}

function big64(value: bigint): Buffer {
  const out = Buffer.alloc(8);
  out.writeBigUInt64BE(value);
  return out;
}

function big16(value: number): Buffer {
  const out = Buffer.alloc(2);
  out.writeUInt16BE(value);
  return out;
}

export function writeCompact(draft: CompactDraft): Uint8Array {
  return Buffer.concat([
    Buffer.from('435a01', 'hex'),
    draft.network.subarray(0, 8),
    big16(draft.edition),
    ...[draft.index, draft.size, draft.block, draft.txTime].map(big64),
    Uint8Array.of(draft.path.length),
    ...draft.path,
    Uint8Array.of(draft.cosignatures.length),
    ...draft.cosignatures.flatMap(({ position, time, signature }) => [
      Uint8Array.of(position),
      big64(time),
      signature,
    ]),
    big16(draft.record.length),
    draft.record,
    Uint8Array.of(draft.openings.length),
    ...draft.openings.flatMap(({ position, salt, value }) => [
      Uint8Array.of(position),
      salt,
      big16(value.length),
      value,
    ]),
  ]);
}

/** Hides fields behind random salts. */
export function hidden(fields: Record<string, Json>) {
  return hideFields(fields, () => randomTag());
}

const NAMES =
  'action actTime attended capacity caseTag channel checkpoint court document event key kind number owner point recipient root sd service sha256 signature size sm3 v witnesses'.split(
    ' ',
  );
const TOKEN = /"(?:[^"\\]|\\.)*"(:?)/gsu;
const MARKERS: ReadonlyMap<number, number> = new Map([
  [22, 1],
  [43, 2],
  [86, 3],
  [87, 4],
]);

/** The packed form of a record's canonical text (page, section 6), written here once more so that the encoder has a rival. */
export function packText(text: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(utf8(text.slice(at, match.index)), packToken(match[0], match[1] === ':'));
    at = match.index + match[0].length;
  }
  parts.push(utf8(text.slice(at)));
  return Buffer.concat(parts);
}

function packToken(token: string, isName: boolean): Uint8Array {
  if (isName) {
    const place = NAMES.indexOf(token.slice(1, -2));
    return place < 0 ? utf8(token) : Uint8Array.of(5 + place);
  }
  const content = token.slice(1, -1);
  const marker = MARKERS.get(content.length);
  const bytes = Buffer.from(content, 'base64url');
  const plain = marker === undefined || toBase64Url(bytes) !== content;
  return plain ? utf8(token) : Buffer.concat([Uint8Array.of(marker), bytes]);
}
