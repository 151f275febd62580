import t from 'tap';
import type { BlockPrint } from '../../../src/ledger/fabric/questions.ts';
import { PeerWatch } from '../../../src/ledger/fabric/watch.ts';

/** A peer in memory with blocks told by their prints. */
class FakePeer {
  readonly address: string;
  readonly member: string;
  readonly own: boolean;
  up = true;
  height = 0;
  blocks: BlockPrint[];
  answering = true;
  asked: number[] = [];

  constructor(member: string, blocks: readonly BlockPrint[], own = false) {
    this.member = member;
    this.address = `${member}:1`;
    this.own = own;
    this.blocks = [...blocks];
  }
}

function chain(length: number, word = ''): BlockPrint[] {
  return Array.from({ length }, (_, number) => ({
    number,
    hash: `hash ${number}${word}`,
    validity: 'AA',
    commitHash: `state ${number}${word}`,
  }));
}

interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
}

function watch(...peers: FakePeer[]) {
  const lines: Line[] = [];
  const log = (level: Line['level']) => (_: object, text: string) => {
    lines.push({ level, text });
  };
  const demand = (peer: FakePeer) => {
    if (!peer.answering) throw new Error('no answer');
  };
  const watching = new PeerWatch<FakePeer>({
    peers,
    intervalMs: 60_000,
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
    askHeight: async (peer) => {
      demand(peer);
      return peer.blocks.length;
    },
    askPrint: async (peer, number) => {
      demand(peer);
      peer.asked.push(number);
      const print = peer.blocks[number];
      if (print === undefined) throw new Error('no such block');
      return print;
    },
  });
  return { watching, lines };
}

t.test('equal peers raise nothing, and a block is compared once', async (t) => {
  const own = new FakePeer('BjicMSP', chain(5), true);
  const other = new FakePeer('HzicMSP', chain(5));
  const { watching, lines } = watch(own, other);
  await watching.look();
  await watching.look();
  t.strictSame(watching.alarms(), []);
  t.strictSame(lines, []);
  t.strictSame([own.asked, other.asked], [[4], [4]]);
  t.equal(other.height, 5);
});

t.test('a second peer with another history is an alarm that names both', async (t) => {
  const own = new FakePeer('BjicMSP', chain(5), true);
  const other = new FakePeer('HzicMSP', [...chain(3), ...chain(6, '!').slice(3)]);
  const third = new FakePeer('GzicMSP', chain(4));
  const { watching, lines } = watch(own, other, third);
  await watching.look();
  await watching.look();
  t.equal(watching.alarms().length, 1);
  t.match(watching.alarms()[0], {
    code: 'LEDGER_DIVERGED',
    message: /BjicMSP.*HzicMSP.*block 4: other transactions/,
  });
  t.equal(lines.filter(({ level }) => level === 'error').length, 1);
  other.blocks = chain(6);
  await watching.look();
  t.strictSame(watching.alarms(), []);
});

t.test('the same blocks with other outcomes are an alarm', async (t) => {
  const own = new FakePeer('BjicMSP', chain(5), true);
  const other = new FakePeer('HzicMSP', chain(5));
  const { watching } = watch(own, other);
  other.blocks[4] = { ...(other.blocks[4] as BlockPrint), validity: 'Cw' };
  await watching.look();
  t.match(watching.alarms()[0]?.message, /other transactions are valid/);
  other.blocks[4] = { ...(own.blocks[4] as BlockPrint), commitHash: 'else' };
  await watching.look();
  t.match(watching.alarms()[0]?.message, /other changes of the state/);
});

t.test('a peer that lags is compared as far as it is, and is no alarm', async (t) => {
  const own = new FakePeer('BjicMSP', chain(9), true);
  const other = new FakePeer('HzicMSP', chain(4));
  const { watching } = watch(own, other);
  await watching.look();
  t.strictSame(other.asked, [3]);
  t.strictSame(watching.alarms(), []);
});

t.test('a peer with fewer blocks than it had is an alarm until it has them again', async (t) => {
  const own = new FakePeer('BjicMSP', chain(9), true);
  const other = new FakePeer('HzicMSP', chain(9));
  const { watching } = watch(own, other);
  await watching.look();
  other.blocks = chain(6);
  await watching.look();
  t.match(watching.alarms()[0]?.message, /HzicMSP had 9 blocks and has 6/);
  other.blocks = chain(9);
  await watching.look();
  t.strictSame(watching.alarms(), []);
});

t.test('a block that comes while a peer is asked is no alarm', async (t) => {
  const own = new FakePeer('BjicMSP', chain(5), true);
  const { watching, lines } = watch(own);
  await watching.look();
  const looking = watching.look();
  own.height = 6;
  await looking;
  t.strictSame([watching.alarms(), lines], [[], []]);
  t.equal(own.height, 6);
});

t.test('peers that do not answer are told of once, and compared again when they do', async (t) => {
  const own = new FakePeer('BjicMSP', chain(5), true);
  const other = new FakePeer('HzicMSP', chain(5));
  const { watching, lines } = watch(own, other);
  own.answering = false;
  await watching.look();
  await watching.look();
  t.equal(own.up, false);
  t.equal(lines.filter(({ level }) => level === 'warn').length, 1);
  own.answering = true;
  await watching.look();
  t.equal(own.up, true);
  t.strictSame(other.asked, [4]);
});
