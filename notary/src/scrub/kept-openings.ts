import type { Opening } from '@cunzheng/domain';
import { type KeptOpenings, openKept, type Sealing } from '../sealing.ts';
import type { Findings } from './report.ts';

/** Opens what a row keeps, or says once that sealed openings cannot be compared and takes them for none. */
export type OpenRow = (kept: KeptOpenings, place: string) => Opening[];

/** With the deployment's sealing, or without it where a scrub has no keys. */
export function openRows(sealing: Sealing | undefined, findings: Findings): OpenRow {
  let told = false;
  return (kept, place) => {
    if (typeof kept !== 'string' || sealing !== undefined) return openKept(sealing, kept, place);
    if (!told) findings.skip('openings', 'they are sealed, and no keys were given');
    told = true;
    return [];
  };
}
