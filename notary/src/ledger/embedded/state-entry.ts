import type { LedgerWrite } from '../port.ts';
import type { StoredBlock } from './block-codec.ts';
import type { Position } from './frames.ts';

/** A value with the transaction that wrote it, as one integer: block × 65,536 + place in the block. */
export interface Versioned {
  readonly version: number;
  /** Empty when there is none. */
  readonly value: Buffer;
}

/** One entry of LevelDB as a block leaves it. */
export interface Operation {
  readonly key: string;
  /** undefined is a delete. */
  readonly value: Buffer | undefined;
  /** The contract's key, when it is state and not a place. */
  readonly stateKey: string | undefined;
}

export const NO_VERSION = -1;
const NO_VALUE = Buffer.alloc(0);
const VERSION_BYTES = 8;

/** A new object each time: who put it somewhere knows it again. */
export function toVersioned(stored: Buffer | undefined): Versioned {
  if (stored === undefined) return { version: NO_VERSION, value: NO_VALUE };
  const version = stored.readUIntBE(0, 6) * 65536 + stored.readUInt16BE(6);
  return { version, value: stored.subarray(VERSION_BYTES) };
}

/** What a block puts into LevelDB: its place, its transactions' places, their writes. */
export function blockOperations(block: StoredBlock, position: Position): Operation[] {
  const operations: Operation[] = [
    { key: blockKey(block.number), value: encodePosition(position), stateKey: undefined },
  ];
  block.transactions.forEach(({ txId, writes }, index) => {
    const place = encodeVersion(block.number, index);
    operations.push({ key: transactionKey(txId), value: place, stateKey: undefined });
    for (const write of writes) operations.push(writeOperation(write, place));
  });
  return operations;
}

function writeOperation({ key, value }: LedgerWrite, version: Buffer): Operation {
  const stored = value === undefined ? undefined : Buffer.concat([version, value]);
  return { key: `s${key}`, value: stored, stateKey: key };
}

function encodeVersion(block: number, index: number): Buffer {
  const bytes = Buffer.allocUnsafe(VERSION_BYTES);
  bytes.writeUIntBE(block, 0, 6);
  bytes.writeUInt16BE(index, 6);
  return bytes;
}

function encodePosition(position: Position): Buffer {
  const bytes = Buffer.allocUnsafe(10);
  bytes.writeUIntBE(position.segment, 0, 6);
  bytes.writeUInt32BE(position.offset, 6);
  return bytes;
}

/** Under which the place of a block stands. */
export function blockKey(number: number): string {
  return `b${String(number).padStart(15, '0')}`;
}

/** Under which the place of a transaction stands. */
export function transactionKey(txId: string): string {
  return `x${Buffer.from(txId, 'hex').toString('base64url')}`;
}

/** The place that `encodePosition` wrote. */
export function decodePosition(stored: Buffer): Position {
  return { segment: stored.readUIntBE(0, 6), offset: stored.readUInt32BE(6) };
}

/** Block and place in it, as `encodeVersion` wrote them. */
export function decodePlace(stored: Buffer): { block: number; index: number } {
  return { block: stored.readUIntBE(0, 6), index: stored.readUInt16BE(6) };
}
