/** Names the kind of evidence; another kind would be another word. */
export const LEDGER_FORMAT = 'cunzheng-fabric/1';

/** A block as the orderers made it, without what each peer adds. Binary is base64url. */
export interface LedgerBlockEvidence {
  readonly number: number;
  readonly previousHash: string;
  readonly envelopes: readonly string[];
  /** The signed value of the metadata SIGNATURES. */
  readonly metadata: string;
  readonly signatures: readonly { readonly identifier: string; readonly signature: string }[];
}

/** A peer's endorsed answer of `qscc` that holds the block; the block's data, which it repeats, is cut out. */
export interface LedgerAnswer {
  readonly before: string;
  readonly after: string;
  readonly endorser: string;
  readonly signature: string;
}

/** The part `ledger` of a full proof, as its issuer writes it. */
export interface LedgerEvidence {
  readonly format: typeof LEDGER_FORMAT;
  /** Every configuration block from block 0 on. */
  readonly config: readonly LedgerBlockEvidence[];
  readonly block: LedgerBlockEvidence;
  /** Place of the subject's transaction in the block, from 0. */
  readonly transaction: number;
  readonly answers: readonly LedgerAnswer[];
}
