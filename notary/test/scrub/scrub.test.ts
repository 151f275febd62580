import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';
import t, { type Test } from 'tap';
import { type ScrubReport, scrub } from '../../src/scrub/index.ts';
import { filePath, fillCourtData, openCourtData } from '../support/court-data.ts';
import type { ServedDocument } from '../support/court-records.ts';
import { temporaryDirectory } from '../support/log-bench.ts';

const DOCUMENTS = 52;

/** One court's data, made once; each test spoils its own copy. */
async function originalData(t: Test): Promise<{ dir: string; served: ServedDocument[] }> {
  const dir = await temporaryDirectory(t);
  const data = await openCourtData(dir);
  const served = await fillCourtData(data, DOCUMENTS);
  await data.close();
  return { dir, served };
}

const original = await originalData(t);
const [first] = original.served as [ServedDocument];

async function copyData(t: Test): Promise<string> {
  const dir = await temporaryDirectory(t);
  await cp(original.dir, dir, { recursive: true });
  return dir;
}

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] as number) ^ 1;
  await writeFile(path, bytes);
}

function named(report: ScrubReport): string[] {
  return report.differences.map(({ what, where }) => `${what} ${where}`);
}

async function firstBlockFile(dir: string): Promise<string> {
  const [name] = (await readdir(join(dir, 'ledger/blocks'))).sort();
  return join(dir, 'ledger/blocks', name as string);
}

t.test('finds everything intact after a stop', async (t) => {
  const report = await scrub({ dir: await copyData(t) });
  t.same(report.differences, []);
  t.equal(report.intact, true);
  const entries = 5 * DOCUMENTS;
  t.match(report.checked, { records: entries, documents: DOCUMENTS, files: DOCUMENTS });
  t.match(report.checked, { tiles: 3, bundles: 2 });
  t.ok(report.checked.blocks > 2 * DOCUMENTS);
  t.ok(report.checked.checkpoints > 1);
  t.ok(report.checked.cosignatures >= 4 * report.checked.checkpoints);
  t.ok(report.checked.stateEntries > entries);
  t.same(
    report.skipped.map(({ what }) => what),
    ['outbox'],
  );
});

t.test('finds everything intact beside a running server, and says what it left out', async (t) => {
  const data = await openCourtData(await copyData(t));
  t.teardown(() => data.close());
  const busy = fillCourtData(data, 5);
  const report = await scrub({ dir: data.dir });
  await busy;
  t.same(report.differences, []);
  t.same(
    report.skipped.map(({ what }) => what),
    ['outbox', 'index and past checkpoints', 'state'],
  );
  t.ok(report.checked.records >= 5 * DOCUMENTS);
});

t.test('names a stored file with a flipped byte, and one that is gone', async (t) => {
  const dir = await copyData(t);
  const second = original.served[1] as ServedDocument;
  await flip(join(dir, filePath(first)), 500);
  await rm(join(dir, filePath(second)));
  await writeFile(join(dir, 'files/sha256/stray'), 'x');
  const report = await scrub({ dir });
  t.equal(report.intact, false);
  t.same(
    named(report).sort(),
    [`document ${filePath(second)}`, `file ${filePath(first)}`, 'file files/sha256/stray'].sort(),
  );
});

t.test('names a block with a flipped byte', async (t) => {
  const dir = await copyData(t);
  await flip(await firstBlockFile(dir), 60_000);
  const report = await scrub({ dir });
  t.equal(report.intact, false);
  t.match(report.differences[0], { what: 'block', where: /block \d+/, why: /damaged/ });
});

t.test(
  'names the last block when it is cut or damaged, which no block after it shows',
  async (t) => {
    const dir = await copyData(t);
    const path = await firstBlockFile(dir);
    const bytes = await readFile(path);
    const end = bytes.lastIndexOf('CZB1');
    await writeFile(
      path,
      Buffer.concat([bytes.subarray(0, end), Buffer.alloc(bytes.length - end)]),
    );
    const report = await scrub({ dir });
    t.equal(report.intact, false);
    t.match(report.differences[0], { what: 'block', why: /is gone/ });
  },
);

const TILES = [
  ['log/tree/tile/0/000', 'tile'],
  ['log/tree/tile/0/001.p/4', 'tile'],
  ['log/tree/tile/1/000.p/1', 'tile'],
  ['log/tree/tile/entries/000', 'entries'],
  ['log/tree/tile/entries/001.p/4', 'entries'],
] as const;
const ALL_TILES = TILES.map(([file, what]) => `${what} ${file}`);

t.test('names every tile with a flipped byte', async (t) => {
  const dir = await copyData(t);
  for (const [file] of TILES) await flip(join(dir, file), 20);
  t.same(named(await scrub({ dir })).sort(), ALL_TILES.sort());
});

t.test('names every tile that is gone', async (t) => {
  const dir = await copyData(t);
  for (const [file] of TILES) await rm(join(dir, file));
  const report = await scrub({ dir });
  t.same(named(report).sort(), ALL_TILES.sort());
  t.ok(report.differences.every(({ why }) => why === 'is missing'));
});

t.test('names the state of the log with a flipped byte', async (t) => {
  const dir = await copyData(t);
  await flip(join(dir, 'log/tree/state.json'), 100);
  t.match(named(await scrub({ dir }))[0], /^log .*state\.json/);
});

t.test('names the checkpoint wherever a byte is flipped', async (t) => {
  const length = (await readFile(join(original.dir, 'log/checkpoint'))).length;
  for (const at of [3, 100, length - 20]) {
    const dir = await copyData(t);
    await flip(join(dir, 'log/checkpoint'), at);
    const report = await scrub({ dir });
    t.equal(report.intact, false, `byte ${at}`);
    t.ok(
      report.differences.every(({ where }) => where === 'log/checkpoint'),
      `byte ${at}`,
    );
  }
});

t.test('names a checkpoint that k members did not cosign', async (t) => {
  const dir = await copyData(t);
  const path = join(dir, 'log/checkpoint');
  const lines = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, [...lines.slice(0, 8), ''].join('\n'));
  const report = await scrub({ dir });
  t.match(report.differences, [{ what: 'checkpoint', expected: '3', found: '2' }]);
});

t.test('names a past checkpoint that was changed', async (t) => {
  const dir = await copyData(t);
  const past = new Level<string, string>(join(dir, 'log/checkpoints'));
  const [key, note] = (await past.iterator({ limit: 1 }).all())[0] as [string, string];
  await past.put(key, note.replace(/(\n\d+\n)./, '$1_').replace('_', 'A'));
  await past.put('0000000000000256', note);
  await past.close();
  const report = await scrub({ dir });
  t.ok(report.differences.length >= 2);
  t.ok(report.differences.every(({ what }) => what === 'checkpoint'));
  t.ok(named(report).includes('checkpoint log/checkpoints: size 256'));
});

t.test('names what an auditor remembers otherwise', async (t) => {
  const dir = await copyData(t);
  await writeFile(
    join(dir, 'keys/BjicMSP/auditor.state'),
    `{"size":${5 * DOCUMENTS},"root":"${'A'.repeat(43)}"}\n`,
  );
  await writeFile(
    join(dir, 'keys/GzicMSP/auditor.state'),
    `{"size":9999,"root":"${'A'.repeat(43)}"}\n`,
  );
  await rm(join(dir, 'keys/SpcMSP/auditor.state'));
  t.same(named(await scrub({ dir })).sort(), [
    'auditor keys/BjicMSP/auditor.state',
    'auditor keys/GzicMSP/auditor.state',
    'auditor keys/SpcMSP/auditor.state',
  ]);
});

t.test('names a trust file whose edition was changed', async (t) => {
  const dir = await copyData(t);
  const path = join(dir, 'trust.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('京0491', '京0492'));
  t.same(named(await scrub({ dir })), ['trust trust.json']);
});

t.test('names an entry of the index that is gone or names another place', async (t) => {
  const dir = await copyData(t);
  const index = new Level<Uint8Array, Uint8Array>(join(dir, 'log/tree/index'), {
    keyEncoding: 'view',
    valueEncoding: 'view',
  });
  const keys = (await index.keys().all()).filter((key) => key.length === 32);
  await index.del(keys[0] as Uint8Array);
  await index.put(keys[1] as Uint8Array, new Uint8Array(24));
  await index.put(keys[2] as Uint8Array, new Uint8Array(24).fill(255));
  await index.close();
  const report = await scrub({ dir });
  t.same(
    report.differences.map(({ what }) => what),
    ['index', 'index', 'index'],
  );
});

t.test('names an entry of the ledger state that the blocks do not give', async (t) => {
  const dir = await copyData(t);
  const state = new Level<string, Buffer>(join(dir, 'ledger/state'), { valueEncoding: 'buffer' });
  const key = (await state.keys({ gte: 's', limit: 1 }).all())[0] as string;
  await state.put(key, Buffer.from('changed'));
  await state.close();
  const report = await scrub({ dir });
  t.match(report.differences, [{ what: 'state' }]);
});

t.test('names a ledger that was put back from an older copy', async (t) => {
  const dir = await copyData(t);
  const data = await openCourtData(dir);
  await fillCourtData(data, 2);
  await data.close();
  await rm(join(dir, 'ledger'), { recursive: true });
  await cp(join(original.dir, 'ledger'), join(dir, 'ledger'), { recursive: true });
  const report = await scrub({ dir });
  const kinds = new Set(report.differences.map(({ what }) => what));
  t.same([...kinds].sort(), ['auditor', 'block', 'checkpoint']);
});

t.test('a directory without a ledger cannot be read', async (t) => {
  await t.rejects(scrub({ dir: await temporaryDirectory(t) }), { code: 'LEDGER_UNAVAILABLE' });
});
