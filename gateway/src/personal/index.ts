export {
  type KeyUse,
  type Retirement,
  type Rotated,
  type RotationParts,
  type RotationProgress,
  type RotationStatus,
  retireKey,
  rotateKeys,
  rotationStatus,
} from './rotation.ts';
export type { Vault } from './vault.ts';
export { openVaultFile } from './vault-file.ts';
