import { createHash } from 'node:crypto';
import t from 'tap';
import { OrderedChain } from '../../src/index.ts';
import { field, join } from '../forge/fabric/encode.ts';
import { type ForgedBlock, ForgedFabric } from '../forge/fabric/fabric.ts';
import { MEMBER_IDS } from '../forge/fabric/tale.ts';

/** As a peer keeps it: common.Block. */
function kept({ number, previousHash, envelopes, metadata, signatures }: ForgedBlock): Uint8Array {
  const data = createHash('sha256').update(join(...envelopes));
  const header = join(
    field(1, number || undefined),
    field(2, previousHash),
    field(3, data.digest()),
  );
  const signed = join(
    field(1, metadata),
    field(
      2,
      signatures.map((each) => join(field(2, each.signature), field(3, each.identifier))),
    ),
  );
  return join(field(1, header), field(2, field(1, envelopes)), field(3, field(1, [signed])));
}

const envelope = join(field(1, Buffer.from('payload')), field(2, Buffer.from('signature')));

t.test('blocks are judged by the configuration in force, and a copy by itself', async (t) => {
  const fabric = new ForgedFabric(MEMBER_IDS);
  const chain = new OrderedChain(fabric.network, fabric.channel);
  const genesis = kept(fabric.configBlocks[0] as ForgedBlock);
  t.equal(await chain.judge(genesis), undefined);
  await chain.take(genesis);
  const first = fabric.block(1, [envelope]);
  t.equal(await chain.judge(kept(first)), undefined);
  await chain.take(kept(first));
  const [good, ...others] = first.signatures as [ForgedBlock['signatures'][number]];
  const spoiled = { ...good, signature: Uint8Array.from(good.signature) };
  spoiled.signature[40] = (spoiled.signature[40] as number) ^ 1;
  const bent = { ...first, signatures: [spoiled, ...others] };
  t.equal(await chain.judge(kept(bent)), 'ORDERER_INVALID', 'one bit of a signature');
  const few = fabric.block(1, [envelope], fabric.orderers(0, 1));
  t.equal(await chain.judge(kept(few)), 'ORDERERS_TOO_FEW');
  t.equal(await chain.judge(Uint8Array.of(0xff)), 'LEDGER_MALFORMED');
});

t.test('a configuration is in force once it is taken', async (t) => {
  const fabric = new ForgedFabric(MEMBER_IDS);
  const chain = new OrderedChain(fabric.network, fabric.channel);
  await chain.take(kept(fabric.configBlocks[0] as ForgedBlock));
  fabric.configure(1, () => {});
  const update = kept(fabric.configBlocks[1] as ForgedBlock);
  const after = kept(fabric.block(2, [envelope]));
  t.equal(await chain.judge(after), 'CONFIG_INCOMPLETE', 'not known yet');
  t.equal(await chain.judge(update), undefined);
  await chain.take(update);
  t.equal(await chain.judge(after), undefined);
});

t.test('another network’s first block is none of this chain', async (t) => {
  const fabric = new ForgedFabric(MEMBER_IDS);
  const other = new ForgedFabric(MEMBER_IDS);
  const chain = new OrderedChain(fabric.network, fabric.channel);
  t.equal(await chain.judge(kept(other.configBlocks[0] as ForgedBlock)), 'GENESIS_DIFFERS');
});
