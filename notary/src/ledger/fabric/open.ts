import { CunzhengError, type NetworkId } from '@cunzheng/domain';
import { SILENT_LOGGER } from '../../logger.ts';
import { Dissent } from './dissent.ts';
import { FabricLedger } from './fabric-ledger.ts';
import { createIdentity, type FabricIdentity } from './identity.ts';
import { DEADLINES, type FabricLedgerOptions, type FabricMember } from './options.ts';
import { Peer } from './peer.ts';
import { firstAnswer } from './peers.ts';
import { type Asker, askHeight, askNetwork, askPrint } from './questions.ts';
import { PeerWatch } from './watch.ts';

const WATCH_MS = 2000;

/**
 * Opens a channel of a Fabric network in the name of one member. Throws `CONFIG_INVALID` (no gateway or peer of the own
 * member, keys that are none, another network than expected), `LEDGER_UNAVAILABLE` when no peer answers.
 */
export async function openFabricLedger(options: FabricLedgerOptions): Promise<FabricLedger> {
  const { channel, contract, member, members } = options;
  const identities = openIdentities(options);
  const deadlines = { ...DEADLINES, ...options.deadlines };
  const clock = options.clock ?? Date.now;
  const logger = options.logger ?? SILENT_LOGGER;
  const identity = identities.get(member) as FabricIdentity;
  const asker: Asker = { channel, identity, clock };
  const peers = ownFirst(members, member).flatMap(({ id, peers }) =>
    peers.map((place) => new Peer(id, id === member, place, deadlines)),
  );
  const watch = new PeerWatch<Peer>({
    peers,
    intervalMs: options.watchMs ?? WATCH_MS,
    logger,
    askHeight: (peer) => askHeight(peer, asker, deadlines.life),
    askPrint: (peer, number) => askPrint(peer, asker, number),
  });
  try {
    await watch.look();
    const network = await firstAnswer(peers, (peer) => askNetwork(peer, asker));
    demandNetwork(network, options.network);
    watch.start();
    const parts = { channel, contract, member, members: members.length };
    return new FabricLedger({
      ...parts,
      network,
      identities,
      peers,
      watch,
      dissent: new Dissent(members.length, logger),
      deadlines,
      clock,
      logger,
    });
  } catch (error) {
    await watch.stop();
    for (const peer of peers) peer.close();
    throw error;
  }
}

function ownFirst(members: readonly FabricMember[], own: string): FabricMember[] {
  return [...members].sort((a, b) => Number(b.id === own) - Number(a.id === own));
}

function openIdentities({ member, members }: FabricLedgerOptions): Map<string, FabricIdentity> {
  const own = members.find(({ id }) => id === member);
  if (own?.gateway === undefined || own.peers.length === 0) {
    throw new CunzhengError('CONFIG_INVALID', `no gateway and peer of member ${member} are given`);
  }
  const identities = new Map<string, FabricIdentity>();
  for (const { id, gateway } of members) {
    if (gateway !== undefined) identities.set(id, openIdentity(id, gateway));
  }
  return identities;
}

function openIdentity(
  member: string,
  { certificate, key }: NonNullable<FabricMember['gateway']>,
): FabricIdentity {
  try {
    return createIdentity(member, certificate, key);
  } catch (cause) {
    throw new CunzhengError('CONFIG_INVALID', `the key of ${member}'s gateway is none`, { cause });
  }
}

function demandNetwork(found: NetworkId, expected: NetworkId | undefined): void {
  if (expected === undefined || found === expected) return;
  const message = `the peers' network is ${found}, the connection is for ${expected}`;
  throw new CunzhengError('CONFIG_INVALID', message);
}
