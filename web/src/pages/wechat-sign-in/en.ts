import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Sign in by WeChat',
  working: 'Signing in…',
  refused: 'You did not agree; nobody was signed in.',
  again: 'Try again',
  others: 'Sign in another way',
  factTitle: 'One more thing',
  factLead:
    'WeChat fits. Your account is verified: as phones are lent and stolen, please enter the last four characters of your document number.',
  recover: 'You do not know it, or this is not your account: recover',
};
