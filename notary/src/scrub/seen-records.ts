import {
  concatBytes,
  fromBase64Url,
  type RecordId,
  readU64,
  u64,
  utf8,
  utf8Text,
} from '@cunzheng/domain';
import type { Level } from 'level';
import type { LedgerBlock } from '../ledger/port.ts';
import type { NewEntry } from '../log/entries.ts';
import type { Findings } from './report.ts';

/** Where the chain has a record. */
export interface SeenPlace {
  readonly index: number;
  readonly block: number;
  readonly txId: string;
}

/** Reads the log's own index; absent while a server has it. */
export type IndexReader = (
  ids: readonly RecordId[],
) => Promise<readonly (Pick<SeenPlace, 'index' | 'block'> | undefined)[]>;

export type Table = Level<Uint8Array, Uint8Array>;

/** Records seen on chain, kept on disk for the time of a scrub: memory does not grow with their number. */
export class SeenRecords {
  readonly #table: Table;
  readonly #index: IndexReader | undefined;
  readonly #indexed: number;
  readonly #findings: Findings;
  #batch: { id: RecordId; place: SeenPlace }[] = [];

  constructor(
    table: Table,
    findings: Findings,
    index?: { readonly read: IndexReader; readonly size: number },
  ) {
    this.#table = table;
    this.#findings = findings;
    this.#index = index?.read;
    this.#indexed = index?.size ?? 0;
  }

  /** Adds the entries of a block; the first of them has leaf `first`. */
  async add(block: LedgerBlock, entries: readonly NewEntry[], first: number): Promise<void> {
    for (const [i, { id, txId }] of entries.entries()) {
      if (id === undefined) continue;
      const place = { index: first + i, block: block.number, txId };
      this.#batch.push({ id, place });
    }
    if (this.#batch.length >= 2000) await this.flush();
  }

  /** Writes what is held back and looks for records written twice. */
  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    const keys = batch.map(({ id }) => Buffer.from(id, 'base64url'));
    const known = await this.#table.getMany(keys);
    const seen = new Set<string>();
    for (const [i, { id, place }] of batch.entries()) {
      if (known[i] !== undefined || seen.has(id))
        this.#findings.differs({
          what: 'record',
          where: `block ${place.block}: record ${id}`,
          why: 'is written a second time',
        });
      seen.add(id);
    }
    await this.#compareIndex(batch);
    await this.#table.batch(
      batch.map(({ place }, i) => ({
        type: 'put' as const,
        key: keys[i] as Uint8Array,
        value: concatBytes(u64(place.index), u64(place.block), utf8(place.txId)),
      })),
    );
  }

  async #compareIndex(batch: readonly { id: RecordId; place: SeenPlace }[]): Promise<void> {
    if (this.#index === undefined) return;
    const due = batch.filter(({ place }) => place.index < this.#indexed);
    const places = await this.#index(due.map(({ id }) => id));
    for (const [i, { id, place }] of due.entries()) {
      const found = places[i];
      if (found?.index === place.index && found.block === place.block) continue;
      const why = found === undefined ? 'is missing' : 'names another place';
      this.#findings.differs({ what: 'index', where: `log/tree/index: record ${id}`, why });
    }
  }

  close(): Promise<void> {
    return this.#table.close();
  }

  /** Where the chain has a record; undefined when it has none of this id. */
  async find(id: string): Promise<SeenPlace | undefined> {
    const value = await this.#table.get(fromBase64Url(id));
    if (value === undefined) return undefined;
    return {
      index: readU64(value, 0),
      block: readU64(value, 8),
      txId: utf8Text(value.subarray(16)),
    };
  }
}
