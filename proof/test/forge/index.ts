export {
  cosign,
  type ForgedCheckpoint,
  type ForgedCosignature,
  noteOf,
} from './checkpoint.ts';
export { type CompactDraft, packText, writeCompact } from './compact-draft.ts';
export { type Draft, type ProofDraft, type ProofEntry, proofEntry, written } from './draft.ts';
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
export { type Signer, Story, type StoryOptions, type Wanted } from './story.ts';
export { type ForgedMember, forgeEdition, signEdition } from './trust.ts';
