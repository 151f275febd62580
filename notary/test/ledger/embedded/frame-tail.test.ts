import { join } from 'node:path';
import t from 'tap';
import { blockHash, encodeBlock } from '../../../src/ledger/embedded/block-codec.ts';
import { openBlockDirectory } from '../../../src/ledger/embedded/block-directory.ts';
import { FrameTail } from '../../../src/ledger/embedded/frame-tail.ts';
import { encodeFrame, segmentName } from '../../../src/ledger/embedded/frames.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function frameOf(number: number): Buffer {
  const previousHash = Buffer.alloc(32, number);
  const bytes = encodeBlock({ number, previousHash, transactions: [] });
  return encodeFrame(bytes, blockHash(bytes));
}

t.test('frames are read when they are whole, over the end of a file', async (t) => {
  const directory = openBlockDirectory(join(temporaryFolder(t), 'blocks'));
  const first = await directory.create(segmentName(0));
  const tail = new FrameTail(directory, { segment: 0, offset: 0 }, 0);
  t.teardown(() => tail.close());
  t.equal(await tail.read(), undefined, 'nothing yet');
  const [zero, one, two] = [frameOf(0), frameOf(1), frameOf(2)];
  for (const cut of [3, 8, zero.length - 1]) {
    await first.write(zero.subarray(0, cut), 0);
    t.equal(await tail.read(), undefined, `${cut} bytes of it`);
  }
  await first.write(Buffer.concat([zero, one, Buffer.alloc(500)]), 0);
  t.equal((await tail.read())?.number, 0);
  t.equal((await tail.read())?.number, 1);
  t.equal(await tail.read(), undefined, 'zeros ahead of need');
  const second = await directory.create(segmentName(2));
  t.equal(await tail.read(), undefined, 'the next file has nothing yet');
  await second.write(two, 0);
  t.match(await tail.read(), { number: 2, segment: 2, offset: 0 });
  t.equal(await tail.read(), undefined);
  await first.close();
  await second.close();
});

t.test('a frame that is missing before a later file is damage', async (t) => {
  const directory = openBlockDirectory(join(temporaryFolder(t), 'blocks'));
  const first = await directory.create(segmentName(0));
  await first.write(frameOf(0), 0);
  const tail = new FrameTail(directory, { segment: 0, offset: 0 }, 0);
  t.teardown(() => tail.close());
  t.equal((await tail.read())?.number, 0);
  await (await directory.create(segmentName(2))).close();
  await t.rejects(tail.read(), { code: 'LEDGER_CORRUPT', details: { block: 1 } });
  await first.close();
});
