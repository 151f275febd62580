import { spawnSync } from 'node:child_process';
import t from 'tap';
import {
  type EmbeddedLedger,
  type LedgerResult,
  openEmbeddedLedger,
} from '../../../src/ledger/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createToyChaincode, Gate } from '../../support/toy-chaincode.ts';

async function openToy(
  t: { teardown(run: () => unknown): unknown },
  options: { gate?: Gate; clock?: () => number; dir?: string } = {},
): Promise<EmbeddedLedger> {
  const { gate, clock = Date.now, dir = temporaryFolder(t) } = options;
  const ledger = await openEmbeddedLedger({ dir, clock, chaincode: createToyChaincode(gate) });
  t.teardown(() => ledger.close());
  return ledger;
}

const call = (name: string, ...args: string[]) => ({ name, args });

async function codeOf(work: Promise<LedgerResult>): Promise<string> {
  try {
    await work;
    return 'VALID';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

t.test('a value lasts, a deleted one and an empty one are gone', async (t) => {
  const ledger = await openToy(t);
  await ledger.submit(call('put', 'a', '1', 'b', '2', 'c', '3'));
  t.equal(await ledger.evaluate(call('get', 'a')), '1');
  await ledger.submit(call('delete', 'a'));
  await ledger.submit(call('put', 'b', ''));
  t.equal(await ledger.evaluate(call('get', 'a')), '');
  t.equal(await ledger.evaluate(call('range', '', '')), '["c=3"]');
});

t.test('a transaction does not read its own writes', async (t) => {
  const ledger = await openToy(t);
  t.equal((await ledger.submit(call('putThenGet', 'k', 'new'))).response, '');
  t.equal((await ledger.submit(call('putThenGet', 'k', 'newer'))).response, 'new');
});

t.test('ranges and write sets are in byte order of the keys', async (t) => {
  const ledger = await openToy(t);
  // U+FFFD sorts after a surrogate pair in JavaScript and before it in UTF-8.
  const keys = ['\u{10437}', '\uFFFD', '京', 'b', 'aa', 'a'];
  const { block } = await ledger.submit(call('put', ...keys.flatMap((key) => [key, 'x'])));
  const ordered = ['a', 'aa', 'b', '京', '\uFFFD', '\u{10437}'];
  for await (const found of ledger.follow(block)) {
    t.same(
      found.transactions[0]?.writes.map(({ key }) => key),
      ordered,
    );
    break;
  }
  t.same(
    JSON.parse(await ledger.evaluate(call('range', 'a', ''))),
    ordered.map((key) => `${key}=x`),
  );
  t.same(JSON.parse(await ledger.evaluate(call('range', 'aa', '京'))), ['aa=x', 'b=x']);
});

t.test('pages end with a bookmark, and a transaction that read them writes nothing', async (t) => {
  const ledger = await openToy(t);
  await ledger.submit(call('put', 'a', '1', 'b', '2', 'c', '3'));
  const first = JSON.parse(await ledger.evaluate(call('page', 'a', 'z', '2', '')));
  t.same(first, { keys: ['a', 'b'], bookmark: 'c' });
  const last = JSON.parse(await ledger.evaluate(call('page', 'a', 'z', '2', first.bookmark)));
  t.same(last, { keys: ['c'], bookmark: '' });
  await t.rejects(ledger.submit(call('pageThenPut')), { code: 'LEDGER_REFUSED' });
});

t.test('what was read and changed since makes a transaction invalid', async (t) => {
  const gate = new Gate();
  const ledger = await openToy(t, { gate });
  const arrived = gate.arrival('late');
  const late = await ledger.prepare(call('slowly', 'late', 'k', 'late'));
  const fate = codeOf(late.submit());
  await arrived;
  await ledger.submit(call('put', 'k', 'first'));
  gate.release('late');
  t.equal(await fate, 'LEDGER_CONFLICT');
  t.match(await ledger.transaction(late.txId), { valid: false, code: 11 });
  t.equal(await ledger.evaluate(call('get', 'k')), 'first');
  t.equal(await codeOf(late.submit()), 'LEDGER_CONFLICT', 'the same call is answered the same');
});

t.test('of two in one block that read and write the same the first is valid', async (t) => {
  const gate = new Gate();
  const ledger = await openToy(t, { gate });
  const arrived = Promise.all([gate.arrival('one'), gate.arrival('two')]);
  const one = await ledger.prepare(call('slowly', 'one', 'k', '1'));
  const two = await ledger.prepare(call('slowly', 'two', 'k', '2'));
  const fates = Promise.all([codeOf(one.submit()), codeOf(two.submit())]);
  await arrived;
  gate.release('one');
  gate.release('two');
  t.same(await fates, ['VALID', 'LEDGER_CONFLICT']);
  const places = [await ledger.transaction(one.txId), await ledger.transaction(two.txId)];
  t.equal(places[0]?.block, places[1]?.block);
  t.equal(await ledger.evaluate(call('get', 'k')), '1');
});

for (const [what, change, wanted] of [
  ['a key that was added', call('put', 'bb', '1'), 'LEDGER_CONFLICT'],
  ['a key that was removed', call('delete', 'b'), 'LEDGER_CONFLICT'],
  ['a key that was changed', call('put', 'b', '9'), 'LEDGER_CONFLICT'],
  ['a key outside it by staying valid', call('put', 'x', '1'), 'VALID'],
] as const) {
  t.test(`a range read notices ${what}`, async (t) => {
    const gate = new Gate();
    const ledger = await openToy(t, { gate });
    await ledger.submit(call('put', 'a', '1', 'b', '2', 'c', '3'));
    const arrived = gate.arrival('n');
    const fate = codeOf(ledger.submit(call('count', 'n', 'a', 'd', 'total')));
    await arrived;
    await ledger.submit(change);
    gate.release('n');
    t.equal(await fate, wanted);
  });
}

t.test('a range read notices a key added earlier in the same block', async (t) => {
  const gate = new Gate();
  const ledger = await openToy(t, { gate });
  const arrived = Promise.all([gate.arrival('put'), gate.arrival('n')]);
  const put = codeOf(ledger.submit(call('slowly', 'put', 'b', '1')));
  const counting = await ledger.prepare(call('count', 'n', 'a', 'd', 'total'));
  const fate = codeOf(counting.submit());
  await arrived;
  gate.release('put');
  gate.release('n');
  t.equal(await put, 'VALID');
  t.equal(await fate, 'LEDGER_CONFLICT');
  t.match(await ledger.transaction(counting.txId), { valid: false, code: 12 });
});

t.test('a fault of the contract refuses the call and leaves nothing', async (t) => {
  const ledger = await openToy(t);
  const height = await ledger.height();
  await t.rejects(ledger.submit(call('fail')), { code: 'LEDGER_REFUSED' });
  await t.rejects(ledger.submit(call('privately')), { code: 'LEDGER_REFUSED' });
  await t.rejects(ledger.submit(call('put', '', 'x')), { code: 'LEDGER_REFUSED' });
  await t.rejects(ledger.submit(call('putMalformedKey')), { code: 'LEDGER_REFUSED' });
  t.equal(await ledger.height(), height);
});

t.test('each member has a gateway, nobody else', async (t) => {
  const ledger = await openToy(t);
  for (const { id } of ledger.genesis.members) {
    t.equal(await ledger.evaluate({ ...call('who'), as: id }), id);
  }
  t.equal(await ledger.evaluate(call('who')), 'BjicMSP');
  await t.rejects(ledger.submit({ ...call('who'), as: 'NobodyMSP' }), { code: 'MEMBER_UNKNOWN' });
  await t.rejects(ledger.prepare({ ...call('who'), nonce: new Uint8Array(8) }), TypeError);
});

t.test('many that are ready share a block', async (t) => {
  const ledger = await openToy(t);
  const height = await ledger.height();
  const puts = Array.from({ length: 50 }, (_, i) => ledger.submit(call('put', `k${i}`, 'x')));
  t.equal(new Set((await Promise.all(puts)).map(({ txId }) => txId)).size, 50);
  t.ok((await ledger.height()) - height < 25);
});

t.test('a slow follower gets every block once', async (t) => {
  const ledger = await openToy(t);
  const from = await ledger.height();
  const follower = ledger.follow(from);
  const numbers: number[] = [];
  for (let i = 0; i < 30; i++) {
    await ledger.submit(call('put', 'k', String(i)));
    if (i % 3 === 0) numbers.push((await follower.next()).value?.number as number);
  }
  while (numbers.length < 30) numbers.push((await follower.next()).value?.number as number);
  t.same(
    numbers,
    Array.from({ length: 30 }, (_, i) => from + i),
  );
  await follower.return();
});

t.test('times stand still for a small step back of the clock and follow a large one', async (t) => {
  const minute = 60_000;
  const start = Date.UTC(2026, 2, 2);
  let now = start;
  const dir = temporaryFolder(t);
  const timeAt = async (ledger: EmbeddedLedger, offset: number) => {
    now = start + offset;
    return Number((await ledger.submit(call('time'))).response) - start;
  };
  const ledger = await openToy(t, { clock: () => now, dir });
  t.equal(await timeAt(ledger, 20 * minute), 20 * minute);
  t.equal(await timeAt(ledger, 6 * minute), 20 * minute);
  await ledger.close();
  const again = await openToy(t, { clock: () => now, dir });
  t.equal(await timeAt(again, 5 * minute), 20 * minute, 'also after a restart');
  t.equal(await timeAt(again, 21 * minute), 21 * minute);
  t.equal(await timeAt(again, 1 * minute), 1 * minute);
  t.equal(await timeAt(again, 2 * minute), 2 * minute);
});

t.test('a fault in a process with a ledger still ends the process', async (t) => {
  const module = new URL('../../../src/ledger/index.js', import.meta.url).href;
  const dir = JSON.stringify(temporaryFolder(t));
  const program = `
    const { openEmbeddedLedger } = await import(${JSON.stringify(module)});
    await openEmbeddedLedger({ dir: ${dir} });
    Promise.reject(new Error('nobody handles this'));
    setTimeout(() => process.exit(0), 60_000);`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', program]);
  t.equal(child.status, 1);
  t.match(child.stderr.toString(), /nobody handles this/);
});
