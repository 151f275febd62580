import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RecordId, recordId, type ServiceRecord } from '@cunzheng/domain';
import {
  createDemoTrust,
  type Notary,
  openEmbeddedLedger,
  openLog,
  openNotary,
} from '@cunzheng/notary';
import {
  makeDocument,
  makeService,
  makeSigner,
  makeTag,
  recordCall,
  type Scene,
} from '@cunzheng/notary/conformance';
import { startEmbeddedPostgres } from '@cunzheng/notary/postgres';
import pg from 'pg';
import { syncRate } from './limits.ts';
import { type Measures, median, percentile, rate, round, times } from './measure.ts';

const WIDTHS = [1, 8, 64] as const;
const ACTS: Readonly<Record<number, number>> = { 1: 600, 8: 1500, 64: 3000 };
const MEMBER = 'BjicMSP';
/** The goals: throughput kept, and acknowledged to proven with one client. */
const GOAL_RATIO = 0.7;
const GOAL_MS = 400;

interface Bench {
  readonly pool: pg.Pool;
  readonly notary: Notary;
  readonly services: () => ServiceRecord;
}

/**
 * P3a: an act of two rows committed with `notary.record` in the same SQL transaction, against the same transaction
 * without it; and from its acknowledgement to 已证明. Database, ledger, log and clients share this machine.
 */
export async function measureActs(): Promise<Measures> {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-bench-'));
  try {
    const appends = await syncRate(dir);
    return await withBench(dir, async (bench) => {
      const measures: Measures = {};
      for (const clients of WIDTHS)
        Object.assign(measures, await throughput(bench, clients, appends));
      for (const clients of WIDTHS) Object.assign(measures, await latency(bench, clients));
      const worst = WIDTHS.map((clients) => measures[`P3a.${clients}`]).sort(
        (a, b) => (a?.ratio ?? 0) - (b?.ratio ?? 0),
      )[0];
      return { ...(worst === undefined ? {} : { P3a: worst }), ...measures };
    });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function withBench(
  dir: string,
  task: (bench: Bench) => Promise<Measures>,
): Promise<Measures> {
  const server = await startEmbeddedPostgres({ dir: join(dir, 'database') });
  const pool = new pg.Pool({ connectionString: server.url, max: 70 });
  const ledger = await openEmbeddedLedger({ dir: join(dir, 'ledger') });
  const { keys, trust } = await createDemoTrust({ dir, ledger });
  const log = await openLog({ ledger, dir: join(dir, 'log'), keys, trust });
  const notary = await openNotary({ database: pool, ledger, log });
  try {
    await pool.query(
      'CREATE TABLE act (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, record_id text, body text NOT NULL)',
    );
    await pool.query(
      'CREATE TABLE audit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, act text NOT NULL, at timestamptz DEFAULT now())',
    );
    await Promise.all(Array.from({ length: 64 }, () => pool.query('SELECT pg_sleep(0.05)')));
    const scene: Scene = { network: ledger.network, court: '京0491', time: Date.now() };
    const clerk = makeSigner(scene, 'clerk');
    const document = makeDocument(scene, clerk, 1);
    await ledger.submit(recordCall([clerk.record, document]));
    return await task({ pool, notary, services: () => makeService(scene, document, makeTag()) });
  } finally {
    await notary.close();
    await log.close();
    await ledger.close();
    await pool.end();
    await server.stop();
  }
}

/** One act: a row of the court's and a row of its audit, and the record if wanted; one commit. */
async function act(
  { pool, notary }: Bench,
  service: ServiceRecord,
  recorded: boolean,
): Promise<RecordId> {
  const client = await pool.connect();
  const id = recordId(service);
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO act (record_id, body) VALUES ($1, $2)', [
      id,
      JSON.stringify(service),
    ]);
    await client.query('INSERT INTO audit (act) VALUES ($1)', ['service.sent']);
    if (recorded) await notary.record(client, { member: MEMBER, records: [service] });
    await client.query('COMMIT');
    return id;
  } finally {
    client.release();
  }
}

async function throughput(bench: Bench, clients: number, appends: number): Promise<Measures> {
  const count = ACTS[clients] as number;
  const services = Array.from({ length: 2 * count }, bench.services);
  const run = (from: number, recorded: boolean) =>
    rate(clients, count, (i) => act(bench, services[from + i] as ServiceRecord, recorded));
  await rate(clients, 200, () => act(bench, bench.services(), false));
  const without = await run(0, false);
  const withRecord = await run(count, true);
  const last = recordId(services.at(-1) as ServiceRecord);
  // The next width begins with an empty outbox.
  await bench.notary.whenSettled(last, 'proven', 120_000);
  return {
    [`P3a.${clients}`]: {
      what: `acts committed with notary.record, ${clients} client(s); ratio: of the same transaction without it`,
      value: round(withRecord),
      unit: 'acts/s',
      limit: round(appends),
      anchors: {
        'same SQL transaction without notary.record': round(without),
        'goal of the ratio': GOAL_RATIO,
      },
      ratio: round(withRecord / without),
    },
  };
}

/** From the commit's acknowledgement until k courts' cosignatures cover the record. */
async function latency(bench: Bench, clients: number): Promise<Measures> {
  const rounds = clients === 64 ? 10 : 40;
  const all = await Promise.all(
    Array.from({ length: clients }, async () => {
      const waits: number[] = [];
      for (let i = 0; i < rounds; i++) {
        const id = await act(bench, bench.services(), true);
        waits.push(...(await times(1, () => bench.notary.whenSettled(id, 'proven', 60_000))));
      }
      return waits;
    }),
  );
  const waits = all.flat();
  const part = (p: string, value: number) => ({
    what: `acknowledged to 已证明, ${p}, ${clients} client(s) each waiting for its act; ratio: of the goal`,
    value: round(value),
    unit: 'ms',
    limit: GOAL_MS,
    anchors: { 'least time between two checkpoints': 200 },
    ratio: round(value / GOAL_MS),
  });
  return {
    [`P3a.p50.${clients}`]: part('p50', median(waits)),
    [`P3a.p99.${clients}`]: part('p99', percentile(waits, 0.99)),
  };
}
