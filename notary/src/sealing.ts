import type { Opening } from '@cunzheng/domain';

/**
 * Seals what opens hidden fields before it is written to SQL, so that a copy of the database tells no more than the
 * chain does. `place` is bound to the text: moved to another row it does not open.
 */
export interface Sealing {
  seal(text: string, place: string): string;
  open(text: string, place: string): string;
}

/** As they lie in SQL: sealed as a JSON string, or, from a time without a sealing, as they are. */
export type KeptOpenings = Opening[] | string | null;

/** Place of what opens a record. */
export function recordPlace(id: string): string {
  return `record/${id}`;
}

/** Place of what opens a behaviour. */
export function leafPlace(id: string): string {
  return `leaf/${id}`;
}

/** JSON text for the column. */
export function keepOpenings(
  sealing: Sealing | undefined,
  openings: readonly Opening[],
  place: string,
): string {
  const text = JSON.stringify(openings);
  return sealing === undefined ? text : JSON.stringify(sealing.seal(text, place));
}

/** What a column holds, opened. Throws what the sealing throws, and `TypeError` for sealed ones without a sealing. */
export function openKept(
  sealing: Sealing | undefined,
  kept: KeptOpenings,
  place: string,
): Opening[] {
  if (typeof kept !== 'string') return kept ?? [];
  if (sealing === undefined) throw new TypeError('openings are sealed, and nothing opens them');
  return JSON.parse(sealing.open(kept, place)) as Opening[];
}
