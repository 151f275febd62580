export {
  cosign,
  type ForgedCheckpoint,
  type ForgedCosignature,
  noteOf,
} from './checkpoint.ts';
export { type CompactDraft, packText, writeCompact } from './compact-draft.ts';
export { type Draft, type ProofDraft, type ProofEntry, proofEntry, written } from './draft.ts';
export {
  derSignature,
  field,
  join,
  signDer,
  signHighS,
} from './fabric/encode.ts';
export {
  type AnswerOptions,
  type ForgedBlock,
  type ForgedCall,
  type ForgedConfiguration,
  ForgedFabric,
  hashOf,
  headerOf,
  metadata,
  shown,
  transaction,
} from './fabric/fabric.ts';
export {
  type Certified,
  certify,
  enrol,
  extension,
  type ForgedIdentity,
  revoke,
  serialize,
} from './fabric/pki.ts';
export {
  callOf,
  draftOnFabric,
  type FabricTale,
  type FabricTaleOptions,
  MEMBER_IDS,
  otherTransaction,
  receiptBlock,
  revokeOne,
  tellOnFabric,
  writesOf,
} from './fabric/tale.ts';
export { fileDigests } from './file-digests.ts';
export { ACT, type Forged, type ForgeOptions, forge, type ProofOptions } from './forge.ts';
export {
  ed25519Pair,
  randomTag,
  type SigningKey,
  seeded,
  signEd25519,
  signingKey,
  signRecord,
} from './keys.ts';
export { type EntryKind, entryBytes, ForgedLog } from './log.ts';
export { ForgedNetwork, type Placed } from './network.ts';
export { paperOf, showIn } from './papers.ts';
export { type Signer, Story, type StoryOptions, type Wanted } from './story.ts';
export { type ForgedMember, forgeEdition, forgeMembers, signEdition } from './trust.ts';
