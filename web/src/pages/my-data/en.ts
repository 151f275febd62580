import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'My data',
  lead: 'By law you may see, copy and have erased what is held about you. Take a copy here, or ask for erasure.',
  loading: 'Reading…',
  fresh:
    'You signed in over 15 minutes ago. To take a copy or be erased, sign out and in again first.',
  take: 'Download my data',
  takeText:
    'One archive: account, contacts, proof of identity, sign-ins, notices, services and receipts with their proofs, signing keys, who read your data. Open its index.html to read it.',
  takeCare:
    'Your number and photographs are in it: do not download it on a computer that others use. Each download is noted, and you are told of it.',
  erase: 'Erase my account',
  goes: 'What goes',
  goesItems: [
    'mobile number, mail, WeChat and other contacts',
    'name, identity number and photographs of your papers',
    'how you sign in: this account opens no more',
    'what notices said, papers of capacity and their photographs',
    'what opens your keys and your entries in the log',
  ],
  stays: 'What stays',
  staysItems: [
    'records on chain: digests without your name, which nobody can change; proofs you hold convince as before',
    'documents, services and receipts in the court’s file, and the parties’ names in it: the court has to archive them',
    'who did what and when: ids and times, no names',
  ],
  how: 'There is a waiting time in which you can take it back. Where you have a case, the court’s administrator decides. Once done it cannot be undone.',
  law: 'Personal Information Protection Law art. 47',
  office: 'You hold an office of a court. Have the administrator end it first.',
  ask: 'Ask for erasure',
  sure: 'Ask for erasure? You can take it back while it waits; once done it cannot be undone.',
  yes: 'Yes, ask',
  no: 'No',
  waiting: 'Your request waits',
  waitingText: (due: string) =>
    `It is done on ${due} at the earliest; until then you can take it back.`,
  cancel: 'Take it back',
  asked: 'Asked',
  due: 'Not before',
  undecided: 'not decided yet',
  approved: 'approved',
  refused: 'not approved',
  reason: (words: string) => `Reason: ${words}`,
  wasRefused: 'Your last request was not approved',
  wasCancelled: 'You took your last request back.',
};
