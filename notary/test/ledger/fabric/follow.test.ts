import type { common } from '@hyperledger/fabric-protos';
import t from 'tap';
import { followBlocks } from '../../../src/ledger/fabric/follow.ts';
import { printOf } from '../../../src/ledger/fabric/questions.ts';
import type { LedgerBlock } from '../../../src/ledger/port.ts';
import { SILENT_LOGGER } from '../../../src/logger.ts';
import { blockHash, makeBlock, makeEnvelope } from '../../support/fabric-blocks.ts';

/** A peer in memory; a stream of it ends after `breaksAfter` blocks. */
interface FakePeer {
  readonly member: string;
  readonly address: string;
  readonly own: boolean;
  up: boolean;
  height: number;
  readonly blocks: readonly common.Block[];
  breaksAfter: number;
  readonly opened: number[];
}

function fake(member: string, blocks: readonly common.Block[], more: Partial<FakePeer> = {}) {
  const peer: FakePeer = {
    member,
    address: `${member}:1`,
    own: member === 'own',
    up: true,
    height: blocks.length,
    blocks,
    breaksAfter: Number.POSITIVE_INFINITY,
    opened: [],
    ...more,
  };
  return peer;
}

function chain(length: number, word = 'a'): common.Block[] {
  const blocks: common.Block[] = [];
  for (let number = 0; number < length; number++) {
    const before = blocks.at(-1);
    const txId = `${word}${number}`.padEnd(64, '0');
    const previous = before === undefined ? new Uint8Array(0) : blockHash(before);
    blocks.push(makeBlock(number, previous, [makeEnvelope({ txId })], [0]));
  }
  return blocks;
}

async function* stream({ blocks, breaksAfter }: FakePeer, from: number) {
  let sent = 0;
  for (const block of blocks.slice(from)) {
    if (sent++ === breaksAfter) throw new Error('connection lost');
    yield block;
  }
  throw new Error('the peer has no more');
}

async function follow(peers: FakePeer[], from: number, count: number): Promise<LedgerBlock[]> {
  const stop = new AbortController();
  const blocks: LedgerBlock[] = [];
  const options = {
    contract: 'cunzheng',
    peers,
    members: 4,
    watch: { onLook: () => () => {} },
    logger: SILENT_LOGGER,
    openBlocks: async (peer: FakePeer, next: number) => {
      peer.opened.push(next);
      if (!peer.up) throw new Error('no answer');
      return Object.assign(stream(peer, next), { close() {} });
    },
    askPrint: async (peer: FakePeer, number: number) => {
      if (!peer.up) throw new Error('no answer');
      return printOf(peer.blocks[number] as common.Block);
    },
  };
  for await (const block of followBlocks(options, from, stop.signal)) {
    blocks.push(block);
    if (blocks.length === count) stop.abort();
  }
  return blocks;
}

const numbers = (blocks: readonly LedgerBlock[]) => blocks.map(({ number }) => number);

t.test('a broken stream is taken up at the block that is next', async (t) => {
  const own = fake('own', chain(6), { breaksAfter: 2 });
  t.strictSame(numbers(await follow([own, fake('a', chain(6))], 1, 5)), [1, 2, 3, 4, 5]);
  t.strictSame(own.opened, [1, 3, 5]);
});

t.test(
  'while no own peer answers, another member’s blocks count when a further one has them',
  async (t) => {
    const own = fake('own', chain(4), { up: false });
    const [a, b] = [fake('a', chain(4)), fake('b', chain(4))];
    t.strictSame(numbers(await follow([own, a, b], 0, 4)), [0, 1, 2, 3]);
    t.strictSame(own.opened, []);
  },
);

t.test('a block that nobody confirms is not handed on', async (t) => {
  const own = fake('own', chain(2), { up: false });
  const liar = fake('a', [...chain(2).slice(0, 1), ...chain(2, 'lie').slice(1)]);
  const honest = fake('b', chain(2));
  const following = follow([own, liar, honest], 1, 1);
  // Back once the liar was asked twice.
  while (liar.opened.length < 2) await new Promise((resolve) => setImmediate(resolve));
  own.up = true;
  const [block] = await following;
  t.match(block?.transactions[0]?.txId, /^a1/);
});

t.test('it goes back to an own peer that answers again', async (t) => {
  const own = fake('own', chain(5), { up: false });
  const a = fake('a', chain(5));
  const following = follow([own, a, fake('b', chain(5))], 0, 5);
  own.up = true;
  t.strictSame(numbers(await following), [0, 1, 2, 3, 4]);
  t.ok(own.opened.length > 0);
});

t.test('a block that does not follow from the one before ends it', async (t) => {
  const forked = [...chain(2), ...chain(4, 'b').slice(2)];
  await t.rejects(follow([fake('own', forked)], 0, 4), {
    code: 'LEDGER_CORRUPT',
    details: { block: 2 },
  });
  const gap = [...chain(1), ...chain(3).slice(2)];
  await t.rejects(follow([fake('own', gap)], 0, 2), { code: 'LEDGER_CORRUPT' });
});
