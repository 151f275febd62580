// The very nodes of the process network, in containers: what both show is compared. `npm run test:containers` runs this.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { ContainerRuntimeClient } from 'testcontainers';
import { Layout } from '../src/layout.ts';
import type { Network } from '../src/network.ts';
import { findPrograms } from '../src/programs.ts';
import { type NetworkStatus, networkStatus } from '../src/status.ts';
import type { Control } from '../src/supervisor/control.ts';
import { accepts } from '../src/supervisor/health.ts';
import type { NodeReport } from '../src/supervisor/node-spec.ts';
import { type Member, PORTS, withPortsFrom } from '../src/topology.ts';
import { down, up } from '../src/up.ts';
import { until } from '../src/wait.ts';
import { TOPOLOGY } from '../topology.ts';
import { ContainerNodes, leftovers } from './container-nodes.ts';
import { findEngine } from './engine.ts';
import { makeAct, recordsOf, shownState, submit } from './exercise.ts';
import { imagesFor } from './images.ts';

// biome-ignore lint/style/noProcessEnv: this file is the entry point of a process
const environment = process.env;
const built = join(import.meta.dirname, '../../bin');
const programs = await findPrograms({ fabricBin: environment.FABRIC_BIN, built, environment });
const images = await imagesFor(environment.NETWORK_IMAGES);
const topology = withPortsFrom(TOPOLOGY, 20_000 + 100 * randomInt(100));
const [first] = topology.members as [Member];
const [court] = first.courts as [Member['courts'][number]];
const act = makeAct(court.code);
t.setTimeout(1_800_000);

const say = (line: string) => process.stderr.write(`  ${line}\n`);

/** What has to be ended however this ends; the latest first. */
const ends: (() => unknown)[] = [];

function atEnd(t: Test, end: () => unknown): void {
  t.teardown(end);
  ends.unshift(end);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Not once: tap ends the process when it finds no other listener left.
  process.on(signal, async () => {
    for (const end of ends) await Promise.resolve(end()).catch(() => undefined);
    process.exit(1);
  });
}

function networkDir(t: Test): string {
  const dir = mkdtempSync(join(tmpdir(), 'cunzheng-network-'));
  atEnd(t, () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** What is to be equal whatever runs the nodes: heights and leaders come out as they may. */
function settled({ channel, members }: NetworkStatus) {
  return {
    channel,
    members: members.map(({ id, courts, peer, orderer, ca, contract, auditor }) => ({
      id,
      courts,
      up: [ca, orderer, peer, contract, auditor].map(({ up }) => up),
    })),
    leaders: members.filter(({ orderer }) => orderer.leader).length,
  };
}

async function asProcesses(t: Test) {
  const dir = networkDir(t);
  atEnd(t, () => down(new Layout(dir)));
  const network = await up({ dir, topology, programs, environment, say });
  const outcomes = await submit(network, first, await recordsOf(network, act));
  const shown = await shownState(network, act);
  const status = settled(await networkStatus(network));
  await down(network.layout);
  return { outcomes, shown, status };
}

async function asContainers(t: Test) {
  const engine = (await findEngine(environment)) as ContainerRuntimeClient;
  const dir = networkDir(t);
  let nodes: ContainerNodes | undefined;
  const close = async () => {
    const open = nodes;
    nodes = undefined;
    await open?.close();
  };
  atEnd(t, close);
  const runNodes = async (network: Network): Promise<Control> => {
    nodes = await ContainerNodes.open(engine, images, network);
    return nodes;
  };
  const bringUp = async () => {
    const network = await up({
      dir,
      topology: { ...topology, containers: true },
      programs,
      environment,
      say,
      runNodes,
    });
    return { network, nodes: nodes as ContainerNodes };
  };
  return { engine, bringUp, close };
}

/** Ends a node as a power cut would; resolves to its report once it is up again. */
async function cutPower(nodes: ContainerNodes, name: string): Promise<NodeReport> {
  const find = async () =>
    (await nodes.ask({ action: 'nodes' })).find((node) => node.name === name) as NodeReport;
  const { pid } = await find();
  process.kill(pid as number, 'SIGKILL');
  return until(
    async () => {
      const node = await find();
      return node.restarts > 0 && node.state === 'up' ? node : undefined;
    },
    { timeoutMs: 60_000, what: `${name} again` },
  );
}

async function publishedStill(): Promise<number[]> {
  const ports = topology.members.flatMap(({ ports }) =>
    Object.values(PORTS).map((offset) => ports + offset),
  );
  const open = await Promise.all(ports.map((port) => accepts('127.0.0.1', port)));
  return ports.filter((_, i) => open[i]);
}

t.test('containers show the very state that processes show', async (t) => {
  say('-- as processes');
  const expected = await asProcesses(t);
  t.strictSame(expected.outcomes, ['recorded', 'recorded']);
  t.equal(expected.shown.length, topology.members.length);

  say('-- in containers');
  const { engine, bringUp, close } = await asContainers(t);
  const { network, nodes } = await bringUp();
  const records = await recordsOf(network, act);
  const outcomes = await submit(network, first, records);
  t.strictSame(outcomes, expected.outcomes, 'the contract takes the same records');
  t.strictSame(await shownState(network, act), expected.shown, 'every member shows them');
  const status = await networkStatus(network, nodes);
  t.strictSame(settled(status), expected.status, 'every node is up and one leads');
  say(`-- ${Math.round(status.residentBytes / 2 ** 20)} MiB in containers`);

  const { restarts } = await cutPower(nodes, `peer.${first.folder}`);
  t.equal(restarts, 1, 'a node that ends by itself is started again');
  t.strictSame(await shownState(network, act), expected.shown, 'and shows the same');

  say('-- in containers again');
  await close();
  t.strictSame(await leftovers(engine, nodes.name), [], 'nothing is left of it');
  const again = await bringUp();
  t.strictSame(await shownState(again.network, act), expected.shown, 'the records outlive them');
  t.strictSame(await submit(again.network, first, records), ['exists', 'exists']);

  await close();
  t.strictSame(await leftovers(engine, again.nodes.name), [], 'nothing is left of it');
  t.strictSame(await publishedStill(), [], 'every port is given back');
});
