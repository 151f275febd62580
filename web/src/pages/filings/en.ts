import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'My filings',
  lead: 'Nobody but you sees a draft. What was handed in is followed here.',
  file: 'File a case',
  loading: 'Loading…',
  emptyTitle: 'No filings yet',
  emptyText: 'To sue or to apply for enforcement begin here; it takes about 20 minutes.',
  against: 'Other side: ',
  changed: 'Last changed',
  submitted: 'Handed in',
  due: 'The court answers by',
  dueCorrection: 'To be corrected by',
  next: 'Next: ',
  nextOf: {
    draft: 'go on writing',
    review: 'wait for the court, 7 days as a rule',
    correction: 'correct what the court asks for',
    accepted: 'pay as the notice says, and wait to be docketed',
    docketed: 'there is a case number; wait for notices',
    refused: 'you may appeal within 10 days of receiving the ruling',
    redirected: 'see the way the court names',
    withdrawn: 'you may file again',
    deemedWithdrawn: 'you may file again',
  },
};
