import t from 'tap';
import { Laggards } from '../../src/supervisor/laggards.ts';

const heights = (...all: number[]) => new Map(all.map((height, i) => [`orderer.${i}`, height]));

t.test('one that stands still behind the others is named once', async (t) => {
  const laggards = new Laggards();
  t.same(laggards.note(heights(9, 9, 9, 9), 0), []);
  t.same(laggards.note(heights(12, 12, 12, 9), 5000), []);
  t.same(laggards.note(heights(12, 12, 12, 9), 24_999), []);
  t.same(laggards.note(heights(20, 20, 20, 9), 25_000), ['orderer.3']);
  t.same(laggards.note(heights(21, 21, 21, 9), 30_000), [], 'and given time again');
  t.same(laggards.note(heights(21, 21, 21, 9), 50_000), ['orderer.3']);
});

t.test('one that catches up, is in step or does not answer is left alone', async (t) => {
  const laggards = new Laggards();
  for (let at = 0; at <= 60_000; at += 5000)
    t.same(laggards.note(heights(100, 100, 50 + at / 5000, 0), at), []);
  t.same(laggards.note(heights(100, 100, 100, 0), 65_000), []);
  t.same(laggards.note(heights(100, 100, 100, 100), 200_000), [], 'nobody goes on: nobody lags');
});
