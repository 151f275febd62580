import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'My account',
  proofing: 'Proof of identity',
  proofingText: 'See how far it got, and hand in what is missing.',
  capacity: 'Acting for others',
  capacityText: 'Act for an organisation, authorise an agent, register a lawyer’s licence.',
  helpers: 'To be helped, and to help',
  helpersText: 'Let somebody fill things in with a code, or do it for somebody; ended at any time.',
  security: 'Sign-in and security',
  securityText: 'Passkeys, and where you are signed in; end what you do not know.',
  notices: 'Notices',
  noticesText: 'SMS, mail, WeChat: how you are told of what.',
  keys: 'My signing keys',
  keysText: 'Every key registered in your name; revoke what you do not know.',
  reads: 'Who saw my data',
  readsText: 'Each look by court staff is on record, with a proof to download.',
  data: 'My data',
  dataText: 'Take a copy of everything that is held about you, or ask for erasure.',
  courts: 'Find a court',
  courtsText: 'By name, code, pinyin or place.',
};
