import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Notice',
  loading: 'Loading…',
  open: 'Open it',
  from: 'From',
  system: 'This system',
  toldAt: 'Told',
  readAt: 'Read by you',
  category: 'About',
  ground: 'Why you are told in any case',
  also: 'Also sent by',
  safe: 'Neither this system nor a court ever asks you to pay to a private account or to tell a code. If in doubt, call 12368.',
  all: 'All notices',
};
