import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Link my case',
  lead: 'The notice that the court sent you bears a “case access code”. Enter it once; from then on you see the case and its documents whenever you are signed in.',
  step: (at) => `Step ${at} of 3`,
  steps: 'Enter the code|Check the case|Done',
  code: 'Case access code',
  codeHint:
    '16 letters and digits, such as ABCD-EFGH-JKMN-PQRS. Capitals or not, with or without hyphens.',
  needCode: 'Please enter the case access code on your notice',
  next: 'Next: check the case',
  proofFirst: 'Please prove who you are first',
  proofText:
    'A case is shown to its parties only. Come back and enter the code once you are proofed.',
  toProofing: 'Prove who I am',
  check: 'Please check: is this your case?',
  court: 'Court',
  caseNumber: 'Case number',
  cause: 'Cause',
  who: 'Party',
  papers: 'Documents sent to you',
  papersOf: (n) => (n === 1 ? '1 document' : `${n} documents`),
  before: 'What linking does',
  beforeText:
    'Your account will stand for this party, and what the court sends you comes into “My documents”. The code ends at once, so that nobody else can use it. The link is recorded on chain, and you cannot take it back yourself.',
  notConsent:
    'Linking is no consent to online litigation and no receipt for any document; you are asked about those separately.',
  confirm: 'It is my case: link it',
  back: 'Back',
  done: 'Linked',
  doneText: 'From now on you see this case when you are signed in; no code is needed any more.',
  openPapers: 'See what the court sent',
  toCases: 'See my cases',
  lost: 'No code?',
  lostText:
    'If you lost the notice, or the code cannot be used, call 12368 or the court; it sends a new one.',
};
