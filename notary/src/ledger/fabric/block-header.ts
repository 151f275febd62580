import { hash } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import type { common } from '@hyperledger/fabric-protos';

/** What links blocks. */
export interface BlockHeader {
  readonly number: number;
  readonly previousHash: Uint8Array;
  readonly dataHash: Uint8Array;
}

/** Header of a block. Throws `LEDGER_CORRUPT` when it has none. */
export function headerOf(block: common.Block): BlockHeader {
  const header = block.getHeader();
  if (header === undefined) throw new CunzhengError('LEDGER_CORRUPT', 'a block has no header');
  return {
    number: header.getNumber(),
    previousHash: header.getPreviousHash_asU8(),
    dataHash: header.getDataHash_asU8(),
  };
}

/** Hash of a block: SHA-256 of DER `SEQUENCE { INTEGER number, OCTET STRING previous, OCTET STRING data }`. */
export function hashHeader({ number, previousHash, dataHash }: BlockHeader): Uint8Array {
  const body = [der(0x02, integer(number)), der(0x04, previousHash), der(0x04, dataHash)];
  return hash('sha256', der(0x30, Buffer.concat(body)), 'buffer');
}

/** Nothing in a header takes 128 bytes. */
function der(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(tag, content.length), content]);
}

/** Big-endian, with a zero before a first byte that would make it negative. */
function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return (bytes[0] as number) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes]);
}
