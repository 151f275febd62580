import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { adminPeer } from './channel.ts';
import { readJson, writeJson } from './files.ts';
import { leadingMember } from './leader.ts';
import type { Network } from './network.ts';
import { run } from './run.ts';
import { addressOf, type Member } from './topology.ts';

/** The channel's configuration as `configtxlator` writes it; only what is changed here has a name. */
export interface ConfigTree {
  channel_group: {
    groups: { Application: ConfigGroup; Orderer: ConfigGroup };
  };
}

export interface ConfigGroup {
  groups: Record<string, ConfigGroup>;
  values: Record<string, { mod_policy: string; value: Record<string, unknown>; version: string }>;
  policies: Record<string, { policy: { type: number; value: unknown } }>;
}

/**
 * Changes the channel's configuration: `change` alters the tree in place, a majority of `signers` signs the difference.
 * A tree that it leaves as it was is not sent. Answers the path of the newest configuration block.
 */
export async function updateChannel(
  network: Network,
  signers: readonly Member[],
  change: (tree: ConfigTree) => void,
): Promise<string> {
  const dir = join(network.layout.dir, 'channel-update');
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const block = await fetchConfig(network, dir);
  const before = await configIn(network, dir, block);
  const after = structuredClone(before);
  change(after);
  if (JSON.stringify(before) === JSON.stringify(after)) return block;
  const envelope = await difference(network, dir, before, after);
  await signAndSend(network, signers, envelope);
  return fetchConfig(network, dir);
}

async function fetchConfig(network: Network, dir: string): Promise<string> {
  const { topology, layout } = network;
  const leader = await leadingMember(topology);
  const path = join(dir, 'config.block');
  await adminPeer(network, leader, [
    ...['channel', 'fetch', 'config', path, '-c', topology.channel],
    ...['-o', addressOf(topology, leader, 'orderer')],
    ...['--tls', '--cafile', layout.member(leader).tlsRoot],
  ]);
  return path;
}

async function configIn(network: Network, dir: string, block: string): Promise<ConfigTree> {
  const path = join(dir, 'block.json');
  await translate(network, 'proto_decode', 'common.Block', block, path);
  const decoded = await readJson<{
    data: { data: { payload: { data: { config: ConfigTree } } }[] };
  }>(path);
  const config = decoded?.data.data[0]?.payload.data.config;
  if (config !== undefined) return config;
  throw new CunzhengError('NETWORK_STEP_FAILED', `${block} holds no configuration`);
}

/** An envelope with the update that leads from one configuration to the other. */
async function difference(
  network: Network,
  dir: string,
  before: ConfigTree,
  after: ConfigTree,
): Promise<string> {
  const { environment, programs, topology } = network;
  for (const [name, tree] of Object.entries({ before, after })) {
    await writeJson(join(dir, `${name}.json`), tree);
    const to = join(dir, `${name}.pb`);
    await translate(network, 'proto_encode', 'common.Config', join(dir, `${name}.json`), to);
  }
  await run(environment, programs.configtxlator, [
    ...['compute_update', '--channel_id', topology.channel],
    ...['--original', join(dir, 'before.pb'), '--updated', join(dir, 'after.pb')],
    ...['--output', join(dir, 'update.pb')],
  ]);
  const decoded = join(dir, 'update.json');
  await translate(network, 'proto_decode', 'common.ConfigUpdate', join(dir, 'update.pb'), decoded);
  const header = { channel_header: { channel_id: topology.channel, type: 2 } };
  const data = { config_update: await readJson<object>(decoded) };
  await writeJson(join(dir, 'envelope.json'), { payload: { header, data } });
  const envelope = join(dir, 'envelope.pb');
  await translate(network, 'proto_encode', 'common.Envelope', join(dir, 'envelope.json'), envelope);
  return envelope;
}

async function translate(
  { environment, programs }: Network,
  way: 'proto_decode' | 'proto_encode',
  type: string,
  input: string,
  output: string,
): Promise<void> {
  const args = [way, '--type', type, '--input', input, '--output', output];
  await run(environment, programs.configtxlator, args);
}

/** `peer channel update` signs as well, so the last of the signers sends. */
async function signAndSend(
  network: Network,
  signers: readonly Member[],
  envelope: string,
): Promise<void> {
  const { topology, layout } = network;
  const needed = signers.slice(0, Math.floor(signers.length / 2) + 1);
  const sender = needed.pop() as Member;
  for (const member of needed) {
    await adminPeer(network, member, ['channel', 'signconfigtx', '-f', envelope]);
  }
  const leader = await leadingMember(topology);
  await adminPeer(network, sender, [
    ...['channel', 'update', '-f', envelope, '-c', topology.channel],
    ...['-o', addressOf(topology, leader, 'orderer')],
    ...['--tls', '--cafile', layout.member(leader).tlsRoot],
  ]);
}
