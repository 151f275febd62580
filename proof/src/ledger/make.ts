import { equalBytes, toBase64Url } from '@cunzheng/domain';
import { blockData, lastConfigOf } from './block.ts';
import type { EvidenceBlock } from './evidence.ts';
import {
  LEDGER_FORMAT,
  type LedgerAnswer,
  type LedgerBlockEvidence,
  type LedgerEvidence,
} from './format.ts';
import { readTransaction, writtenValue } from './transaction.ts';
import { bytesOf, listOf, malformed, messageOf, numberOf, readMessage } from './wire.ts';

/** A peer's endorsed answer of `qscc` that holds a block. */
export interface SignedAnswer {
  /** ProposalResponsePayload, as it was signed. */
  readonly payload: Uint8Array;
  /** SerializedIdentity of the peer. */
  readonly endorser: Uint8Array;
  readonly signature: Uint8Array;
}

export interface LedgerMaterial {
  /** Every configuration block from block 0 on, as common.Block. */
  readonly config: readonly Uint8Array[];
  readonly block: Uint8Array;
  readonly answers: readonly SignedAnswer[];
  /** Key and bytes of the record. */
  readonly key: string;
  readonly value: Uint8Array;
}

/**
 * The part `ledger` of a full proof from what peers keep and say. Throws `INPUT_INVALID` when a block cannot be read,
 * or no transaction of the block that took effect wrote the record; whether a verifier takes it, `verifyProof` says.
 */
export function makeLedgerEvidence(material: LedgerMaterial, contract: string): LedgerEvidence {
  const { config, block: bytes, answers, key, value } = material;
  const block = readBlock(bytes);
  const place = block.envelopes.findIndex(
    (envelope, i) => readCodes(bytes)[i] === 0 && writes(envelope, contract, key, value),
  );
  if (place < 0) malformed('no transaction of the block wrote the record');
  const data = blockData(block);
  return {
    format: LEDGER_FORMAT,
    config: config.map((each) => writeBlock(readBlock(each))),
    block: writeBlock(block),
    transaction: place,
    answers: answers.map((answer) => cutAnswer(answer, data)),
  };
}

/** Number of the configuration block in force for a block, as its orderers signed it. Throws `INPUT_INVALID`. */
export function configNumberOf(block: Uint8Array): number {
  const { number, metadata } = readBlock(block);
  return number === 0 ? 0 : lastConfigOf({ metadata });
}

/** A common.Block without what each peer adds to it; nothing hashed stands for what block 0 says besides. */
export function readBlock(bytes: Uint8Array): EvidenceBlock {
  const block = readMessage(bytes);
  const header = messageOf(block, 1);
  const number = numberOf(header, 1);
  const signed = readMessage(listOf(messageOf(block, 3), 1)[0] ?? new Uint8Array());
  return {
    number,
    previousHash: bytesOf(header, 2),
    envelopes: listOf(messageOf(block, 2), 1),
    metadata: number === 0 ? new Uint8Array() : bytesOf(signed, 1),
    signatures: number === 0 ? [] : listOf(signed, 2).map(readSignature),
  };
}

function readSignature(bytes: Uint8Array) {
  const message = readMessage(bytes);
  if (bytesOf(message, 1).length > 0) malformed('signature of another consensus');
  return { signature: bytesOf(message, 2), identifier: bytesOf(message, 3) };
}

/** What became of each transaction, as this block's keeper says. */
function readCodes(block: Uint8Array): Uint8Array {
  return listOf(messageOf(readMessage(block), 3), 1)[2] ?? new Uint8Array();
}

function writes(envelope: Uint8Array, contract: string, key: string, value: Uint8Array): boolean {
  const { answered } = readTransaction(envelope);
  return equalBytes(writtenValue(answered.results, contract, key) ?? new Uint8Array(), value);
}

function writeBlock(block: EvidenceBlock): LedgerBlockEvidence {
  return {
    number: block.number,
    previousHash: toBase64Url(block.previousHash),
    envelopes: block.envelopes.map(toBase64Url),
    metadata: toBase64Url(block.metadata),
    signatures: block.signatures.map(({ identifier, signature }) => ({
      identifier: toBase64Url(identifier),
      signature: toBase64Url(signature),
    })),
  };
}

function cutAnswer({ payload, endorser, signature }: SignedAnswer, data: Uint8Array): LedgerAnswer {
  const at = placeOf(payload, data);
  return {
    before: toBase64Url(payload.subarray(0, at)),
    after: toBase64Url(payload.subarray(at + data.length)),
    endorser: toBase64Url(endorser),
    signature: toBase64Url(signature),
  };
}

function placeOf(bytes: Uint8Array, part: Uint8Array): number {
  for (let at = 0; at + part.length <= bytes.length; at++) {
    if (equalBytes(bytes.subarray(at, at + part.length), part)) return at;
  }
  return malformed('the answer holds another block');
}
