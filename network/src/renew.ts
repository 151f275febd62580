import { rm } from 'node:fs/promises';
import { Authority } from './authority.ts';
import { ordererChannel } from './channel.ts';
import { refreshConnection } from './contract/deploy.ts';
import { probeContracts, probeEndorsement } from './founding.ts';
import { IDENTITIES, TLS_NAMES } from './layout.ts';
import type { Network } from './network.ts';
import { nodeName } from './nodes.ts';
import { type Control, demandSupervisor } from './supervisor/control.ts';
import { type Member, memberOf } from './topology.ts';
import { until } from './wait.ts';
import { waitUp } from './wait-up.ts';

/**
 * Renews every certificate of one member, or of all one after the other, for the keys they have: an orderer stands in
 * the channel's configuration with its key. The member's nodes are started again one by one; the network goes on.
 */
export async function renewCertificates(network: Network, name?: string): Promise<void> {
  const { topology, layout, say } = network;
  const control = await demandSupervisor(layout);
  const members = name === undefined ? topology.members : [memberOf(topology, name)];
  for (const member of members) {
    say(`renewing ${member.folder}`);
    await renewMember(network, control, member);
  }
}

async function renewMember(network: Network, control: Control, member: Member): Promise<void> {
  const authority = new Authority(network, member);
  for (const name of IDENTITIES) await authority.renewIdentity(name);
  for (const name of TLS_NAMES) await authority.renewTls(name);
  await rm(network.layout.member(member).caServer);
  await restart(control, nodeName('ca', member));
  await restart(control, nodeName('orderer', member));
  await restart(control, nodeName('contract', member));
  const peer = nodeName('peer', member);
  await control.ask({ action: 'stop', name: peer });
  await refreshConnection(network, member);
  await restart(control, peer);
  await until(
    async () => (await ordererChannel(network, member))?.status === 'active' || undefined,
    {
      timeoutMs: 60_000,
      what: `orderer of ${member.folder} active again`,
    },
  );
  await probeContracts(network, [member]);
  await probeEndorsement(network, [member]);
}

async function restart(control: Control, node: string): Promise<void> {
  await control.ask({ action: 'restart', name: node });
  await waitUp(control, [node], 60_000);
}
