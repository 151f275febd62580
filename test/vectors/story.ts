import {
  type Checkpoint,
  type DocumentRecord,
  type Edition,
  fromBase64Url,
  type Json,
  type KeyRegistration,
  type Opening,
  type ReceiptRecord,
  recordBytes,
  type SeenCheckpoint,
  type ServiceRecord,
  sha256Text,
  type TrustFile,
  toBase64Url,
  utf8,
  utf8Text,
} from '@cunzheng/domain';
import {
  type CompactDraft,
  cosign,
  ed25519Pair,
  type ForgedCosignature,
  type ForgedMember,
  ForgedNetwork,
  forgeEdition,
  hidden,
  noteOf,
  type Placed,
  type ProofDraft,
  packText,
  proofEntry,
  randomTag,
  type SigningKey,
  signEdition,
  signingKey,
  sm3Text,
  written,
} from './forge.ts';

const DAY = 86_400_000;
export const COURT = '京0491';

// Every kind of character that a canonical form may trip over, and a value that is no text.
const REMARK = '引号" 反斜杠\\ 换行\n 制表\t 控制\u0001\u007f 行分隔\u2028 斜杠/ 😀 𠮷 e\u0301';
const ADDRESS = { line: '北京市丰台区', floors: [3, -1, 9007199254740991], lift: true, note: {} };

/** Everything one proof needs, in both forms, still free to be bent. */
export interface Draft {
  readonly proof: ProofDraft;
  readonly compact: CompactDraft;
  readonly trust: TrustFile;
  document: Uint8Array;
}

/** What a proof is made of. */
export interface Wanted {
  readonly subject: Placed;
  readonly support: readonly Placed[];
  readonly size: number;
  readonly cosigners: readonly ForgedMember[];
  /** Hidden fields that the proof opens; all of them unless named. */
  readonly shown?: readonly string[];
  readonly notBefore?: { readonly size: number; readonly cosigners: readonly ForgedMember[] };
}

/** One case told on one network: a judgment issued, served, received in every way; then a member's auditor key replaced. */
export class Story {
  readonly net: ForgedNetwork;
  readonly document: Uint8Array;
  readonly caseTag = randomTag();
  readonly clerk = signingKey();
  readonly system = signingKey();
  readonly clerkKey: Placed<KeyRegistration>;
  readonly systemKey: Placed<KeyRegistration>;
  readonly issued: Placed<DocumentRecord>;
  readonly editions: Edition[] = [];
  /** Members as edition 2 has them: the last one's auditor key is new. */
  readonly renewed: readonly ForgedMember[];

  constructor(start: string, document: Uint8Array) {
    this.document = document;
    this.net = new ForgedNetwork(start);
    this.renewed = this.net.members.map((member, i) =>
      i === 3 ? { ...member, auditor: ed25519Pair() } : member,
    );
    this.editions.push(forgeEdition(this.net.network, 1, 0, this.net.members));
    this.net.fill(150);
    this.clerkKey = this.net.register(this.clerk, 'clerk', COURT, 365 * DAY);
    this.systemKey = this.net.register(this.system, 'system', COURT, 365 * DAY);
    this.net.fill(20);
    this.issued = this.issue();
    this.net.fill(5);
  }

  get network() {
    return this.net.network;
  }

  issue(
    changes: Partial<DocumentRecord> = {},
    key: SigningKey = this.clerk,
  ): Placed<DocumentRecord> {
    const { sd, openings } = hidden({
      title: '受理案件通知书',
      caseNumber: '（2026）京0491民初1024号',
      issuedBy: '书记员 王某',
      remark: REMARK,
    });
    const record = this.net.sign<DocumentRecord>(key, {
      v: 1,
      kind: 'document',
      court: COURT,
      caseTag: this.caseTag as DocumentRecord['caseTag'],
      actTime: this.net.time(),
      number: `${COURT}-2026-000${100 + this.net.log.size}`,
      sha256: sha256Text(this.document),
      sm3: sm3Text(this.document) as DocumentRecord['sm3'],
      key: this.clerkKey.id,
      sd,
      ...changes,
    });
    return this.net.place(record, openings);
  }

  serve(changes: Partial<ServiceRecord> = {}): Placed<ServiceRecord> {
    const { sd, openings } = hidden({ recipientName: '𠮷野㛃', address: ADDRESS });
    return this.net.place(
      {
        v: 1,
        kind: 'service',
        court: COURT,
        caseTag: this.caseTag as ServiceRecord['caseTag'],
        actTime: this.net.time(),
        document: this.issued.id,
        sha256: this.issued.record.sha256,
        recipient: randomTag(),
        channel: 'platform',
        sd,
        ...changes,
      },
      openings,
    );
  }

  /** A litigant's key for one sitting. */
  sitting(changes: Partial<KeyRegistration> = {}) {
    const key = signingKey();
    return { key, placed: this.net.register(key, 'litigant', COURT, DAY / 2, changes) };
  }

  receive(
    service: Placed<ServiceRecord>,
    signer: { key: SigningKey; placed: Placed<KeyRegistration> },
    changes: Partial<ReceiptRecord> & Pick<ReceiptRecord, 'event'>,
  ): Placed<ReceiptRecord> {
    const { record, openings } = this.receipt(service, signer, changes);
    return this.net.place(record, openings);
  }

  /** A signed receipt that is not on the ledger yet. */
  receipt(
    service: Placed<ServiceRecord>,
    signer: { key: SigningKey; placed: Placed<KeyRegistration> },
    changes: Partial<ReceiptRecord> & Pick<ReceiptRecord, 'event'>,
  ): { record: ReceiptRecord; openings: Opening[] } {
    const { sd, openings } = hidden({ recipientName: '张某', device: '手机浏览器' });
    const record = this.net.sign<ReceiptRecord>(signer.key, {
      v: 1,
      kind: 'receipt',
      court: COURT,
      caseTag: this.caseTag as ReceiptRecord['caseTag'],
      actTime: this.net.time(),
      service: service.id,
      sha256: service.record.sha256,
      recipient: service.record.recipient,
      key: signer.placed.id,
      sd,
      ...changes,
    });
    return { record, openings };
  }

  /** The log as it is now, as a signer may have seen it. */
  async seen(size = this.net.log.size): Promise<SeenCheckpoint> {
    return { size, root: toBase64Url(await this.net.log.root(size)) as SeenCheckpoint['root'] };
  }

  /** Edition 2 begins with the next leaf; the old key of its last member is retired with the tree of now. */
  async renew(): Promise<void> {
    const { size, root } = await this.seen();
    const key = toBase64Url((this.net.members[3] as ForgedMember).auditor.publicKey);
    const retired = [{ key, size, root }];
    this.editions.push(forgeEdition(this.network, 2, size + 1, this.renewed, retired));
  }

  membersFor(size: number): readonly ForgedMember[] {
    return size >= (this.editions[1]?.fromSize ?? Number.MAX_SAFE_INTEGER)
      ? this.renewed
      : this.net.members;
  }

  trust(): TrustFile {
    const [first, ...later] = this.editions;
    return {
      format: 'cunzheng-trust/1',
      network: this.network,
      editions: [
        signEdition(first as Edition, this.net.members),
        ...later.map((edition) => signEdition(edition, this.net.members.slice(0, 3))),
      ],
    };
  }

  async checkpoint(size: number): Promise<Checkpoint> {
    return { origin: this.net.origin, size, root: await this.net.log.root(size) };
  }

  async cosignatures(size: number, members: readonly ForgedMember[]): Promise<ForgedCosignature[]> {
    const checkpoint = await this.checkpoint(size);
    const second = Math.floor(this.net.now / 1000);
    return members.map((member, i) => cosign(checkpoint, member, second + i));
  }

  async note(size: number, members: readonly ForgedMember[]): Promise<string> {
    return noteOf(await this.checkpoint(size), await this.cosignatures(size, members));
  }

  /** Both forms of the proof of one record. */
  async draft(wanted: Wanted): Promise<Draft> {
    const { size, cosigners } = wanted;
    const cosignatures = await this.cosignatures(size, cosigners);
    const proof: ProofDraft = {
      format: 'cunzheng-proof/1',
      network: this.network,
      edition: this.membersFor(size) === this.renewed ? 2 : 1,
      subject: await proofEntry(this.net.log, wanted.subject, size),
      support: await Promise.all(
        wanted.support.map((placed) => proofEntry(this.net.log, placed, size)),
      ),
      checkpoint: noteOf(await this.checkpoint(size), cosignatures),
    };
    if (wanted.shown !== undefined) {
      const { shown } = wanted;
      const openings = proof.subject.openings as unknown as Opening[];
      proof.subject.openings = openings.filter(([, name]) =>
        shown.includes(name),
      ) as unknown as Json[];
    }
    if (wanted.notBefore !== undefined) {
      const { size: before, cosigners: earlier } = wanted.notBefore;
      const path = await this.net.log.consistency(before, size);
      proof.notBefore = {
        checkpoint: await this.note(before, earlier),
        path: path.map(toBase64Url),
      };
    }
    const compact = this.compact(proof, size, cosignatures);
    return { proof, compact, trust: this.trust(), document: this.document };
  }

  /** The compact form of the same; positions are those of the edition. */
  compact(
    proof: ProofDraft,
    size: number,
    cosignatures: readonly ForgedCosignature[],
  ): CompactDraft {
    const names = this.membersFor(size).map((member) => member.auditorName);
    const { subject } = proof;
    return {
      network: fromBase64Url(proof.network),
      edition: proof.edition,
      index: BigInt(subject.index),
      size: BigInt(size),
      block: BigInt(subject.block),
      txTime: BigInt(subject.txTime),
      path: subject.path.map(fromBase64Url),
      cosignatures: cosignatures.map(({ name, time, signature }) => ({
        position: names.indexOf(name),
        time: BigInt(time),
        signature,
      })),
      record: packText(utf8Text(recordBytes(subject.record as never))),
      openings: packedOpenings(subject.record, subject.openings as unknown as Opening[]),
    };
  }
}

function packedOpenings(record: Record<string, Json>, openings: readonly Opening[]) {
  const names = Object.keys((record.sd as Record<string, Json> | undefined) ?? {}).sort();
  return openings
    .map(([salt, name, value]) => ({
      position: names.indexOf(name),
      salt: fromBase64Url(salt),
      value: written(value),
    }))
    .sort((a, b) => a.position - b.position);
}

/** UTF-8 of any JSON, for values that have no canonical form. */
export function loose(value: unknown): Uint8Array {
  return utf8(JSON.stringify(value));
}
