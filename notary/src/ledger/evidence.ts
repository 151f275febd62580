import type { SignedAnswer } from '@cunzheng/proof';

/** What a ledger whose blocks carry signatures can show a stranger: stage 7 of a proof. */
export interface EvidenceSource {
  /** Name of our contract on the channel. */
  readonly contract: string;
  /** Number of blocks, the genesis block counted. */
  height(): Promise<number>;
  /** A block as a peer keeps it: bytes of `common.Block`. Throws `LEDGER_UNAVAILABLE`. */
  blockBytes(number: number): Promise<Uint8Array>;
  /** Peers' signed answers that hold this block, one of each member whose peer answers; empty when none does. */
  signedBlock(number: number): Promise<SignedAnswer[]>;
}
