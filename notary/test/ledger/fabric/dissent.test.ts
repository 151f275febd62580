import t from 'tap';
import { Dissent } from '../../../src/ledger/fabric/dissent.ts';
import { SILENT_LOGGER } from '../../../src/logger.ts';

const peers = ['a', 'b', 'c', 'd'].map((member) => ({ member, up: true }));

function open() {
  let now = 0;
  const logged: string[] = [];
  const logger = { ...SILENT_LOGGER, error: (_: object, text: string) => logged.push(text) };
  const dissent = new Dissent(4, logger, () => now);
  return {
    dissent,
    logged,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

t.test('while all agree each is named now and then, and else the gateway chooses', async (t) => {
  const { dissent, pass } = open();
  t.same(dissent.endorsers(peers), ['a', 'b', 'c']);
  dissent.agreed(['a', 'b', 'c']);
  t.same(dissent.endorsers(peers), ['d', 'a', 'b']);
  t.same(dissent.endorsers(peers), [], 'one submission at a time');
  dissent.agreed(['d', 'a', 'b']);
  pass(4999);
  t.same(dissent.endorsers(peers), []);
  pass(1);
  t.equal(dissent.endorsers(peers).length, 3);
  t.same(
    dissent.without(peers).map(({ left, named }) => [left, named.join('')]),
    [
      ['a', 'bcd'],
      ['b', 'acd'],
      ['c', 'abd'],
      ['d', 'abc'],
    ],
  );
});

t.test('who dissented is left out, and tried again after a while', async (t) => {
  const { dissent, pass } = open();
  dissent.agreed(['a', 'b', 'c', 'd']);
  dissent.dissented('b');
  t.same(dissent.endorsers(peers), ['a', 'c', 'd']);
  t.equal(dissent.without(peers)[0]?.left, 'b');
  pass(3000);
  t.same(dissent.endorsers(peers), ['b', 'a', 'c']);
  t.same(dissent.endorsers(peers), ['a', 'c', 'd'], 'by one submission');
  dissent.agreed(['b', 'a', 'c']);
  t.same(dissent.endorsers(peers), []);
  t.same(dissent.alarms(), []);
});

t.test('one that does not agree again is an alarm until it does', async (t) => {
  const { dissent, pass, logged } = open();
  dissent.dissented('c');
  pass(9000);
  dissent.dissented('c');
  t.same(dissent.alarms(), [], 'a peer may lag');
  pass(1000);
  dissent.dissented('c');
  dissent.dissented('c');
  t.match(dissent.alarms(), [{ code: 'LEDGER_DIVERGED', message: /endorser of c / }]);
  t.equal(logged.length, 1, 'said once');
  dissent.agreed(['a', 'b', 'd']);
  t.equal(dissent.alarms().length, 1);
  dissent.agreed(['a', 'c', 'd']);
  t.same(dissent.alarms(), []);
});

t.test('where too few are left nobody is left out', async (t) => {
  const { dissent } = open();
  const three = peers.map((peer) => ({ ...peer, up: peer.member !== 'd' }));
  dissent.dissented('b');
  t.same(dissent.endorsers(three), ['a', 'b', 'c']);
  t.same(dissent.without(three), []);
});
