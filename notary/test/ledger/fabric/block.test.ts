import { hash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import t from 'tap';
import { readBlock } from '../../../src/ledger/fabric/block.ts';
import { hashHeader } from '../../../src/ledger/fabric/block-header.ts';
import { printOf } from '../../../src/ledger/fabric/questions.ts';
import {
  blockHash,
  MADE_AT,
  makeBlock,
  makeConfigEnvelope,
  makeEnvelope,
} from '../../support/fabric-blocks.ts';

const ZERO = new Uint8Array(32);
const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

function der(...parts: string[]): string {
  return hash('sha256', Buffer.from(parts.join(''), 'hex'), 'hex');
}

t.test('a header is hashed as the DER that Fabric makes of it', async (t) => {
  const dataHash = Buffer.alloc(32, 0xaa);
  const hex = (number: number, previousHash: Uint8Array) =>
    Buffer.from(hashHeader({ number, previousHash, dataHash })).toString('hex');
  const data = `0420${'aa'.repeat(32)}`;
  t.equal(hex(0, new Uint8Array(0)), der('3027', '020100', '0400', data));
  t.equal(hex(127, ZERO), der('3047', '02017f', `0420${'00'.repeat(32)}`, data));
  t.equal(hex(128, ZERO), der('3048', '02020080', `0420${'00'.repeat(32)}`, data));
  t.equal(hex(0x123456, ZERO), der('3049', '0203123456', `0420${'00'.repeat(32)}`, data));
});

t.test('a block is told in transactions, with the writes of our contract alone', async (t) => {
  const ours = makeEnvelope({
    txId: A,
    member: 'HzicMSP',
    response: '[{"outcome":"recorded"}]',
    writes: {
      _lifecycle: [['namespaces/x', '1']],
      cunzheng: [
        ['\u0000C\u0000', 'x'],
        ['\u0000R\u0000', '{"案":1}'],
        ['gone', undefined],
      ],
    },
  });
  const other = makeEnvelope({ txId: B, contract: '_lifecycle', response: '\u0001' });
  const block = readBlock(makeBlock(7, ZERO, [ours, other], [0, 0]), 'cunzheng');
  t.equal(block.number, 7);
  t.strictSame(Buffer.from(block.previousHash), Buffer.from(ZERO));
  const [first, second] = block.transactions;
  t.match(first, { txId: A, valid: true, code: 0, creator: 'HzicMSP', time: MADE_AT });
  t.equal(first?.response, '[{"outcome":"recorded"}]');
  t.strictSame(
    first?.writes.map(({ key, value }) => [key, value && Buffer.from(value).toString()]),
    [
      ['\u0000C\u0000', 'x'],
      ['\u0000R\u0000', '{"案":1}'],
      ['gone', undefined],
    ],
  );
  t.match(second, { txId: B, valid: true, response: '', writes: [] });
  t.equal(second?.writes.length, 0);
});

t.test(
  'what peers found invalid has no writes, and is passed over when it is no call',
  async (t) => {
    const lost = makeEnvelope({ txId: A, writes: { cunzheng: [['k', 'v']] } });
    const garbage = Buffer.from('ffffffff', 'hex');
    const block = readBlock(makeBlock(3, ZERO, [garbage, lost], [2, 11]), 'cunzheng');
    t.equal(block.transactions.length, 1);
    t.match(block.transactions[0], { txId: A, valid: false, code: 11 });
    t.strictSame(block.transactions[0]?.writes, []);
  },
);

t.test('a configuration block has no transactions, the first one no validity', async (t) => {
  const genesis = makeBlock(0, new Uint8Array(0), [makeConfigEnvelope()], []);
  t.strictSame(readBlock(genesis, 'cunzheng').transactions, []);
  const later = makeBlock(4, blockHash(genesis), [makeConfigEnvelope()], [0]);
  const read = readBlock(later, 'cunzheng');
  t.strictSame(read.transactions, []);
  t.strictSame(Buffer.from(read.previousHash), Buffer.from(blockHash(genesis)));
});

t.test('a block that does not hang together is refused by its number', async (t) => {
  const envelope = makeEnvelope({ txId: A });
  const refused = (block: common.Block) => {
    t.throws(() => readBlock(block, 'cunzheng'), { code: 'LEDGER_CORRUPT', details: { block: 9 } });
  };
  const swapped = makeBlock(9, ZERO, [envelope], [0]);
  swapped.getData()?.setDataList([makeEnvelope({ txId: B })]);
  refused(common.Block.deserializeBinary(swapped.serializeBinary()));
  refused(makeBlock(9, ZERO, [envelope, envelope], [0]));
  refused(makeBlock(9, ZERO, [Buffer.from('ffffffff', 'hex')], [0]));
  t.throws(() => readBlock(new common.Block(), 'cunzheng'), { code: 'LEDGER_CORRUPT' });
});

t.test('a print tells transactions, validity and state apart', async (t) => {
  const envelope = makeEnvelope({ txId: A });
  const print = printOf(makeBlock(5, ZERO, [envelope], [0]));
  t.match(print, { number: 5, validity: 'AA' });
  t.not(printOf(makeBlock(5, ZERO, [makeEnvelope({ txId: B })], [0])).hash, print.hash);
  const invalid = printOf(makeBlock(5, ZERO, [envelope], [11]));
  t.equal(invalid.hash, print.hash);
  t.not(invalid.validity, print.validity);
  const changed = printOf(makeBlock(5, ZERO, [envelope], [0], Buffer.from('other')));
  t.not(changed.commitHash, print.commitHash);
});
