import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import type { common } from '@hyperledger/fabric-protos';
import t, { type Test } from 'tap';
import { hashHeader, headerOf } from '../../../src/ledger/fabric/block-header.ts';
import { blockFiles } from '../../../src/ledger/fabric/index.ts';
import type { BlockPlace } from '../../../src/ledger/fabric/kept-block.ts';
import { makeBlock, makeEnvelope } from '../../support/fabric-blocks.ts';
import { temporaryDirectory } from '../../support/log-bench.ts';

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.from([...bytes, left]);
    bytes.push((left % 128) | 128);
  }
}

const counted = (bytes: Uint8Array) => Buffer.concat([varint(bytes.length), bytes]);
const listed = (items: readonly Uint8Array[]) =>
  Buffer.concat([varint(items.length), ...items.map(counted)]);

/** A block as a peer writes it to its file. */
function stored(block: common.Block): Buffer {
  const { number, dataHash, previousHash } = headerOf(block);
  const header = [varint(number), counted(dataHash), counted(previousHash)];
  const data = listed(block.getData()?.getDataList_asU8() ?? []);
  const metadata = listed(block.getMetadata()?.getMetadataList_asU8() ?? []);
  return counted(Buffer.concat([...header, data, metadata]));
}

function chainOf(count: number): common.Block[] {
  const blocks: common.Block[] = [];
  for (let number = 0; number < count; number++) {
    const last = blocks.at(-1);
    const previous = last === undefined ? new Uint8Array(32) : hashHeader(headerOf(last));
    const envelope = makeEnvelope({ txId: number.toString(16).padStart(64, '0') });
    blocks.push(makeBlock(number, previous, [envelope], [0]));
  }
  return blocks;
}

async function store(t: Test, count: number): Promise<{ dir: string; blocks: common.Block[] }> {
  const dir = await temporaryDirectory(t);
  const blocks = chainOf(count);
  const half = Math.ceil(count / 2);
  const write = (name: string, part: readonly common.Block[]) =>
    writeFile(join(dir, name), Buffer.concat(part.map(stored)));
  await write('blockfile_000000', blocks.slice(0, half));
  await write('blockfile_000001', blocks.slice(half));
  return { dir, blocks };
}

/** What each number gives: the block's whole text, or the refusal. */
async function readAll(place: BlockPlace): Promise<string[]> {
  const found: string[] = [];
  for (let number = 0; number < (await place.height()); number++) {
    const read = await place.read(number).then(
      ({ bytes }) => Buffer.from(bytes).toString('hex'),
      (error: unknown) => {
        if (error instanceof CunzhengError) return error.code;
        throw error;
      },
    );
    found.push(read);
  }
  return found;
}

t.test('reads every block of every file as the peer would give it', async (t) => {
  const { dir, blocks } = await store(t, 5);
  const place = await blockFiles('HzicMSP', dir, 'cunzheng');
  t.match(place, { member: 'HzicMSP', name: dir });
  t.same(
    await readAll(place),
    blocks.map((block) => Buffer.from(block.serializeBinary()).toString('hex')),
  );
  const { block, print } = await place.read(3);
  t.equal(block.transactions[0]?.txId, '3'.padStart(64, '0'));
  t.equal(print.hash, Buffer.from(block.hash).toString('base64url'));
});

t.test('does not count a block that its peer is still writing', async (t) => {
  const { dir } = await store(t, 4);
  const path = join(dir, 'blockfile_000001');
  await truncate(path, (await readFile(path)).length - 1);
  t.equal(await (await blockFiles('HzicMSP', dir, 'cunzheng')).height(), 3);
  await appendFile(path, 'x');
  const again = await blockFiles('HzicMSP', dir, 'cunzheng');
  t.not((await readAll(again))[3], undefined);
});

t.test('no byte can be changed without its block being refused or another one', async (t) => {
  const { dir } = await store(t, 2);
  const before = await readAll(await blockFiles('HzicMSP', dir, 'cunzheng'));
  const path = join(dir, 'blockfile_000000');
  const whole = await readFile(path);
  const unseen: number[] = [];
  for (let at = 0; at < whole.length; at++) {
    const spoiled = Buffer.from(whole);
    spoiled[at] = (spoiled[at] as number) ^ (1 << (at % 8));
    await writeFile(path, spoiled);
    const after = await readAll(await blockFiles('HzicMSP', dir, 'cunzheng'));
    if (JSON.stringify(after) === JSON.stringify(before)) unseen.push(at);
  }
  t.same(unseen, []);
});

t.test('a folder without block files is refused', async (t) => {
  const dir = await temporaryDirectory(t);
  await t.rejects(blockFiles('HzicMSP', dir, 'cunzheng'), { code: 'LEDGER_UNAVAILABLE' });
});
