import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Not read after every reminder',
  lead: 'These people have not read what they must be told. Reach them by telephone or in person, and consider another way of service.',
  loading: 'Loading…',
  emptyTitle: 'Nobody has to be reached',
  emptyText:
    'Who has not read a notice that must be read after three reminders (days 1, 3 and 5) appears here.',
  person: 'Party',
  what: 'About',
  told: 'Told',
  reminded: (n: number) => `reminded ${n} times`,
  open: 'See the document',
};
