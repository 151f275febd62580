import { equalBytes, parseRecord, type RecordId, toBase64Url } from '@cunzheng/domain';
import type { LedgerBlock } from '../ledger/port.ts';
import { encodeBundle } from '../log/bundle.ts';
import { entriesOf, type NewEntry } from '../log/entries.ts';
import { hashLeaf } from '../log/hashing.ts';
import { TILE_WIDTH, type TileName } from '../log/tile-path.ts';
import { TreeEdge } from '../log/tree.ts';
import type { Ground } from './ground.ts';
import type { CheckpointsToCheck } from './past-checkpoints.ts';
import type { Findings } from './report.ts';
import type { SeenRecords } from './seen-records.ts';
import type { StoredTiles } from './stored-tiles.ts';

export interface LogCheckParts {
  readonly ground: Ground;
  readonly tiles: StoredTiles;
  readonly past: CheckpointsToCheck;
  /** Takes every record; absent for a further log that is compared with the same blocks, which are counted once. */
  readonly seen?: SeenRecords;
  readonly findings: Findings;
  /** Called for the SHA-256 of every document on chain. */
  readonly onDocument?: (id: RecordId, sha256: string) => Promise<void>;
}

const DOCUMENT_MARK = '"kind":"document"';

/** Makes the log again from the blocks and compares everything that is stored of it. */
export class LogCheck {
  readonly #parts: LogCheckParts;
  readonly #edge = new TreeEdge();
  #tail: Uint8Array[] = [];

  constructor(parts: LogCheckParts) {
    this.#parts = parts;
  }

  /** Takes the next block; the stored log is compared as far as it reaches. */
  async take(block: LedgerBlock): Promise<void> {
    const { seen, findings, ground } = this.#parts;
    const entries = entriesOf(block);
    if (seen !== undefined) {
      findings.counts.blocks++;
      findings.counts.records += entries.filter(({ id }) => id !== undefined).length;
      await seen.add(block, entries, this.#edge.size);
    }
    for (const entry of entries) await this.#takeEntry(entry);
    await this.#compareRoots();
    if (ground.state !== undefined && block.number === ground.state.blocks - 1)
      await this.#compareEnd(block);
  }

  async #takeEntry({ id, bytes }: NewEntry): Promise<void> {
    if (id !== undefined) await this.#noteDocument(id, bytes);
    for (const tile of this.#edge.append(hashLeaf(bytes)))
      await this.#compareTile(tile, tile.bytes);
    this.#tail.push(bytes);
    if (this.#tail.length < TILE_WIDTH) return;
    const index = this.#edge.size / TILE_WIDTH - 1;
    await this.#compareTile({ row: 'entries', index, width: TILE_WIDTH }, encodeBundle(this.#tail));
    this.#tail = [];
  }

  async #noteDocument(id: RecordId, bytes: Uint8Array): Promise<void> {
    const { onDocument } = this.#parts;
    if (onDocument === undefined) return;
    // Reading every record costs more than hashing it; most are no documents.
    if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(DOCUMENT_MARK)) return;
    const record = parseRecord(bytes.subarray(17));
    if (record.kind === 'document') await onDocument(id, record.sha256);
  }

  /** Full tiles only, and only as far as the stored log claims to reach. */
  async #compareTile(name: TileName, expected: Uint8Array): Promise<void> {
    const size = this.#parts.ground.state?.size ?? 0;
    const leaves = typeof name.row === 'number' ? TILE_WIDTH ** name.row : 1;
    if ((name.index * TILE_WIDTH + name.width) * leaves <= size)
      await this.#parts.tiles.compare(name, expected);
  }

  async #compareRoots(): Promise<void> {
    const { ground, findings, past } = this.#parts;
    const size = this.#edge.size;
    const root = () => this.#edge.root();
    const { checkpoint } = ground.checkpoint ?? {};
    if (checkpoint?.size === size)
      this.#compareRoot('checkpoint', 'log/checkpoint', checkpoint.root);
    for (const { member, tree } of ground.auditors) {
      if (tree.size === size)
        this.#compareRoot('auditor', `keys/${member}/auditor.state`, tree.root);
    }
    await past.compareUpTo(size, root, findings);
  }

  #compareRoot(what: 'checkpoint' | 'auditor' | 'log', where: string, found: Uint8Array): void {
    const root = this.#edge.root();
    if (equalBytes(root, found)) return;
    this.#parts.findings.differs({
      what,
      where,
      why: `is not the root of the first ${this.#edge.size} records`,
      expected: toBase64Url(root),
      found: toBase64Url(found),
    });
  }

  /** The last block that the stored log has taken: size, root, last hash and the unfinished tiles. */
  async #compareEnd(block: LedgerBlock): Promise<void> {
    const { ground, findings, tiles } = this.#parts;
    const { size, root, blockHash } = ground.state as NonNullable<Ground['state']>;
    const where = 'log/tree/state.json';
    if (size !== this.#edge.size) {
      const [expected, found] = [String(this.#edge.size), String(size)];
      findings.differs({ what: 'log', where, why: 'counts other records', expected, found });
      return;
    }
    this.#compareRoot('log', where, root);
    if (blockHash === undefined || !equalBytes(blockHash, block.hash))
      findings.differs({ what: 'log', where, why: `took another block ${block.number}` });
    for (const tile of this.#edge.partialTiles()) await tiles.compare(tile, tile.bytes);
    if (this.#tail.length === 0) return;
    const index = Math.floor(size / TILE_WIDTH);
    const name = { row: 'entries', index, width: this.#tail.length } as const;
    await tiles.compare(name, encodeBundle(this.#tail));
  }

  /** After the last block: says what claims to be of a longer ledger. */
  finish(height: number): void {
    const { ground, findings, past } = this.#parts;
    const tooLong = (what: 'checkpoint' | 'auditor' | 'log', where: string, size: number) =>
      findings.differs({
        what,
        where,
        why: 'is of more records than the blocks hold: the ledger was cut or put back',
        expected: String(this.#edge.size),
        found: String(size),
      });
    const { state } = ground;
    if (state !== undefined && state.blocks > height)
      findings.differs({
        what: 'block',
        where: `ledger/blocks: block ${height}`,
        why: 'is gone: the log has taken more blocks than there are',
        expected: String(state.blocks),
        found: String(height),
      });
    const size = ground.checkpoint?.checkpoint.size ?? 0;
    if (size > this.#edge.size) tooLong('checkpoint', 'log/checkpoint', size);
    for (const { member, tree } of ground.auditors) {
      if (tree.size > this.#edge.size)
        tooLong('auditor', `keys/${member}/auditor.state`, tree.size);
    }
    past.finish(findings);
  }
}
