import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CunzhengError, type NetworkId } from '@cunzheng/domain';
import { common } from '@hyperledger/fabric-protos';

/** The network's id: the hash of its first block, as every later block is linked to it, base64url. */
export async function readNetworkId(genesisPath: string): Promise<NetworkId> {
  const block = common.Block.deserializeBinary(await readFile(genesisPath));
  const header = block.getHeader();
  if (header === undefined) throw new CunzhengError('LEDGER_CORRUPT', 'genesis has no header');
  const der = headerBytes(
    header.getNumber(),
    header.getPreviousHash_asU8(),
    header.getDataHash_asU8(),
  );
  return createHash('sha256').update(der).digest('base64url') as NetworkId;
}

/** A block header as Fabric hashes it: DER of SEQUENCE { INTEGER, OCTET STRING, OCTET STRING }. */
export function headerBytes(
  number: number,
  previousHash: Uint8Array,
  dataHash: Uint8Array,
): Buffer {
  const body = Buffer.concat([
    der(0x02, integer(number)),
    der(0x04, previousHash),
    der(0x04, dataHash),
  ]);
  return der(0x30, body);
}

/** Shorter than 128 bytes each: hashes, a number, and the three together. */
function der(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return (bytes[0] as number) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
}
