import {
  canonicalize,
  fromBase64Url,
  type Json,
  type Opening,
  recordBytes,
  type TrustFile,
  toBase64Url,
  utf8,
  utf8Text,
} from '@cunzheng/domain';
import type { LedgerEvidence } from '../../src/index.ts';
import type { ForgedCosignature } from './checkpoint.ts';
import { type CompactDraft, packText } from './compact-draft.ts';
import type { ForgedLog } from './log.ts';
import type { Placed } from './network.ts';

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
  papers?: Json[];
  ledger?: LedgerEvidence;
}

/** Everything one proof needs, in both forms, still free to be bent. */
export interface Draft {
  readonly proof: ProofDraft;
  readonly compact: CompactDraft;
  readonly trust: TrustFile;
  document: Uint8Array;
}

/** A record as a proof shows it in the tree of the first `size` leaves, opened where `shown` says; everywhere without it. */
export async function proofEntry(
  log: ForgedLog,
  placed: Placed,
  size: number,
  shown?: readonly string[],
): Promise<ProofEntry> {
  const path = await log.path(placed.index, size);
  const openings = placed.openings.filter(([, name]) => shown?.includes(name) ?? true);
  return {
    index: placed.index,
    block: placed.block,
    txTime: placed.txTime,
    record: structuredClone(placed.record) as unknown as Record<string, Json>,
    path: path.map(toBase64Url),
    openings: structuredClone(openings) as unknown as Json[],
  };
}

/** The written form of a golden proof: canonical, so that no byte of it is white space. */
export function written(value: unknown): Uint8Array {
  return utf8(canonicalize(value as Json));
}

/** The compact form of a full draft; `names` are the auditors' in the order of the edition's members. */
export function compactDraft(
  proof: ProofDraft,
  size: number,
  cosignatures: readonly ForgedCosignature[],
  names: readonly string[],
): CompactDraft {
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
