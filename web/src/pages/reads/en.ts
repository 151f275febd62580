import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Who has seen my data',
  lead: 'Each time court staff open your case, a document or your personal data, a line is added here and on the judicial chain. Lines cannot be changed or removed, and each has a proof that you can check yourself.',
  empty: 'Nobody has looked yet',
  emptyHint: 'A line appears here when staff open your case, a document or your personal data.',
  doubt: 'Somebody looked who should not have? Call 12368 and give the time and the name.',
};
