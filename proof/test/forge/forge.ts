import {
  type CourtRecord,
  type NetworkId,
  type ReceiptRecord,
  type SeenCheckpoint,
  type TrustFile,
  toBase64Url,
  utf8,
} from '@cunzheng/domain';
import { compactOf, encodeCompact, encodeFullProof, type FullProof } from '../../src/index.ts';
import { fileDigests } from './file-digests.ts';
import type { ForgedLog } from './log.ts';
import type { Placed } from './network.ts';
import { Story } from './story.ts';
import type { ForgedMember } from './trust.ts';

const START = '2026-03-02T01:00:00.000Z';
/** Milliseconds since 1970 of the first act. */
export const ACT = Date.parse(START);
/** Seconds since 1970 of the first cosignature. */
const COSIGNED = ACT / 1000 + 600;
const FILE = utf8('%PDF-1.7\n民事判决书\n%%EOF\n');
const FIELDS = { name: '张三', title: '民事判决书', caseNumber: '（2026）京0491民初1号' };

export interface ForgeOptions {
  readonly seed?: string;
  /** Leaves of the log: the case's six records stand at the end, unknown leaves before them. */
  readonly size?: number;
  /** Checkpoint the receipt's signer had seen. */
  readonly checkpoint?: SeenCheckpoint;
  /** Puts another record in the receipt's place before the log is built. */
  readonly edit?: (network: NetworkId, receipt: ReceiptRecord) => CourtRecord;
}

/** The records of the case that proofs are about. */
export interface ForgedRecords {
  readonly clerkKey: Placed;
  readonly document: Placed;
  readonly service: Placed;
  readonly litigantKey: Placed;
  readonly receipt: Placed;
}
export type RecordName = keyof ForgedRecords;

const OF_CASE = 6;

/**
 * The shortest story: a document, its service and one signed receipt at the end of a log of `size` leaves, 10 by default.
 * The same seed gives the same network, members and leaves before the case. Throws `TypeError` when the log is too small.
 */
export function forge(options: ForgeOptions = {}): Forged {
  const { seed = 'forge', size = 10, checkpoint, edit } = options;
  if (size < OF_CASE) throw new TypeError('the log is too small for its records');
  const story = new Story({ start: START, document: FILE, seed, padding: size - OF_CASE });
  const service = story.serve();
  const sitting = story.sitting();
  const seen = checkpoint === undefined ? {} : { checkpoint };
  const made = story.receipt(
    service,
    sitting,
    { event: 'signed', capacity: 'self', ...seen },
    FIELDS,
  );
  const receipt = edit?.(story.network, made.record) ?? made.record;
  return new Forged(story, {
    clerkKey: story.clerkKey,
    document: story.issued,
    service,
    litigantKey: sitting.placed,
    receipt: story.net.place(receipt, made.openings),
  });
}

export interface ProofOptions {
  /** Default the receipt. */
  readonly subject?: RecordName;
  /** Members that cosign, by position; default the first k. */
  readonly cosigners?: readonly number[];
  /** Seconds since 1970 of the first cosignature; each next a second later. */
  readonly time?: number;
  /** Default all that the subject refers to. */
  readonly support?: readonly RecordName[];
}

/** What each record refers to, directly or not. */
const SUPPORT: Readonly<Record<RecordName, readonly RecordName[]>> = {
  clerkKey: [],
  document: ['clerkKey'],
  service: ['clerkKey', 'document'],
  litigantKey: [],
  receipt: ['clerkKey', 'document', 'service', 'litigantKey'],
};

/** A short story with the proofs that the product's own encoders make of it. */
export class Forged {
  readonly story: Story;
  readonly records: ForgedRecords;
  readonly trust: TrustFile;

  constructor(story: Story, records: ForgedRecords) {
    this.story = story;
    this.records = records;
    this.trust = story.trust();
  }

  get network(): NetworkId {
    return this.story.network;
  }

  get origin(): string {
    return this.story.net.origin;
  }

  get members(): readonly ForgedMember[] {
    return this.story.net.members;
  }

  get log(): ForgedLog {
    return this.story.net.log;
  }

  get file(): Uint8Array {
    return this.story.document;
  }

  get trustText(): string {
    return JSON.stringify(this.trust);
  }

  get digests(): { sha256: Uint8Array; sm3: Uint8Array } {
    return fileDigests(this.file);
  }

  /** A full proof as its issuer would make it. */
  async full(options: ProofOptions = {}): Promise<FullProof> {
    const { subject = 'receipt', time = COSIGNED } = options;
    const { proof } = await this.story.draft({
      subject: this.records[subject],
      support: (options.support ?? SUPPORT[subject]).map((name) => this.records[name]),
      size: this.log.size,
      cosigners: this.#members(options.cosigners),
      cosignedAt: time,
    });
    // An issuer opens nothing of the records behind the subject.
    const support = proof.support.map((entry) => ({ ...entry, openings: [] }));
    return { ...proof, support } as unknown as FullProof;
  }

  async fullBytes(options: ProofOptions = {}): Promise<Uint8Array> {
    return encodeFullProof(await this.full(options));
  }

  async compactBytes(options: ProofOptions = {}): Promise<Uint8Array> {
    return encodeCompact(compactOf(await this.full({ ...options, support: [] }), this.trust));
  }

  /** Size and root of the first `size` leaves as a record's `checkpoint`, and the `notBefore` of a full proof. */
  async seen(size: number): Promise<{
    checkpoint: SeenCheckpoint;
    notBefore: { checkpoint: string; path: string[] };
  }> {
    const path = await this.log.consistency(size, this.log.size);
    return {
      checkpoint: await this.story.seen(size),
      notBefore: {
        checkpoint: await this.story.note(size, this.#members(), COSIGNED),
        path: path.map(toBase64Url),
      },
    };
  }

  /** Members at these positions; the first k without. */
  #members(positions?: readonly number[]): ForgedMember[] {
    const k = this.trust.editions[0]?.edition.k as number;
    const chosen = positions ?? Array.from({ length: k }, (_, i) => i);
    return chosen.map((position) => this.members[position] as ForgedMember);
  }
}
