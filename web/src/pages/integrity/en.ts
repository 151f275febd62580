import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Integrity of documents',
  lead: 'The digest of every stored document of this court is computed anew and compared with the chain.',
  checking: 'Computing digests…',
  allIntact: (n: number) => `${n} documents of this court, all agree with the chain`,
  some: (n: number, bad: number) =>
    `${n} documents of this court: ${n - bad} agree with the chain, ${bad} do not`,
  none: 'This court has not issued any document',
  at: 'Checked',
  again: 'Check again',
  table: 'Results',
  document: 'Document',
  number: 'Number',
  result: 'Result',
  intact: 'agrees',
  altered: 'differs: the stored file was altered',
  missing: 'the file is missing',
  notRecorded: 'not on chain yet, nothing to compare with',
  note: 'A difference says only that the stored file is not the one that went on chain, not who altered it. Do not delete it; tell the engineers. The party’s own copy can still be checked.',
};
