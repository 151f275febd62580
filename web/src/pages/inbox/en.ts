import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'My documents',
  lead: 'Documents that courts have served on you, newest first.',
  loading: 'Loading…',
  emptyTitle: 'Nothing has been served on you',
  emptyText:
    'Documents appear here when a court serves them, and you are told by another channel too. A paper document can be checked right away.',
  verify: 'Check a document',
  open: 'Open',
  from: 'Court',
  sentAt: 'Sent',
  todo: 'Waiting for you',
  done: 'Dealt with',
  onlyCase: (number) => `Only documents of ${number}.`,
  allCases: 'Show all documents',
};
