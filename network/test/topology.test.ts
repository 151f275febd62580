import t from 'tap';
import {
  addressOf,
  checkTopology,
  type Member,
  memberOf,
  PORTS,
  type Topology,
  withPortsFrom,
} from '../src/topology.ts';
import { TOPOLOGY } from '../topology.ts';

const [first, second] = TOPOLOGY.members as readonly [Member, Member];
const withMembers = (...members: Member[]): Topology => ({ ...TOPOLOGY, members });

t.test('the network of the repository is four members, each with a court', async (t) => {
  checkTopology(TOPOLOGY);
  t.same(
    TOPOLOGY.members.map(({ id, courts }) => [id, courts.map(({ code }) => code)]),
    [
      ['BjicMSP', ['京0491']],
      ['HzicMSP', ['浙0192']],
      ['GzicMSP', ['粤0192']],
      ['SpcMSP', ['最高法']],
    ],
  );
});

t.test('what cannot stand side by side is refused', async (t) => {
  const refused: [string, Topology][] = [
    ['no member', withMembers()],
    ['an id twice', withMembers(first, { ...second, id: first.id })],
    ['a folder twice', withMembers(first, { ...second, folder: first.folder })],
    ['a court twice', withMembers(first, { ...second, courts: first.courts })],
    ['a port twice', withMembers(first, { ...second, ports: first.ports + 1 })],
    ['a folder with a slash', withMembers({ ...first, folder: '../x' })],
    ['an id with a space', withMembers({ ...first, id: 'A B' })],
    ['ports below 1024', withMembers({ ...first, ports: 80 })],
    ['ports above the last', withMembers({ ...first, ports: 65530 })],
  ];
  for (const [what, topology] of refused) {
    t.throws(() => checkTopology(topology), { code: 'CONFIG_INVALID' }, what);
  }
});

t.test('the same ports at other hosts are others', async (t) => {
  t.doesNotThrow(() =>
    checkTopology(
      withMembers(
        { ...first, host: '10.0.0.1' },
        { ...second, ports: first.ports, host: '10.0.0.2' },
      ),
    ),
  );
});

t.test('ports can be counted from elsewhere', async (t) => {
  const moved = withPortsFrom(TOPOLOGY, 30_000);
  checkTopology(moved);
  t.equal(addressOf(moved, memberOf(moved, 'hzic'), 'peer'), `localhost:${30_020 + PORTS.peer}`);
});

t.test('a member is found by folder and by id, and an unknown one is told the known', async (t) => {
  t.equal(memberOf(TOPOLOGY, 'spc'), memberOf(TOPOLOGY, 'SpcMSP'));
  t.throws(() => memberOf(TOPOLOGY, 'nobody'), {
    code: 'NODE_UNKNOWN',
    message: /bjic, hzic, gzic, spc/,
  });
});
