import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Sign for it',
  step: (at: number) => `Step ${at} of 3`,
  steps: 'What to do|Check|Done',
  loading: 'Loading…',
  choose: 'What would you like to do with this document?',
  signed: 'Sign for it',
  signedHint: 'It says that I received the document, not that I agree with it',
  refused: 'Refuse it',
  refusedHint:
    'I do not accept service. The refusal is recorded; the law may still treat it as served',
  objected: 'Object',
  objectedHint: 'For example: not meant for me, or the document is wrong. Please say why',
  reason: 'Reason',
  reasonHint:
    'What is wrong, at most 200 characters. It is not public; only its digest goes on chain',
  who: 'In what capacity?',
  self: 'In person',
  agent: 'As the representative (with authority)',
  substitute: 'As a person entitled to receive it',
  next: 'Next: check',
  needReason: 'Say why you object',
  check: 'Check what you are about to sign',
  before: 'Once signed it goes on chain and cannot be deleted or changed.',
  key: 'It is signed with a key made in your browser for this sitting. The key never leaves this device and ends when you close the page. You are told by another channel that a key was registered in your name.',
  sign: 'Confirm and sign',
  back: 'Back',
  expires: 'Please finish by',
  cannot:
    'This browser cannot make keys (the address must begin with https). Use another browser, or sign before a clerk at the court.',
  prepareAgain: 'Prepare again',
  expired:
    'What was prepared is kept for ten minutes and has expired; nothing was signed. Prepare it again, check it and sign.',
  already: 'You have dealt with this document',
  alreadyText: 'A document is dealt with once. You can see the receipt, download or print it.',
  toReceipt: 'See the receipt',
  toInbox: 'Back to my documents',
  cancel: 'Not now',
};
