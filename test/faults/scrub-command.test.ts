import { spawnSync } from 'node:child_process';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDemoTrust, localAuditors, openEmbeddedLedger, openLog } from '@cunzheng/notary';
import t, { type Test } from 'tap';

const COMMAND = fileURLToPath(new URL('../../../scripts/dist/src/scrub.js', import.meta.url));

/** Runs the command on a data directory as `npm run scrub` does. */
function runScrub(dir: string, ...args: string[]) {
  const env = { ...process.env, DATA_DIR: dir, DATABASE_URL: '' };
  return spawnSync(process.execPath, [COMMAND, ...args], { env, encoding: 'utf8' });
}

async function emptyDirectory(t: Test): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-scrub-command-'));
  // As root's, the database's user must be able to enter it.
  await chmod(dir, 0o755);
  t.teardown(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A stopped deployment with its ledger, keys, log and one stored file. */
async function deployment(t: Test): Promise<string> {
  const dir = await emptyDirectory(t);
  const ledger = await openEmbeddedLedger({ dir: join(dir, 'ledger') });
  const { keys, trust } = await createDemoTrust({ dir, ledger });
  const log = await openLog({
    ledger,
    dir: join(dir, 'log'),
    cosigners: localAuditors(keys),
    trust,
  });
  await log.close();
  await ledger.close();
  const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  await mkdir(join(dir, 'files/sha256/ba'), { recursive: true });
  await writeFile(join(dir, 'files/sha256/ba', sha256), 'abc');
  return dir;
}

t.test('exits 0 and prints one object when all is intact', async (t) => {
  const { status, stdout } = runScrub(await deployment(t), '--json');
  t.equal(status, 0);
  const report = JSON.parse(stdout);
  t.match(report, { intact: true, differences: [], checked: { files: 1 } });
  t.ok(report.checked.blocks > 0);
  t.ok(Array.isArray(report.skipped));
});

t.test('exits 1 and names what differs', async (t) => {
  const dir = await deployment(t);
  const [name] = await readdir(join(dir, 'files/sha256/ba'));
  await appendFile(join(dir, 'files/sha256/ba', name as string), 'd');
  const json = runScrub(dir, '--json');
  t.equal(json.status, 1);
  t.match(JSON.parse(json.stdout).differences, [
    { what: 'file', where: `files/sha256/ba/${name}`, expected: name, found: /^[0-9a-f]{64}$/ },
  ]);
  const text = runScrub(dir);
  t.equal(text.status, 1);
  t.match(text.stdout, /differs {2}file {2}files\/sha256\/ba/);
});

t.test('exits 1 and names the block when a byte of the ledger is flipped', async (t) => {
  const dir = await deployment(t);
  const [name] = await readdir(join(dir, 'ledger/blocks'));
  const path = join(dir, 'ledger/blocks', name as string);
  const bytes = await readFile(path);
  bytes[50] = (bytes[50] as number) ^ 1;
  await writeFile(path, bytes);
  const { status, stdout } = runScrub(dir, '--json');
  t.equal(status, 1);
  t.match(JSON.parse(stdout).differences[0], { what: 'block', where: /block 0/ });
});

t.test('exits 2 when there is nothing to read, or it is called wrongly', async (t) => {
  const none = runScrub(await emptyDirectory(t), '--json');
  t.equal(none.status, 2);
  t.match(none.stderr, /LEDGER_UNAVAILABLE/);
  t.equal(none.stdout, '');
  t.equal(runScrub(await deployment(t), '--wrong').status, 2);
});
