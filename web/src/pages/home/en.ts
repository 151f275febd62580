import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'What would you like to do?',
  lead: 'Every document a court issues, every service and every signature for it is recorded on a chain that several courts run together.',
  verify: 'Check a document',
  verifyText:
    'Find out whether a court issued it and whether it was altered since it went on chain. No sign-in; the file never leaves your device.',
  receive: 'I received a document',
  receiveText:
    'Sign in to read what the court sent you and sign for it on your phone. Takes about 3 minutes.',
  staff: 'Court staff',
  staffText: 'Issue and serve documents, see what was received and what is on chain.',
  how: 'What this can tell you',
  shows:
    'It can tell: the document has not been altered since it went on chain, and by when it was there.',
  showsNot: 'It cannot tell: whether the content was true before. That is for the judge.',
  fraud:
    'Suspect a forged document or message? Check it first, then call 12368. A court never asks you to pay into a private account.',
};
