import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CourtRecord, recordId } from '@cunzheng/domain';
import { type LedgerCall, openEmbeddedLedger } from '@cunzheng/notary';
import {
  makeDocument,
  makeReceipt,
  makeService,
  makeSigner,
  recordCall,
  type Scene,
} from '@cunzheng/notary/conformance';
import { startEmbeddedPostgres } from '@cunzheng/notary/postgres';
import pg from 'pg';
import { benchDirectory } from './directory.ts';
import { syncRate, verifyRate } from './limits.ts';
import { type Measures, rate, round } from './measure.ts';

const WIDTHS = [1, 8, 64] as const;
const RECEIPTS: Readonly<Record<number, number>> = { 1: 1500, 8: 4000, 64: 10_000 };
/** Unmeasured receipts before the measured ones: a server's code is compiled in its first second. */
const WARM_UP = 1000;
/** Records of one preparing call; stays well under the contract's limit of state calls. */
const PACK = 40;

/**
 * P3b: signed receipts, one a transaction, checked by the contract and acknowledged after fsync, against what one core
 * can verify in the same run; one-row commits of PostgreSQL and bare synced appends beside it.
 */
export async function measureLedger(): Promise<Measures> {
  const dir = await benchDirectory();
  try {
    const before = verifyRate();
    const appends = await syncRate(dir);
    const commits = await commitRates(join(dir, 'database'));
    const submits = await submitRates(join(dir, 'ledger'));
    // Machines change their speed while they are measured.
    const limit = (before + verifyRate()) / 2;
    const part = (clients: number) => ({
      what: `signed receipts through ledger.submit, ${clients} client(s), acknowledged after fsync; limit: ES256 verifications of one core`,
      value: round(submits[clients] as number),
      unit: 'records/s',
      limit: round(limit),
      anchors: {
        'PostgreSQL one-row commits': round(commits[clients] as number),
        '4 KiB appends with fdatasync': round(appends),
      },
      ratio: round((submits[clients] as number) / limit),
    });
    return { P3b: part(64), 'P3b.1': part(1), 'P3b.8': part(8), 'P3b.64': part(64) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function commitRates(dir: string): Promise<Record<number, number>> {
  const server = await startEmbeddedPostgres({ dir });
  const pool = new pg.Pool({ connectionString: server.url, max: 64 });
  try {
    await pool.query(
      'CREATE TABLE act (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)',
    );
    await Promise.all(Array.from({ length: 64 }, () => pool.query('SELECT pg_sleep(0.05)')));
    const body = 'x'.repeat(600);
    const out: Record<number, number> = {};
    for (const clients of WIDTHS) {
      out[clients] = await rate(clients, clients === 1 ? 2000 : 8000, () =>
        pool.query('INSERT INTO act (body) VALUES ($1)', [body]),
      );
    }
    return out;
  } finally {
    await pool.end();
    await server.stop();
  }
}

async function submitRates(dir: string): Promise<Record<number, number>> {
  const ledger = await openEmbeddedLedger({ dir });
  try {
    const scene: Scene = { network: ledger.network, court: '京0491', time: Date.now() };
    const out: Record<number, number> = {};
    let serial = 0;
    for (const clients of WIDTHS) {
      const count = RECEIPTS[clients] as number;
      const { before, receipts } = prepare(scene, WARM_UP + count, ++serial);
      for (let i = 0; i < before.length; i += PACK)
        await ledger.submit(recordCall(before.slice(i, i + PACK)));
      const calls = receipts.map((receipt) => recordCall([receipt]));
      const submit = async (call: LedgerCall) => {
        const { response } = await ledger.submit(call);
        if (!response.includes('"recorded"')) throw new TypeError(`not recorded: ${response}`);
      };
      await rate(clients, WARM_UP, (i) => submit(calls[i] as LedgerCall));
      out[clients] = await rate(clients, count, (i) => submit(calls[WARM_UP + i] as LedgerCall));
    }
    return out;
  } finally {
    await ledger.close();
  }
}

/** Everything that has to be on the ledger before `count` receipts can be, and the receipts, signed. */
function prepare(
  scene: Scene,
  count: number,
  serial: number,
): { before: CourtRecord[]; receipts: CourtRecord[] } {
  const clerk = makeSigner(scene, 'clerk');
  const person = makeSigner(scene, 'litigant');
  const document = makeDocument(scene, clerk, serial);
  const services = Array.from({ length: count }, () =>
    makeService(scene, document, person.record.owner),
  );
  const receipts = services.map((service) => makeReceipt(scene, service, person));
  if (new Set(services.map((service) => recordId(service))).size !== count)
    throw new TypeError('services repeat');
  return { before: [clerk.record, person.record, document, ...services], receipts };
}
