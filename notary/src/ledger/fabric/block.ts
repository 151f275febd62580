import { hash } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import { common } from '@hyperledger/fabric-protos';
import type { LedgerBlock, LedgerTransaction } from '../port.ts';
import { hashHeader, headerOf } from './block-header.ts';
import { readTransaction } from './transaction.ts';

/**
 * A block as the notary sees it. Transactions are those of contracts, in the block's order, with the writes of `contract`
 * alone; a configuration block has none. Whether one is valid is the peer's word: orderers sign order, not validity.
 * Throws `LEDGER_CORRUPT` when header and content differ, or when a valid transaction cannot be read.
 */
export function readBlock(block: common.Block, contract: string): LedgerBlock {
  const header = headerOf(block);
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  demandData(header.number, header.dataHash, envelopes);
  const codes = validityOf(block);
  if (codes.length !== envelopes.length) {
    throw corrupt(header.number, 'not every transaction has a validity');
  }
  return {
    number: header.number,
    hash: hashHeader(header),
    previousHash: header.previousHash,
    transactions: envelopes.flatMap((envelope, index) =>
      readEnvelope(header.number, envelope, codes[index] as number, contract),
    ),
  };
}

/** One byte for each transaction: Fabric's TxValidationCode. The genesis block has none and needs none. */
export function validityOf(block: common.Block): Uint8Array {
  const codes = metadataOf(block, common.BlockMetadataIndex.TRANSACTIONS_FILTER);
  const count = block.getData()?.getDataList_asU8().length ?? 0;
  return codes.length === 0 && block.getHeader()?.getNumber() === 0 ? new Uint8Array(count) : codes;
}

/**
 * Hash over validity and updates of this block and all before it, equal on honest peers; empty in the genesis block.
 */
export function commitHashOf(block: common.Block): Uint8Array {
  const bytes = metadataOf(block, common.BlockMetadataIndex.COMMIT_HASH);
  return bytes.length === 0 ? bytes : common.Metadata.deserializeBinary(bytes).getValue_asU8();
}

function metadataOf(block: common.Block, index: number): Uint8Array {
  return block.getMetadata()?.getMetadataList_asU8()[index] ?? new Uint8Array(0);
}

function demandData(number: number, expected: Uint8Array, envelopes: readonly Uint8Array[]): void {
  const found = hash('sha256', Buffer.concat(envelopes), 'buffer');
  if (Buffer.compare(found, expected) !== 0) {
    throw corrupt(number, 'its transactions are not those that its header names');
  }
}

function readEnvelope(
  block: number,
  envelope: Uint8Array,
  code: number,
  contract: string,
): LedgerTransaction[] {
  try {
    const transaction = readTransaction(envelope, code, contract);
    return transaction === undefined ? [] : [transaction];
  } catch (cause) {
    // What peers found invalid may be anything.
    if (code !== 0) return [];
    throw corrupt(block, `a valid transaction cannot be read (${(cause as Error).message})`);
  }
}

function corrupt(block: number, why: string): CunzhengError {
  return new CunzhengError('LEDGER_CORRUPT', `block ${block}: ${why}`, { details: { block } });
}
