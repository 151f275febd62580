import { randomBytes } from 'node:crypto';

/** 128 fresh random bits in base64url: the salt of a hidden field, or a tag of a case or party. */
export function random128(): string {
  return randomBytes(16).toString('base64url');
}
