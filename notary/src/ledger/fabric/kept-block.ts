import { hash } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import { common } from '@hyperledger/fabric-protos';
import type { LedgerBlock } from '../port.ts';
import { readBlock } from './block.ts';
import { type BlockPrint, printOf } from './questions.ts';

/** A block as one place keeps it. */
export interface KeptBlock {
  /** Of `common.Block`. */
  readonly bytes: Uint8Array;
  readonly block: LedgerBlock;
  readonly print: BlockPrint;
  /** Hash over the metadata that is the same with everybody: all but the orderers' signatures, of which each has its own choice. */
  readonly metadata: string;
}

/** Where blocks of the channel are kept: a member's peer that answers, or its folder on this machine. */
export interface BlockPlace {
  /** MSP id. */
  readonly member: string;
  /** For people: `peer.hzic at 10.1.2.3:7051`, or a path. */
  readonly name: string;
  /** Number of blocks. Throws `LEDGER_UNAVAILABLE`. */
  height(): Promise<number>;
  /** Throws `LEDGER_UNAVAILABLE` when nobody answers, `LEDGER_CORRUPT` when what is kept there is no whole block. */
  read(number: number): Promise<KeptBlock>;
}

/** Reads a block again from its first byte: its form, its number, and that its transactions are those its header names. */
export function readKept(bytes: Uint8Array, number: number, contract: string): KeptBlock {
  try {
    return read(bytes, number, contract);
  } catch (cause) {
    if (cause instanceof CunzhengError) throw cause;
    // What the library throws at bytes that are no message.
    throw notInForm(cause);
  }
}

function read(bytes: Uint8Array, number: number, contract: string): KeptBlock {
  const message = common.Block.deserializeBinary(bytes);
  // A damaged form may be read all the same, and then is not what it was.
  if (Buffer.compare(message.serializeBinary(), bytes) !== 0) throw notInForm();
  const block = readBlock(message, contract);
  if (block.number !== number)
    throw new CunzhengError('LEDGER_CORRUPT', `it says that it is block ${block.number}`);
  const { SIGNATURES } = common.BlockMetadataIndex;
  const others = message.getMetadata()?.getMetadataList_asU8() ?? [];
  const metadata = JSON.stringify(
    others.map((item, index) => (index === SIGNATURES ? '' : hash('sha256', item, 'base64url'))),
  );
  return { bytes, block, print: printOf(message), metadata };
}

function notInForm(cause?: unknown): CunzhengError {
  return new CunzhengError('LEDGER_CORRUPT', 'it is not in the form of a block', { cause });
}
