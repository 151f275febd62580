import { access, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CunzhengError, type RecordId } from '@cunzheng/domain';
import { Level } from 'level';
import type { LeafListPlaces } from '../batches/leaf-lists.ts';
import { readBlocks } from '../ledger/index.ts';
import type { LedgerBlock } from '../ledger/port.ts';
import { RecordIndex } from '../log/record-index.ts';
import { openTable } from '../log/table.ts';
import type { Sealing } from '../sealing.ts';
import { type AuditorFiles, readAuditorLog } from './auditor-log.ts';
import { BatchCheck, batchBoundary } from './batches.ts';
import { checkDocument, checkFiles } from './files.ts';
import { type Ground, readGround } from './ground.ts';
import { LogCheck } from './log-check.ts';
import { compareMembers, type MemberBlocks } from './member-blocks.ts';
import { checkOutbox, outboxBoundary, type ScrubDatabase } from './outbox.ts';
import { CheckpointsToCheck } from './past-checkpoints.ts';
import { Findings, type ScrubProgress, type ScrubReport } from './report.ts';
import { SeenRecords, type Table } from './seen-records.ts';
import { checkState } from './state-check.ts';
import { StoredTiles } from './stored-tiles.ts';

export interface ScrubOptions {
  /** Data directory: `ledger/`, `log/`, `keys/`, `trust.json`, `files/`. */
  readonly dir: string;
  /** Where the outbox is; without it rows are skipped. */
  readonly database?: ScrubDatabase | undefined;
  /** Content-addressed files; default `files/` of the data directory. */
  readonly files?: string;
  /** Blocks of the ledger, oldest first; default the append-only files below `ledger/`. */
  readonly blocks?: AsyncIterable<LedgerBlock>;
  /** A network's blocks, compared wherever members keep them, instead of `blocks`. */
  readonly members?: MemberBlocks;
  /** Path of the trust file; default `trust.json` of the data directory. */
  readonly trust?: string;
  /** Logs of members' auditors on this machine, made again and compared as well. */
  readonly auditors?: readonly AuditorFiles[];
  /** Where lists of leaves lie; default `leaf-lists` and `leaf-copies` of the data directory. */
  readonly leafLists?: LeafListPlaces;
  /** Writes a list that is bad in one place anew from the other; all else is left as it is. */
  readonly restoreLists?: boolean;
  /** Opens sealed openings, so that they are compared too. */
  readonly sealing?: Sealing | undefined;
  readonly onProgress?: (progress: ScrubProgress) => void;
}

/**
 * Reads everything that a deployment keeps and compares it with what the blocks say: the chain of blocks, every tile,
 * bundle and root of the log, the checkpoints and their cosignatures, the trust file, the ledger's state, the stored
 * files, the lists of leaves, the rows of the outbox. Nothing is repaired, unless `restoreLists` asks for lists. Memory does not grow with the amount; a second index is made in
 * the directory for temporary files. Beside a running server what it has locked is skipped, and the report says so.
 * Throws `LEDGER_UNAVAILABLE` when there is no ledger to read.
 */
export async function scrub(options: ScrubOptions): Promise<ScrubReport> {
  const { dir } = options;
  const findings = new Findings(options.onProgress);
  const elsewhere = options.blocks !== undefined || options.members !== undefined;
  if (!elsewhere && !(await exists(join(dir, 'ledger', 'blocks'))))
    throw new CunzhengError('LEDGER_UNAVAILABLE', `${dir} holds no ledger`);
  const scratch = await mkdtemp(join(tmpdir(), 'cunzheng-scrub-'));
  try {
    const boundary = await outboxBoundary(options.database, findings);
    const batchRows = await batchBoundary(options.database, findings);
    const batches = batchCheck(options, findings);
    const seen = await checkChainAndLog(options, findings, scratch, batches);
    if (!elsewhere) await checkState(join(dir, 'ledger'), findings);
    await checkStoredFiles(options, findings);
    if (options.database !== undefined && boundary !== undefined)
      await checkOutbox(options.database, boundary, seen, findings, options.sealing);
    if (options.database !== undefined && batchRows !== undefined)
      await batches.compareRows(options.database, batchRows, seen);
    await seen.close();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return findings.report();
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function batchCheck(
  { dir, leafLists, restoreLists = false, blocks, members, sealing }: ScrubOptions,
  findings: Findings,
): BatchCheck {
  const own = { dir: join(dir, 'leaf-lists'), copyDir: join(dir, 'leaf-copies') };
  const allOurs = blocks === undefined && members === undefined;
  const places = leafLists ?? own;
  return new BatchCheck({ places, allOurs, restore: restoreLists, findings, sealing });
}

function filesDir({ dir, files }: ScrubOptions): string {
  return files ?? join(dir, 'files');
}

async function checkChainAndLog(
  options: ScrubOptions,
  findings: Findings,
  scratch: string,
  batches: BatchCheck,
): Promise<SeenRecords> {
  const { dir } = options;
  const ground = await readGround(options, findings);
  const others = await Promise.all(
    (options.auditors ?? []).map((files) => readAuditorLog(files, findings)),
  );
  const log = await openLocked(dir, ground, findings);
  const table: Table = new Level(scratch, { keyEncoding: 'view', valueEncoding: 'view' });
  const seen = new SeenRecords(table, findings, log.index);
  const files = filesDir(options);
  const stored = await exists(join(files, 'sha256'));
  const check = new LogCheck({
    ground,
    findings,
    seen,
    batches,
    tiles: new StoredTiles(join(dir, 'log', 'tree'), findings),
    past: log.past,
    onDocument: async (id, sha256) => {
      if (stored) await checkDocument(files, { id, sha256 }, findings);
    },
  });
  await countBytes(join(dir, 'ledger', 'blocks'), findings);
  try {
    await takeBlocks(blocksOf(options, findings), [check, ...others], findings);
    await seen.flush();
  } finally {
    await log.close();
  }
  return seen;
}

function blocksOf(
  { blocks, members, dir }: ScrubOptions,
  findings: Findings,
): AsyncIterable<LedgerBlock> {
  if (members !== undefined) return compareMembers(members, findings);
  return blocks ?? readBlocks(join(dir, 'ledger'), 0);
}

async function countBytes(path: string, findings: Findings): Promise<void> {
  for (const name of await readdir(path).catch(() => []))
    findings.counts.bytes += (await stat(join(path, name))).size;
}

async function takeBlocks(
  blocks: AsyncIterable<LedgerBlock>,
  checks: readonly LogCheck[],
  findings: Findings,
): Promise<void> {
  let height = 0;
  try {
    for await (const block of blocks) {
      for (const check of checks) await check.take(block);
      height = block.number + 1;
      findings.progress('blocks', height);
    }
    for (const check of checks) check.finish(height);
  } catch (error) {
    if (!(error instanceof CunzhengError) || error.code === 'LEDGER_UNAVAILABLE') throw error;
    findings.differs({
      what: 'block',
      where: `ledger/blocks: block ${height}`,
      why: error.message,
    });
    findings.skip('log', `what follows block ${height} cannot be compared`);
  }
}

/** What the running server has locked: the log's index and the past checkpoints. */
interface LockedParts {
  readonly index?: ConstructorParameters<typeof SeenRecords>[2];
  readonly past: CheckpointsToCheck;
  close(): Promise<void>;
}

/** An entry that cannot be read as a place at all. */
const NOWHERE = { index: -1, block: -1 };

async function openLocked(dir: string, ground: Ground, findings: Findings): Promise<LockedParts> {
  const none = { past: new CheckpointsToCheck(noNotes(), ground.trust), close: async () => {} };
  const { state, trust } = ground;
  if (state === undefined) return none;
  try {
    const index = await RecordIndex.openStored(join(dir, 'log', 'tree', 'index'));
    const past = await openTable<string, string>(join(dir, 'log', 'checkpoints'), {
      createIfMissing: false,
    });
    return {
      index: {
        read: (ids: readonly RecordId[]) =>
          index
            .locateAll(ids)
            .catch(() => Promise.all(ids.map((id) => index.locate(id).catch(() => NOWHERE)))),
        readBatch: (court, seq) => index.locateBatch(court, seq).catch(() => NOWHERE),
        size: Math.min(state.size, index.indexed),
      },
      past: new CheckpointsToCheck(past.iterator(), trust),
      close: async () => {
        await Promise.all([index.close(), past.close()]);
      },
    };
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    const running = error.code === 'LEDGER_LOCKED';
    const why = running ? 'a server is running and has them locked' : error.message;
    findings.skip('index and past checkpoints', why);
    return none;
  }
}

async function* noNotes(): AsyncGenerator<[string, string]> {
  // Nothing to compare.
}

async function checkStoredFiles(options: ScrubOptions, findings: Findings): Promise<void> {
  const files = filesDir(options);
  if (await exists(join(files, 'sha256'))) await checkFiles(files, findings);
  else findings.skip('files', `there is no ${join(files, 'sha256')}`);
}
