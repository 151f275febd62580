import type { RecordId } from '@cunzheng/domain';
import pg from 'pg';
import t from 'tap';
import { openNotary } from '../src/notary.ts';
import { testDatabase } from '../src/postgres/testing.ts';
import { scrub } from '../src/scrub/index.ts';
import type { Sealing } from '../src/sealing.ts';
import { openCourtData } from './support/court-data.ts';
import { serveDocument } from './support/court-records.ts';
import { temporaryDirectory } from './support/log-bench.ts';

const PATIENCE_MS = 20_000;

/** Turns the text round and binds the place; no secret, so that the test sees what is kept. */
const sealing: Sealing = {
  seal: (text, place) => `sealed ${place} ${Buffer.from(text).toString('base64')}`,
  open: (text, place) => {
    const [word, at, body = ''] = text.split(' ');
    if (word !== 'sealed' || at !== place) throw new TypeError('of another place');
    return Buffer.from(body, 'base64').toString();
  },
};

const dir = await temporaryDirectory(t);
const { url, drop } = await testDatabase();
const pool = new pg.Pool({ connectionString: url });
const data = await openCourtData(dir);
const open = (parts: { sealing?: Sealing }) =>
  openNotary({ database: pool, ledger: data.ledger, log: data.log, ...parts });
const notary = await open({ sealing });
t.teardown(async () => {
  await notary.close();
  await data.close();
  await pool.end();
  await drop();
});

async function served(): Promise<{ id: RecordId; openings: readonly unknown[] }> {
  const made = serveDocument(data.ledger.network);
  const { clerk, document, service, litigant, receipt, openings } = made;
  const records = [clerk.record, document, service, litigant.record, receipt];
  const client = await pool.connect();
  await client.query('begin');
  const ids = await notary.record(client, {
    ...{ member: 'BjicMSP', records, openings: [[], [], [], [], openings] },
  });
  await client.query('commit');
  client.release();
  const id = ids.at(-1) as RecordId;
  await notary.whenSettled(id, 'proven', PATIENCE_MS);
  return { id, openings };
}

const { id, openings } = await served();
const kept = async () =>
  (await pool.query('select openings from notary.record where id = $1', [id])).rows[0]?.openings;
const proof = async () => Buffer.from(await notary.proof(id, 'full')).toString('base64');

t.test('what opens a record lies sealed, bound to its row', async (t) => {
  t.match(await kept(), new RegExp(`^sealed record/${id} `));
  t.strictSame(await notary.openings(id), openings);
});

t.test('a row from before the sealing is read, and its proof is the same bytes', async (t) => {
  const sealed = await proof();
  const before = await kept();
  await pool.query('update notary.record set openings = $1::json where id = $2', [
    JSON.stringify(openings),
    id,
  ]);
  t.strictSame(await notary.openings(id), openings);
  t.equal(await proof(), sealed);
  await pool.query('update notary.record set openings = to_json($1::text) where id = $2', [
    before,
    id,
  ]);
  t.equal(await proof(), sealed);
});

t.test('a scrub compares sealed openings when it can open them, else it says so', async (t) => {
  const whole = await scrub({ dir, database: pool, sealing });
  t.ok(whole.intact, JSON.stringify(whole.differences));
  t.notOk(whole.skipped.some(({ what }) => what === 'openings'));
  const without = await scrub({ dir, database: pool });
  t.ok(without.intact, JSON.stringify(without.differences));
  t.match(
    without.skipped.filter(({ what }) => what === 'openings'),
    [{ why: /sealed/ }],
  );
  const before = await kept();
  const other = sealing.seal('[["AAAAAAAAAAAAAAAAAAAAAA","name","x"]]', `record/${id}`);
  await pool.query('update notary.record set openings = to_json($1::text) where id = $2', [
    other,
    id,
  ]);
  t.notOk((await scrub({ dir, database: pool, sealing })).intact, 'other openings are found');
  await pool.query('update notary.record set openings = to_json($1::text) where id = $2', [
    before,
    id,
  ]);
});

t.test('openings that are forgotten open nothing, and the record stays proven', async (t) => {
  const before = await notary.proof(id, 'full');
  await notary.forget({ records: [id] });
  await notary.forget({ records: [id] });
  t.strictSame(await notary.openings(id), []);
  t.equal((await notary.status(id))?.state, 'proven');
  t.not(
    Buffer.from(await notary.proof(id, 'full')).length,
    before.length,
    'it can be proven still',
  );
  t.ok((await scrub({ dir, database: pool, sealing })).intact, 'and nothing differs');
});
