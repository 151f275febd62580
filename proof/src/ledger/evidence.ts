import { fromBase64Url, type Json } from '@cunzheng/domain';
import { demandFields } from '../proof.ts';
import { malformed } from './wire.ts';

/** A block of the evidence, read. */
export interface EvidenceBlock {
  readonly number: number;
  readonly previousHash: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
  readonly metadata: Uint8Array;
  readonly signatures: readonly {
    readonly identifier: Uint8Array;
    readonly signature: Uint8Array;
  }[];
}

export interface Answer {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly endorser: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Evidence {
  readonly config: readonly EvidenceBlock[];
  readonly block: EvidenceBlock;
  readonly transaction: number;
  readonly answers: readonly Answer[];
}

const MAX_ITEMS = 65_536;

/** The evidence that a stranger wrote. Throws `INPUT_INVALID`. */
export function readEvidence(value: Json): Evidence {
  const parts = demandFields(value, ['format', 'config', 'block', 'transaction', 'answers']);
  return {
    config: readList(parts.config, readBlock),
    block: readBlock(parts.block as Json),
    transaction: readCount(parts.transaction),
    answers: readList(parts.answers, (item) =>
      readBinary(item, ['before', 'after', 'endorser', 'signature']),
    ),
  };
}

function readBlock(value: Json): EvidenceBlock {
  const block = demandFields(value, [
    'number',
    'previousHash',
    'envelopes',
    'metadata',
    'signatures',
  ]);
  const number = readCount(block.number);
  const previousHash = readBytes(block.previousHash);
  if (previousHash.length !== (number === 0 ? 0 : 32)) malformed('previous hash');
  return {
    number,
    previousHash,
    envelopes: readList(block.envelopes, readBytes),
    metadata: readBytes(block.metadata),
    signatures: readList(block.signatures, (item) => readBinary(item, ['identifier', 'signature'])),
  };
}

function readList<Item>(value: Json | undefined, read: (item: Json) => Item): Item[] {
  return Array.isArray(value) && value.length <= MAX_ITEMS
    ? (value as Json[]).map(read)
    : malformed('list');
}

function readBinary<Name extends string>(
  value: Json,
  names: readonly Name[],
): Record<Name, Uint8Array> {
  const parts = demandFields(value, names);
  return Object.fromEntries(names.map((name) => [name, readBytes(parts[name])])) as Record<
    Name,
    Uint8Array
  >;
}

function readBytes(value: Json | undefined): Uint8Array {
  return typeof value === 'string' ? fromBase64Url(value) : malformed('text expected');
}

function readCount(value: Json | undefined): number {
  return Number.isSafeInteger(value) && (value as number) >= 0
    ? (value as number)
    : malformed('integer');
}
