import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CunzhengError, canonicalize } from '@cunzheng/domain';
import t, { type Test } from 'tap';
import {
  type Errand,
  openEmbeddedLedger,
  openSharedLedger,
  type SendErrand,
} from '../../../src/ledger/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

t.setTimeout(120_000);

const nobody: SendErrand = async () => {
  throw new CunzhengError('LEDGER_OUTCOME_UNKNOWN', 'nobody answers');
};

/** A court's proposal, another for each number. */
const propose = (number: number) => ({
  name: 'proposeCourt',
  args: [
    canonicalize({
      code: `京01${String(number).padStart(2, '0')}`,
      name: '某院',
      member: 'BjicMSP',
    }),
  ],
  as: 'BjicMSP',
});

async function proposals(ledger: { evaluate(call: object): Promise<string> }): Promise<number> {
  return JSON.parse(await ledger.evaluate({ name: 'readCourts', args: [] } as never)).proposals
    .length;
}

async function two(t: Test, sendErrand: SendErrand = nobody) {
  const folder = temporaryFolder(t);
  const options = { dir: join(folder, 'ledger'), replicas: join(folder, 'replicas'), sendErrand };
  const owner = await openSharedLedger(options);
  const reader = await openSharedLedger(options);
  t.teardown(() => owner.close());
  t.teardown(() => reader.close());
  return { owner, reader, options };
}

t.test('the second process reads whatever is durable when it asks', async (t) => {
  const { owner, reader } = await two(t);
  t.equal(owner.replica, undefined, 'the first owns the ledger');
  t.match(reader.replica, /replicas.1$/);
  t.equal(reader.network, owner.network);
  for (let i = 0; i < 20; i++) {
    const { txId, block } = await owner.submit(propose(i));
    t.equal(await proposals(reader), i + 1);
    t.match(await reader.transaction(txId), { block, valid: true });
    t.equal(await reader.height(), block + 1);
  }
});

t.test('blocks are followed over a takeover, each once', async (t) => {
  const { owner, reader } = await two(t);
  const seen: number[] = [];
  const end = new AbortController();
  const following = (async () => {
    for await (const block of reader.follow(0, end.signal)) {
      seen.push(block.number);
      if (block.number === 25) end.abort();
    }
  })();
  for (let i = 0; (await owner.height()) < 20; i++) await owner.submit(propose(i));
  await t.rejects(reader.takeOver(), { code: 'LEDGER_LOCKED' }, 'while the owner lives');
  await owner.close();
  t.equal(await reader.takeOver(), true);
  t.equal(await reader.takeOver(), false, 'it is by now');
  for (let i = 50; (await reader.height()) <= 25; i++) await reader.submit(propose(i));
  await following;
  t.strictSame(seen, [...seen.keys()]);
  t.equal(seen.length, 26);
});

t.test('what is asked while the ledger is taken over is answered', async (t) => {
  const { owner, reader } = await two(t);
  await owner.submit(propose(1));
  const asked = Array.from({ length: 30 }, () => proposals(reader));
  await owner.close();
  const taking = reader.takeOver();
  for (let i = 0; i < 30; i++) asked.push(proposals(reader));
  await taking;
  t.strictSame(new Set(await Promise.all(asked)), new Set([1]));
});

t.test(
  'a call is handed to the owner under its id, and by who took over it is made once',
  async (t) => {
    const errands: Errand[] = [];
    const { owner, reader } = await two(t, async (errand) => {
      errands.push(errand);
      return (await owner.prepare(errand.call)).submit();
    });
    const prepared = await reader.prepare(propose(1));
    const first = await prepared.submit();
    t.equal(first.txId, prepared.txId);
    t.match(errands, [{ txId: first.txId }]);
    t.strictSame(await prepared.submit(), first, 'again: the first outcome');
    t.equal(errands.length, 1, 'without asking, for it is on the ledger');
    await owner.close();
    await reader.takeOver();
    t.strictSame(await prepared.submit(), first);
    t.equal(await proposals(reader), 1);
  },
);

t.test('a copy that does not fit the blocks is made again', async (t) => {
  const { owner, reader, options } = await two(t);
  await owner.submit(propose(1));
  await reader.close();
  await owner.close();
  rmSync(options.dir, { recursive: true });
  const other = await openEmbeddedLedger({ dir: options.dir });
  t.teardown(() => other.close());
  const again = await openSharedLedger(options);
  t.teardown(() => again.close());
  t.match(again.replica, /replicas.1$/);
  t.equal(again.network, other.network, 'another network');
  t.equal(await proposals(again), 0);
});

t.test('each of several readers has a copy of its own', async (t) => {
  const { reader, options } = await two(t);
  const third = await openSharedLedger(options);
  t.teardown(() => third.close());
  t.not(third.replica, reader.replica);
  t.equal(await third.height(), await reader.height());
});
