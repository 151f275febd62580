import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  behaviourId,
  type CourtRecord,
  CunzhengError,
  type Json,
  type LeafId,
  makeBehaviour,
  type NetworkId,
  type Opening,
  type RecordId,
  recordId,
  type TrustFile,
} from '@cunzheng/domain';
import { testDatabase } from '@cunzheng/notary/postgres/testing';
import pg from 'pg';
import type {
  ChainView,
  Court,
  CourtContent,
  CourtNotary,
  CourtRegistry,
  RecordProgress,
  SuitSearch,
} from '../../src/context.ts';
import { openCourt } from '../../src/open-court.ts';
import type { Messaging } from '../../src/providers/messaging.ts';
import { random128 } from '../../src/salt.ts';
import { openPool, type Pool } from '../../src/store/pool.ts';

/** A notary that only remembers: what was recorded, in which order, with which openings. */
export class RememberingNotary implements CourtNotary {
  readonly records: CourtRecord[] = [];
  /** Behaviours, in order. */
  readonly noted: { court: string; act: string; hidden: Readonly<Record<string, Json>> }[] = [];
  /** Records that count as refused by the ledger. */
  readonly refused = new Set<RecordId>();
  readonly #openings = new Map<string, readonly Opening[]>();

  async record(_tx: unknown, act: Parameters<CourtNotary['record']>[1]): Promise<RecordId[]> {
    this.records.push(...act.records);
    const ids = act.records.map((record) => recordId(record));
    for (const [i, id] of ids.entries()) this.#openings.set(id, act.openings?.[i] ?? []);
    return ids;
  }

  async status(id: RecordId): Promise<RecordProgress | undefined> {
    if (!this.#openings.has(id)) return undefined;
    return { id, state: this.refused.has(id) ? 'failed' : 'recorded' };
  }

  async statuses(ids: readonly RecordId[]): Promise<Map<RecordId, RecordProgress>> {
    const known = ids.filter((id) => this.#openings.has(id));
    return new Map(known.map((id) => [id, { id, state: 'recorded' }]));
  }

  async openings(id: RecordId): Promise<Opening[]> {
    return [...(this.#openings.get(id) ?? [])];
  }

  async openingsOf(ids: readonly RecordId[]): Promise<Map<RecordId, readonly Opening[]>> {
    return new Map(ids.map((id) => [id, this.#openings.get(id) ?? []]));
  }

  async proof(): Promise<Uint8Array> {
    throw new TypeError('proofs are the notary’s own tests');
  }

  async problems(): Promise<RecordProgress[]> {
    return [];
  }

  async note(_tx: unknown, { court, leaves }: Parameters<CourtNotary['note']>[1]) {
    return leaves.map(({ act, time, hidden }) => {
      const { behaviour } = makeBehaviour({ court, act, time }, hidden, random128);
      this.noted.push({ court, act, hidden });
      return behaviourId(behaviour);
    });
  }

  async leafStatuses(ids: readonly LeafId[]) {
    return new Map(ids.map((id) => [id, { state: 'recorded' } as const]));
  }

  async forget({ records = [] }: Parameters<CourtNotary['forget']>[0]): Promise<void> {
    for (const id of records) this.#openings.set(id, []);
  }

  async leafProof(): Promise<Uint8Array> {
    throw new TypeError('proofs are the notary’s own tests');
  }
}

const QUORUM = 3;

/** A registry that only remembers; a court is in effect at its third approval. */
export class RememberingRegistry implements CourtRegistry {
  readonly courts: CourtContent[] = [];
  readonly #proposals: { content: CourtContent; approvals: string[] }[] = [];

  async read() {
    return { courts: [...this.courts], proposals: [...this.#proposals], needed: QUORUM };
  }

  async propose(content: CourtContent): Promise<void> {
    this.#demandOpen(content);
    const open = this.#proposals.find((each) => each.content.code === content.code);
    if (open === undefined) this.#proposals.push({ content, approvals: [content.member] });
  }

  async approve(content: CourtContent, member: string): Promise<void> {
    this.#demandOpen(content);
    const at = this.#proposals.findIndex((each) => each.content.code === content.code);
    const open = this.#proposals[at];
    if (open === undefined) throw new CunzhengError('NOT_FOUND');
    if (!open.approvals.includes(member)) open.approvals.push(member);
    if (open.approvals.length < QUORUM) return;
    this.courts.push(open.content);
    this.#proposals.splice(at, 1);
  }

  #demandOpen({ code }: CourtContent): void {
    if (this.courts.some((court) => court.code === code)) throw new CunzhengError('COURT_EXISTS');
  }
}

export const NETWORK = 'A'.repeat(43) as NetworkId;

function byId(records: readonly CourtRecord[]): Map<RecordId, CourtRecord> {
  return new Map(records.map((record) => [recordId(record), record]));
}

export interface OpenedCourt {
  readonly court: Court;
  readonly notary: RememberingNotary;
  readonly registry: RememberingRegistry;
  readonly pool: Pool;
  readonly dir: string;
  /** Opens the same again, as a restart does. */
  again(): Promise<Court>;
  advance(ms: number): void;
  close(): Promise<void>;
}

/** A court over a database of its own, with a notary that remembers. */
export async function openTestCourt(
  messaging?: Messaging,
  mode: Court['mode'] = 'demo',
  suits?: SuitSearch,
): Promise<OpenedCourt> {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-court-'));
  const database = await testDatabase();
  const pool = openPool(database.url, () => {});
  const notary = new RememberingNotary();
  const registry = new RememberingRegistry();
  let now = Date.parse('2026-03-01T00:00:00.000Z');
  const chain: ChainView = {
    network: NETWORK,
    channel: 'judicial',
    trust: {} as TrustFile,
    readRecord: async (id) => notary.records.find((record) => recordId(record) === id),
    isIssued: async (sha256) =>
      notary.records.some((record) => record.kind === 'document' && record.sha256 === sha256),
    isRevoked: async (key) =>
      notary.records.some(
        (record) => record.kind === 'key' && record.action === 'revoke' && record.key === key,
      ),
    recordsOfCase: async (tag) =>
      byId(notary.records.filter((record) => 'caseTag' in record && record.caseTag === tag)),
    newestRecords: async (limit) => ({ records: byId(notary.records.slice(-limit)) }),
    checkpoint: () => undefined,
  };
  const open = () =>
    openCourt({
      database: pool,
      notary,
      chain,
      registry,
      filesDir: join(dir, 'files'),
      keysDir: join(dir, 'keys'),
      clock: () => now,
      messaging,
      mode,
      suits,
      publicUrl: () => 'https://court.example',
    });
  return {
    court: await open(),
    notary,
    registry,
    pool,
    dir,
    again: open,
    advance: (ms) => {
      now += ms;
    },
    async close() {
      await pool.end();
      await database.drop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** One connection to the database of that pool, and an error when it does not come within two seconds. */
export function openSmallPool(pool: Pool): Pool {
  const { connectionString } = pool.options;
  return new pg.Pool({ connectionString, max: 1, connectionTimeoutMillis: 2000 });
}
