import t from 'tap';
import {
  parseTilePath,
  rightEdge,
  tileIndexPath,
  tilePath,
  tileWidth,
} from '../../src/log/tile-path.ts';

t.test('tile numbers are written in groups of three digits', async (t) => {
  t.equal(tileIndexPath(0), '000');
  t.equal(tileIndexPath(67), '067');
  t.equal(tileIndexPath(1000), 'x001/000');
  t.equal(tileIndexPath(1_234_067), 'x001/x234/067');
});

t.test('paths name tiles and are named by them', async (t) => {
  for (const name of [
    { row: 0, index: 0, width: 256 },
    { row: 0, index: 1_234_067, width: 1 },
    { row: 3, index: 999, width: 255 },
  ]) {
    t.same(parseTilePath(`tile/${tilePath(name)}`), name);
  }
});

t.test('any other spelling names nothing', async (t) => {
  for (const path of [
    '',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/005',
    'tile/00/005',
    'tile/-1/005',
    'tile/64/005',
    'tile/0/005.p/0',
    'tile/0/005.p/01',
    'tile/0/005.p/256',
    'tile/0/005.p/',
    'tile/0/005/',
    '/tile/0/005',
    'tile/0/../005',
    'tile/0/005\u0000',
    'tile/0/005\n',
    'tile/entries/005',
    'tile/data/005',
    `tile/0/${'x999/'.repeat(6)}999`,
    `tile/0/${'x999/'.repeat(5)}999`,
  ]) {
    t.equal(parseTilePath(path), undefined, path);
  }
});

t.test('the right edge has one unfinished tile a row', async (t) => {
  t.same(rightEdge(0), []);
  t.same(rightEdge(256), [{ row: 1, index: 0, width: 1 }]);
  t.same(rightEdge(65_536 + 257), [
    { row: 0, index: 257, width: 1 },
    { row: 1, index: 1, width: 1 },
    { row: 2, index: 0, width: 1 },
  ]);
  t.equal(tileWidth(0, 1, 300), 44);
  t.equal(tileWidth(0, 2, 300), 0);
  t.equal(tileWidth(1, 0, 300), 1);
});
