import { isWellFormed } from '@cunzheng/domain';
import type { LedgerWrite } from '../port.ts';
import type { State, StateEntry } from './state.ts';
import { NO_VERSION } from './state-entry.ts';

const MAX_KEY_BYTES = 65_535;
const NO_VALUE = Buffer.alloc(0);

/** A range read, for the phantom check: every key seen, up to `end` or up to and with the last one when it stopped early. */
export interface RangeRead {
  readonly start: string;
  readonly end: string;
  readonly seen: { readonly key: string; readonly version: number }[];
  exhausted: boolean;
}

/** What the stub's range methods hand back. */
interface RangeAnswer {
  readonly iterator: ResultIterator;
  readonly metadata?: { readonly bookmark: string; readonly fetchedRecordsCount: number };
}

interface ResultIterator {
  next(): Promise<{ value?: { key: string; value: Buffer }; done: boolean }>;
  close(): Promise<void>;
}

/**
 * The peer's side of one transaction, as fabric-shim's stub speaks to it: reads see committed state and never the
 * transaction's own writes, an absent key reads as empty, an empty value is a delete; what was read and written is kept
 * for the commit. Private data, rich queries, history and calls of other contracts are not there.
 */
export class Simulation {
  readonly reads = new Map<string, number>();
  readonly ranges: RangeRead[] = [];
  readonly #state: State;
  readonly #writes = new Map<string, Buffer | undefined>();
  #paged = false;

  constructor(state: State) {
    this.#state = state;
  }

  /** In byte order of the keys, as Fabric sorts a write set. */
  writes(): LedgerWrite[] {
    const writes = [...this.#writes].map(([key, value]) => ({ key, value }));
    return writes.sort((a, b) => compareUtf8(a.key, b.key));
  }

  async handleGetState(collection: string, key: string): Promise<Buffer> {
    demandPublic(collection);
    const found = this.#state.get(key);
    // The first version read is the one checked: a later one would differ from it and fail anyway.
    if (!this.reads.has(key)) this.reads.set(key, found.version);
    return found.version === NO_VERSION ? NO_VALUE : found.value;
  }

  async handlePutState(collection: string, key: string, value: Buffer): Promise<void> {
    demandPublic(collection);
    this.#write(key, value.length === 0 ? undefined : value);
  }

  async handleDeleteState(collection: string, key: string): Promise<void> {
    demandPublic(collection);
    this.#write(key, undefined);
  }

  async handleGetStateByRange(
    collection: string,
    start: string,
    end: string,
    _channel: string,
    _txId: string,
    metadata?: Uint8Array,
  ): Promise<RangeAnswer> {
    demandPublic(collection);
    if (metadata === undefined) return { iterator: this.#iterate(start, end) };
    this.#paged = true;
    return this.#page(start, end, readQueryMetadata(metadata));
  }

  #write(key: string, value: Buffer | undefined): void {
    if (this.#paged) throw new Error('a transaction that has read pages cannot write');
    if (key === '' || !isWellFormed(key) || Buffer.byteLength(key) > MAX_KEY_BYTES) {
      throw new Error('a key is 1 to 65,535 bytes of UTF-8');
    }
    this.#writes.set(key, value);
  }

  #iterate(start: string, end: string): ResultIterator {
    const entries = this.#state.range(start, end);
    const read: RangeRead = { start, end, seen: [], exhausted: false };
    this.ranges.push(read);
    return {
      next: async () => {
        const { value: entry, done } = await entries.next();
        read.exhausted = done === true;
        if (entry === undefined) return { done: true };
        read.seen.push({ key: entry.key, version: entry.version });
        return { done: false, value: { key: entry.key, value: entry.value } };
      },
      close: async () => {
        await entries.return();
      },
    };
  }

  async #page(start: string, end: string, query: PageQuery): Promise<RangeAnswer> {
    const page: StateEntry[] = [];
    let bookmark = '';
    for await (const entry of this.#state.range(query.bookmark || start, end)) {
      if (page.length === query.size) {
        bookmark = entry.key;
        break;
      }
      page.push(entry);
    }
    return {
      iterator: iterateList(page),
      metadata: { bookmark, fetchedRecordsCount: page.length },
    };
  }
}

function iterateList(entries: readonly StateEntry[]): ResultIterator {
  const values = entries.values();
  return {
    next: async () => {
      const { value: entry } = values.next();
      return entry === undefined
        ? { done: true }
        : { done: false, value: { key: entry.key, value: entry.value } };
    },
    close: async () => {},
  };
}

function demandPublic(collection: string): void {
  if (collection !== '') throw new Error('this ledger has no private data');
}

/** Order of the UTF-8 bytes; JavaScript's own order differs above U+FFFF. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates, the halves of what lies above U+FFFF, come after every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

interface PageQuery {
  readonly size: number;
  readonly bookmark: string;
}

/** Fabric's QueryMetadata message: field 1 page size (varint), field 2 bookmark. Throws for anything else. */
function readQueryMetadata(bytes: Uint8Array): PageQuery {
  let size = 0;
  let bookmark = '';
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Error('page size is too long');
  };
  while (at < bytes.length) {
    const tag = bytes[at++];
    if (tag === 0x08) size = varint();
    else if (tag === 0x12) {
      const end = varint() + at;
      bookmark = Buffer.from(bytes.subarray(at, end)).toString('utf8');
      at = end;
    } else throw new Error('unknown field in a page query');
  }
  if (size < 1) throw new Error('page size is at least 1');
  return { size, bookmark };
}
