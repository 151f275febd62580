import t from 'tap';
import { configtx } from '../../src/config/configtx.ts';
import { certificateHosts, listenAddress, reachHost } from '../../src/config/listen.ts';
import { peerConfig } from '../../src/config/peer.ts';
import { Layout } from '../../src/layout.ts';
import { addressOf, innerAddressOf, type Member } from '../../src/topology.ts';
import { TOPOLOGY } from '../../topology.ts';

const inContainers = { ...TOPOLOGY, containers: true } as const;
const [member] = TOPOLOGY.members as [Member];
const layout = new Layout('/network');

t.test('as processes nodes meet where everybody reaches them', async (t) => {
  t.equal(innerAddressOf(TOPOLOGY, member, 'peer'), addressOf(TOPOLOGY, member, 'peer'));
  t.equal(listenAddress(TOPOLOGY, member, 'peer'), '127.0.0.1:17102');
  t.same(certificateHosts(TOPOLOGY, member), ['localhost', '127.0.0.1']);
});

t.test(
  'in containers nodes meet under their names, and others come by the same ports',
  async (t) => {
    t.equal(innerAddressOf(inContainers, member, 'orderer'), 'orderer.bjic:17105');
    t.equal(innerAddressOf(inContainers, member, 'contractNext'), 'contract.bjic:17111');
    t.equal(addressOf(inContainers, member, 'orderer'), 'localhost:17105');
    t.equal(reachHost(inContainers, member), '127.0.0.1');
    t.equal(listenAddress(inContainers, member, 'orderer'), '0.0.0.0:17105');
    const hosts = certificateHosts(inContainers, member);
    for (const name of ['localhost', 'ca.bjic', 'orderer.bjic', 'peer.bjic', 'auditor.bjic']) {
      t.ok(hosts.includes(name), name);
    }
  },
);

t.test('what nodes tell one another are names', async (t) => {
  const { peer } = peerConfig(inContainers, member, layout.member(member), '/builder') as {
    peer: { address: string; gossip: { externalEndpoint: string } };
  };
  t.equal(peer.address, 'peer.bjic:17102');
  t.equal(peer.gossip.externalEndpoint, 'peer.bjic:17102');
  const channel = JSON.stringify(configtx(inContainers, layout));
  t.match(channel, '"OrdererEndpoints":["orderer.bjic:17105"]');
  t.match(channel, '"AnchorPeers":[{"Host":"peer.bjic","Port":17102}]');
  t.notMatch(channel, 'localhost');
});
