import {
  type Checkpoint,
  type CunzhengError,
  type NodeReader,
  type NoteSignature,
  treeRoot,
} from '@cunzheng/domain';
import { Auditor, type AuditorKey } from './auditor.ts';

/** A note that an auditor signed over another root than this log has at that size. */
export interface ShownFork {
  readonly size: number;
  readonly note: string;
}

/** One member's auditor as a log sees it: in this process, or a process of its own beside the member's peer. */
export interface Cosigner {
  readonly member: string;
  /** Why it signs nothing until a person has seen to it; undefined while it does, or is only out of reach. */
  readonly refusal: CunzhengError | undefined;
  /** What it showed that cannot stand beside this log. */
  readonly fork?: ShownFork | undefined;
  /**
   * Its lines on a checkpoint, its cosignature among them, verified if they came from elsewhere. `seconds` is the time
   * of a signature that is made here. Throws the `CunzhengError` that says why there are none now.
   */
  cosign(checkpoint: Checkpoint, seconds: number): Promise<readonly NoteSignature[]>;
  /** Gives up what is under way. */
  close?(): void;
}

/** The log that is to be cosigned, as it stands when its cosigners are opened. */
export interface CosignedLog {
  readonly size: number;
  readonly node: NodeReader;
}

/** Opens the cosigners of a log. */
export type OpenCosigners = (log: CosignedLog) => Promise<readonly Cosigner[]>;

/** Auditors in this process: each compares what it signed last with the log, and refuses if that is no beginning of it. */
export function localAuditors(keys: readonly AuditorKey[]): OpenCosigners {
  return ({ size, node }) =>
    Promise.all(keys.map((key) => Auditor.open(key, size, (at) => treeRoot(at, node))));
}
