import { concatBytes, equalBytes, quorum, sha256 } from '@cunzheng/domain';
import { hold, orFail } from '../stages/stage.ts';
import type { Configuration } from './config.ts';
import type { EvidenceBlock } from './evidence.ts';
import { judgeIdentity, judgeSignature } from './identity.ts';
import { bytesOf, encodeBytes, malformed, messageOf, numberOf, readMessage } from './wire.ts';

/** The header as Fabric hashes it: DER of SEQUENCE { INTEGER number, OCTET STRING previous hash, OCTET STRING data hash }. */
export function headerBytes(block: EvidenceBlock): Uint8Array {
  const { number, previousHash } = block;
  const parts = [der(2, integer(number)), der(4, previousHash), der(4, dataHash(block))];
  return der(0x30, concatBytes(...parts));
}

/** Over the envelopes, one after the other. */
export function dataHash({ envelopes }: EvidenceBlock): Uint8Array {
  return sha256(...envelopes);
}

/** Hash of the block: what the next one names, and for block 0 the network's id. */
export function blockHash(block: EvidenceBlock): Uint8Array {
  return sha256(headerBytes(block));
}

/** Blocks that stand side by side are linked by hash. */
export function follows(block: EvidenceBlock, previous: EvidenceBlock): boolean {
  const isNext = block.number === previous.number + 1;
  return !isNext || equalBytes(block.previousHash, blockHash(previous));
}

/** Shorter than 128 bytes each: a number, hashes of 32 bytes, and the three together. */
function der(tag: number, content: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(tag, content.length), content);
}

function integer(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return Uint8Array.from((bytes[0] ?? 128) >= 128 ? [0, ...bytes] : bytes);
}

/** BlockData as peers answer it: every envelope as field 1. */
export function blockData({ envelopes }: EvidenceBlock): Uint8Array {
  return concatBytes(...envelopes.map((envelope) => encodeBytes(1, envelope)));
}

/**
 * Payload and signature of an envelope that is written in the one way there is. The data hash says nothing of where one
 * envelope ends: without this check the same hash stands for others (CVE-2023-46132). Throws `INPUT_INVALID`.
 */
export function readEnvelope(envelope: Uint8Array): { payload: Uint8Array; signature: Uint8Array } {
  const message = readMessage(envelope);
  const [payload, signature] = [bytesOf(message, 1), bytesOf(message, 2)];
  const again = concatBytes(encodeBytes(1, payload), encodeBytes(2, signature));
  return equalBytes(again, envelope) ? { payload, signature } : malformed('envelope');
}

/** Number of the block that holds the configuration in force, as the orderers signed it. Throws `INPUT_INVALID`. */
export function lastConfigOf({ metadata }: Pick<EvidenceBlock, 'metadata'>): number {
  return numberOf(messageOf(readMessage(metadata), 1), 1);
}

/**
 * Members whose orderers signed the block: a quorum of the consenters in force, every signature that is shown held.
 * Throws `StageFailed`.
 */
export async function judgeOrderers(
  block: EvidenceBlock,
  { consenters, msps }: Configuration,
): Promise<string[]> {
  const header = headerBytes(block);
  const signers = new Map<number, string>();
  for (const { identifier, signature } of block.signatures) {
    const id = orFail('ORDERER_INVALID', () => numberOf(readMessage(identifier), 1));
    const consenter = consenters.get(id);
    hold(consenter !== undefined && !signers.has(id), 'ORDERER_INVALID');
    const message = concatBytes(block.metadata, identifier, header);
    await judgeSignature(consenter.certificate, message, signature, 'ORDERER_INVALID');
    await judgeIdentity(consenter, msps, 'orderer');
    signers.set(id, consenter.member);
  }
  hold(signers.size >= quorum(consenters.size), 'ORDERERS_TOO_FEW');
  return [...signers.values()];
}
