import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'My signing keys',
  lead: 'Every key registered in your name is listed here. If one is not yours, call 12368 at once.',
  loading: 'Loading…',
  emptyTitle: 'No key has been registered in your name',
  emptyText: 'When you sign, your browser makes a key for that sitting and registers it on chain.',
  signatures: 'What was signed with them',
  court: 'Court',
  registered: 'Registered',
  until: 'Ends',
  record: 'Registration',
  revoked: 'revoked',
  ended: 'ended',
  active: 'within its life',
  proof: 'Download proof of registration',
  revoke: 'Revoke this key',
  revokeSure:
    'This cannot be taken back: nothing can be signed with it any more. What was signed before stands.',
  sure: 'Yes, revoke',
  cancel: 'Keep it',
};
