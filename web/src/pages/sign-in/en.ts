import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Sign in',
  lead: 'Demonstration: choose an invented person. The code is shown on screen; in production it goes to the phone.',
  byPhone: 'Sign in by phone, or register',
  ended:
    'Your session has ended. Sign in again and you return to the page you were on; what was saved is still there.',
  step: (at: number) => `Step ${at} of 2`,
  steps: 'Choose a person|Enter the code',
  who: 'Who are you?',
  litigants: 'Parties',
  next: 'Next: get a code',
  codeTitle: 'Enter the code',
  codeLabel: '6-digit code',
  codeShown: 'Demonstration code (goes to the phone in production): ',
  fill: 'Fill in',
  confirm: 'Sign in',
  back: 'Back',
  choose: 'Choose a person first',
  enterCode: 'Enter the six digits of the code',
  loading: 'Loading…',
};
