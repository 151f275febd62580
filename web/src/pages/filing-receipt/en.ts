import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Receipt of the papers handed in',
  loading: 'Loading…',
  done: 'The papers were handed in',
  waiting:
    'Waiting for the courts’ signatures, usually a few seconds. You may leave and look again under “My filings”.',
  proven:
    'At least three courts have signed a checkpoint that covers this submission. Download and keep the proof.',
  failed:
    'This submission did not get on chain. The court’s staff will deal with it and get in touch.',
  court: 'Court that has the papers',
  cause: 'Cause',
  applicants: 'Applicant',
  kind: 'Kind of case',
  time: 'Handed in',
  round: 'Submission',
  chain: 'On chain',
  record: 'Record (SHA-256)',
  root: 'Digest of all papers',
  said: 'Digest of parties and answers',
  papers: (n) => `Papers received (${n})`,
  sha256: 'SHA-256',
  sm3: 'SM3',
  proof: 'Download the proof',
  compact: 'Download the compact proof',
  paperProof: 'Proof of this paper alone',
  proofOf: (name: string) => `Proof of this paper alone: ${name}`,
  print: 'Print the receipt',
  verify: 'Check it on the verify page',
  qr: 'Scan to check',
  earlier: 'Earlier submissions',
  next: 'What comes next',
  nextText:
    'As a rule the court answers within 7 days from the day after it has the papers; the answer comes to your notices and your phone. If something is missing it says so once.',
  overview: 'See this filing',
  list: 'Back to my filings',
  shows:
    'It shows that these papers were handed in before that time and were not altered since they went on chain. It does not show that their content is true; that is for the judge (Online Litigation Rules, arts. 16–18).',
};
