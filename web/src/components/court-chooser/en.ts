import type { zh } from './zh.ts';

export const en: typeof zh = {
  label: 'Court',
  hint: 'Type a name, court code, pinyin (whole or initials) or place, such as 海淀, 京0491, bjhlw',
  none: 'Nothing found. Try another spelling, or choose by region.',
  searching: 'Searching…',
  failed: 'The search did not answer. Check your connection and try again, or choose by region.',
  found: (n: number) =>
    n > 20 ? `${n} courts, the first 20 are listed; type a little more` : `${n} courts`,
  last: 'Chosen last time: ',
  useLast: 'Choose the court of last time',
  byRegion: 'Choose by region',
  provinces: 'Choose a province, region or municipality',
  cities: (province: string) => `${province}: choose a city`,
  courtsIn: (place: string) => `Courts in ${place}`,
  all: 'All',
  back: 'Back',
  more: 'Show more',
  count: (n: number) => `${n} courts`,
  served: 'Handled on this platform',
  notServed: 'Not on this platform yet',
  supreme: 'Supreme People’s Court',
  high: 'High People’s Court',
  intermediate: 'Intermediate People’s Court',
  basic: 'Basic People’s Court',
  loading: 'Loading…',
};
