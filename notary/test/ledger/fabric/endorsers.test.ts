import t from 'tap';
import { chooseEndorsers } from '../../../src/ledger/fabric/endorsers.ts';

const peersOf = (members: number, down: readonly number[] = []) =>
  Array.from({ length: members }, (_, i) => ({ member: `Msp${i}`, up: !down.includes(i) }));

t.test('where a majority is enough for a proof, the gateway chooses', async (t) => {
  for (const members of [1, 3, 4]) t.same(chooseEndorsers(peersOf(members), members), []);
});

t.test('where a proof wants more than a majority, so many are named, the own first', async (t) => {
  t.same(chooseEndorsers(peersOf(5), 5), ['Msp0', 'Msp1', 'Msp2', 'Msp3']);
});

t.test('while one does not answer, those that do are named', async (t) => {
  t.same(chooseEndorsers(peersOf(4, [1]), 4), ['Msp0', 'Msp2', 'Msp3']);
  t.same(chooseEndorsers(peersOf(5, [0]), 5), ['Msp1', 'Msp2', 'Msp3', 'Msp4']);
});

t.test(
  'fewer than a majority are never named: their transaction would be found invalid',
  async (t) => {
    t.same(chooseEndorsers(peersOf(4, [1, 2]), 4), []);
    t.same(chooseEndorsers(peersOf(5, [1, 2]), 5), ['Msp0', 'Msp3', 'Msp4']);
  },
);

t.test('a member with two peers is named once', async (t) => {
  const peers = [...peersOf(4, [3]), { member: 'Msp0', up: true }];
  t.same(chooseEndorsers(peers, 4), ['Msp0', 'Msp1', 'Msp2']);
});
