import type { ErrorCode, LogEntry, NodeReader, RecordId, TrustFile } from '@cunzheng/domain';
import type { Clock, Ledger } from '../ledger/port.ts';
import type { Logger } from '../logger.ts';
import type { KeptCheckpoint, KeptLines, PublishedCheckpoint } from './checkpoint-store.ts';
import type { OpenCosigners, ShownFork } from './cosigner.ts';
import type { RecordPlace } from './record-index.ts';

/** Something that must be looked at by a person; while it stands, what it concerns has stopped. */
export interface LogAlarm {
  readonly code: ErrorCode;
  readonly message: string;
}

/** The log of one channel, followed from this deployment's own ledger. */
export interface NotaryLog {
  readonly origin: string;
  readonly trust: TrustFile;
  /** Number of entries on the disk. */
  size(): number;
  /** Number of blocks taken. */
  blocks(): number;
  /** Place of a record; undefined until the log has it. Throws `INPUT_INVALID` for what is no id. */
  locate(id: RecordId): Promise<RecordPlace | undefined>;
  /** Place of a court's batch; undefined until the log has it. */
  locateBatch(court: string, seq: number): Promise<RecordPlace | undefined>;
  /** Throws `TypeError` for an index outside the log, `LOG_CORRUPT`. */
  entry(index: number): Promise<LogEntry>;
  /** Complete subtrees, from the tiles; for `inclusionPath` and its kin. */
  readonly node: NodeReader;
  /** The newest checkpoint that k members cosigned; it is on the disk. */
  checkpoint(): PublishedCheckpoint | undefined;
  /** Cosigned note of the checkpoint of exactly this size, if one was published. */
  checkpointAt(size: number): Promise<string | undefined>;
  /** The published checkpoints larger than `size` that this process keeps, by rising size. */
  checkpointsAfter(size: number): AsyncIterable<KeptCheckpoint>;
  /** Tells of each checkpoint after it is on the disk. Returns a function that ends it. */
  onCheckpoint(listener: (size: number) => void): () => void;
  /**
   * Bytes of the hash tile that a public path (`tile/<L>/<N>[.p/<W>]`) names, within the newest checkpoint's tree;
   * undefined for every other path.
   */
  readTile(path: string): Promise<Uint8Array | undefined>;
  /**
   * Bytes of the bundle of entries that a path (`tile/entries/<N>[.p/<W>]`) names, within the newest checkpoint's tree;
   * undefined for every other path. For members alone.
   */
  readBundle(path: string): Promise<Uint8Array | undefined>;
  /** Keeps a note that cannot stand beside this log, and raises the alarm. Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`. */
  reportFork(member: string, fork: ShownFork): Promise<void>;
  /** Empty when all is well. */
  alarms(): readonly LogAlarm[];
  close(): Promise<void>;
}

export interface LogOptions {
  readonly ledger: Pick<Ledger, 'network' | 'channel' | 'height' | 'follow'>;
  /** Directory of the log alone. */
  readonly dir: string;
  readonly cosigners: OpenCosigners;
  readonly trust: TrustFile;
  /** Members that must sign a checkpoint; default the k of the edition that judges its size. */
  readonly needed?: (size: number) => number;
  /** A checkpoint at the end of every block that adds entries, once the log has caught up; default when one is due. */
  readonly everyBlock?: boolean;
  readonly keptLines?: KeptLines;
  /** Least milliseconds between two checkpoints. */
  readonly intervalMs?: number;
  readonly clock?: Clock;
  /** Hears of every alarm once. */
  readonly logger?: Logger;
}

export const DEFAULT_INTERVAL_MS = 200;
