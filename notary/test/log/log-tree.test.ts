import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { inclusionPath, type RecordId, verifyInclusion } from '@cunzheng/domain';
import t, { type Test } from 'tap';
import { sha256Native } from '../../src/log/hashing.ts';
import { LogTree } from '../../src/log/log-tree.ts';
import { temporaryDirectory } from '../support/log-bench.ts';
import { naiveRoot, numberedEntry, numberedLeaf } from '../support/naive-tree.ts';

const ORIGIN = 'cunzheng/judicial/test';

/** Grows the log below `dir` to `size` numbered entries. */
async function grow(tree: LogTree, size: number): Promise<void> {
  const from = tree.state.size;
  tree.append(Array.from({ length: size - from }, (_, i) => numberedEntry(from + i)));
  await tree.flush({ blocks: tree.state.blocks + 1, blockHash: new Uint8Array(32) });
}

async function grown(t: Test, size: number): Promise<string> {
  const dir = await temporaryDirectory(t);
  const tree = await LogTree.open(dir, ORIGIN);
  await grow(tree, size);
  await tree.close();
  return dir;
}

function leaves(size: number): Uint8Array[] {
  return Array.from({ length: size }, (_, i) => numberedLeaf(i));
}

const SIZES = [1, 2, 3, 255, 256, 257, 258, 511, 512, 513, 600];

t.test('opens again at every size as it was, and every leaf has its path', async (t) => {
  const dir = await temporaryDirectory(t);
  for (const size of SIZES) {
    const tree = await LogTree.open(dir, ORIGIN);
    await grow(tree, size);
    await tree.close();
    const again = await LogTree.open(dir, ORIGIN);
    const root = naiveRoot(leaves(size));
    t.same(Buffer.from(again.state.root), Buffer.from(root));
    for (const index of [0, size >> 1, size - 1]) {
      verifyInclusion(
        index,
        size,
        numberedLeaf(index),
        await inclusionPath(index, size, again.node),
        root,
      );
      t.same(Buffer.from(await again.entry(index)), Buffer.from(numberedEntry(index)));
    }
    await again.close();
  }
});

t.test('keeps one width of each unfinished tile, and nothing temporary', async (t) => {
  const dir = await temporaryDirectory(t);
  const tree = await LogTree.open(dir, ORIGIN);
  for (let size = 250; size <= 260; size++) await grow(tree, size);
  await tree.close();
  const files = (await readdir(join(dir, 'tile'), { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(join(dir, 'tile').length + 1));
  t.same(files.sort(), ['0/000', '0/001.p/4', '1/000.p/1', 'entries/000', 'entries/001.p/4']);
});

t.test('clears away what a killed process left', async (t) => {
  const dir = await grown(t, 300);
  await writeFile(join(dir, 'tile/0/001.p/.45.abc.tmp'), 'half');
  await writeFile(join(dir, 'tile/0/001.p/45'), 'written, never counted');
  const tree = await LogTree.open(dir, ORIGIN);
  t.same(await readdir(join(dir, 'tile/0/001.p')), ['44']);
  await grow(tree, 400);
  await tree.close();
  t.same(Buffer.from(tree.state.root), Buffer.from(naiveRoot(leaves(400))));
});

for (const file of ['tile/0/001.p/44', 'tile/1/000.p/1', 'tile/entries/001.p/44', 'state.json']) {
  t.test(`a torn ${file} is found at start`, async (t) => {
    const dir = await grown(t, 300);
    const path = join(dir, file);
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 7));
    await t.rejects(LogTree.open(dir, ORIGIN), { code: 'LOG_CORRUPT' });
  });

  t.test(`a flipped bit in ${file} is found at start`, async (t) => {
    const dir = await grown(t, 300);
    const path = join(dir, file);
    const bytes = await readFile(path);
    bytes[20] = (bytes[20] as number) ^ 1;
    await writeFile(path, bytes);
    await t.rejects(LogTree.open(dir, ORIGIN), { code: 'LOG_CORRUPT' });
  });
}

t.test('killed between any two files of a flush, it opens as before and goes on', async (t) => {
  const before = await grown(t, 250);
  const after = await temporaryDirectory(t);
  await cp(before, after, { recursive: true });
  const tree = await LogTree.open(after, ORIGIN);
  await grow(tree, 520);
  await tree.close();
  const written = (await readdir(join(after, 'tile'), { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile())
    .map((file) => relative(after, join(file.parentPath, file.name)));
  t.ok(written.length >= 7);
  for (let count = 1; count <= written.length; count++) {
    const dir = await temporaryDirectory(t);
    await cp(before, dir, { recursive: true });
    for (const file of written.slice(0, count)) await cp(join(after, file), join(dir, file));
    const killed = await LogTree.open(dir, ORIGIN);
    t.equal(killed.state.size, 250);
    await grow(killed, 520);
    await killed.close();
    t.same(Buffer.from(killed.state.root), naiveRoot(leaves(520)));
  }
});

t.test('killed before the index is written, it fills the index at start', async (t) => {
  const dir = await grown(t, 250);
  await cp(join(dir, 'index'), join(dir, 'older'), { recursive: true });
  const tree = await LogTree.open(dir, ORIGIN);
  await grow(tree, 520);
  await tree.close();
  await rm(join(dir, 'index'), { recursive: true });
  await rename(join(dir, 'older'), join(dir, 'index'));
  const again = await LogTree.open(dir, ORIGIN);
  t.teardown(() => again.close());
  const id = sha256Native(Buffer.from('entry 519')).toString('base64url') as RecordId;
  t.match(await again.locate(id), { index: 519 });
});

t.test('a missing or short full tile is named when it is needed', async (t) => {
  const dir = await grown(t, 600);
  await rm(join(dir, 'tile/0/000'));
  await writeFile(join(dir, 'tile/entries/001'), '');
  const tree = await LogTree.open(dir, ORIGIN);
  t.teardown(() => tree.close());
  await t.rejects(inclusionPath(3, 600, tree.node), { code: 'LOG_CORRUPT', message: /0\/000/ });
  await t.rejects(tree.entry(300), { code: 'LOG_CORRUPT', message: /entries\/001/ });
});

t.test('a lost or damaged index is made again', async (t) => {
  const dir = await grown(t, 600);
  const id = sha256Native(Buffer.from('entry 599')).toString('base64url') as RecordId;
  await rm(join(dir, 'index'), { recursive: true });
  let tree = await LogTree.open(dir, ORIGIN);
  t.match(await tree.locate(id), { index: 599 });
  await tree.close();
  await writeFile(join(dir, 'index', 'CURRENT'), 'nonsense');
  tree = await LogTree.open(dir, ORIGIN);
  t.match(await tree.locate(id), { index: 599, block: 599 });
  await tree.close();
});

t.test('two processes never have one log open', async (t) => {
  const dir = await grown(t, 3);
  const tree = await LogTree.open(dir, ORIGIN);
  t.teardown(() => tree.close());
  await t.rejects(LogTree.open(dir, ORIGIN), { code: 'LEDGER_LOCKED' });
});

t.test('the log of another network is refused', async (t) => {
  const dir = await grown(t, 3);
  await t.rejects(LogTree.open(dir, 'cunzheng/judicial/other'), { code: 'LOG_CORRUPT' });
});

t.test('hash tiles are given at any width the tree has', async (t) => {
  const dir = await grown(t, 300);
  const tree = await LogTree.open(dir, ORIGIN);
  t.teardown(() => tree.close());
  const expected = Buffer.concat(leaves(300));
  const tile = (row: number, index: number, width: number, size = 300) =>
    tree.hashTile({ row, index, width }, size);
  t.same(Buffer.from((await tile(0, 0, 256)) as Uint8Array), expected.subarray(0, 256 * 32));
  t.same(Buffer.from((await tile(0, 0, 7)) as Uint8Array), expected.subarray(0, 7 * 32));
  t.same(Buffer.from((await tile(0, 1, 44)) as Uint8Array), expected.subarray(256 * 32));
  t.same(Buffer.from((await tile(1, 0, 1)) as Uint8Array), naiveRoot(leaves(256)));
  t.equal(await tile(0, 1, 45), undefined);
  t.equal(await tile(0, 1, 44, 299), undefined);
  t.equal(await tile(0, 2, 1), undefined);
  t.equal(await tile(5, 0, 1), undefined);
});
