import {
  type Checkpoint,
  type DocumentRecord,
  type Edition,
  type FilingSubmission,
  formatDocumentNumber,
  hideFields,
  type Json,
  type KeyRegistration,
  type Opening,
  type Paper,
  papersOf,
  type ReceiptRecord,
  type SeenCheckpoint,
  type ServiceRecord,
  type TrustFile,
  toBase64Url,
} from '@cunzheng/domain';
import { cosign, type ForgedCosignature, noteOf } from './checkpoint.ts';
import type { CompactDraft } from './compact-draft.ts';
import { compactDraft, type Draft, type ProofDraft, proofEntry } from './draft.ts';
import type { ForgedFabric } from './fabric/fabric.ts';
import { fileDigests } from './file-digests.ts';
import { ed25519Pair, randomTag, type SigningKey, signingKey } from './keys.ts';
import { ForgedNetwork, type Placed } from './network.ts';
import { showIn } from './papers.ts';
import { courtOf, type ForgedMember, forgeEdition, signEdition } from './trust.ts';

const DAY = 86_400_000;
const COURT = courtOf(0);

// Every kind of character that a canonical form may trip over, and a value that is no text.
const REMARK = '引号" 反斜杠\\ 换行\n 制表\t 控制\u0001\u007f 行分隔\u2028 斜杠/ 😀 𠮷 e\u0301';
const ADDRESS = { line: '北京市丰台区', floors: [3, -1, 9007199254740991], lift: true, note: {} };

/** What a proof is made of. */
export interface Wanted {
  readonly subject: Placed;
  readonly support: readonly Placed[];
  readonly size: number;
  readonly cosigners: readonly ForgedMember[];
  /** Seconds since 1970 of the first cosignature, each next a second later; the network's clock unless given. */
  readonly cosignedAt?: number | undefined;
  /** Hidden fields that the proof opens; all of them unless named. */
  readonly shown?: readonly string[] | undefined;
  /** Papers of a submission, and the places of those that are shown. */
  readonly papers?: { readonly list: readonly Paper[]; readonly shown: readonly number[] };
  readonly notBefore?: { readonly size: number; readonly cosigners: readonly ForgedMember[] };
}

export interface StoryOptions {
  /** When it begins, as a record time. */
  readonly start: string;
  /** The file that is issued. */
  readonly document: Uint8Array;
  readonly seed?: string | undefined;
  /** Leaves before the first record of the case, of which nothing is known; without it there is traffic of other cases all around. */
  readonly padding?: number | undefined;
  /** The channel that the story is told on. */
  readonly fabric?: ForgedFabric | undefined;
}

/** Who signs a receipt. */
export interface Signer {
  readonly key: SigningKey;
  readonly placed: Placed<KeyRegistration>;
}

type ReceiptChanges = Partial<ReceiptRecord> & Pick<ReceiptRecord, 'event'>;

/** One case told on one network: a judgment issued, served, received in every way; then a member's auditor key replaced. */
export class Story {
  readonly net: ForgedNetwork;
  readonly document: Uint8Array;
  readonly caseTag = randomTag<ServiceRecord['caseTag']>();
  readonly clerk = signingKey();
  readonly system = signingKey();
  readonly clerkKey: Placed<KeyRegistration>;
  readonly systemKey: Placed<KeyRegistration>;
  readonly issued: Placed<DocumentRecord>;
  readonly editions: Edition[] = [];
  /** Members as edition 2 has them: the last one's auditor key is new. */
  readonly renewed: readonly ForgedMember[];

  constructor({ start, document, seed, padding, fabric }: StoryOptions) {
    this.document = document;
    this.net = new ForgedNetwork(start, seed, fabric);
    this.renewed = this.net.members.map((member, i) =>
      i === 3 ? { ...member, auditor: ed25519Pair() } : member,
    );
    this.editions.push(forgeEdition(this.net.network, 1, 0, this.net.members));
    const others = (count: number) => padding === undefined && this.net.fill(count);
    this.net.pad(padding ?? 0);
    others(150);
    this.clerkKey = this.net.register(this.clerk, 'clerk', COURT, 365 * DAY);
    this.systemKey = this.net.register(this.system, 'system', COURT, 365 * DAY);
    others(20);
    this.issued = this.issue();
    others(5);
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
    const digests = fileDigests(this.document);
    const record = this.net.sign<DocumentRecord>(key, {
      v: 1,
      kind: 'document',
      court: COURT,
      caseTag: this.caseTag,
      actTime: this.net.time(),
      number: formatDocumentNumber(COURT, 2026, 100 + this.net.log.size),
      sha256: toBase64Url(digests.sha256) as DocumentRecord['sha256'],
      sm3: toBase64Url(digests.sm3) as DocumentRecord['sm3'],
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
        caseTag: this.caseTag,
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
  sitting(changes: Partial<KeyRegistration> = {}): Signer {
    const key = signingKey();
    return { key, placed: this.net.register(key, 'litigant', COURT, DAY / 2, changes) };
  }

  receive(
    service: Placed<ServiceRecord>,
    signer: Signer,
    changes: ReceiptChanges,
  ): Placed<ReceiptRecord> {
    const { record, openings } = this.receipt(service, signer, changes);
    return this.net.place(record, openings);
  }

  /** A signed receipt that is not on the ledger yet. */
  receipt(
    service: Placed<ServiceRecord>,
    signer: Signer,
    changes: ReceiptChanges,
    fields: Record<string, Json> = { recipientName: '张某', device: '手机浏览器' },
  ): { record: ReceiptRecord; openings: Opening[] } {
    const { sd, openings } = hidden(fields);
    const record = this.net.sign<ReceiptRecord>(signer.key, {
      v: 1,
      kind: 'receipt',
      court: COURT,
      caseTag: this.caseTag,
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

  /** Papers handed in by the owner of the signer's key, for the first time unless `changes` name a filing. */
  async submit(
    { key, placed }: Signer,
    papers: readonly Paper[],
    changes: Partial<FilingSubmission> = {},
  ): Promise<Placed<FilingSubmission>> {
    const { sd, openings } = hidden({ title: '民间借贷纠纷', kind: 'civil' });
    const record = this.net.sign<FilingSubmission>(key, {
      v: 1,
      kind: 'filing',
      action: 'submitted',
      court: COURT,
      caseTag: this.caseTag,
      actTime: this.net.time(),
      applicant: placed.record.owner,
      capacity: 'self',
      papers: await papersOf(papers),
      key: placed.id,
      sd,
      ...changes,
    });
    return this.net.place(record, openings);
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

  async cosignatures(
    size: number,
    members: readonly ForgedMember[],
    second = Math.floor(this.net.now / 1000),
  ): Promise<ForgedCosignature[]> {
    const checkpoint = await this.checkpoint(size);
    return members.map((member, i) => cosign(checkpoint, member, second + i));
  }

  async note(
    size: number,
    members: readonly ForgedMember[],
    second = Math.floor(this.net.now / 1000),
  ): Promise<string> {
    return noteOf(await this.checkpoint(size), await this.cosignatures(size, members, second));
  }

  /** Both forms of the proof of one record. */
  async draft(wanted: Wanted): Promise<Draft> {
    const { size, cosigners, cosignedAt } = wanted;
    const cosignatures = await this.cosignatures(size, cosigners, cosignedAt);
    const proof: ProofDraft = {
      format: 'cunzheng-proof/1',
      network: this.network,
      edition: this.membersFor(size) === this.renewed ? 2 : 1,
      subject: await proofEntry(this.net.log, wanted.subject, size, wanted.shown),
      support: await Promise.all(
        wanted.support.map((placed) => proofEntry(this.net.log, placed, size)),
      ),
      checkpoint: noteOf(await this.checkpoint(size), cosignatures),
    };
    if (wanted.notBefore !== undefined) {
      const { size: before, cosigners: earlier } = wanted.notBefore;
      const path = await this.net.log.consistency(before, size);
      const checkpoint = await this.note(before, earlier);
      proof.notBefore = { checkpoint, path: path.map(toBase64Url) };
    }
    const compact = this.compact(proof, size, cosignatures);
    const draft = { proof, compact, trust: this.trust(), document: this.document };
    if (wanted.papers !== undefined) await showIn(draft, wanted.papers);
    return draft;
  }

  /** The compact form of the same; positions are those of the edition. */
  compact(
    proof: ProofDraft,
    size: number,
    cosignatures: readonly ForgedCosignature[],
  ): CompactDraft {
    const names = this.membersFor(size).map((member) => member.auditorName);
    return compactDraft(proof, size, cosignatures, names);
  }
}

/** Hides fields behind random salts. */
function hidden(fields: Record<string, Json>) {
  return hideFields(fields, () => randomTag());
}
