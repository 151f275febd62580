import { type PartyTag, type ReceiptRecord, recordId } from '@cunzheng/domain';
import t from 'tap';
import {
  digest,
  fate,
  makeReceipt,
  makeServed,
  makeService,
  makeSigner,
  OTHER_COURT,
  type Signer,
  submit,
  tag,
} from '../support/acts.ts';

/** Fate of a receipt on a fresh ledger where everybody's key is registered. */
async function receiptFate(
  choose: (
    people: Record<
      'clerk' | 'judge' | 'system' | 'administrator' | 'litigant' | 'stranger',
      Signer
    >,
  ) => Signer,
  changes: Partial<ReceiptRecord>,
): Promise<string> {
  const { ledger, clerk, system, litigant, service } = await makeServed();
  const judge = makeSigner('judge');
  const administrator = makeSigner('administrator');
  const stranger = makeSigner('litigant');
  await submit(ledger, [judge.registration, administrator.registration, stranger.registration]);
  const signer = choose({ clerk, judge, system, administrator, litigant, stranger });
  return fate(ledger, makeReceipt(service, signer, changes));
}

const people = ['clerk', 'judge', 'system', 'administrator', 'litigant', 'stranger'] as const;
const witnesses = [tag<PartyTag>()];
const recording = { recording: digest('opening of a recording') };

/** Who may sign what; everybody not named is unfit. */
const TABLE: readonly (readonly [
  title: string,
  changes: Partial<ReceiptRecord>,
  fit: readonly string[],
])[] = [
  ['arrived', { event: 'arrived' }, ['system']],
  ['opened', { event: 'opened' }, ['system']],
  ['opened, claiming a capacity', { event: 'opened', capacity: 'self' }, []],
  ['arrived, claiming attendance', { event: 'arrived', attended: true }, []],
  ['arrived, claiming witnesses', { event: 'arrived', witnesses }, []],
  ['signed', { event: 'signed' }, ['litigant']],
  ['signed as himself', { event: 'signed', capacity: 'self' }, ['litigant']],
  ['signed by an agent', { event: 'signed', capacity: 'agent' }, ['stranger']],
  ['signed by a substitute', { event: 'signed', capacity: 'substitute' }, ['stranger']],
  ['signed before a clerk', { event: 'signed', attended: true }, ['clerk', 'judge']],
  [
    'signed by an agent before a clerk',
    { event: 'signed', attended: true, capacity: 'agent' },
    ['clerk', 'judge'],
  ],
  ['objected', { event: 'objected' }, ['litigant']],
  ['objected by an agent', { event: 'objected', capacity: 'agent' }, ['stranger']],
  ['objected before a clerk', { event: 'objected', attended: true }, ['clerk', 'judge']],
  ['refused', { event: 'refused' }, ['clerk', 'judge', 'litigant']],
  ['refused by an agent', { event: 'refused', capacity: 'agent' }, ['clerk', 'judge', 'stranger']],
  ['refused before a clerk', { event: 'refused', attended: true }, ['clerk', 'judge']],
  ['left before witnesses', { event: 'left', witnesses }, ['clerk', 'judge']],
  ['left and recorded', { event: 'left', sd: recording }, ['clerk', 'judge']],
];

for (const [title, changes, fit] of TABLE) {
  t.test(`${title}: signed by ${fit.join(', ') || 'nobody'}`, async (t) => {
    for (const person of people) {
      const expected = fit.includes(person) ? 'recorded' : 'SIGNER_UNFIT';
      t.equal(await receiptFate((all) => all[person], changes), expected, person);
    }
  });
}

t.test('leaving needs witnesses or a recording', async (t) => {
  t.equal(await receiptFate((all) => all.clerk, { event: 'left' }), 'WITNESS_MISSING');
  const otherHidden = { note: digest('opening of a note') };
  const noted: Partial<ReceiptRecord> = { event: 'left', sd: otherHidden };
  t.equal(await receiptFate((all) => all.clerk, noted), 'WITNESS_MISSING');
});

t.test('a receipt comes after its service', async (t) => {
  const { ledger, document, litigant } = await makeServed();
  const later = makeService(document, { recipient: litigant.registration.owner, channel: 'post' });
  const receipt = makeReceipt(later, litigant);
  const outcomes = await submit(ledger, [receipt, later, receipt]);
  t.same(
    outcomes.map(({ code, outcome }) => code ?? outcome),
    ['SERVICE_UNKNOWN', 'recorded', 'recorded'],
  );
});

t.test('a receipt is of a service, not of a document', async (t) => {
  const { ledger, document, service, litigant } = await makeServed();
  const receipt = makeReceipt(service, litigant, { service: recordId(document) });
  t.equal(await fate(ledger, receipt), 'SERVICE_UNKNOWN');
});

t.test('a receipt repeats court, case, recipient and digest of its service', async (t) => {
  const { ledger, service, litigant } = await makeServed();
  const cases: [Partial<ReceiptRecord>, string][] = [
    [{ caseTag: tag() }, 'CASE_DIFFERS'],
    [{ recipient: tag() }, 'RECIPIENT_DIFFERS'],
    [{ sha256: digest('another file') }, 'DIGEST_DIFFERS'],
  ];
  for (const [changes, code] of cases) {
    t.equal(await fate(ledger, makeReceipt(service, litigant, changes)), code);
  }
  const foreign = makeReceipt(service, litigant, { court: OTHER_COURT });
  t.equal(await fate(ledger, foreign, { member: 'HzicMSP' }), 'SERVICE_UNKNOWN');
});

t.test('a second receipt of one event answers with the first, whatever it says', async (t) => {
  const { ledger, service, litigant } = await makeServed();
  const first = makeReceipt(service, litigant);
  const second = makeReceipt(service, litigant, { actTime: '2026-03-02T01:59:30.000Z' });
  const outcomes = [
    ...(await submit(ledger, [first, second])),
    ...(await submit(ledger, [second, first])),
  ];
  const id = recordId(first);
  t.same(outcomes, [
    { id, outcome: 'recorded' },
    { id, outcome: 'exists' },
    { id, outcome: 'exists' },
    { id, outcome: 'exists' },
  ]);
});

t.test('each event of a service has a receipt of its own', async (t) => {
  const { ledger, service, system, litigant } = await makeServed();
  const outcomes = await submit(ledger, [
    makeReceipt(service, system, { event: 'arrived' }),
    makeReceipt(service, system, { event: 'opened' }),
    makeReceipt(service, litigant, { event: 'signed' }),
    makeReceipt(service, litigant, { event: 'objected' }),
  ]);
  t.ok(outcomes.every(({ outcome }) => outcome === 'recorded'));
});

t.test('a refused receipt does not stand in the way of the next', async (t) => {
  const { ledger, service, litigant } = await makeServed();
  const good = makeReceipt(service, litigant);
  const bad = { ...good, actTime: '2026-03-02T01:58:00.000Z' };
  const outcomes = await submit(ledger, [bad, good]);
  t.same(
    outcomes.map(({ code, outcome }) => code ?? outcome),
    ['SIGNATURE_INVALID', 'recorded'],
  );
});

t.test('every field of the statement is under the signature', async (t) => {
  const { ledger, service, litigant, system, clerk } = await makeServed();
  const own = makeReceipt(service, litigant, { capacity: 'self' });
  const { capacity, ...without } = own;
  const left = makeReceipt(service, clerk, { event: 'left', witnesses });
  const altered: ReceiptRecord[] = [
    without,
    { ...own, event: 'objected' },
    { ...own, checkpoint: { size: 1, root: digest('root') } },
    { ...left, witnesses: [tag<PartyTag>()] },
    { ...left, event: 'refused' },
    { ...left, attended: true },
    { ...makeReceipt(service, system, { event: 'arrived' }), event: 'opened' },
  ];
  for (const receipt of altered) t.equal(await fate(ledger, receipt), 'SIGNATURE_INVALID');
});

t.test('a signature made for one service does not fit another', async (t) => {
  const { ledger, document, service, litigant } = await makeServed();
  const again = makeService(document, { recipient: service.recipient, channel: 'post' });
  await fate(ledger, again);
  const moved = { ...makeReceipt(service, litigant), service: recordId(again) };
  t.equal(await fate(ledger, moved), 'SIGNATURE_INVALID');
});
