import { treeRoot } from '@cunzheng/domain';
import t from 'tap';
import { hashSubtree } from '../../src/log/hashing.ts';
import { type Tile, TreeEdge } from '../../src/log/tree.ts';
import { naiveRoot, numberedLeaf } from '../support/naive-tree.ts';

const LEAVES = Array.from({ length: 600 }, (_, i) => numberedLeaf(i));

t.test('the root is that of RFC 9162 at every size', async (t) => {
  const tree = new TreeEdge();
  for (let size = 0; size <= LEAVES.length; size++) {
    if (!Buffer.from(tree.root()).equals(naiveRoot(LEAVES.slice(0, size)))) t.fail(`size ${size}`);
    if (size < LEAVES.length) tree.append(LEAVES[size] as Uint8Array);
  }
  t.equal(tree.size, 600);
});

t.test('a tree restored from its tiles goes on as the one that was never left', async (t) => {
  const whole = new TreeEdge();
  for (const [i, leaf] of LEAVES.entries()) {
    const restored = TreeEdge.restore(whole.size, whole.range(), whole.partialTiles());
    t.equal(restored.size, i);
    const [a, b] = [whole.append(leaf), restored.append(leaf)];
    t.same(names(a), names(b));
    if (!Buffer.from(whole.root()).equals(restored.root())) t.fail(`size ${i + 1}`);
  }
});

t.test('tiles that do not lead to the range are refused', async (t) => {
  const tree = new TreeEdge();
  for (const leaf of LEAVES) tree.append(leaf);
  const tiles = tree.partialTiles();
  t.same(names(tiles), ['0/2/88', '1/0/2']);
  const altered = tiles.map((tile) => ({ ...tile, bytes: Uint8Array.from(tile.bytes) }));
  (altered[1] as Tile).bytes[5] = ((altered[1] as Tile).bytes[5] as number) ^ 1;
  const restore = (some: readonly Tile[]) => TreeEdge.restore(600, tree.range(), some);
  t.throws(() => restore(altered), { code: 'LOG_CORRUPT' });
  t.throws(() => restore(tiles.slice(1)), { code: 'LOG_CORRUPT' });
});

t.test('full tiles of three rows give the root at 65,536 leaves and around it', async (t) => {
  const tree = new TreeEdge();
  const tiles = new Map<string, Uint8Array>();
  const sizes = [65_535, 65_536, 65_537, 65_792, 65_793];
  for (let i = 0; i < 65_793; i++) {
    const leaf = LEAVES[i % 600] as Uint8Array;
    for (const tile of tree.append(leaf)) tiles.set(`${tile.row}/${tile.index}`, tile.bytes);
    if (!sizes.includes(i + 1)) continue;
    for (const tile of tree.partialTiles()) tiles.set(`${tile.row}/${tile.index}`, tile.bytes);
    const read = (level: number, index: number) => subtree(tiles, level, index);
    t.same(Buffer.from(await treeRoot(i + 1, read)), Buffer.from(tree.root()), `${i + 1}`);
  }
  t.equal(tiles.get('1/0')?.length, 256 * 32);
  t.equal(tiles.get('2/0')?.length, 32);
  const leaves = Array.from({ length: 65_793 }, (_, i) => LEAVES[i % 600] as Uint8Array);
  t.same(Buffer.from(naiveRoot(leaves)), Buffer.from(tree.root()));
});

function names(tiles: readonly Tile[]): string[] {
  return tiles.map(({ row, index, width }) => `${row}/${index}/${width}`);
}

function subtree(tiles: ReadonlyMap<string, Uint8Array>, level: number, index: number) {
  const count = 2 ** (level % 8);
  const at = index * count;
  const tile = tiles.get(`${Math.floor(level / 8)}/${Math.floor(at / 256)}`) as Uint8Array;
  return hashSubtree(tile.subarray((at % 256) * 32, ((at % 256) + count) * 32));
}
