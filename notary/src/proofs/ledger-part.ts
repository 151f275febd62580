import { recordKey } from '@cunzheng/chaincode/state';
import { CunzhengError, demand, recordBytes, recordId, type TrustFile } from '@cunzheng/domain';
import {
  configNumberOf,
  encodeFullProof,
  type FullProof,
  type LedgerEvidence,
  makeLedgerEvidence,
  verifyProof,
} from '@cunzheng/proof';
import type { EvidenceSource } from '../ledger/index.ts';
import { tellsOfLikeSuits } from './like-suits.ts';

/** A proof with what the ledger shows of it, or why it stays without. */
export interface LedgerPart<Proof> {
  readonly proof: Proof;
  readonly leftOut?: string;
}

/** A proof as far as its ledger part goes. */
interface Provable {
  readonly edition: number;
  readonly ledger?: LedgerEvidence;
}

/** What the transaction wrote, and in which block. */
export interface Written {
  readonly block: number;
  readonly key: string;
  readonly value: Uint8Array;
}

/** Whom to ask, whom to believe, and how the proof is written. */
export interface LedgerPartSources<Proof> {
  readonly trust: TrustFile;
  readonly source: EvidenceSource;
  readonly encode: (proof: Proof) => Uint8Array;
}

/**
 * The proof with its ledger part, taken from the peers that answer now and verified like a stranger would. What cannot be
 * shown is left out and the reason told: the stages before it stand without it, and a part that does not hold would
 * spoil them.
 */
export async function showLedger<Proof extends Provable>(
  proof: Proof,
  written: Written,
  { trust, source, encode }: LedgerPartSources<Proof>,
): Promise<LedgerPart<Proof>> {
  try {
    const evidence = await collect(written, source);
    const { answers } = evidence;
    const most = tolerated(trust, proof);
    let leftOut = 'notShown';
    // The whole comes first; a peer whose certificate ended or whose word differs must not spoil what the others say.
    for (const chosen of withoutSome(answers, most)) {
      const whole = { ...proof, ledger: { ...evidence, answers: chosen } };
      const reason = await reasonAgainst(encode(whole), trust);
      if (reason === undefined) return { proof: whole };
      leftOut = chosen === answers ? reason : leftOut;
    }
    return { proof, leftOut };
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    return { proof, leftOut: `${error.code}: ${error.message}` };
  }
}

/** As `showLedger`, for the record of a full proof. */
export function addLedgerPart(
  proof: FullProof,
  trust: TrustFile,
  source: EvidenceSource,
): Promise<LedgerPart<FullProof>> {
  const { block, record } = proof.subject;
  const written = { block, key: recordKey(recordId(record)), value: recordBytes(record) };
  return showLedger(proof, written, { trust, source, encode: encodeFullProof });
}

/** Members that may fail or lie: ⌊(n−1)/3⌋. */
function tolerated(trust: TrustFile, { edition }: Provable): number {
  const members = trust.editions[edition - 1]?.edition.members.length ?? 1;
  return Math.floor((members - 1) / 3);
}

/** The list itself, then without each one of its items, without each two, … up to `most`. */
function* withoutSome<Item>(list: readonly Item[], most: number): Generator<readonly Item[]> {
  yield list;
  for (let left = 1; left <= most; left++) yield* withoutExactly(list, left, 0);
}

function* withoutExactly<Item>(
  list: readonly Item[],
  count: number,
  from: number,
): Generator<readonly Item[]> {
  if (count === 0) return yield list;
  for (let i = from; i < list.length; i++) {
    yield* withoutExactly([...list.slice(0, i), ...list.slice(i + 1)], count - 1, i);
  }
}

/** What a stranger's verifier says against the ledger part; undefined when it holds. */
async function reasonAgainst(proof: Uint8Array, trust: TrustFile): Promise<string | undefined> {
  const given = { proof, trust: JSON.stringify(trust) };
  const stage = (await verifyProof(given)).stages.find(({ id }) => id === 'ledger');
  return stage?.state === 'ok' ? undefined : (stage?.reason ?? 'notShown');
}

async function collect(
  { block: number, key, value }: Written,
  source: EvidenceSource,
): Promise<LedgerEvidence> {
  const block = await source.blockBytes(number);
  demand(!tellsOfLikeSuits(block), 'NOT_SUPPORTED', 'its block tells of like suits');
  const [answers, config] = await Promise.all([source.signedBlock(number), configBlocks(source)]);
  return makeLedgerEvidence({ config, block, answers, key, value }, source.contract);
}

/**
 * Every configuration block, block 0 first. Each block names the one in force, and the block before a configuration
 * names the configuration before, so that none but these are read.
 */
async function configBlocks(source: EvidenceSource): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  let before = await source.height();
  while (before > 0) {
    const number = configNumberOf(await source.blockBytes(before - 1));
    found.unshift(await source.blockBytes(number));
    before = number;
  }
  return found;
}
