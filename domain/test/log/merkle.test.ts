import fc from 'fast-check';
import t from 'tap';
import {
  consistencyPath,
  emptyRoot,
  equalBytes,
  inclusionPath,
  inclusionPathLength,
  leafHash,
  MAX_PATH,
  type NodeReader,
  nodeHash,
  rootFromInclusion,
  sha256,
  toHex,
  treeRoot,
  utf8,
  verifyConsistency,
  verifyInclusion,
} from '../../src/index.ts';

const invalid = { code: 'INPUT_INVALID' };
const SIZE = 70;
const leaves = Array.from({ length: SIZE }, (_, i) => leafHash(utf8(`entry ${i}`)));

/** RFC 9162 2.1.1, word by word: k is the largest power of two smaller than n. */
function naiveRoot(list: readonly Uint8Array[]): Uint8Array {
  if (list.length === 0) return sha256();
  if (list.length === 1) return list[0] as Uint8Array;
  const k = split(list.length);
  return nodeHash(naiveRoot(list.slice(0, k)), naiveRoot(list.slice(k)));
}

function split(n: number): number {
  let k = 1;
  while (k < n / 2) k *= 2;
  return k;
}

/** RFC 9162 2.1.3.1: PATH(m, D_n). */
function naivePath(m: number, list: readonly Uint8Array[]): Uint8Array[] {
  if (list.length <= 1) return [];
  const k = split(list.length);
  const [left, right] = [list.slice(0, k), list.slice(k)];
  return m < k
    ? [...naivePath(m, left), naiveRoot(right)]
    : [...naivePath(m - k, right), naiveRoot(left)];
}

/** RFC 9162 2.1.4.1: SUBPROOF(m, D_n, b). */
function naiveSubproof(m: number, list: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === list.length) return whole ? [] : [naiveRoot(list)];
  const k = split(list.length);
  const [left, right] = [list.slice(0, k), list.slice(k)];
  return m <= k
    ? [...naiveSubproof(m, left, whole), naiveRoot(right)]
    : [...naiveSubproof(m - k, right, false), naiveRoot(left)];
}

/** Hashes of complete subtrees, which is all that tiles hold. */
const read: NodeReader = (level, index) =>
  naiveRoot(leaves.slice(index << level, (index + 1) << level));
const hex = (path: readonly Uint8Array[]) => path.map(toHex);
const size = fc.integer({ min: 1, max: SIZE });

t.test('roots are those of the naive tree', async (t) => {
  for (let n = 0; n <= SIZE; n++)
    t.same(await treeRoot(n, read), naiveRoot(leaves.slice(0, n)), `size ${n}`);
  t.equal(toHex(emptyRoot()), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

t.test('paths are those of the naive tree, have the foretold length and verify', async (t) => {
  for (let n = 1; n <= 33; n++) {
    const root = naiveRoot(leaves.slice(0, n));
    for (let m = 0; m < n; m++) {
      const path = await inclusionPath(m, n, read);
      t.same(hex(path), hex(naivePath(m, leaves.slice(0, n))), `${m} of ${n}`);
      t.equal(path.length, inclusionPathLength(m, n));
      t.doesNotThrow(() => verifyInclusion(m, n, leaves[m] as Uint8Array, path, root));
    }
  }
});

t.test('consistency paths are those of the naive tree and verify', async (t) => {
  for (let n = 1; n <= 33; n++) {
    for (let m = 1; m <= n; m++) {
      const path = await consistencyPath(m, n, read);
      t.same(hex(path), hex(naiveSubproof(m, leaves.slice(0, n), true)), `${m} to ${n}`);
      const [before, after] = [naiveRoot(leaves.slice(0, m)), naiveRoot(leaves.slice(0, n))];
      t.doesNotThrow(() => verifyConsistency(m, n, path, before, after));
    }
  }
});

t.test('a path proves nothing of another leaf, index, size or path', async () => {
  const place = size.chain((n) =>
    fc.tuple(fc.constant(n), fc.nat({ max: n - 1 }), fc.nat({ max: SIZE }), fc.nat({ max: 255 })),
  );
  await fc.assert(
    fc.asyncProperty(place, async ([n, m, other, flip]) => {
      const path = await inclusionPath(m, n, read);
      const root = naiveRoot(leaves.slice(0, n));
      const leaf = leaves[m] as Uint8Array;
      const refused = (check: () => void) => {
        try {
          check();
          return false;
        } catch (error) {
          return (error as { code?: string }).code === 'INPUT_INVALID';
        }
      };
      const flipped = path.map((hash, i) =>
        i === flip % path.length
          ? Uint8Array.from(hash, (byte, k) => (k === flip % 32 ? byte ^ 1 : byte))
          : hash,
      );
      return (
        (other === m || refused(() => verifyInclusion(other, n, leaf, path, root))) &&
        (other === m ||
          refused(() =>
            verifyInclusion(
              m,
              n,
              leaves[other % SIZE === m ? (m + 1) % SIZE : other % SIZE] as Uint8Array,
              path,
              root,
            ),
          )) &&
        (path.length === 0 || refused(() => verifyInclusion(m, n, leaf, flipped, root))) &&
        refused(() => verifyInclusion(m, n, leaf, [...path, leaf], root)) &&
        (path.length === 0 || refused(() => verifyInclusion(m, n, leaf, path.slice(1), root)))
      );
    }),
  );
});

t.test('a consistency path proves nothing of another tree', async () => {
  const sizes = size.chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)));
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat({ max: 31 }), async ([m, n], at) => {
      const path = await consistencyPath(m, n, read);
      const [before, after] = [naiveRoot(leaves.slice(0, m)), naiveRoot(leaves.slice(0, n))];
      const bent = (bytes: Uint8Array) =>
        Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte));
      const tries = [
        () => verifyConsistency(m, n, path, bent(before), after),
        () => verifyConsistency(m, n, path, before, bent(after)),
        () => verifyConsistency(m, n, [...path, before], before, after),
        ...path.map(
          (_, i) => () =>
            verifyConsistency(
              m,
              n,
              path.map((hash, k) => (k === i ? bent(hash) : hash)),
              before,
              after,
            ),
        ),
      ];
      return tries.every((check) => {
        try {
          check();
          return false;
        } catch (error) {
          return (error as { code?: string }).code === 'INPUT_INVALID';
        }
      });
    }),
  );
});

t.test('an empty first tree proves nothing', async (t) => {
  t.throws(() => verifyConsistency(0, 5, [], emptyRoot(), naiveRoot(leaves.slice(0, 5))), invalid);
  t.throws(() => verifyConsistency(0, 0, [], emptyRoot(), emptyRoot()), invalid);
  t.throws(
    () => verifyConsistency(5, 4, [], leaves[0] as Uint8Array, leaves[0] as Uint8Array),
    invalid,
  );
});

t.test('equal sizes need equal roots and no path', async (t) => {
  const [a, b] = leaves as [Uint8Array, Uint8Array];
  t.doesNotThrow(() => verifyConsistency(3, 3, [], a, a));
  t.throws(() => verifyConsistency(3, 3, [], a, b), invalid);
  t.throws(() => verifyConsistency(3, 3, [a], a, a), invalid);
});

t.test("a stranger's numbers cost no more than a path", async (t) => {
  const [leaf] = leaves as [Uint8Array];
  const path = Array.from({ length: MAX_PATH }, () => leaf);
  t.throws(() => rootFromInclusion(0, 2 ** 53 - 1, leaf, [...path, leaf]), invalid, 'path of 64');
  t.throws(() => rootFromInclusion(2n ** 63n, 2n ** 63n, leaf, path), invalid, 'index beyond');
  t.throws(() => rootFromInclusion(-1, 5, leaf, path), invalid, 'negative index');
  t.throws(() => rootFromInclusion(0, 0, leaf, []), invalid, 'empty tree');
  t.throws(() => rootFromInclusion(0, 2, leaf, [new Uint8Array(31)]), invalid, 'short hash');
  t.throws(() => rootFromInclusion(0, 1, new Uint8Array(31), []), invalid, 'short leaf');
  t.equal(rootFromInclusion(0, 2n ** 63n, leaf, path).length, 32);
  t.equal(inclusionPathLength(0, 2n ** 63n), MAX_PATH);
});

t.test('places outside the tree are mistakes of the caller', async (t) => {
  await t.rejects(inclusionPath(5, 5, read), TypeError);
  await t.rejects(inclusionPath(-1, 5, read), TypeError);
  await t.rejects(consistencyPath(0, 5, read), TypeError);
  await t.rejects(consistencyPath(6, 5, read), TypeError);
});

t.test('a leaf is never a node', async (t) => {
  const [a, b] = leaves as [Uint8Array, Uint8Array];
  t.notOk(equalBytes(nodeHash(a, b), leafHash(Uint8Array.from([...a, ...b]))));
});
