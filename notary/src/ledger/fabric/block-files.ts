import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { common } from '@hyperledger/fabric-protos';
import { type BlockPlace, readKept } from './kept-block.ts';

/** Where in which file a block lies, without its length before it. */
interface Place {
  readonly path: string;
  readonly at: number;
  readonly length: number;
}

/** A length and a number. */
const HEAD = 20;
const MAX_BLOCK = 256 * 1024 * 1024;

/**
 * The files of a peer's block store (`blockfile_000000`, …), read without the peer: each block after its length, without
 * anything between. The peer may run; a block that is not written whole yet is not counted. Throws `LEDGER_UNAVAILABLE`
 * when there are none.
 */
export async function blockFiles(
  member: string,
  dir: string,
  contract: string,
): Promise<BlockPlace> {
  const { places, broken } = await findBlocks(dir);
  return {
    member,
    name: dir,
    height: async () => places.length + (broken ? 1 : 0),
    read: async (number) => {
      const place = places[number];
      if (place === undefined)
        throw new CunzhengError('LEDGER_CORRUPT', 'the file cannot be read on from here');
      return readKept(toMessage(await readAt(place)), number, contract);
    },
  };
}

/** `broken` when something else than the next block follows the last of them. */
async function findBlocks(dir: string): Promise<{ places: Place[]; broken: boolean }> {
  const names = (await readdir(dir).catch(() => []))
    .filter((name) => /^blockfile_[0-9]+$/.test(name))
    .sort();
  if (names.length === 0)
    throw new CunzhengError('LEDGER_UNAVAILABLE', `${dir} holds no block files`);
  const places: Place[] = [];
  for (const name of names) {
    const path = join(dir, name);
    const file = await open(path, 'r');
    try {
      for await (const { number, ...place } of blocksIn(path, file)) {
        if (number !== places.length) return { places, broken: true };
        places.push(place);
      }
    } finally {
      await file.close();
    }
  }
  return { places, broken: false };
}

/** Every block of a file with the number it begins with; one that a running peer has not written whole ends it. */
async function* blocksIn(
  path: string,
  file: FileHandle,
): AsyncGenerator<Place & { readonly number: number | undefined }> {
  const { size } = await file.stat();
  for (let from = 0; from < size; ) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, from);
    const reader = new Reader(buffer.subarray(0, bytesRead));
    const length = reader.tryVarint();
    const at = from + reader.at;
    const number = reader.tryVarint();
    if (length !== undefined && length <= MAX_BLOCK && at + length > size) return;
    yield { path, at, length: length ?? 0, number };
    from = at + (length ?? 0);
  }
}

async function readAt({ path, at, length }: Place): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * A stored block as `common.Block`. Stored are number, data hash and previous hash, then the transactions and the metadata,
 * each list after its count. Throws `LEDGER_CORRUPT`.
 */
function toMessage(stored: Uint8Array): Uint8Array {
  const reader = new Reader(stored);
  const header = new common.BlockHeader();
  header.setNumber(reader.varint());
  header.setDataHash(reader.bytes());
  header.setPreviousHash(reader.bytes());
  const data = new common.BlockData();
  data.setDataList(reader.list());
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList(reader.list());
  if (reader.at !== stored.length) damaged();
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return block.serializeBinary();
}

/** Reads protobuf's varints and what follows their lengths. */
class Reader {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** undefined when there is none, or it is longer than need be. */
  tryVarint(): number | undefined {
    let value = 0;
    for (let scale = 1; scale < 2 ** 53; scale *= 128) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) return undefined;
      value += (byte % 128) * scale;
      if (byte < 128) return byte === 0 && scale > 1 ? undefined : value;
    }
    return undefined;
  }

  varint(): number {
    return this.tryVarint() ?? damaged();
  }

  bytes(): Uint8Array {
    const length = this.varint();
    if (this.at + length > this.#bytes.length) damaged();
    const from = this.at;
    this.at += length;
    return this.#bytes.subarray(from, this.at);
  }

  list(): Uint8Array[] {
    const count = this.varint();
    if (count > this.#bytes.length) damaged();
    return Array.from({ length: count }, () => this.bytes());
  }
}

function damaged(): never {
  throw new CunzhengError('LEDGER_CORRUPT', 'it is not in the form of a stored block');
}
