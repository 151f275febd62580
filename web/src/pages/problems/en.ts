import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Chain problems',
  lead: 'Records that the contract refused. Nothing is deleted; a correction is a new document or service.',
  loading: 'Loading…',
  empty: 'No chain problems',
  table: 'Chain problems',
  time: 'Time',
  kind: 'Record',
  reason: 'Reason',
  code: 'Code',
  link: 'Document',
  open: 'Show',
  key: 'signing key',
  document: 'document issued',
  service: 'service',
  receipt: 'receipt',
  filing: 'act on a filing',
};
