export {
  type CompactPaper,
  type CompactProof,
  compactOf,
  decodeCompact,
  encodeCompact,
  MAX_COMPACT_BYTES,
  type PositionedCosignature,
} from './compact.ts';
export { verifyEd25519, verifyEs256 } from './crypto.ts';
export { OrderedChain } from './ledger/chain.ts';
export type { LedgerAnswer, LedgerBlockEvidence, LedgerEvidence } from './ledger/format.ts';
export {
  configNumberOf,
  type LedgerMaterial,
  makeLedgerEvidence,
  type SignedAnswer,
} from './ledger/make.ts';
export {
  type Convicted,
  MISCONDUCT_REASONS,
  type MisconductInput,
  type MisconductReason,
  type MisconductResult,
  verifyMisconduct,
} from './misconduct.ts';
export {
  encodeFullProof,
  encodeLeafProof,
  type FullProof,
  type LeafProof,
  MAX_FULL_BYTES,
  MAX_LEDGER_PROOF_BYTES,
  type ProvenRecord,
  REASONS,
  type Reason,
  STAGES,
  type StageId,
  type StageState,
  VERDICTS,
  type Verdict,
} from './proof.ts';
export { joinQr, MAX_QR_BYTES, proofFromText, type QrJoin, splitForQr } from './qr.ts';
export { type Bilingual, type Language, SENTENCES } from './sentences/sentences.ts';
export type { Cosigner } from './stages/courts.ts';
export type { LedgerFacts } from './stages/ledger.ts';
export type { FileDigests } from './stages/papers.ts';
export type { Signer } from './stages/persons.ts';
export type { Times } from './stages/time.ts';
export {
  type StageResult,
  type VerificationInput,
  type VerificationResult,
  verifyProof,
} from './verify.ts';
