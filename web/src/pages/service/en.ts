import type { zh } from './zh.ts';

export const en: typeof zh = {
  loading: 'Loading…',
  court: 'Court',
  caseNumber: 'Case number',
  number: 'Document number',
  code: 'Check code',
  sentAt: 'Sent',
  channel: 'Channel',
  recipient: 'Recipient',
  openTitle: 'Before you open it',
  openText:
    'When you open it, the fact and time are recorded on chain and cannot be removed. Opening is not signing for it and does not mean that you agree.',
  open: 'Open the document',
  read: 'The document',
  sign: 'Next: sign for it',
  signHint:
    'Signing only says that you received it, not that you agree with it. You may refuse or object in the next step.',
  handled: 'You have dealt with this document',
  receipt: 'Show the receipt',
  history: 'What happened',
  late: '(on chain later than the act)',
  back: 'Back to my documents',
  none: 'Nothing recorded yet',
};
