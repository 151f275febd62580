import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Receipt',
  done: 'Signed and saved',
  doneRefused: 'The refusal is recorded',
  step: 'Step 3 of 3',
  steps: 'What to do|Check|Done',
  loading: 'Loading…',
  act: 'Act',
  actTime: 'Time of the act',
  document: 'Document',
  caseNumber: 'Case number',
  court: 'Court',
  name: 'Signed by',
  chain: 'On chain',
  chainTime: 'Time on chain',
  record: 'Record (SHA-256)',
  block: 'Block',
  tx: 'Transaction',
  index: 'Place in the log',
  outOfOrder:
    'These times are out of order, usually because a machine’s clock was fast, slow or set anew; the order of records is their place in the ledger, and whether anything changed since does not depend on clocks.',
  waiting:
    'Waiting for the courts’ signatures, usually a few seconds. You may leave and look again under “My documents”.',
  proven:
    'At least three courts have signed a checkpoint that covers this record. Download and keep the proof and the receipt: they can be checked even if this system no longer runs.',
  failed: 'This act did not get on chain. The court’s staff will deal with it and get in touch.',
  proof: 'Download the proof',
  compact: 'Download the compact proof',
  paper: 'Download the receipt (PDF, to print)',
  print: 'Print this page',
  verify: 'Check it on the verify page',
  back: 'Back to my documents',
  qr: 'Scan to check this document',
  shows:
    'It shows that this record was not altered since it went on chain. It does not show that the content was true before; that is for the judge (Online Litigation Rules, arts. 16–18).',
};
