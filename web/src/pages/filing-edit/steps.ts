import type { FilingView } from '../../api-client/views.ts';

export const STEPS = [
  'parties',
  'claim',
  'evidence',
  'papers',
  'cost',
  'address',
  'review',
  'sign',
] as const;
export type Step = (typeof STEPS)[number];

/** Without a form there are no questions and no list of evidence: the complaint is uploaded. */
export function stepsOf({ form }: Pick<FilingView, 'form'>): readonly Step[] {
  return form === undefined
    ? STEPS.filter((step) => step !== 'claim' && step !== 'evidence')
    : STEPS;
}

export const editUrl = (id: string, step: Step): string => `/filings/${id}/edit/${step}`;

const SIDES: Readonly<Record<string, string>> = {
  plaintiffs: 'applicant',
  defendants: 'other',
  thirdParties: 'third',
};

/** Where a field of the form is filled in; `section.row` comes from the form where it is known. */
export function fieldUrl(
  filing: Pick<FilingView, 'id' | 'parties'>,
  path: string,
  place?: { readonly section: string; readonly row: string },
): string {
  const [list = '', index = '0', inner] = path.split('.');
  const side = SIDES[list];
  if (side !== undefined) {
    const own = filing.parties.flatMap((party, i) => (party.side === side ? [i] : []));
    const at = own[Number(index)];
    const where = at === undefined ? '' : `?party=${at}${inner === undefined ? '' : `#${inner}`}`;
    return `${editUrl(filing.id, 'parties')}${where}`;
  }
  if (/^(?:service|eService|eChannels|eAddress)/.test(path)) return editUrl(filing.id, 'address');
  const hash = `#${path.replaceAll('.', '-')}`;
  if (place?.row === 'evidence' || list === 'evidence' || list === 'witnesses')
    return `${editUrl(filing.id, 'evidence')}${hash}`;
  if (list === 'mediate') return editUrl(filing.id, 'cost');
  const at = place === undefined ? '' : `?at=${place.section}.${place.row}`;
  return `${editUrl(filing.id, 'claim')}${at}${hash}`;
}
