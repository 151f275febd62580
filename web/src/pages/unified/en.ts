import type { zh } from './zh.ts';

export const en: typeof zh = {
  proofingTitle: 'Proof by unified identity',
  signInTitle: 'Sign in by unified identity',
  working: 'Checking the answer of the unified identity platform …',
  refused: 'You did not finish at the unified identity platform; nothing was changed.',
  unknown:
    'This unified identity account is not linked with an account here. Please sign in by phone first and choose “unified identity” while you prove who you are; from then on it signs you in.',
  proofed: 'Name and number agree. You have shown who you are.',
  goOn: 'Go on',
  backToProofing: 'Back to proving who I am',
  backToSignIn: 'Back to sign-in',
};
