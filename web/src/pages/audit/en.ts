import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Log of reads',
  lead: 'Each read of a case, document or personal data of this court, and each access that was denied. The log is on the judicial chain; nobody can change or remove a line.',
  act: 'Act',
  all: 'all',
  from: 'From',
  to: 'To',
  empty: 'Nothing matches',
  clear: 'Clear filters',
  total: (n: number) => `${n} ${n === 1 ? 'entry' : 'entries'}`,
};
