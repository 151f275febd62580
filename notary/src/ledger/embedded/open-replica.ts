import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CunzhengError } from '@cunzheng/domain';
import type { Clock } from '../port.ts';
import { openBlockDirectory } from './block-directory.ts';
import { EmbeddedLedger } from './embedded-ledger.ts';
import { FrameTail } from './frame-tail.ts';
import { foundingCalls } from './genesis.ts';
import { Inspector } from './inspector.ts';
import {
  blocksPath,
  loadContract,
  machineError,
  readBlocksAfterSavepoint,
  readGenesis,
  type StartReading,
} from './open.ts';
import { ReplicaChain } from './replica-chain.ts';
import { openState, type State } from './state.ts';

export interface ReplicaOptions {
  /** Folder of the ledger that another process owns. */
  readonly dir: string;
  /** Folder for what this process makes of its blocks; one process at a time. */
  readonly replica: string;
  readonly clock?: Clock;
}

/** How long the owner may take to found a new network. */
const FOUNDING_MS = 60_000;
const LOOK_MS = 50;

/**
 * Opens a ledger that another process owns, to read: its answers are those of every block that was durable when it was
 * asked, and it records nothing (`LEDGER_UNAVAILABLE`). The state stands in `replica` and is made again when it does not
 * fit the blocks. Throws `LEDGER_LOCKED` when another process uses `replica`, `LEDGER_CORRUPT`, `LEDGER_UNAVAILABLE`
 * when nobody founds the network, `DATA_DIR_UNWRITABLE`, `DISK_FULL`.
 */
export async function openReplica(options: ReplicaOptions): Promise<EmbeddedLedger> {
  try {
    return await openParts(options);
  } catch (error) {
    const code = error instanceof CunzhengError ? error.code : undefined;
    if (code !== 'LEDGER_CORRUPT') throw machineError(error, options.replica);
  }
  // A power cut may take blocks back that were read before they were durable. Of real damage the second try tells.
  await rm(join(options.replica, 'state'), { recursive: true, force: true });
  return openParts(options);
}

async function openParts(options: ReplicaOptions): Promise<EmbeddedLedger> {
  await mkdir(options.replica, { recursive: true });
  let chain: ReplicaChain | undefined;
  const state = await openState(join(options.replica, 'state'), (cause) => chain?.fail(cause));
  try {
    const directory = openBlockDirectory(blocksPath(options.dir));
    const read = await untilBegun(() => readBlocksAfterSavepoint(directory, state));
    const tail = new FrameTail(directory, read.tail, read.tip.height);
    chain = new ReplicaChain(tail, state, read.tip);
    const ledger = await openOver(options, { chain, state, count: read.count });
    chain.start();
    await untilFounded(ledger);
    return ledger;
  } catch (error) {
    await chain?.close();
    await state.close();
    throw error;
  }
}

async function openOver(
  { dir, replica, clock = Date.now }: ReplicaOptions,
  { chain, state, count }: { chain: ReplicaChain; state: State; count: number },
): Promise<EmbeddedLedger> {
  const directory = openBlockDirectory(blocksPath(dir));
  const { network, genesis } = await readGenesis(directory);
  const inspector = new Inspector();
  const { createChaincode, openContract } = await loadContract();
  const contract = openContract(createChaincode({ inspect: inspector.inspect }));
  const parts = { network, genesis, directory, chain, state, contract, inspector, clock };
  return new EmbeddedLedger({ ...parts, scratch: replica, blocksReadAtStart: count });
}

type Begun = StartReading &
  Required<Pick<StartReading, 'tip' | 'tail'>> & {
    readonly tip: NonNullable<StartReading['tip']>;
    readonly tail: NonNullable<StartReading['tail']>;
  };

/** Waits for the first block. */
async function untilBegun(read: () => Promise<StartReading>): Promise<Begun> {
  return inTime(async () => {
    const { tip, tail, ...rest } = await read();
    return tip === undefined || tail === undefined ? undefined : { ...rest, tip, tail };
  });
}

/** Waits for the last of the calls that a network begins with. */
async function untilFounded(ledger: EmbeddedLedger): Promise<void> {
  const last = foundingCalls(ledger.genesis, ledger.network).at(-1);
  if (last === undefined) return;
  const { txId } = await ledger.prepare(last);
  await inTime(() => ledger.transaction(txId));
}

async function inTime<T>(look: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + FOUNDING_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline)
      throw new CunzhengError(
        'LEDGER_UNAVAILABLE',
        'the ledger’s owner does not found the network',
      );
    await delay(LOOK_MS);
  }
}
