import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Integrity of documents',
  titleOfCase: 'Integrity of this case',
  back: 'Back to the case',
  lead: 'The digests of this court’s stored documents are computed anew, and what the system says of documents, services, receipts and keys is compared with the chain, both ways.',
  checking: 'Comparing with the chain…',
  allIntact: (documents: number, acts: number) =>
    `${documents} documents and ${acts} services and receipts, all agree with the chain`,
  some: (n: number, bad: number) =>
    `${n} documents, services and receipts: ${n - bad} agree with the chain, ${bad} do not`,
  searched: (records: number) => `${records} records of the chain were looked for in this system.`,
  searchedFrom: (records: number, from: string) =>
    `${records} records of the chain since ${from} were looked for in this system; check older ones case by case.`,
  none: 'No document has been issued yet',
  at: 'Checked',
  again: 'Check again',
  table: 'Results',
  document: 'Document',
  number: 'Number',
  act: 'Act',
  result: 'Result',
  intact: 'agrees',
  fileAltered: 'differs: the stored file was altered',
  fileMissing: 'the stored file is missing',
  rowMissing: 'on the chain, but its data are gone from this system',
  rowAltered: (what: string) => `data not as on the chain: ${what}`,
  notRecorded: 'not on chain yet, nothing to compare with',
  notOnChain: 'in this system, but the chain has no such record',
  comma: ', ',
  issued: 'issued',
  filing: 'act on a filing',
  key: 'signing key',
  unknownTitle: '(its title is gone from this system)',
  note: 'A difference says only that a file or the data of this system are not as on the chain, not who altered them. Do not delete or change anything; tell the engineers. Papers and proofs in the parties’ hands can still be checked.',
};
