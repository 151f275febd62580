import { createHash } from 'node:crypto';

/** SHA-256 and SM3 of a file. */
export function fileDigests(file: Uint8Array): { sha256: Uint8Array; sm3: Uint8Array } {
  const digest = (name: string) => Uint8Array.from(createHash(name).update(file).digest());
  return { sha256: digest('sha256'), sm3: digest('sm3') };
}
