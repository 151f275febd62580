import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256 } from '@cunzheng/domain';
import t from 'tap';
import { SWEEP_AGE_MS, sweepFiles } from '../../src/files/sweep.ts';
import { type OpenedCourt, openTestCourt } from '../support/court.ts';

let opened: OpenedCourt;
t.beforeEach(async () => {
  opened = await openTestCourt();
});
t.afterEach(() => opened.close());

const HOUR_MS = 3_600_000;

/** Stores a file as so many hours old by the court's clock. */
async function storedFor(hours: number, text: string): Promise<Sha256> {
  const { files, clock } = opened.court;
  const { sha256 } = await files.put(Buffer.from(text));
  const at = new Date(clock() - hours * HOUR_MS);
  await utimes(files.path(sha256), at, at);
  return sha256;
}

/** A row that names this file, as a draft has it. */
async function draftOf(sha256: Sha256): Promise<void> {
  await opened.pool.query(
    `INSERT INTO court.document (id, court, case_id, title, kind, state, year, serial, number, code, sha256, sm3, size, pages, created_at, created_by)
     SELECT gen_random_uuid(), c.court, c.id, 'x', 'x', 'draft', 2026, (SELECT count(*) FROM court.document), gen_random_uuid()::text, 'x', $1, 'x', 1, 1, now(), p.id
     FROM court.court_case c, court.person p LIMIT 1`,
    [sha256],
  );
}

t.test(
  'a file that a crash left without a row goes once it is old; named and young ones stay',
  async (t) => {
    const { court } = opened;
    const draft = await storedFor(100, 'draft');
    await draftOf(draft);
    const young = await storedFor(5, 'just stored, its row is not committed yet');
    const orphan = await storedFor(7, 'orphan');
    t.strictSame(await sweepFiles(court), { removed: 1 });
    t.equal(await court.files.check(orphan), 'missing');
    t.equal(await court.files.check(draft), 'intact');
    t.equal(await court.files.check(young), 'intact');
    t.strictSame(await sweepFiles(court), { removed: 0 });
    opened.advance(SWEEP_AGE_MS);
    t.strictSame(await sweepFiles(court), { removed: 1 }, 'six hours later the other too');
    t.equal(await court.files.check(draft), 'intact');
  },
);

t.test('a document on the ledger stays, although its row was taken away', async (t) => {
  const { court, notary } = opened;
  await draftOf(await storedFor(100, 'another'));
  const sha256 = await storedFor(100, 'issued');
  notary.records.push({ kind: 'document', sha256 } as never);
  t.strictSame(await sweepFiles(court), { removed: 0 });
  t.equal(await court.files.check(sha256), 'intact');
});

t.test('while the ledger does not say, nothing is removed', async (t) => {
  await draftOf(await storedFor(100, 'another'));
  const sha256 = await storedFor(100, 'whose?');
  const isIssued = () => Promise.reject(new Error('down'));
  const court = { ...opened.court, chain: { ...opened.court.chain, isIssued } };
  await t.rejects(sweepFiles(court), { message: 'down' });
  t.equal(await court.files.check(sha256), 'intact');
});

t.test('a database without any document removes nothing', async (t) => {
  const sha256 = await storedFor(100, 'of another database');
  t.strictSame(await sweepFiles(opened.court), { removed: 0 });
  t.equal(await opened.court.files.check(sha256), 'intact');
});

t.test('what was half stored when the process died goes too', async (t) => {
  const incoming = join(opened.dir, 'files', 'incoming');
  await mkdir(incoming, { recursive: true });
  for (const [name, hours] of [
    ['old', 7],
    ['new', 1],
  ] as const) {
    await writeFile(join(incoming, name), 'half');
    const at = new Date(opened.court.clock() - hours * HOUR_MS);
    await utimes(join(incoming, name), at, at);
  }
  t.strictSame(await sweepFiles(opened.court), { removed: 1 });
  t.strictSame(await readdir(incoming), ['new']);
});
