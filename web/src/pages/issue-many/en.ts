import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Issue together',
  lead: 'Documents of this case that are not issued yet. Look at each, then issue them together: each gets a signature of your key and a record of its own.',
  loading: 'Loading…',
  none: 'No document waits to be issued',
  noneText:
    'A few seconds after a case got its number its notices stand in the case, ready to be issued.',
  choose: 'Documents to issue',
  document: 'Document',
  addressee: 'Written to',
  everybody: 'nobody in particular, to be served afterwards',
  pages: 'Pages',
  look: 'Open',
  lookAt: (title) => `Open: ${title}`,
  serve: 'Once issued, serve each on the party it is written to',
  serveHint:
    'A party without a linked account sees it online only after linking; send him the paper with the case access code as well.',
  need: 'Please choose at least one document',
  before: 'What was issued cannot be taken back',
  beforeText: (n) =>
    `${n} documents will be issued and recorded on chain under fixed numbers. A mistake can only be corrected by another document.`,
  sign: (n) => `Sign and issue ${n}`,
  running: (done, all) => `Issuing: ${done} of ${all}`,
  allDone: (n) => `${n} documents were issued`,
  someFailed: (n) => `${n} were not issued; you can try again`,
  result: 'Result',
  waiting: 'waiting',
  signing: 'being issued',
  issued: 'issued',
  toServe: 'serve it',
  served: 'issued and served',
  failed: 'not done',
  again: 'Try those again',
  toCase: 'Back to the case',
};
