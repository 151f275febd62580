/** What a difference was found in. */
export const SCRUB_KINDS = [
  'block',
  'record',
  'tile',
  'entries',
  'log',
  'checkpoint',
  'auditor',
  'trust',
  'index',
  'state',
  'file',
  'document',
  'outbox',
  'batch',
  'leafList',
  'leaf',
] as const;
export type ScrubKind = (typeof SCRUB_KINDS)[number];

/** One thing that is not as it was recorded. */
export interface ScrubDifference {
  readonly what: ScrubKind;
  /** Path below the data directory, or number of the block, or id. */
  readonly where: string;
  readonly why: string;
  readonly expected?: string;
  readonly found?: string;
}

/** What was read and compared. */
export interface ScrubCounts {
  blocks: number;
  records: number;
  tiles: number;
  bundles: number;
  checkpoints: number;
  cosignatures: number;
  stateEntries: number;
  files: number;
  documents: number;
  rows: number;
  batches: number;
  leafLists: number;
  /** Rows of leaves that stand in a batch. */
  leaves: number;
  /** Bytes of files, blocks and tiles. */
  bytes: number;
}

export interface ScrubReport {
  readonly intact: boolean;
  readonly checked: Readonly<ScrubCounts>;
  /** Number of all differences; the first thousand are listed. */
  readonly different: number;
  readonly differences: readonly ScrubDifference[];
  /** What could not be checked now, and why. */
  readonly skipped: readonly { readonly what: string; readonly why: string }[];
}

export interface ScrubProgress {
  readonly stage: 'blocks' | 'state' | 'files' | 'rows';
  readonly done: number;
  readonly bytes: number;
}

const LISTED = 1000;
const PROGRESS_MS = 500;

const NOTHING: ScrubCounts = {
  blocks: 0,
  records: 0,
  tiles: 0,
  bundles: 0,
  checkpoints: 0,
  cosignatures: 0,
  stateEntries: 0,
  files: 0,
  documents: 0,
  rows: 0,
  batches: 0,
  leafLists: 0,
  leaves: 0,
  bytes: 0,
};

interface OuterFindings {
  readonly findings: Findings;
  readonly keeper: string;
}

/** Collects what a scrub finds. */
export class Findings {
  readonly counts: ScrubCounts;
  readonly #outer: OuterFindings | undefined;
  readonly #differences: ScrubDifference[] = [];
  readonly #skipped: { what: string; why: string }[] = [];
  readonly #onProgress: (progress: ScrubProgress) => void;
  #different = 0;
  #told = 0;

  constructor(onProgress: (progress: ScrubProgress) => void = () => {}, outer?: OuterFindings) {
    this.#onProgress = onProgress;
    this.#outer = outer;
    this.counts = outer?.findings.counts ?? { ...NOTHING };
  }

  /** Findings in what somebody else keeps: told and counted here, each place after the keeper's name. */
  of(keeper: string): Findings {
    return new Findings(this.#onProgress, { findings: this, keeper });
  }

  differs(difference: ScrubDifference): void {
    if (this.#outer !== undefined) {
      const { findings, keeper } = this.#outer;
      findings.differs({ ...difference, where: `${keeper}: ${difference.where}` });
      return;
    }
    this.#different++;
    if (this.#differences.length < LISTED) this.#differences.push(difference);
  }

  skip(what: string, why: string): void {
    if (this.#outer !== undefined) {
      this.#outer.findings.skip(`${this.#outer.keeper}: ${what}`, why);
      return;
    }
    this.#skipped.push({ what, why });
  }

  /** Tells of progress, twice a second at most. */
  progress(stage: ScrubProgress['stage'], done: number): void {
    const now = performance.now();
    if (now - this.#told < PROGRESS_MS) return;
    this.#told = now;
    this.#onProgress({ stage, done, bytes: this.counts.bytes });
  }

  report(): ScrubReport {
    return {
      intact: this.#different === 0,
      checked: { ...this.counts },
      different: this.#different,
      differences: this.#differences,
      skipped: this.#skipped,
    };
  }
}
