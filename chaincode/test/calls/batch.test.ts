import { canonicalize, FIRST_PREV_ROOT } from '@cunzheng/domain';
import t from 'tap';
import { batchKey } from '../../src/state/index.ts';
import { COURT, digest, makeLedger, OTHER_COURT } from '../support/acts.ts';
import type { CallOptions, MemoryLedger } from '../support/memory-ledger.ts';

interface Given {
  readonly court?: string;
  readonly seq?: number | string;
  readonly size?: number | string;
  readonly root?: string;
  readonly prevRoot?: string;
}

function recordBatch(ledger: MemoryLedger, given: Given = {}, options: CallOptions = {}) {
  const { court = COURT, seq = 1, size = 3, root = digest('b1'), prevRoot } = given;
  const before = prevRoot ?? (seq === 1 ? FIRST_PREV_ROOT : digest(`b${Number(seq) - 1}`));
  return ledger.call('recordBatch', [court, String(seq), String(size), root, before], options);
}

async function outcomeOf(call: ReturnType<typeof recordBatch>): Promise<string> {
  const { status, text } = await call;
  return status === 200 ? JSON.parse(text).outcome : text.slice(0, text.indexOf(':'));
}

t.test('batches of a court follow each other, and stand under their own key alone', async (t) => {
  const ledger = await makeLedger();
  const first = await recordBatch(ledger);
  const batch = { v: 1, court: COURT, seq: 1, size: 3, root: digest('b1') };
  const text = canonicalize({ ...batch, prevRoot: FIRST_PREV_ROOT });
  t.same(first.writes, [[batchKey(COURT, 1), text]]);
  t.equal(first.event, undefined);
  t.equal(await outcomeOf(recordBatch(ledger, { seq: 2, root: digest('b2') })), 'recorded');
  t.equal(await outcomeOf(recordBatch(ledger, { seq: 3, root: digest('b3') })), 'recorded');
  t.equal((await ledger.call('readBatch', [COURT, '1'])).text, text);
});

t.test('a batch reads network, court, itself and the one before', async (t) => {
  const ledger = await makeLedger();
  t.equal((await recordBatch(ledger)).reads.length, 3);
  const second = await recordBatch(ledger, { seq: 2, root: digest('b2') });
  t.equal(second.reads.length, 4);
});

t.test('the same batch again is there already and writes nothing', async (t) => {
  const ledger = await makeLedger();
  await recordBatch(ledger);
  await recordBatch(ledger, { seq: 2, root: digest('b2') });
  const again = await recordBatch(ledger);
  t.match(again, { status: 200, text: '{"outcome":"exists"}', writes: [] });
});

t.test('another batch under a used number is refused', async (t) => {
  const ledger = await makeLedger();
  await recordBatch(ledger);
  for (const change of [{ root: digest('x') }, { size: 4 }])
    t.equal(await outcomeOf(recordBatch(ledger, change)), 'BATCH_EXISTS');
});

t.test('a gap, and another predecessor, are refused', async (t) => {
  const ledger = await makeLedger();
  t.equal(await outcomeOf(recordBatch(ledger, { seq: 2 })), 'BATCH_OUT_OF_SEQUENCE');
  await recordBatch(ledger);
  t.equal(await outcomeOf(recordBatch(ledger, { seq: 3 })), 'BATCH_OUT_OF_SEQUENCE');
  const other = { seq: 2, root: digest('b2'), prevRoot: digest('x') };
  t.equal(await outcomeOf(recordBatch(ledger, other)), 'BATCH_ROOT_DIFFERS');
  const after = { seq: 2, root: digest('b2'), prevRoot: FIRST_PREV_ROOT };
  t.equal(await outcomeOf(recordBatch(ledger, after)), 'BATCH_ROOT_DIFFERS');
});

t.test('courts count by themselves', async (t) => {
  const ledger = await makeLedger();
  await recordBatch(ledger);
  const other = { court: OTHER_COURT };
  t.equal(await outcomeOf(recordBatch(ledger, other, { member: 'HzicMSP' })), 'recorded');
});

t.test('only the gateway of the member that hosts the court may', async (t) => {
  const ledger = await makeLedger();
  t.equal(await outcomeOf(recordBatch(ledger, {}, { member: 'HzicMSP' })), 'COURT_NOT_YOURS');
  t.equal(await outcomeOf(recordBatch(ledger, { court: '沪01' })), 'COURT_UNKNOWN');
  const stranger = recordBatch(ledger, {}, { member: 'StrangerMSP' });
  t.equal(await outcomeOf(stranger), 'MEMBER_UNKNOWN');
  const auditor = recordBatch(ledger, {}, { certificate: 'auditor' });
  t.equal(await outcomeOf(auditor), 'GATEWAY_ROLE_MISSING');
  t.notOk(ledger.state.has(batchKey(COURT, 1)));
});

t.test('malformed arguments are refused', async (t) => {
  const ledger = await makeLedger();
  const bad: Given[] = [
    { court: 'X' },
    { court: '' },
    { court: `${COURT}\u0000` },
    { seq: 0 },
    { seq: '01' },
    { seq: '1.0' },
    { seq: '1000000000000' },
    { size: 0 },
    { size: 4097 },
    { size: '+3' },
    { root: 'short' },
    { root: `${digest('b1').slice(0, 42)}B` },
    { prevRoot: digest('x') },
    { prevRoot: '' },
  ];
  for (const given of bad)
    t.equal(await outcomeOf(recordBatch(ledger, given)), 'BATCH_MALFORMED', JSON.stringify(given));
  for (const args of [
    ['X', '1'],
    [COURT, 'one'],
    [`${COURT}\u0000`, '1'],
  ])
    t.match(await ledger.call('readBatch', args), { status: 500, text: /^BATCH_MALFORMED: / });
  t.match(await ledger.call('readBatch', [COURT, '1']), { status: 500, text: /^NOT_FOUND: / });
});
