import { CunzhengError, recordBytes, recordId, type TrustFile } from '@cunzheng/domain';
import {
  configNumberOf,
  encodeFullProof,
  type FullProof,
  type LedgerEvidence,
  makeLedgerEvidence,
  verifyProof,
} from '@cunzheng/proof';
import type { EvidenceSource } from '../ledger/index.ts';

/** A proof with what the ledger shows of it, or why it stays without. */
export interface LedgerPart {
  readonly proof: FullProof;
  readonly leftOut?: string;
}

/**
 * The proof with its ledger part, taken from the peers that answer now and verified like a stranger would. What cannot be
 * shown is left out and the reason told: the stages before it stand without it, and a part that does not hold would
 * spoil them.
 */
export async function addLedgerPart(
  proof: FullProof,
  trust: TrustFile,
  source: EvidenceSource,
): Promise<LedgerPart> {
  try {
    const whole = { ...proof, ledger: await collect(proof, source) };
    const result = await verifyProof({
      proof: encodeFullProof(whole),
      trust: JSON.stringify(trust),
    });
    const stage = result.stages.find(({ id }) => id === 'ledger');
    return stage?.state === 'ok'
      ? { proof: whole }
      : { proof, leftOut: stage?.reason ?? 'notShown' };
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    return { proof, leftOut: `${error.code}: ${error.message}` };
  }
}

async function collect({ subject }: FullProof, source: EvidenceSource): Promise<LedgerEvidence> {
  const [block, answers, config] = await Promise.all([
    source.blockBytes(subject.block),
    source.signedBlock(subject.block),
    configBlocks(source),
  ]);
  const key = `\u0000R\u0000${recordId(subject.record)}\u0000`;
  const value = recordBytes(subject.record);
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
