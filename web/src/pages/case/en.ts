import type { zh } from './zh.ts';

export const en: typeof zh = {
  deadlines: 'Deadlines',
  check: 'Compare with the chain',
  loading: 'Loading…',
  cause: 'Cause',
  court: 'Court',
  parties: 'Parties',
  issue: 'Issue a document',
  documents: 'Documents',
  title: 'Document',
  number: 'Number',
  state: 'State',
  chain: 'On chain',
  served: 'Service',
  draft: 'draft (not issued)',
  goOn: 'Go on issuing',
  issued: 'issued',
  none: 'No document in this case yet',
  noneText: 'Press “Issue a document” to upload a PDF.',
  back: 'Back to the cases',
  notServed: 'not served',
};
