import { createHash } from 'node:crypto';
import {
  behaviourBytes,
  behaviourId,
  inclusionPath,
  makeBehaviour,
  rootFromInclusion,
  toBase64Url,
  treeRoot,
  utf8Text,
} from '@cunzheng/domain';
import fc from 'fast-check';
import t from 'tap';
import { batchPath, batchRoot, leafHashOf } from '../../src/batches/tree.ts';

const sha256 = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** The definition of RFC 9162 2.1.1, word for word: split at the largest power of two below the number of leaves. */
function plainRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0] as Buffer;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Buffer.of(1), plainRoot(leaves.slice(0, k)), plainRoot(leaves.slice(k)));
}

function leavesUpTo(count: number): Buffer[] {
  return Array.from({ length: count }, (_, i) => sha256(Buffer.from(String(i))));
}

t.test('the root of any number of leaves is that of the plain definition', async (t) => {
  const all = leavesUpTo(4096);
  for (const size of [...Array.from({ length: 130 }, (_, i) => i + 1), 4095, 4096]) {
    const leaves = all.slice(0, size);
    t.same(Buffer.from(batchRoot(leaves)), plainRoot(leaves), `${size}`);
  }
  t.throws(() => batchRoot([]), TypeError);
});

t.test('the tree is the log’s own, and every path leads to its root', async (t) => {
  const all = leavesUpTo(300);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.nat(), async (size, any) => {
      const [leaves, index] = [all.slice(0, size), any % size];
      const read = (level: number, at: number): Uint8Array =>
        batchRoot(leaves.slice(at << level, (at + 1) << level));
      t.same(Buffer.from(await treeRoot(size, read)), Buffer.from(batchRoot(leaves)));
      const path = batchPath(leaves, index);
      t.same(path.map(toBase64Url), (await inclusionPath(index, size, read)).map(toBase64Url));
      const found = rootFromInclusion(index, size, leaves[index] as Buffer, path);
      t.same(Buffer.from(found), Buffer.from(batchRoot(leaves)));
    }),
    { numRuns: 60 },
  );
  t.throws(() => batchPath(all, 300), TypeError);
});

t.test('no leaf is doubled and none sorted', async (t) => {
  const [a, b, c] = leavesUpTo(3) as [Buffer, Buffer, Buffer];
  t.notSame(batchRoot([a, b, c]), batchRoot([a, b, c, c]));
  t.notSame(batchRoot([a, b]), batchRoot([b, a]));
});

t.test('a text’s leaf hash is its behaviour’s id, in any language', async (t) => {
  const { behaviour } = makeBehaviour(
    { court: '最高法', time: '2026-11-22T06:00:00.000Z', act: 'person.read' },
    { person: '张三' },
    () => 'A'.repeat(22),
  );
  const hash = leafHashOf(utf8Text(behaviourBytes(behaviour)));
  t.equal(hash.toString('base64url'), behaviourId(behaviour));
});
