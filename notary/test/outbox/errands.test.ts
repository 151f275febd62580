import { randomBytes } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import t from 'tap';
import type { Ledger, LedgerCall } from '../../src/ledger/index.ts';
import { errandSender, runErrands } from '../../src/outbox/errands.ts';
import { OUTBOX_MIGRATIONS } from '../../src/outbox/migrations.ts';
import { migrate } from '../../src/postgres/index.ts';
import { temporaryPool } from '../support/court.ts';

const errand = () => {
  const nonce = Uint8Array.from(randomBytes(24));
  const call = { name: 'proposeCourt', args: ['{"a":"院"}'], as: 'HzicMSP', nonce };
  return { txId: Buffer.from(nonce).toString('hex'), call };
};

/** Only what errands need of a ledger. */
function ledgerOf(submit: (call: LedgerCall) => Promise<string>): Ledger {
  const full = async (call: LedgerCall) => ({ txId: 'x', block: 7, response: await submit(call) });
  return { submit: full } as Partial<Ledger> as Ledger;
}

t.test('a call reaches the owner whole, and its answer the caller', async (t) => {
  const pool = await temporaryPool(t);
  await migrate(pool, 'notary', OUTBOX_MIGRATIONS);
  const calls: LedgerCall[] = [];
  const end = new AbortController();
  const down = new CunzhengError('LEDGER_UNAVAILABLE', 'down');
  const ledger = ledgerOf(async (call) => {
    calls.push(call);
    if (calls.length === 1) throw down;
    return 'done';
  });
  const mine = errand();
  const sending = errandSender(pool)(mine);
  const working = runErrands({ sql: pool, signal: end.signal }, ledger);
  t.strictSame(await sending, { txId: mine.txId, block: 7, response: 'done' });
  t.strictSame(calls, [mine.call, mine.call], 'tried again while the ledger was down');
  t.strictSame(await errandSender(pool)(mine), await sending, 'asked again, the same answer');
  t.equal(calls.length, 2, 'without another call');
  end.abort();
  await working;
});

t.test('a refusal keeps its code, and may be asked again', async (t) => {
  const pool = await temporaryPool(t);
  await migrate(pool, 'notary', OUTBOX_MIGRATIONS);
  const end = new AbortController();
  const answers = ['COURT_EXISTS', undefined] as const;
  let turn = 0;
  const ledger = ledgerOf(async () => {
    const code = answers[turn++];
    if (code !== undefined) throw new CunzhengError(code);
    return 'now';
  });
  const working = runErrands({ sql: pool, signal: end.signal }, ledger);
  const mine = errand();
  await t.rejects(errandSender(pool)(mine), { code: 'COURT_EXISTS' });
  t.match(await errandSender(pool)(mine), { response: 'now' });
  end.abort();
  await working;
});

t.test('without an owner the outcome is unknown, and the next owner makes the call', async (t) => {
  const pool = await temporaryPool(t);
  await migrate(pool, 'notary', OUTBOX_MIGRATIONS);
  const mine = errand();
  await t.rejects(errandSender(pool, 0)(mine), { code: 'LEDGER_OUTCOME_UNKNOWN' });
  await t.rejects(errandSender(pool, 0)(mine), { code: 'LEDGER_OUTCOME_UNKNOWN' });
  const end = new AbortController();
  let calls = 0;
  const ledger = ledgerOf(async () => String(++calls));
  const working = runErrands({ sql: pool, signal: end.signal }, ledger);
  t.match(await errandSender(pool)(mine), { response: '1' });
  end.abort();
  await working;
  t.equal(calls, 1);
});
