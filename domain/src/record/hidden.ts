import { fromBase64Url, utf8 } from '../bytes.ts';
import { canonicalize, type Json } from '../canonical.ts';
import { type Sha256, sha256Text } from '../digest.ts';
import { CunzhengError } from '../errors.ts';

/** What opens one hidden field: [salt, name, value]. Salt: 128 random bits, base64url. */
export type Opening = readonly [salt: string, name: string, value: Json];

/** The digest that stands on chain for an opening (the idea of SD-JWT, RFC 9901; not its bytes). */
export function hiddenDigest(opening: Opening): Sha256 {
  return sha256Text(utf8(canonicalize(opening as Json)));
}

/**
 * Hides fields: each gets a salt of its own, taken from `randomBytes`.
 * Returns the digests for the record and the openings, which the deployment and the parties keep.
 */
export function hideFields(
  fields: Readonly<Record<string, Json>>,
  randomSalt: () => string,
): { sd: Record<string, Sha256>; openings: Opening[] } {
  const openings = Object.entries(fields).map(
    ([name, value]): Opening => [randomSalt(), name, value],
  );
  const sd = Object.fromEntries(openings.map((opening) => [opening[1], hiddenDigest(opening)]));
  return { sd, openings };
}

/**
 * The hidden fields that these openings show. Throws `INPUT_INVALID` when an opening opens nothing, one field is
 * opened twice, or a salt has not 16 bytes.
 */
export function openFields(
  sd: Readonly<Record<string, string>>,
  openings: readonly Opening[],
): Record<string, Json> {
  const shown: Record<string, Json> = Object.create(null);
  for (const opening of openings) {
    const [salt, name] = opening;
    if (fromBase64Url(salt).length !== 16)
      throw new CunzhengError('INPUT_INVALID', 'salt has not 16 bytes');
    if (!Object.hasOwn(sd, name) || sd[name] !== hiddenDigest(opening) || name in shown) {
      throw new CunzhengError('INPUT_INVALID', 'an opening does not open the record');
    }
    shown[name] = opening[2];
  }
  return shown;
}
