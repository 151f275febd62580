import type { CourtRecord } from '@cunzheng/domain';
import t from 'tap';
import {
  fate,
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
  recordCall,
  revocationOf,
} from '../support/acts.ts';
import type { MemoryLedger } from '../support/memory-ledger.ts';

/** Reads and writes of a call with these records, all of them new. */
async function stateCalls(ledger: MemoryLedger, records: readonly CourtRecord[]) {
  const result = await recordCall(ledger.copy(), records);
  const allRecorded = outcomesOf(result).every(({ outcome }) => outcome === 'recorded');
  return { allRecorded, reads: result.reads.length, writes: result.writes.length };
}

/** Reads of every call: the network, the court. */
const BASE = 2;

t.test('each kind makes the fewest state calls its rules allow', async (t) => {
  const { ledger, clerk, document, service, litigant } = await makeServed();
  const cases: [string, CourtRecord, reads: number, writes: number][] = [
    ['key, register', makeSigner('litigant').registration, 1, 3],
    ['key, revoke', revocationOf(clerk), 1, 2],
    ['document', makeDocument(clerk), 2, 4],
    ['service', makeService(document), 2, 2],
    ['receipt', makeReceipt(service, litigant), 3, 3],
  ];
  for (const [kind, record, reads, writes] of cases) {
    const expected = { allRecorded: true, reads: BASE + reads, writes };
    t.same(await stateCalls(ledger, [record]), expected, kind);
  }
});

t.test('each act of a filing makes the fewest state calls its rules allow', async (t) => {
  const { ledger, clerk, applicant, first } = await makeFiled();
  const act = (changes: Parameters<typeof makeFilingAct>[2], signer = clerk) =>
    makeFilingAct(first, signer, changes);
  const number = '（2026）京0491民初1号';
  const steps: [string, CourtRecord, reads: number, writes: number][] = [
    ['submitted', makeSubmission(applicant), 2, 3],
    ['transferred', act({ action: 'transferred', to: OTHER_COURT }), 4, 3],
    ['returned', act({ action: 'returned', outcome: 'correction' }), 3, 3],
    ['submitted again', act({ action: 'submitted' }, applicant), 3, 3],
    ['accepted', act({ action: 'accepted' }), 3, 3],
    ['docketed', act({ action: 'docketed', number }), 4, 4],
  ];
  for (const [what, record, reads, writes] of steps) {
    const expected = { allRecorded: true, reads: BASE + reads, writes };
    t.same(await stateCalls(ledger, [record]), expected, what);
    if (!what.startsWith('transferred')) t.equal(await fate(ledger, record), 'recorded', what);
  }
});

t.test('a key registered and used in one call is not read', async (t) => {
  const { ledger, service, litigant } = await makeServed();
  const fresh = makeSigner('litigant', { owner: litigant.registration.owner });
  const calls = await stateCalls(ledger, [fresh.registration, makeReceipt(service, fresh)]);
  t.same(calls, { allRecorded: true, reads: BASE + 1 + 2, writes: 3 + 3 });
});

t.test('what several records of a call read is read once', async (t) => {
  const { ledger, clerk } = await makeServed();
  const documents = Array.from({ length: 20 }, () => makeDocument(clerk));
  const calls = await stateCalls(ledger, documents);
  t.same(calls, { allRecorded: true, reads: BASE + 1 + 20, writes: 4 * 20 });
});
