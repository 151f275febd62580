import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { fromBase64Url, toBase64Url } from './bytes.ts';
import { CunzhengError } from './errors.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** SHA-256 in unpadded base64url, 43 characters. */
export type Sha256 = Branded<'Sha256'>;
/** SM3 (GB/T 32905) in unpadded base64url, 43 characters. For look-up and local practice; no tree stands on it. */
export type Sm3 = Branded<'Sm3'>;
/** Id of a record: the SHA-256 of its bytes. */
export type RecordId = Branded<'RecordId'>;
/** Leaf hash of an everyday behaviour in the tree of its batch: SHA-256(0 ‖ 3 ‖ JCS bytes). */
export type LeafId = Branded<'LeafId'>;
/** SHA-256 of the genesis block; names one network for ever. */
export type NetworkId = Branded<'NetworkId'>;
/** Random 128-bit value that stands for a case or a party on chain; base64url, 22 characters. */
export type CaseTag = Branded<'CaseTag'>;
export type PartyTag = Branded<'PartyTag'>;

/** SHA-256 of the parts one after the other. Works in browsers and Node alike. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = nobleSha256.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** SHA-256 of the parts as text. */
export function sha256Text(...parts: readonly Uint8Array[]): Sha256 {
  return toBase64Url(sha256(...parts)) as Sha256;
}

/**
 * The text form of a 32-byte digest given as base64url or hex (people paste both).
 * Throws `DIGEST_INVALID` for any other length or alphabet.
 */
export function parseDigest(text: string): Sha256 {
  if (/^[0-9a-fA-F]{64}$/.test(text)) {
    const bytes = Uint8Array.from(text.match(/../g) as string[], (pair) =>
      Number.parseInt(pair, 16),
    );
    return toBase64Url(bytes) as Sha256;
  }
  try {
    if (fromBase64Url(text).length === 32) return text as Sha256;
  } catch {
    // falls through: the caller hears of a bad digest, not of base64url
  }
  throw new CunzhengError(
    'DIGEST_INVALID',
    'a digest has 32 bytes, as 64 hex or 43 base64url characters',
  );
}
