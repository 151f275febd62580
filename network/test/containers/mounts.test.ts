import t from 'tap';
import { mountsOf } from '../../containers/mounts.ts';
import { Layout } from '../../src/layout.ts';
import type { Network } from '../../src/network.ts';
import type { Member } from '../../src/topology.ts';
import { TOPOLOGY } from '../../topology.ts';

const layout = new Layout('/network');
const topology = { ...TOPOLOGY, containers: true } as const;
const network = { topology, layout, environment: {}, say() {} } as unknown as Network;
const [member] = TOPOLOGY.members as [Member];
const own = layout.member(member);

t.test('a folder has the same path inside and outside', async (t) => {
  for (const kind of ['ca', 'orderer', 'peer', 'contract'] as const) {
    for (const { source, target } of await mountsOf(network, member, kind)) t.equal(target, source);
  }
});

t.test('a node writes its own folder and nothing else', async (t) => {
  const written = async (kind: 'ca' | 'orderer' | 'peer' | 'contract') =>
    (await mountsOf(network, member, kind)).flatMap(({ mode, source }) =>
      mode === 'rw' ? [source] : [],
    );
  t.same(await written('ca'), [own.ca]);
  t.same(await written('orderer'), [own.orderer]);
  t.same(await written('peer'), [own.peer]);
  t.same(await written('contract'), []);
});

t.test('a node sees the keys of no other node of its member', async (t) => {
  const seen = async (kind: 'orderer' | 'peer' | 'contract') =>
    (await mountsOf(network, member, kind)).map(({ source }) => source);
  const sees = (paths: string[], path: string) =>
    paths.some((each) => path === each || path.startsWith(`${each}/`));
  const keys = {
    orderer: own.identityPair('orderer').key,
    peer: own.identityPair('peer').key,
    gateway: own.identityPair('gateway').key,
    contract: own.tls('contract').key,
    admin: own.tls('admin').key,
    ca: own.ca,
  };
  for (const [kind, holds] of [
    ['orderer', ['orderer']],
    ['peer', ['peer']],
    ['contract', ['contract']],
  ] as const) {
    const paths = await seen(kind);
    const found = Object.entries(keys).flatMap(([name, path]) => (sees(paths, path) ? [name] : []));
    t.same(found, holds, kind);
  }
});
