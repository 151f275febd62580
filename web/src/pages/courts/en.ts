import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Find a court',
  lead: 'Name, code, level and higher court, and whether matters can be handled here. No sign-in needed. Only courts whose code has a source are listed, not all there are.',
  code: 'Court code',
  level: 'Level',
  parent: 'Higher court',
  region: 'Region',
  place: 'Address',
  source: 'Source',
  onPlatform: 'This platform',
  served: 'Open: documents can be signed for and verified here.',
  notServed: 'Not open yet. Contact the court itself, or call 12368.',
  signIn: 'Sign in to this court',
  verify: 'Verify a document of this court',
  supreme: 'Supreme People’s Court',
  high: 'High People’s Court',
  intermediate: 'Intermediate People’s Court',
  basic: 'Basic People’s Court',
  loading: 'Loading…',
};
