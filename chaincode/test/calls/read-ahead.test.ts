import type { CourtRecord } from '@cunzheng/domain';
import t, { type Test } from 'tap';
import { MAX_STATE_CALLS } from '../../src/state/transaction-state.ts';
import {
  digest,
  makeDocument,
  makeFiled,
  makeFilingAct,
  makeReceipt,
  makeServed,
  makeService,
  makeSigner,
  makeSubmission,
  OTHER_COURT,
  outcomesOf,
  revocationOf,
  submit,
  tag,
  textOf,
} from '../support/acts.ts';
import type { MemoryLedger } from '../support/memory-ledger.ts';

const sorted = (keys: readonly string[]) => [...new Set(keys)].sort();

t.test('each kind foresees every key that its rules read', async (t) => {
  const { ledger, clerk, document, service, litigant } = await makeServed();
  const cases: [string, CourtRecord][] = [
    ['key, register', makeSigner('litigant').registration],
    ['key, revoke', revocationOf(clerk)],
    ['document', makeDocument(clerk)],
    ['service', makeService(document)],
    ['receipt', makeReceipt(service, litigant)],
  ];
  for (const [kind, record] of cases) await foreseesAll(t, ledger, kind, record);
});

t.test('each act of a filing foresees every key that its rules read', async (t) => {
  const { ledger, clerk, applicant, first } = await makeFiled();
  const accepted = makeFilingAct(first, clerk, { action: 'accepted' });
  const acts: [string, CourtRecord][] = [
    ['submitted', makeSubmission(applicant)],
    ['transferred', makeFilingAct(first, clerk, { action: 'transferred', to: OTHER_COURT })],
    ['returned', makeFilingAct(first, clerk, { action: 'returned', outcome: 'refused' })],
    ['accepted', accepted],
  ];
  for (const [act, record] of acts) await foreseesAll(t, ledger, act, record);
  await submit(ledger, [accepted]);
  const number = '（2026）京0491民初1号';
  const docketed = makeFilingAct(first, clerk, { action: 'docketed', number });
  await foreseesAll(t, ledger, 'docketed', docketed);
});

async function foreseesAll(t: Test, ledger: MemoryLedger, what: string, record: CourtRecord) {
  const args = [JSON.stringify([textOf(record)])];
  const one = await ledger.simulate('record', args);
  const many = await ledger.simulate('record', args, { batches: true });
  t.match(outcomesOf(one), [{ outcome: 'recorded' }], what);
  t.equal(many.text, one.text, what);
  t.same(many.writes, one.writes, what);
  t.same(sorted(many.reads), sorted(one.reads), what);
  // The network, everything else that is read, everything that is written.
  t.equal(many.messages, 3, what);
}

t.test('a pack costs three messages however many records it holds', async (t) => {
  const { ledger, clerk } = await makeServed();
  const texts = Array.from({ length: 100 }, () => textOf(makeDocument(clerk)));
  const args = [JSON.stringify(texts)];
  const one = await ledger.simulate('record', args);
  const many = await ledger.simulate('record', args, { batches: true });
  t.equal(one.messages, one.reads.length + one.writes.length);
  t.equal(many.messages, 3);
  t.same([many.text, many.writes], [one.text, one.writes]);
});

t.test('the limit of state calls falls at the same record', async (t) => {
  const { ledger, document } = await makeServed();
  const services = Array.from({ length: MAX_STATE_CALLS / 2 }, () =>
    textOf(makeService(document, { recipient: tag() })),
  );
  const args = [JSON.stringify(services)];
  const one = await ledger.simulate('record', args);
  const many = await ledger.simulate('record', args, { batches: true });
  t.ok(outcomesOf(one).some(({ code }) => code === 'STATE_CALLS_EXCEEDED'));
  t.equal(many.text, one.text);
});

t.test('what is no record is foreseen to read nothing wrong', async (t) => {
  const { ledger, service, litigant } = await makeServed();
  const receipt = makeReceipt(service, litigant);
  const strange = [
    'null',
    '[]',
    '"text"',
    'no JSON',
    JSON.stringify({ kind: 'document', court: '', number: 7 }),
    JSON.stringify({ kind: 'document', court: 'a\u0000b', number: 'x' }),
    JSON.stringify({ kind: 'receipt', service: '\ud800', recipient: {}, event: [] }),
    JSON.stringify({ kind: 'service', document: 'x'.repeat(5000) }),
    JSON.stringify({ kind: 'filing', filing: '\ud800', to: ['京0491'], number: 'y'.repeat(5000) }),
    JSON.stringify({ kind: 'constructor', key: digest('none'), court: null }),
  ];
  const args = [JSON.stringify([...strange, textOf(receipt)])];
  const one = await ledger.simulate('record', args);
  const many = await ledger.simulate('record', args, { batches: true });
  t.equal(many.text, one.text);
  t.same(outcomesOf(many).filter(({ outcome }) => outcome === 'recorded').length, 1);
  t.notOk(many.reads.some((key) => key.includes('\ud800') || key.length > 1000));
});
