import type { RecordId } from '@cunzheng/domain';
import pg from 'pg';
import t from 'tap';
import { openNotary } from '../../src/notary.ts';
import { testDatabase } from '../../src/postgres/testing.ts';
import { type ScrubReport, scrub } from '../../src/scrub/index.ts';
import { openCourtData } from '../support/court-data.ts';
import { serveDocument } from '../support/court-records.ts';
import { temporaryDirectory } from '../support/log-bench.ts';

const PATIENCE_MS = 20_000;

const dir = await temporaryDirectory(t);
const { url, drop } = await testDatabase();
const pool = new pg.Pool({ connectionString: url });
const data = await openCourtData(dir);
const notary = await openNotary({
  database: pool,
  ledger: data.ledger,
  log: data.log,
  clock: () => Date.parse('2026-11-20T02:00:00.000Z'),
});
t.teardown(async () => {
  await notary.close();
  await data.close();
  await pool.end();
  await drop();
});

/** Records one document up to its receipt through the notary; returns the id of the receipt's record. */
async function serve(): Promise<RecordId> {
  const { clerk, document, service, litigant, receipt, openings } = serveDocument(
    data.ledger.network,
  );
  const records = [clerk.record, document, service, litigant.record, receipt];
  const client = await pool.connect();
  await client.query('begin');
  const ids = await notary.record(client, {
    member: 'BjicMSP',
    records,
    openings: [[], [], [], [], openings],
  });
  await client.query('commit');
  client.release();
  const id = ids.at(-1) as RecordId;
  await notary.whenSettled(id, 'proven', PATIENCE_MS);
  return id;
}

/** Spoils one row, scrubs, and puts the row back. */
async function scrubSpoiled(id: RecordId, change: string): Promise<ScrubReport> {
  await pool.query('create table spoiled as select * from notary.record where id = $1', [id]);
  await pool.query(`update notary.record set ${change} where id = $1`, [id]);
  const report = await scrub({ dir, database: pool });
  await pool.query(
    `update notary.record r set (body, court, openings, state, code, tx_id, block)
       = (select body, court, openings, state, code, tx_id, block from spoiled) where r.id = $1`,
    [id],
  );
  await pool.query('drop table spoiled');
  return report;
}

t.test('finds every row on chain', async (t) => {
  await serve();
  await serve();
  const report = await scrub({ dir, database: pool });
  t.same(report.differences, []);
  t.equal(report.checked.rows, 10);
});

t.test('names a row that was changed', async (t) => {
  const id = await serve();
  const changes = {
    "body = replace(body, '2026-11-20', '2026-11-19')": /another text/,
    "court = '浙0192'": /another court/,
    "openings = replace(openings::text, '传票', '判决')::json": /does not hold together/,
    'block = block - 1': /another block/,
    "tx_id = repeat('0', 64)": /another transaction/,
    "state = 'failed', code = 'SIGNER_UNFIT'": /yet on chain/,
  };
  for (const [change, why] of Object.entries(changes)) {
    const { differences, intact } = await scrubSpoiled(id, change);
    t.equal(intact, false);
    t.match(differences, [{ what: 'outbox', where: `notary.record: ${id}`, why }], change);
  }
});

t.test('names a row that claims to be recorded and is not', async (t) => {
  await pool.query(
    `insert into notary.record (id, act, member, court, body, made_at, state, tx_id, block)
       select repeat('A', 43), act, member, court, body, made_at, state, tx_id, block
       from notary.record limit 1`,
  );
  const { differences } = await scrub({ dir, database: pool });
  await pool.query("delete from notary.record where id = repeat('A', 43)");
  t.match(differences, [{ why: /another text/ }, { why: /not on chain/ }]);
});

t.test('a database that does not answer is said to be skipped', async (t) => {
  const gone = { query: () => Promise.reject(new Error('gone')) };
  const report = await scrub({ dir, database: gone });
  t.equal(report.intact, true);
  t.match(report.skipped[0], { what: 'outbox', why: /gone/ });
});
