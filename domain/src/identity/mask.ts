import type { IdentityDocument } from './documents.ts';
import { plainNumber } from './number-check.ts';

/** Numbers that pages show masked. */
export type MaskedNumber = IdentityDocument | 'mobile' | 'creditCode' | 'lawyerLicence';

/** Characters shown at the beginning and at the end; of a citizen's number neither the birth nor the whole region. */
const SHOWN: Readonly<Record<MaskedNumber, readonly [start: number, end: number]>> = {
  citizenCard: [3, 4],
  residencePermit: [2, 4],
  hongKongMacauPermit: [1, 2],
  taiwanPermit: [1, 2],
  passport: [1, 2],
  permanentResidentCard: [1, 3],
  other: [0, 2],
  mobile: [3, 4],
  creditCode: [4, 4],
  lawyerLicence: [5, 4],
};

/** What stands for a text too short to show any of: its length tells nothing either. */
const NOTHING_SHOWN = '********';

/** A masked form never hides fewer characters than this. */
const LEAST_HIDDEN = 4;

/**
 * A number for lists and pages: its ends, stars between, one for each hidden character. Never the whole, whatever the
 * text is; one that is not of its kind shows no more than its ends either.
 */
export function maskNumber(kind: MaskedNumber, number: string): string {
  const chars = [...plainNumber(number)];
  const [start, end] = SHOWN[kind];
  const hidden = chars.length - start - end;
  if (hidden < LEAST_HIDDEN) return NOTHING_SHOWN;
  return [...chars.slice(0, start), '*'.repeat(hidden), ...chars.slice(chars.length - end)].join(
    '',
  );
}
