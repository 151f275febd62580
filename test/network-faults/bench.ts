import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Network, Programs } from '@cunzheng/network';
import type { LedgerBlock } from '@cunzheng/notary';
import {
  connectionPath,
  type FabricLedger,
  openFabricLedger,
  readConnection,
} from '@cunzheng/notary/fabric';
import type { Test } from 'tap';
import { raiseNetwork } from '../house/fabric.ts';
import { type House, newDataDir, openHouse, removeDataDir } from '../house/house.ts';
import { type NetworkDesk, openDesk } from '../house/network-case.ts';
import { Onlooker } from './onlooker.ts';
import type { Acknowledged } from './writers.ts';

/** One network with all that looks at it, for one fault after the other. */
export interface Bench {
  readonly network: Network;
  /** NETWORK_DIR. */
  readonly dir: string;
  /** The first member's driver and log, beside the API's own. */
  desk: NetworkDesk;
  /** Each member's own peer and no other. */
  peers: readonly { readonly member: string; readonly ledger: FabricLedger }[];
  house: House;
  onlooker: Onlooker;
  /** Everything that was acknowledged so far. */
  readonly kept: Acknowledged[];
  /** Records of the API's acts that are known to be proven. */
  readonly proven: Set<string>;
  /** Records of the API's acts that may be told as failed, with the code. */
  readonly mayFail: Map<string, string>;
  /** Sizes of checkpoints that the desk has published and that nobody has checked yet. */
  readonly checkpoints: Set<number>;
  /** Entries of the log when a member's peer was copied, by its folder. */
  readonly copied: Map<string, number>;
  /** Members whose auditors lie. */
  readonly liars: Set<string>;
}

const CLOCK = fileURLToPath(new URL('../house/shifted-clock.js', import.meta.url));
/** In the working directory of each node; an API counts it from the repository's root and gets its own. */
export const SHIFT_FILE = 'clock-shift';

/** Raises the network and opens everything that stands on it; taken down with the test. */
export async function openBench(t: Test, programs: Programs): Promise<Bench> {
  const environment = {
    ...process.env,
    NODE_OPTIONS: `--import=${CLOCK}`,
  };
  const network = await raiseNetwork(t, programs, { namespaces: true, environment });
  const { dir } = network.layout;
  const own = await mkdtemp(join(tmpdir(), 'cunzheng-bench-'));
  t.teardown(() => rm(own, { recursive: true, force: true }));
  const dataDir = await newDataDir();
  t.teardown(() => removeDataDir(dataDir));
  const checkpoints = new Set<number>();
  const desk = await openDeskOf(dir, join(own, 'log'), checkpoints);
  const house = await openApi(dir, dataDir);
  const onlooker = await Onlooker.open(house, desk.trust);
  const rest = {
    ...{ kept: [], proven: new Set<string>(), mayFail: new Map<string, string>() },
    ...{ checkpoints, copied: new Map<string, number>(), liars: new Set<string>() },
  };
  const bench: Bench = {
    ...{ network, dir, desk, house, onlooker },
    ...{ peers: await openPeers(dir), ...rest },
  };
  t.teardown(async () => {
    await bench.onlooker.stop();
    await bench.house.leave();
    await closeClients(bench);
  });
  return bench;
}

async function openDeskOf(dir: string, logDir: string, seen: Set<number>): Promise<NetworkDesk> {
  const desk = await openDesk(dir, logDir);
  desk.log.onCheckpoint((size) => seen.add(size));
  return desk;
}

export async function closeClients({ desk, peers }: Bench): Promise<void> {
  await desk.close();
  await Promise.all(peers.map(({ ledger }) => ledger.close()));
}

/** A driver for each member that knows no other member’s peer. */
async function openPeers(dir: string): Promise<Bench['peers']> {
  const path = connectionPath(dir);
  const { members } = await readConnection({ path });
  return Promise.all(
    members.map(async ({ id }) => {
      const options = await readConnection({ path, member: id });
      const alone = options.members.filter((member) => member.id === id);
      return { member: id, ledger: await openFabricLedger({ ...options, members: alone }) };
    }),
  );
}

/** The product over the network, its clock to be moved by a file in its data directory. */
export function openApi(networkDir: string, dataDir: string): Promise<House> {
  return openHouse({
    dataDir,
    preload: [CLOCK],
    env: {
      LEDGER: 'fabric',
      NETWORK_DIR: networkDir,
      CLOCK_SHIFT: join(dataDir, SHIFT_FILE),
      NODE_NO_WARNINGS: '1',
    },
  });
}

/** Says how long a part of a test took, and begins the next. */
export function stopwatch(t: Test): (what: string) => void {
  let began = performance.now();
  return (what) => {
    const now = performance.now();
    t.comment(`${what}: ${Math.round(now - began)} ms`);
    began = now;
  };
}

/** Every block that a peer has at this moment, oldest first. */
export async function blocksOf(ledger: FabricLedger, height: number): Promise<LedgerBlock[]> {
  const blocks: LedgerBlock[] = [];
  const enough = new AbortController();
  for await (const block of ledger.follow(0, enough.signal)) {
    blocks.push(block);
    if (blocks.length === height) enough.abort();
  }
  return blocks;
}
