import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { configtx, GENESIS_PROFILE } from './config/configtx.ts';
import { adminClientConfig } from './config/peer.ts';
import { exists, writeJson } from './files.ts';
import type { Network } from './network.ts';
import { run, tryRun } from './run.ts';
import { addressOf, type Member } from './topology.ts';
import { until } from './wait.ts';

/** Makes the channel's first block once. A second one would be another network. */
export async function createGenesis({ topology, layout, programs, environment }: Network) {
  if (await exists(layout.genesis)) return;
  await writeJson(join(layout.configtx, 'configtx.yaml'), configtx(topology, layout));
  const unfinished = `${layout.genesis}.unfinished`;
  const { channel } = topology;
  const args = ['-profile', GENESIS_PROFILE, '-channelID', channel, '-outputBlock', unfinished];
  await run(environment, programs.configtxgen, args, { env: { FABRIC_CFG_PATH: layout.configtx } });
  await rename(unfinished, layout.genesis);
}

/** Has a member's orderer serve the channel, from a configuration block; done already is done. */
export async function joinOrderer(network: Network, member: Member, block: string): Promise<void> {
  const { topology } = network;
  // Its administration begins to listen after everything by which it is called well.
  const { present } = await until(
    async () => ({ present: await ordererChannel(network, member) }),
    { timeoutMs: 20_000, what: `administration of the orderer of ${member.folder}` },
  );
  if (present !== undefined) return;
  await osnadmin(network, member, 'join', [
    '--channelID',
    topology.channel,
    '--config-block',
    block,
  ]);
  await until(() => ordererChannel(network, member), {
    timeoutMs: 20_000,
    what: `orderer of ${member.folder} on the channel`,
  });
}

/** How an orderer takes part in the channel. */
export interface OrdererChannel {
  readonly height: number;
  /** `consenter` votes on blocks, `follower` only copies them. */
  readonly consensusRelation: string;
  readonly status: string;
}

/** undefined when the orderer does not serve the channel. */
export async function ordererChannel(
  network: Network,
  member: Member,
): Promise<OrdererChannel | undefined> {
  const { channel } = network.topology;
  const { status, body } = await osnadmin(network, member, 'list', ['--channelID', channel]);
  return status === 200 ? (JSON.parse(body) as OrdererChannel) : undefined;
}

/** Asks by mutual TLS; the answer's status is in the text, the program's own exit says little. */
async function osnadmin(
  { topology, layout, programs, environment }: Network,
  member: Member,
  command: 'join' | 'list' | 'remove',
  args: readonly string[],
): Promise<{ status: number; body: string }> {
  const own = layout.member(member);
  const { certificate, key } = own.tls('admin');
  const connection = [
    ...['-o', addressOf(topology, member, 'ordererAdmin'), '--ca-file', own.tlsRoot],
    ...['--client-cert', certificate, '--client-key', key],
  ];
  const all = ['channel', command, ...args, ...connection];
  const { stdout, stderr } = await tryRun(environment, programs.osnadmin, all);
  const status = Number(/^Status: (\d+)/m.exec(stdout)?.[1] ?? 0);
  const body = stdout.slice(stdout.indexOf('{'));
  if (status >= 200 && status < 300) return { status, body };
  if (command === 'list' && status === 404) return { status, body };
  throw new CunzhengError(
    'NETWORK_STEP_FAILED',
    `osnadmin channel ${command} at ${member.folder}: ${(stdout + stderr).trim()}`,
  );
}

/** Has a member's peer hold the channel, from its first block on; done already is done. */
export async function joinPeer(network: Network, member: Member): Promise<void> {
  const { channel } = network.topology;
  const { stdout } = await adminPeer(network, member, ['channel', 'list']);
  if (stdout.split('\n').some((line) => line.trim() === channel)) return;
  await adminPeer(network, member, ['channel', 'join', '-b', network.layout.genesis]);
}

/** Installs a package on a member's peer; done already is done. Answers when the peer has built it. */
export async function installPackage(
  network: Network,
  member: Member,
  path: string,
  packageId: string,
): Promise<void> {
  const list = ['lifecycle', 'chaincode', 'queryinstalled', '--output', 'json'];
  const { stdout } = await adminPeer(network, member, list);
  const installed = (JSON.parse(stdout) as { installed_chaincodes?: { package_id: string }[] })
    .installed_chaincodes;
  if (installed?.some((found) => found.package_id === packageId)) return;
  await adminPeer(network, member, ['lifecycle', 'chaincode', 'install', path]);
}

/** The `peer` program in the name of a member's administrator. */
export async function adminPeer(network: Network, member: Member, args: readonly string[]) {
  const { topology, layout, programs, environment } = network;
  const home = join(layout.member(member).dir, 'admin');
  await writeJson(join(home, 'core.yaml'), adminClientConfig(topology, member, layout));
  return run(environment, programs.peer, args, {
    env: { FABRIC_CFG_PATH: home, FABRIC_LOGGING_SPEC: 'error' },
    timeoutMs: 90_000,
  });
}
