import type { Opening } from '@cunzheng/domain';
import type { Vault } from '../../personal/vault.ts';

/** What opens a waiting act's record and its key's registration, sealed: it names who signs. */
export function sealOpenings(vault: Vault, openings: readonly Opening[], place: string): string {
  return vault.seal(JSON.stringify(openings), place);
}

/** The same opened; a row from before it was sealed holds it as it is. Throws `SEAL_KEY_MISSING`, `SEAL_BROKEN`. */
export function openOpenings(vault: Vault, kept: unknown, place: string): Opening[] {
  return typeof kept === 'string' ? JSON.parse(vault.open(kept, place)) : (kept as Opening[]);
}
