import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Cases',
  loading: 'Loading…',
  search: 'Find by number, cause or party',
  empty: 'No case fits',
  clear: 'Clear',
  cases: 'Cases',
  caseNumber: 'Case number',
  cause: 'Cause',
  parties: 'Parties',
  documents: 'Documents',
  unsigned: 'Not signed for',
  problems: 'Chain problems',
  updated: 'Last change',
  total: (n: number) => `${n} cases`,
  previous: 'Previous',
  next: 'Next',
};
