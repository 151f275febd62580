import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRecordKey } from '@cunzheng/chaincode/state';
import type { Batch, CourtRecord, KeyRevocation, LeafId, RecordId } from '@cunzheng/domain';
import { recordId } from '@cunzheng/domain';
import pg from 'pg';
import type { Test } from 'tap';
import {
  makeDocument,
  makeService,
  makeSigner,
  makeTag,
  type Scene,
} from '../../src/conformance/acts.ts';
import {
  createDemoTrust,
  type EmbeddedLedger,
  localAuditors,
  type NotaryLog,
  openEmbeddedLedger,
  openLog,
} from '../../src/index.ts';
import type { Ledger } from '../../src/ledger/port.ts';
import { batchesOf } from '../../src/log/entries.ts';
import { type LeafOptions, type Notary, openNotary } from '../../src/notary.ts';
import type { SqlClient } from '../../src/outbox/outbox.ts';
import { testDatabase } from '../../src/postgres/testing.ts';

export const MEMBER = 'BjicMSP';
export const COURT = '京0491';

/** A folder that goes when the test ends; as root's, one that the database's user may enter. */
export async function temporaryFolder(t: Test): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cz-notary-'));
  await chmod(dir, 0o755);
  t.teardown(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }));
  return dir;
}

/** A pool on a database of its own. */
export async function temporaryPool(t: Test): Promise<pg.Pool> {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  pool.on('error', () => {});
  t.teardown(async () => {
    await pool.end();
    await database.drop();
  });
  return pool;
}

/** A real ledger and its log in one folder. */
export interface Chain {
  readonly ledger: EmbeddedLedger;
  readonly log: NotaryLog;
  close(): Promise<void>;
}

export async function openChain(dir: string): Promise<Chain> {
  const ledger = await openEmbeddedLedger({ dir: join(dir, 'ledger') });
  const { trust, keys } = await createDemoTrust({ dir, ledger });
  const log = await openLog({
    ledger,
    dir: join(dir, 'log'),
    trust,
    cosigners: localAuditors(keys),
    intervalMs: 20,
  });
  const close = async () => {
    await log.close();
    await ledger.close();
  };
  return { ledger, log, close };
}

/** A chain, a database and a notary over them; `wrap` may spoil the ledger that the notary sees. */
export async function openTestNotary(
  t: Test,
  wrap: (ledger: Ledger) => Ledger = (ledger) => ledger,
): Promise<{ notary: Notary; pool: pg.Pool; chain: Chain; scene: Scene; dir: string }> {
  const pool = await temporaryPool(t);
  const dir = await temporaryFolder(t);
  const chain = await openChain(dir);
  t.teardown(() => chain.close());
  const notary = await openNotary({
    database: pool,
    ledger: wrap(chain.ledger),
    log: chain.log,
    leaves: leafPlaces(dir),
  });
  t.teardown(() => notary.close());
  return { notary, pool, chain, scene: sceneOf(chain), dir };
}

/** Batches are cut at once where a test does not say otherwise. */
export function leafPlaces(dir: string, intervalMs = 20): LeafOptions {
  return { dir: join(dir, 'leaf-lists'), copyDir: join(dir, 'leaf-copies'), intervalMs };
}

/** Notes behaviours in a transaction of their own; each hides its number. */
export function noteActs(
  pool: pg.Pool,
  notary: Notary,
  numbers: readonly number[],
  court = COURT,
): Promise<LeafId[]> {
  const leaves = numbers.map((number) => ({
    act: 'person.read',
    time: '2026-11-22T06:00:00.000Z',
    hidden: { number },
  }));
  return transact(pool, (tx) => notary.note(tx, { member: MEMBER, court, leaves }));
}

/** Batches on the ledger, in ledger order, each as often as it was written. */
export async function batchesOnChain(ledger: Ledger): Promise<Batch[]> {
  const found: Batch[] = [];
  const last = (await ledger.height()) - 1;
  for await (const block of ledger.follow(0)) {
    found.push(...batchesOf(block).map(({ batch }) => batch));
    if (block.number >= last) break;
  }
  return found;
}

export function countUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

export function sceneOf(chain: Pick<Chain, 'ledger'>): Scene {
  return { network: chain.ledger.network, court: COURT, time: Date.now() };
}

/** Runs `work` in a transaction of the pool. */
export async function transact<T>(pool: pg.Pool, work: (tx: SqlClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Records an act in a transaction of its own. */
export function recordAct(
  pool: pg.Pool,
  notary: Notary,
  records: readonly CourtRecord[],
): Promise<RecordId[]> {
  return transact(pool, (tx) => notary.record(tx, { member: MEMBER, records }));
}

/** A clerk's key, a document signed with it and a service of it: each needs the one before. */
export function makeStory(scene: Scene, serial: number): CourtRecord[] {
  const signer = makeSigner(scene, 'clerk');
  const document = makeDocument(scene, signer, serial);
  return [signer.record, document, makeService(scene, document, makeTag())];
}

export function makeRevocation(scene: Scene, key: RecordId): KeyRevocation {
  const actTime = new Date(scene.time).toISOString();
  return { v: 1, kind: 'key', action: 'revoke', court: scene.court, actTime, key };
}

/** How often each record was written on the ledger. */
export async function timesOnChain(ledger: Ledger): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  const last = (await ledger.height()) - 1;
  for await (const block of ledger.follow(0)) {
    for (const { valid, writes } of block.transactions) {
      for (const { key, value } of valid ? writes : []) {
        const id = parseRecordKey(key);
        if (id === undefined || value === undefined) continue;
        times.set(id, (times.get(id) ?? 0) + 1);
      }
    }
    if (block.number >= last) break;
  }
  return times;
}

export function idsOf(records: readonly CourtRecord[]): RecordId[] {
  return records.map((record) => recordId(record));
}
