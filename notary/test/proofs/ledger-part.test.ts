import { CunzhengError, fromBase64Url, type TrustFile } from '@cunzheng/domain';
import type { FullProof, SignedAnswer } from '@cunzheng/proof';
import {
  draftOnFabric,
  type FabricTale,
  type ForgedBlock,
  field,
  join,
  receiptBlock,
  revokeOne,
  tellOnFabric,
} from '@cunzheng/proof/testing';
import t from 'tap';
import type { EvidenceSource } from '../../src/ledger/index.ts';
import { addLedgerPart } from '../../src/proofs/ledger-part.ts';

interface Scene extends FabricTale {
  readonly proof: FullProof;
  readonly trust: TrustFile;
  readonly block: ForgedBlock;
}

/** A proof without its ledger part, and the channel it could be taken from: two configurations, then the receipt's block. */
async function scene(): Promise<Scene> {
  const document = Buffer.from('%PDF-1.7\n');
  const tale = tellOnFabric({ document, configure: revokeOne });
  const { proof, trust } = await draftOnFabric(tale);
  const { ledger: _, ...bare } = proof as unknown as FullProof;
  return { ...tale, proof: bare, trust, block: receiptBlock(tale) };
}

/** A block as a peer keeps it. */
function kept(block: ForgedBlock, code: number): Uint8Array {
  const header = join(field(1, block.number || undefined), field(2, block.previousHash));
  const signatures = block.signatures.map(({ identifier, signature }) =>
    join(field(2, signature), field(3, identifier)),
  );
  const signed = join(field(1, block.metadata), field(2, signatures));
  const slots = [signed, new Uint8Array(), Uint8Array.of(code), new Uint8Array(), field(1, 'hash')];
  return join(field(1, header), field(2, field(1, block.envelopes)), field(3, field(1, slots)));
}

/** Four peers; those at `wrong` say that the transaction took no effect. */
function sourceOf({ fabric, block }: Scene, wrong: readonly number[] = []): EvidenceSource {
  const blocks = [...fabric.configBlocks, block];
  const signed = (place: number): SignedAnswer => {
    const codes = [wrong.includes(place) ? 11 : 0];
    const cut = fabric.answer(block, fabric.organisation(place).peer, { codes });
    const [before, after] = [fromBase64Url(cut.before), fromBase64Url(cut.after)];
    return {
      payload: join(before, field(1, block.envelopes), after),
      endorser: fromBase64Url(cut.endorser),
      signature: fromBase64Url(cut.signature),
    };
  };
  // Blocks in between name the configuration in force, as the receipt's does.
  const at = (number: number) => blocks.find((each) => each.number === number) ?? block;
  return {
    contract: 'cunzheng',
    height: async () => block.number + 1,
    blockBytes: async (number) =>
      kept(number === 0 || at(number) !== block ? at(number) : earlier(blocks, number), 0),
    signedBlock: async () => [0, 1, 2, 3].map(signed),
  };
}

/** The block itself, or for a number before the second configuration one that names the first. */
function earlier(blocks: readonly ForgedBlock[], number: number): ForgedBlock {
  const [first, second] = blocks as [ForgedBlock, ForgedBlock];
  const block = blocks.at(-1) as ForgedBlock;
  return number < second.number ? { ...first, number, metadata: new Uint8Array() } : block;
}

t.test('a proof gets what all peers show of the ledger', async (t) => {
  const told = await scene();
  const { proof, leftOut } = await addLedgerPart(told.proof, told.trust, sourceOf(told));
  t.equal(leftOut, undefined);
  t.equal(proof.ledger?.answers.length, 4);
  t.same(
    proof.ledger?.config.map(({ number }) => number),
    told.fabric.configBlocks.map(({ number }) => number),
  );
});

t.test('one peer that says otherwise is left out, two are too many', async (t) => {
  const told = await scene();
  const one = await addLedgerPart(told.proof, told.trust, sourceOf(told, [2]));
  t.equal(one.proof.ledger?.answers.length, 3);
  const two = await addLedgerPart(told.proof, told.trust, sourceOf(told, [0, 2]));
  t.same(two, { proof: told.proof, leftOut: 'TRANSACTION_REFUSED' });
});

t.test('a proof stays without when peers are away, and it is told why', async (t) => {
  const told = await scene();
  const away = async () => {
    throw new CunzhengError('LEDGER_UNAVAILABLE', 'no peer answers');
  };
  const source = { ...sourceOf(told), blockBytes: away };
  const { proof, leftOut } = await addLedgerPart(told.proof, told.trust, source);
  t.equal(proof, told.proof);
  t.match(leftOut, /^LEDGER_UNAVAILABLE/);
  const silent = { ...sourceOf(told), signedBlock: async () => [] };
  t.match(await addLedgerPart(told.proof, told.trust, silent), { leftOut: 'ANSWERS_TOO_FEW' });
});

t.test('a block that tells of like suits is shown in no proof', async (t) => {
  const told = await scene();
  for (const name of ['noteSuits', 'suitsOf']) {
    const source = sourceOf(told);
    const tells: EvidenceSource = {
      ...source,
      blockBytes: async (number) =>
        number === told.block.number
          ? join(await source.blockBytes(number), Buffer.from(name))
          : source.blockBytes(number),
    };
    const { proof, leftOut } = await addLedgerPart(told.proof, told.trust, tells);
    t.match(leftOut, /like suits/, name);
    t.same(proof, told.proof, 'the rest of the proof stands');
  }
});
