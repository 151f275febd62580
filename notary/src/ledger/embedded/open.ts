import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError, type NetworkId } from '@cunzheng/domain';
import type { ChaincodeInterface } from 'fabric-shim';
import type { Clock } from '../port.ts';
import { blockHash, decodeBlock, demandLinked } from './block-codec.ts';
import { type BlockDirectory, openBlockDirectory } from './block-directory.ts';
import { BlockFiles } from './block-files.ts';
import { Chain, type Tip } from './chain.ts';
import { EmbeddedLedger } from './embedded-ledger.ts';
import {
  encodeFrame,
  type Frame,
  listSegments,
  readFrame,
  readFrames,
  type Tail,
} from './frames.ts';
import {
  createGenesisBlock,
  FOUNDING_MEMBERS,
  type FoundingMember,
  foundingCalls,
  type Genesis,
  networkOf,
  parseGenesis,
} from './genesis.ts';
import { Inspector } from './inspector.ts';
import { openState, type Savepoint, type State } from './state.ts';

export interface EmbeddedLedgerOptions {
  /** Folder of the ledger; made if it is not there. */
  readonly dir: string;
  /** Default `judicial`. Given for a ledger that is there, it must be its own. */
  readonly channel?: string;
  /** Default the machine's. */
  readonly clock?: Clock;
  /** Who founds the network, the deployment's own member first; read when the ledger is made, and then for ever. */
  readonly members?: readonly FoundingMember[];
  /** Default the contract that Fabric's peers run; tests of the driver bring their own. */
  readonly chaincode?: ChaincodeInterface;
  /** Default the folder `blocks` in `dir`; tests bring failing ones. */
  readonly blocks?: BlockDirectory;
}

const DEFAULT_CHANNEL = 'judicial';
/** Operations that may wait for LevelDB while blocks are read. */
export const REPLAY_BACKLOG = 20_000;

/**
 * Opens the ledger in a folder; makes it first where there is none: genesis block, members, and their courts proposed and
 * approved. One process owns the folder. Start reads the blocks after the state's savepoint and no others, unless the
 * state is gone, when it is made again from all of them.
 * Throws `LEDGER_LOCKED` (another process has it), `LEDGER_CORRUPT` (with `details.block`), `DATA_DIR_UNWRITABLE`,
 * `DISK_FULL`, `CONFIG_INVALID` (another channel).
 */
export async function openEmbeddedLedger(options: EmbeddedLedgerOptions): Promise<EmbeddedLedger> {
  const directory = options.blocks ?? openBlockDirectory(blocksPath(options.dir));
  try {
    await mkdir(options.dir, { recursive: true });
    return await openParts(options, directory);
  } catch (error) {
    throw machineError(error, options.dir);
  }
}

/** Folder of the block files of a ledger in `dir`. */
export function blocksPath(dir: string): string {
  return join(dir, 'blocks');
}

async function openParts(
  options: EmbeddedLedgerOptions,
  directory: BlockDirectory,
): Promise<EmbeddedLedger> {
  let chain: Chain | undefined;
  const state = await openState(join(options.dir, 'state'), (cause) => chain?.fail(cause));
  try {
    const read = await readBlocksAfterSavepoint(directory, state);
    const { files, tip } = await openFiles(directory, state, read, options);
    chain = new Chain(files, state, tip);
    const { network, genesis } = await readGenesis(directory);
    demandChannel(genesis, options.channel);
    const inspector = new Inspector();
    const { createChaincode, openContract } = await loadContract();
    const chaincode = options.chaincode ?? createChaincode({ inspect: inspector.inspect });
    const ledger = new EmbeddedLedger({
      network,
      genesis,
      directory,
      chain,
      state,
      contract: openContract(chaincode),
      inspector,
      clock: options.clock ?? Date.now,
      scratch: options.dir,
      blocksReadAtStart: read.count,
    });
    await found(ledger);
    return ledger;
  } catch (error) {
    await chain?.close();
    await state.close();
    throw error;
  }
}

/**
 * Loaded when a ledger is opened and not before: fabric-shim and the Fabric driver bring Fabric's messages in two
 * versions that overwrite each other in one process, and each costs time and memory that the other does not need.
 */
export async function loadContract() {
  const [{ createChaincode }, { openContract }] = await Promise.all([
    import('@cunzheng/chaincode'),
    import('./contract.ts'),
  ]);
  return { createChaincode, openContract };
}

/** What reading the block files at start came to; without `tip` there is no block yet. */
export interface StartReading {
  readonly count: number;
  readonly tip: Tip | undefined;
  readonly tail: Tail | undefined;
  /** The last block, when no savepoint shows that it was synced. */
  readonly unsure: Frame | undefined;
}

/** Brings the state up to the last block. The savepoint's own block is read too: the files must be those it was made of. */
export async function readBlocksAfterSavepoint(
  directory: BlockDirectory,
  state: State,
): Promise<StartReading> {
  const { savepoint } = state;
  const [first] = await listSegments(directory);
  if (first === undefined && savepoint === undefined) {
    return { count: 0, tip: undefined, tail: undefined, unsure: undefined };
  }
  if (first !== 0) throw corrupt(0, 'the first blocks are missing');
  const start = savepoint?.position ?? { segment: 0, offset: 0 };
  const frames = readFrames(directory, start, savepoint?.number ?? 0);
  try {
    return await takeBlocks(state, frames);
  } finally {
    // Closes the file where a block was refused.
    await frames.return({ ...start, torn: false });
  }
}

async function takeBlocks(
  state: State,
  frames: AsyncGenerator<Frame, Tail>,
): Promise<StartReading> {
  const { savepoint } = state;
  let count = 0;
  let tip: Tip | undefined;
  let unsure: Frame | undefined;
  let next = await frames.next();
  for (; next.done !== true; next = await frames.next(), count++) {
    const frame = next.value;
    if (frame.number !== savepoint?.number) unsure = frame;
    tip = await takeBlock(state, frame, tip, savepoint);
  }
  if (savepoint !== undefined && count === 0) {
    throw corrupt(savepoint.number, 'a block that the state was made from is gone');
  }
  return { count, tip, tail: next.value, unsure };
}

async function takeBlock(
  state: State,
  frame: Frame,
  previous: Tip | undefined,
  savepoint: Savepoint | undefined,
): Promise<Tip> {
  if (frame.number === savepoint?.number) {
    if (frame.hash.toString('hex') !== savepoint.hash) {
      throw corrupt(frame.number, 'the state was made from another block');
    }
    return { height: frame.number + 1, hash: frame.hash, time: savepoint.time };
  }
  const block = decodeBlock(frame.block, frame.hash);
  demandLinked(block, previous?.hash ?? new Uint8Array(32));
  const time = block.transactions.at(-1)?.time ?? previous?.time ?? 0;
  if (state.backlog > REPLAY_BACKLOG) await state.written();
  state.apply(block, frame, time);
  // A copy, for the frame is part of a larger piece that was read.
  return { height: frame.number + 1, hash: Uint8Array.from(frame.hash), time };
}

async function openFiles(
  directory: BlockDirectory,
  state: State,
  read: StartReading,
  options: EmbeddedLedgerOptions,
): Promise<{ files: BlockFiles; tip: Tip }> {
  const { tail, tip, unsure } = read;
  const last = unsure && {
    segment: unsure.segment,
    offset: unsure.offset,
    frame: encodeFrame(unsure.block, unsure.hash),
  };
  const files =
    tail === undefined
      ? await BlockFiles.create(directory)
      : await BlockFiles.resume(directory, tail, last);
  try {
    return { files, tip: tip ?? (await writeGenesis(files, state, options)) };
  } catch (error) {
    await files.close();
    throw error;
  }
}

async function writeGenesis(
  files: BlockFiles,
  state: State,
  { channel = DEFAULT_CHANNEL, members = FOUNDING_MEMBERS }: EmbeddedLedgerOptions,
): Promise<Tip> {
  const bytes = createGenesisBlock(channel, members);
  const hash = blockHash(bytes);
  const position = await files.append(encodeFrame(bytes, hash), 0);
  state.apply(decodeBlock(bytes, hash), position, 0);
  return { height: 1, hash, time: 0 };
}

/** The network's beginning, from its first block. Throws `LEDGER_CORRUPT`. */
export async function readGenesis(
  directory: BlockDirectory,
): Promise<{ network: NetworkId; genesis: Genesis }> {
  const frame = await readFrame(directory, { segment: 0, offset: 0 }, 0);
  const { genesis } = decodeBlock(frame.block, frame.hash);
  if (genesis === undefined) throw corrupt(0, 'there is no genesis block');
  return { network: networkOf(frame.block), genesis: parseGenesis(genesis) };
}

function demandChannel(genesis: Genesis, channel: string | undefined): void {
  if (channel !== undefined && channel !== genesis.channel) {
    throw new CunzhengError('CONFIG_INVALID', `the ledger's channel is ${genesis.channel}`);
  }
}

/** The founding calls, unless the last of them is recorded already. */
async function found(ledger: EmbeddedLedger): Promise<void> {
  const calls = foundingCalls(ledger.genesis, ledger.network);
  const prepared = await Promise.all(calls.map((call) => ledger.prepare(call)));
  const last = prepared.at(-1);
  if (last !== undefined && (await ledger.transaction(last.txId)) !== undefined) return;
  for (const call of prepared) await call.submit();
}

function corrupt(block: number, message: string): CunzhengError {
  return new CunzhengError('LEDGER_CORRUPT', `${message}: block ${block}`, { details: { block } });
}

/** The machine's refusals as ours. */
export function machineError(error: unknown, dir: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code)) {
    return new CunzhengError('DATA_DIR_UNWRITABLE', `cannot write ${dir}`, { cause: error });
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new CunzhengError('DISK_FULL', `no space for ${dir}`, { cause: error });
  }
  return error;
}
