import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Network',
  lead: 'These institutions run the judicial chain together. If one of them changes anything alone, the others find out.',
  loading: 'Loading…',
  network: 'Network',
  channel: 'Channel',
  height: 'Blocks',
  size: 'Records',
  proven: 'Proven records',
  custody: 'Keys kept',
  demo: 'demonstration, all on one machine',
  'single-operator': 'by one operator',
  independent: 'by each institution itself',
  members: 'Members',
  signed: 'Last signed',
  notSigned: 'has not signed the newest checkpoint',
  checkpoint: 'Newest checkpoint',
  root: 'Root (SHA-256)',
  trustTitle: 'Trust file',
  trustText:
    'Needed for checking off line. Compare the fingerprint below with the one the courts publish elsewhere; use the file only if they agree.',
  fingerprint: 'Fingerprint',
  edition: 'Edition',
  download: 'Download the trust file',
  courts: 'Courts',
};
