import { setTimeout as delay } from 'node:timers/promises';
import { CunzhengError } from '@cunzheng/domain';
import type { common } from '@hyperledger/fabric-protos';
import type { Logger } from '../../logger.ts';
import type { LedgerBlock } from '../port.ts';
import { readBlock } from './block.ts';
import { faultOf, PeerFault } from './fault.ts';
import { ranked, tolerated } from './peers.ts';
import { type BlockPrint, printOf } from './questions.ts';
import type { PeerWatch, WatchedPeer } from './watch.ts';

/** Ends when it is closed, or breaks. */
export interface BlockStream extends AsyncIterable<common.Block> {
  close(): void;
}

export interface FollowOptions<P extends WatchedPeer> {
  readonly contract: string;
  readonly peers: readonly P[];
  /** Number of members of the network. */
  readonly members: number;
  readonly watch: Pick<PeerWatch<P>, 'onLook'>;
  readonly logger: Logger;
  /** Blocks of a peer from this number on, and live. */
  readonly openBlocks: (peer: P, from: number) => Promise<BlockStream>;
  readonly askPrint: (peer: P, number: number) => Promise<BlockPrint>;
}

const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5000;
/** A stream is given up when the peer has had a block for so long that did not come. */
const STALL_MS = 10_000;

/**
 * Blocks from number `from` on, each once and in order, until `stop` aborts: whenever a stream ends, another is begun at
 * the block that is next. They come from an own peer; while none answers, from another member's, and then each must be
 * confirmed by so many further members that an honest one is among them. Throws `LEDGER_CORRUPT` when blocks do not
 * hang together.
 */
export async function* followBlocks<P extends WatchedPeer>(
  options: FollowOptions<P>,
  from: number,
  stop: AbortSignal,
): AsyncGenerator<LedgerBlock, void> {
  const place: Place = { next: from, previous: undefined };
  let failures = 0;
  while (!stop.aborted) {
    const peer = choosePeer(options.peers, place.next);
    const before = place.next;
    try {
      yield* followPeer(options, peer, place, stop);
    } catch (error) {
      if (stop.aborted) return;
      if (error instanceof CunzhengError && error.code === 'LEDGER_CORRUPT') throw error;
      failures = place.next > before ? 1 : failures + 1;
      const fields = { peer: peer.address, next: place.next, failures };
      options.logger.warn({ ...fields, why: faultOf(error).message }, 'a block stream ended');
      await rest(failures, stop);
    }
  }
}

/** How far a follower is. */
interface Place {
  next: number;
  /** Hash of the block before; undefined at the beginning. */
  previous: Uint8Array | undefined;
}

/** Blocks of one peer; ends when an own peer can be had instead. */
async function* followPeer<P extends WatchedPeer>(
  options: FollowOptions<P>,
  peer: P,
  place: Place,
  stop: AbortSignal,
): AsyncGenerator<LedgerBlock, void> {
  for await (const raw of streamBlocks(options, peer, place.next, stop)) {
    const block = readBlock(raw, options.contract);
    demandNext(block, place);
    if (!peer.own) await confirm(options, peer, printOf(raw));
    place.next++;
    place.previous = block.hash;
    yield block;
    if (!peer.own && choosePeer(options.peers, place.next).own) return;
  }
}

/** An own peer that has all blocks before, else one that has the block. */
function choosePeer<P extends WatchedPeer>(peers: readonly P[], next: number): P {
  const [first, ...others] = ranked(peers);
  if (first === undefined) throw new TypeError('no peers');
  if (first.own && first.up && first.height >= next) return first;
  return [first, ...others].find(({ up, height }) => up && height > next) ?? first;
}

async function* streamBlocks<P extends WatchedPeer>(
  { openBlocks, watch }: FollowOptions<P>,
  peer: P,
  from: number,
  stop: AbortSignal,
): AsyncGenerator<common.Block, void> {
  const events = await openBlocks(peer, from);
  const cut = () => events.close();
  let next = from;
  let waitingSince = performance.now();
  const unwatch = watch.onLook(() => {
    const late = peer.height > next && performance.now() - waitingSince > STALL_MS;
    if (!peer.up || late) cut();
  });
  stop.addEventListener('abort', cut);
  if (stop.aborted) cut();
  try {
    for await (const block of events) {
      yield block;
      next++;
      peer.height = Math.max(peer.height, next);
      waitingSince = performance.now();
    }
  } finally {
    stop.removeEventListener('abort', cut);
    unwatch();
    cut();
  }
}

function demandNext(block: LedgerBlock, { next, previous }: Place): void {
  const linked = previous === undefined || Buffer.compare(previous, block.previousHash) === 0;
  if (block.number === next && linked) return;
  const why = linked ? `block ${block.number} came` : 'another block came before it';
  const details = { block: next };
  throw new CunzhengError('LEDGER_CORRUPT', `block ${next} was to come: ${why}`, { details });
}

/** Of the members that may lie, one may be this one. */
async function confirm<P extends WatchedPeer>(
  { peers, askPrint, members }: FollowOptions<P>,
  peer: P,
  print: BlockPrint,
): Promise<void> {
  const others = peers.filter(({ member, own }) => !own && member !== peer.member);
  const agreeing = new Set<string>();
  for (const other of ranked(others)) {
    if (agreeing.size >= tolerated(members)) return;
    const found = await askPrint(other, print.number).catch(() => undefined);
    if (JSON.stringify(found) === JSON.stringify(print)) agreeing.add(other.member);
  }
  if (agreeing.size < tolerated(members)) {
    throw new PeerFault('other', `nobody confirms block ${print.number} of ${peer.address}`);
  }
}

async function rest(failures: number, stop: AbortSignal): Promise<void> {
  if (failures === 0) return;
  const ms = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 10));
  await delay(ms * (0.5 + Math.random() / 2), undefined, { signal: stop }).catch(() => {});
}
