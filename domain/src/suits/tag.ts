import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { concatBytes, toBase64Url, utf8 } from '../bytes.ts';
import { canonicalize } from '../canonical.ts';
import type { CalendarDay } from '../deadlines/day.ts';
import { sha256, sha256Text } from '../digest.ts';
import { checkCitizenNumber, checkResidencePermit } from '../identity/citizen-number.ts';
import { checkCreditCode } from '../identity/credit-code.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Id of an epoch: the first eight bytes of the SHA-256 of its key, base64url. */
export type SuitEpoch = Branded<'SuitEpoch'>;
/** What stands on chain for two parties against each other under one epoch's key: 32 bytes, base64url. */
export type SuitTag = Branded<'SuitTag'>;
/** Digest of a party's kind and number. It can be guessed from a list of numbers: it never leaves the program. */
export type PartyDigest = Branded<'PartyDigest'>;

/** Bytes of an epoch's key. */
export const SUIT_KEY_BYTES = 32;

const EPOCH_BYTES = 8;
const PARTY_CONTEXT = utf8('cunzheng-party-v1\u0000');
const SUIT_CONTEXT = utf8('cunzheng-suit-v1\u0000');

/** A party as far as it can be told from another by a number. */
export interface NumberedParty {
  readonly kind: 'person' | 'organisation';
  /** As it was typed. */
  readonly number: string;
}

/**
 * The digest by which a party is told from others: SHA-256 of `cunzheng-party-v1` ‖ 0 ‖ JCS([kind, number]), the number
 * in its stored form. `undefined` for a number that is neither 公民身份号码 nor the permit built like it, or no 统一社会
 * 信用代码: of a number without a check digit nobody knows whether it is written the same elsewhere. `today` is the day in
 * Beijing.
 */
export function partyDigest(
  { kind, number }: NumberedParty,
  today: CalendarDay,
): PartyDigest | undefined {
  const plain = kind === 'person' ? personNumber(number, today) : organisationNumber(number);
  if (plain === undefined) return undefined;
  return sha256Text(PARTY_CONTEXT, utf8(canonicalize([kind, plain]))) as string as PartyDigest;
}

function personNumber(typed: string, today: CalendarDay): string | undefined {
  const checks = [checkCitizenNumber(typed, today), checkResidencePermit(typed, today)];
  return checks.find((check) => check.outcome === 'wellFormed')?.number;
}

function organisationNumber(typed: string): string | undefined {
  const check = checkCreditCode(typed);
  if (check.outcome === 'fault' || check.doubts.includes('firmLicence')) return undefined;
  return check.number;
}

/** Id of the epoch that a key of 32 bytes makes. Throws `TypeError` for any other length. */
export function suitEpochOf(key: Uint8Array): SuitEpoch {
  demandKey(key);
  return toBase64Url(sha256(key).subarray(0, EPOCH_BYTES)) as SuitEpoch;
}

/**
 * The tag of two parties under an epoch's key, whoever of them sues: HMAC-SHA-256(key, `cunzheng-suit-v1` ‖ 0 ‖ JCS of
 * both digests, sorted). Who has no key can neither make it nor tell whom it means. Throws `TypeError` for a key of
 * another length.
 */
export function suitTag(key: Uint8Array, one: PartyDigest, other: PartyDigest): SuitTag {
  demandKey(key);
  const pair = utf8(canonicalize([one, other].sort()));
  return toBase64Url(hmac(nobleSha256, key, concatBytes(SUIT_CONTEXT, pair))) as SuitTag;
}

function demandKey(key: Uint8Array): void {
  if (key.length !== SUIT_KEY_BYTES) throw new TypeError('a key of 32 bytes');
}
