import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Accept the invitation',
  lead: 'Set a password and add a second factor; then you are in.',
  loading: 'Reading…',
  invited: (court: string, name: string) => `${court} invites ${name} to use this system.`,
  account: 'Account',
  password: 'New password',
  passwordHint:
    'At least 12 characters. A sentence that you remember will do; not a common password.',
  again: 'Once more',
  enterPassword: 'A password has at least 12 characters',
  differs: 'The two passwords differ',
  set: 'Set the password',
  noToken: 'The invitation is not whole. Please open the link that the administrator sent.',
  step: (at: number) => `Step ${at} of 3`,
  steps: 'Password|Second factor|Recovery codes',
};
