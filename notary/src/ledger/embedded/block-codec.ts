import { hash } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import { type LedgerBlock, type LedgerTransaction, type LedgerWrite, VALIDATION } from '../port.ts';

/** A transaction as the block files keep it. */
export interface StoredTransaction extends LedgerTransaction {
  /** SHA-256 of the call's name and arguments: tells the same call from another one under the same nonce. */
  readonly callHash: Uint8Array;
}

export interface StoredBlock extends LedgerBlock {
  readonly transactions: readonly StoredTransaction[];
  /** Canonical JSON of the network's beginning, in block 0 only. */
  readonly genesis: Uint8Array | undefined;
}

export interface BlockContent {
  readonly number: number;
  readonly previousHash: Uint8Array;
  readonly transactions: readonly StoredTransaction[];
  readonly genesis?: Uint8Array;
}

const HASH_BYTES = 32;
const NO_BYTES = new Uint8Array(0);

/**
 * Bytes of a block; integers are big-endian:
 * `u64 number ‖ previous hash ‖ u32 length ‖ genesis ‖ u32 count ‖ transactions`, a transaction being
 * `txId (32) ‖ u8 code ‖ u64 time ‖ u8 length ‖ creator ‖ call hash (32) ‖ u32 length ‖ response ‖ u32 count ‖ writes`, a
 * write `u16 length ‖ key ‖ u32 length ‖ value`, where length 0 is a delete. The block's hash is the SHA-256 of it all.
 */
export function encodeBlock(block: BlockContent): Buffer {
  const writer = new ByteWriter(sizeOf(block));
  writer.u64(block.number);
  writer.bytes(block.previousHash);
  writer.u32(block.genesis?.length ?? 0);
  writer.bytes(block.genesis ?? NO_BYTES);
  writer.u32(block.transactions.length);
  for (const transaction of block.transactions) writeTransaction(writer, transaction);
  return writer.done();
}

export function blockHash(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/** The block that these bytes hold. Throws `LEDGER_CORRUPT` when they are no block. */
export function decodeBlock(bytes: Buffer, ownHash: Uint8Array): StoredBlock {
  try {
    return readBlock(new ByteReader(bytes), ownHash);
  } catch (cause) {
    throw new CunzhengError('LEDGER_CORRUPT', 'a block cannot be read', { cause });
  }
}

/** Throws `LEDGER_CORRUPT` unless the block names the one before it. */
export function demandLinked(block: StoredBlock, previousHash: Uint8Array): void {
  if (Buffer.compare(block.previousHash, previousHash) === 0) return;
  const message = `block ${block.number} does not follow from the one before it`;
  throw new CunzhengError('LEDGER_CORRUPT', message, { details: { block: block.number } });
}

function sizeOf(block: BlockContent): number {
  let size = 8 + HASH_BYTES + 4 + (block.genesis?.length ?? 0) + 4;
  for (const transaction of block.transactions) size += transactionSize(transaction);
  return size;
}

/** Bytes that a transaction takes in its block. */
export function transactionSize(transaction: StoredTransaction): number {
  let size = HASH_BYTES + 1 + 8 + 1 + Buffer.byteLength(transaction.creator) + HASH_BYTES;
  size += 4 + Buffer.byteLength(transaction.response) + 4;
  for (const { key, value } of transaction.writes) {
    size += 2 + Buffer.byteLength(key) + 4 + (value?.length ?? 0);
  }
  return size;
}

function writeTransaction(writer: ByteWriter, transaction: StoredTransaction): void {
  writer.hex(transaction.txId);
  writer.u8(transaction.code);
  writer.u64(transaction.time);
  writer.u8(Buffer.byteLength(transaction.creator));
  writer.text(transaction.creator);
  writer.bytes(transaction.callHash);
  writer.u32(Buffer.byteLength(transaction.response));
  writer.text(transaction.response);
  writer.u32(transaction.writes.length);
  for (const { key, value } of transaction.writes) {
    writer.u16(Buffer.byteLength(key));
    writer.text(key);
    writer.u32(value?.length ?? 0);
    if (value !== undefined) writer.bytes(value);
  }
}

function readBlock(reader: ByteReader, ownHash: Uint8Array): StoredBlock {
  const number = reader.u64();
  const previousHash = reader.bytes(HASH_BYTES);
  const genesisLength = reader.u32();
  const genesis = genesisLength === 0 ? undefined : reader.bytes(genesisLength);
  const count = reader.u32();
  const transactions: StoredTransaction[] = [];
  for (let i = 0; i < count; i++) transactions.push(readTransaction(reader));
  reader.end();
  return { number, hash: ownHash, previousHash, genesis, transactions };
}

function readTransaction(reader: ByteReader): StoredTransaction {
  const txId = reader.bytes(HASH_BYTES).toString('hex');
  const code = reader.u8();
  const time = reader.u64();
  const creator = reader.text(reader.u8());
  const callHash = reader.bytes(HASH_BYTES);
  const response = reader.text(reader.u32());
  const count = reader.u32();
  const writes: LedgerWrite[] = [];
  for (let i = 0; i < count; i++) writes.push(readWrite(reader));
  const valid = code === VALIDATION.valid;
  return { txId, valid, code, time, creator, callHash, response, writes };
}

function readWrite(reader: ByteReader): LedgerWrite {
  const key = reader.text(reader.u16());
  const length = reader.u32();
  return { key, value: length === 0 ? undefined : reader.bytes(length) };
}

class ByteWriter {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafe(size);
  }

  u8(value: number): void {
    this.#at = this.#buffer.writeUInt8(value, this.#at);
  }

  u16(value: number): void {
    this.#at = this.#buffer.writeUInt16BE(value, this.#at);
  }

  u32(value: number): void {
    this.#at = this.#buffer.writeUInt32BE(value, this.#at);
  }

  u64(value: number): void {
    this.u32(Math.floor(value / 2 ** 32));
    this.u32(value % 2 ** 32);
  }

  bytes(value: Uint8Array): void {
    this.#buffer.set(value, this.#at);
    this.#at += value.length;
  }

  text(value: string): void {
    this.#at += this.#buffer.write(value, this.#at);
  }

  hex(value: string): void {
    this.#at += this.#buffer.write(value, this.#at, 'hex');
  }

  done(): Buffer {
    if (this.#at !== this.#buffer.length) throw new TypeError('block size was miscounted');
    return this.#buffer;
  }
}

class ByteReader {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  u8(): number {
    return this.#buffer.readUInt8(this.#move(1));
  }

  u16(): number {
    return this.#buffer.readUInt16BE(this.#move(2));
  }

  u32(): number {
    return this.#buffer.readUInt32BE(this.#move(4));
  }

  u64(): number {
    return this.u32() * 2 ** 32 + this.u32();
  }

  bytes(length: number): Buffer {
    const at = this.#move(length);
    return this.#buffer.subarray(at, at + length);
  }

  text(length: number): string {
    const at = this.#move(length);
    return this.#buffer.toString('utf8', at, at + length);
  }

  end(): void {
    if (this.#at !== this.#buffer.length) throw new RangeError('bytes after the block');
  }

  #move(length: number): number {
    const at = this.#at;
    if (at + length > this.#buffer.length) throw new RangeError('block is cut');
    this.#at += length;
    return at;
  }
}
