import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Level } from 'level';
import t from 'tap';
import { openBlockDirectory } from '../../../src/ledger/embedded/block-directory.ts';
import { FRAME_OVERHEAD } from '../../../src/ledger/embedded/frames.ts';
import { type EmbeddedLedger, openEmbeddedLedger, readBlocks } from '../../../src/ledger/index.ts';
import { FailingDirectory } from '../../support/failing-directory.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createToyChaincode } from '../../support/toy-chaincode.ts';

const chaincode = createToyChaincode();
const put = (key: string, value = 'x') => ({ name: 'put', args: [key, value] });

function open(dir: string, blocks?: FailingDirectory): Promise<EmbeddedLedger> {
  return openEmbeddedLedger({ dir, chaincode, ...(blocks === undefined ? {} : { blocks }) });
}

/** A closed ledger with some blocks; returns how many. */
async function makeLedger(dir: string, puts = 10): Promise<number> {
  const ledger = await open(dir);
  for (let i = 0; i < puts; i++) await ledger.submit(put(`key${i}`));
  const height = await ledger.height();
  await ledger.close();
  return height;
}

/** Path of the only file of blocks. */
function blockFile(dir: string): string {
  const names = readdirSync(join(dir, 'blocks'));
  return join(dir, 'blocks', names[0] as string);
}

/** Start of each frame in a file. */
function frameStarts(bytes: Buffer): number[] {
  const starts: number[] = [];
  for (let at = 0; bytes.toString('latin1', at, at + 4) === 'CZB1'; ) {
    starts.push(at);
    at += bytes.readUInt32BE(at + 4) + FRAME_OVERHEAD;
  }
  return starts;
}

function edit(path: string, change: (bytes: Buffer, starts: number[]) => Buffer | undefined): void {
  const bytes = readFileSync(path);
  writeFileSync(path, change(bytes, frameStarts(bytes)) ?? bytes);
}

function forgetState(dir: string): void {
  rmSync(join(dir, 'state'), { recursive: true });
}

async function readAll(dir: string, from = 0) {
  const numbers: number[] = [];
  const blocks = readBlocks(dir, from);
  let next = await blocks.next();
  for (; next.done !== true; next = await blocks.next()) numbers.push(next.value.number);
  return { numbers, ...next.value };
}

// Processes are started and much is written: machines differ.
t.setTimeout(120_000);

t.test('start reads the savepoint’s block only, however many there are', async (t) => {
  const counts: number[] = [];
  for (const puts of [1, 40]) {
    const dir = temporaryFolder(t);
    await makeLedger(dir, puts);
    const ledger = await open(dir);
    counts.push(ledger.blocksReadAtStart);
    await ledger.close();
  }
  t.same(counts, [1, 1]);
});

t.test('blocks after the savepoint are taken up, and no others are read', async (t) => {
  const dir = temporaryFolder(t);
  await makeLedger(dir, 20);
  const early = setAside(join(dir, 'state'));
  const ledger = await open(dir);
  for (let i = 0; i < 5; i++) await ledger.submit(put(`later${i}`));
  const height = await ledger.height();
  await ledger.close();
  early.restore();
  const again = await open(dir);
  t.equal(again.blocksReadAtStart, 6);
  t.equal(await again.height(), height);
  t.equal(await again.evaluate({ name: 'get', args: ['later4'] }), 'x');
  t.match(await again.compareState(), { height, different: 0 });
  await again.close();
});

t.test('state that is gone is made again from the blocks', async (t) => {
  const dir = temporaryFolder(t);
  const height = await makeLedger(dir);
  forgetState(dir);
  const ledger = await open(dir);
  t.equal(ledger.blocksReadAtStart, height);
  t.equal(await ledger.evaluate({ name: 'get', args: ['key9'] }), 'x');
  t.match(await ledger.compareState(), { height, different: 0 });
  await ledger.close();
});

t.test('a frame cut anywhere at the end is dropped, and the ledger goes on', async (t) => {
  for (const cut of [1, 9, 40, 100]) {
    const dir = temporaryFolder(t);
    const height = await makeLedger(dir);
    forgetState(dir);
    edit(blockFile(dir), (bytes, starts) => {
      const last = starts.at(-1) as number;
      return bytes.fill(0, last + cut);
    });
    t.match(await readAll(dir), { height: height - 1, torn: true });
    const ledger = await open(dir);
    t.equal(await ledger.height(), height - 1);
    await ledger.submit(put('after'));
    await ledger.close();
    t.match(await readAll(dir), { height, torn: false });
  }
});

t.test('a file that ends inside the last frame is cut the same way', async (t) => {
  const dir = temporaryFolder(t);
  const height = await makeLedger(dir);
  forgetState(dir);
  edit(blockFile(dir), (bytes, starts) => bytes.subarray(0, (starts.at(-1) as number) + 50));
  const ledger = await open(dir);
  t.equal(await ledger.height(), height - 1);
  await ledger.close();
});

t.test('a bit flipped in any part of an earlier block stops the start by its number', async (t) => {
  const dir = temporaryFolder(t);
  const height = await makeLedger(dir);
  const path = blockFile(dir);
  const whole = readFileSync(path);
  const number = height - 4;
  const start = frameStarts(whole)[number] as number;
  const end = frameStarts(whole)[number + 1] as number;
  // magic, length, block number, previous hash, contents, own hash
  for (const at of [start, start + 5, start + 12, start + 30, start + 90, end - 3]) {
    forgetState(dir);
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] as number) ^ 0x10;
    writeFileSync(path, bytes);
    const error = { code: 'LEDGER_CORRUPT', details: { block: number } };
    await t.rejects(open(dir), error, `byte ${at - start}`);
    await t.rejects(readAll(dir), error, `byte ${at - start}, offline`);
    await t.rejects(open(dir), error, 'and again: nothing was repaired away');
    t.same(readFileSync(path).equals(bytes), true);
  }
});

t.test('a damaged block that the state has seen is no torn tail', async (t) => {
  const dir = temporaryFolder(t);
  const height = await makeLedger(dir);
  edit(blockFile(dir), (bytes, starts) => {
    const at = (starts.at(-1) as number) + 60;
    bytes[at] = (bytes[at] as number) ^ 1;
    return undefined;
  });
  await t.rejects(open(dir), { code: 'LEDGER_CORRUPT', details: { block: height - 1 } });
});

t.test('blocks rolled back or replaced behind the state stop the start', async (t) => {
  const dir = temporaryFolder(t);
  await makeLedger(dir, 3);
  const early = readFileSync(blockFile(dir));
  const late = await makeLedger(dir, 6);
  writeFileSync(blockFile(dir), early);
  await t.rejects(open(dir), { code: 'LEDGER_CORRUPT', details: { block: late - 1 } });
  const other = temporaryFolder(t);
  await makeLedger(other, 9);
  writeFileSync(blockFile(dir), readFileSync(blockFile(other)));
  await t.rejects(open(dir), { code: 'LEDGER_CORRUPT' });
  rmSync(join(dir, 'blocks'), { recursive: true });
  await t.rejects(open(dir), { code: 'LEDGER_CORRUPT', details: { block: 0 } });
});

t.test('a whole block exchanged for another one breaks the chain', async (t) => {
  const dir = temporaryFolder(t);
  const height = await makeLedger(dir);
  forgetState(dir);
  edit(blockFile(dir), (bytes, starts) => {
    const [a, b, c] = starts.slice(height - 3) as [number, number, number];
    const swapped = Buffer.concat([
      bytes.subarray(0, a),
      bytes.subarray(b, c),
      bytes.subarray(a, b),
    ]);
    return Buffer.concat([swapped, bytes.subarray(c)]);
  });
  await t.rejects(open(dir), { code: 'LEDGER_CORRUPT', details: { block: height - 3 } });
  await t.rejects(readAll(dir), { code: 'LEDGER_CORRUPT', details: { block: height - 3 } });
});

t.test('blocks can be read from the middle while the ledger is open', async (t) => {
  const dir = temporaryFolder(t);
  await makeLedger(dir, 4);
  const ledger = await open(dir);
  const puts = Array.from({ length: 20 }, (_, i) => ledger.submit(put(`busy${i}`)));
  const beside = await readAll(dir, 5);
  t.equal(beside.numbers[0], 5);
  await Promise.all(puts);
  const height = await ledger.height();
  t.match(await readAll(dir, 5), { height, torn: false });
  await ledger.close();
  await t.rejects(readAll(temporaryFolder(t)), { code: 'NOT_FOUND' });
});

t.test('state that differs from the blocks is named', async (t) => {
  const dir = temporaryFolder(t);
  await makeLedger(dir);
  const state = new Level<string, Buffer>(join(dir, 'state'), { valueEncoding: 'buffer' });
  const changed = Buffer.from((await state.get('skey3')) as Buffer);
  changed[changed.length - 1] = 0;
  await state.put('skey3', changed);
  await state.del('skey4');
  await state.put('sforeign', changed);
  await state.close();
  const ledger = await open(dir);
  t.match(await ledger.compareState(), {
    different: 3,
    differences: [
      { kind: 'foreign', key: 'sforeign' },
      { kind: 'differs', key: 'skey3' },
      { kind: 'missing', key: 'skey4' },
    ],
  });
  await ledger.close();
  t.same(
    readdirSync(dir).filter((name) => name.startsWith('compare-')),
    [],
  );
});

t.test('a beginning cut short is taken up', async (t) => {
  const dir = temporaryFolder(t);
  const height = await makeLedger(dir, 0);
  for (const keep of [0, 1, 5, height - 1]) {
    forgetState(dir);
    edit(blockFile(dir), (bytes, starts) => bytes.fill(0, starts[keep]));
    const ledger = await openEmbeddedLedger({ dir });
    t.equal(await ledger.height(), height);
    await ledger.close();
  }
});

t.test('a second opening is refused until the first is closed', async (t) => {
  const dir = temporaryFolder(t);
  const ledger = await open(dir);
  await t.rejects(open(dir), { code: 'LEDGER_LOCKED' });
  await ledger.close();
  await (await open(dir)).close();
});

t.test('a folder that cannot be is refused by name', async (t) => {
  const dir = temporaryFolder(t);
  writeFileSync(join(dir, 'file'), '');
  await t.rejects(open(join(dir, 'file', 'ledger')), { code: 'DATA_DIR_UNWRITABLE' });
});

t.test(
  'a folder without permission is refused by name',
  {
    skip: process.getuid?.() === 0 && 'root may write anywhere',
  },
  async (t) => {
    const dir = temporaryFolder(t);
    chmodSync(dir, 0o500);
    await t.rejects(open(join(dir, 'ledger')), { code: 'DATA_DIR_UNWRITABLE' });
    await t.rejects(open(dir), { code: 'DATA_DIR_UNWRITABLE' });
  },
);

t.test('a ledger of another channel is refused', async (t) => {
  const dir = temporaryFolder(t);
  await makeLedger(dir, 0);
  await t.rejects(openEmbeddedLedger({ dir, channel: 'other' }), { code: 'CONFIG_INVALID' });
});

for (const [what, fault, inFlight, then] of [
  [
    'write',
    { operation: 'write', code: 'EIO', bytes: 60 },
    'LEDGER_OUTCOME_UNKNOWN',
    'LEDGER_UNAVAILABLE',
  ],
  ['sync', { operation: 'sync', code: 'EIO' }, 'LEDGER_OUTCOME_UNKNOWN', 'LEDGER_UNAVAILABLE'],
  [
    'write for want of space',
    { operation: 'write', code: 'ENOSPC', bytes: 20 },
    'DISK_FULL',
    'DISK_FULL',
  ],
  [
    'write of a whole frame that is reported failed',
    { operation: 'write', code: 'EIO', bytes: 1e9 },
    'LEDGER_OUTCOME_UNKNOWN',
    'LEDGER_UNAVAILABLE',
  ],
] as const) {
  t.test(
    `after a failed ${what} nothing is acknowledged until the ledger is opened again`,
    async (t) => {
      const dir = temporaryFolder(t);
      const blocks = new FailingDirectory(openBlockDirectory(join(dir, 'blocks')));
      const ledger = await open(dir, blocks);
      await ledger.submit(put('before'));
      const call = { ...put('k'), nonce: randomBytes(24) };
      blocks.failNext(fault);
      const prepared = await ledger.prepare(call);
      await t.rejects(prepared.submit(), { code: inFlight });
      await t.rejects(ledger.submit(put('next')), { code: then });
      await t.rejects(prepared.submit(), { code: then });
      t.match(ledger.alarms(), [{ code: then, message: /start the server again/ }]);
      t.equal(await ledger.evaluate({ name: 'get', args: ['before'] }), 'x');
      await ledger.close();
      const again = await open(dir);
      t.same(again.alarms(), []);
      const result = await again.submit(call);
      t.equal(result.txId, prepared.txId);
      t.equal(await again.evaluate({ name: 'get', args: ['k'] }), 'x');
      t.equal(await again.evaluate({ name: 'get', args: ['next'] }), '');
      t.equal(await timesRecorded(again, prepared.txId), 1);
      await again.close();
    },
  );
}

t.test('a start that cannot write says so and can be repeated', async (t) => {
  for (const skip of [0, 1, 2, 5]) {
    const dir = temporaryFolder(t);
    const blocks = new FailingDirectory(openBlockDirectory(join(dir, 'blocks')));
    blocks.failNext({ operation: 'write', code: 'ENOSPC', bytes: 10 }, skip);
    await t.rejects(openEmbeddedLedger({ dir, blocks }), { code: 'DISK_FULL' });
    const ledger = await openEmbeddedLedger({ dir, blocks });
    t.match(await ledger.evaluate({ name: 'readCourts', args: [] }), /京0491/);
    await ledger.close();
  }
});

t.test('a last block whose sync is not known is written once more', async (t) => {
  const dir = temporaryFolder(t);
  await makeLedger(dir);
  const length = readFileSync(blockFile(dir)).length;
  forgetState(dir);
  const blocks = new FailingDirectory(openBlockDirectory(join(dir, 'blocks')));
  await (await open(dir, blocks)).close();
  const last = frameStarts(readFileSync(blockFile(dir))).at(-1);
  t.match(blocks.written, [{ position: last }]);
  t.equal(readFileSync(blockFile(dir)).length, length);
});

async function timesRecorded(ledger: EmbeddedLedger, txId: string): Promise<number> {
  const height = await ledger.height();
  let times = 0;
  for await (const block of ledger.follow(0)) {
    times += block.transactions.filter((other) => other.txId === txId).length;
    if (block.number + 1 === height) break;
  }
  return times;
}

/** Sets a folder's present contents aside, to put them back later. */
function setAside(dir: string): { restore(): void } {
  const aside = `${dir}.aside`;
  cpSync(dir, aside, { recursive: true });
  return {
    restore() {
      rmSync(dir, { recursive: true });
      renameSync(aside, dir);
    },
  };
}
