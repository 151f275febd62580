import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'List of deadlines',
  loading: 'Reading…',
  print: 'Print',
  back: 'Back to the deadlines',
  asOf: (name, time) => `${name}, as of ${time}.`,
  shown: (shown, total) =>
    shown === total ? `${total} in all.` : `The ${shown} that end soonest of ${total}.`,
  empty: 'No deadline fits',
  name: 'Deadline',
  about: 'Case and court',
  ends: 'Ends',
  noEnd: 'known when it goes on',
  state: 'State',
  how: 'How it was counted',
};
