import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { Auditor, type AuditorKey, formatSignedTree } from '../../src/log/auditor.ts';
import { temporaryDirectory } from '../support/log-bench.ts';

const root = (fill: number) => new Uint8Array(32).fill(fill);
const tree = (size: number, fill = size) => ({ origin: 'o', size, root: root(fill) });
const rootOf = (size: number) => Promise.resolve(root(size));

async function key(t: Test, last = { size: 0, root: root(0) }): Promise<AuditorKey> {
  const statePath = join(await temporaryDirectory(t), 'auditor.state');
  await writeFile(statePath, formatSignedTree(last));
  const { privateKey } = generateKeyPairSync('ed25519');
  return { member: 'BjicMSP', name: 'auditor', key: privateKey, statePath };
}

t.test('what it signs is on the disk when the signature comes', async (t) => {
  const mine = await key(t);
  const auditor = await Auditor.open(mine, 0, rootOf);
  t.equal((await auditor.cosign(tree(7), 1000)).length, 2);
  t.equal(await readFile(mine.statePath, 'utf8'), formatSignedTree({ size: 7, root: root(7) }));
});

t.test('signs the same tree again, but never a smaller or another one', async (t) => {
  const mine = await key(t);
  const auditor = await Auditor.open(mine, 0, rootOf);
  await auditor.cosign(tree(7), 1000);
  t.equal((await auditor.cosign(tree(7), 2000)).length, 2);
  await t.rejects(auditor.cosign(tree(7, 8), 2000), { code: 'AUDITOR_ROLLED_BACK' });
  await t.rejects(auditor.cosign(tree(9), 2000), { code: 'AUDITOR_ROLLED_BACK' }, 'for good');
  const again = await Auditor.open(mine, 7, rootOf);
  await t.rejects(again.cosign(tree(6), 2000), { code: 'AUDITOR_ROLLED_BACK' });
});

t.test('refuses from the start when the log is shorter or another', async (t) => {
  const mine = await key(t, { size: 7, root: root(7) });
  t.equal((await Auditor.open(mine, 7, rootOf)).refusal, undefined);
  t.equal((await Auditor.open(mine, 9, rootOf)).refusal, undefined);
  t.equal((await Auditor.open(mine, 6, rootOf)).refusal?.code, 'AUDITOR_ROLLED_BACK');
  const other = await Auditor.open(mine, 9, () => Promise.resolve(root(8)));
  t.equal(other.refusal?.code, 'AUDITOR_ROLLED_BACK');
  await t.rejects(other.cosign(tree(10), 1000), { code: 'AUDITOR_ROLLED_BACK' });
});

t.test('refuses when nobody knows what it signed', async (t) => {
  const mine = await key(t);
  for (const text of ['', '{"size":7}', '{"size":7,"root":"AA"}\n']) {
    await writeFile(mine.statePath, text);
    const { refusal } = await Auditor.open(mine, 9, rootOf);
    t.match(refusal, { code: 'AUDITOR_ROLLED_BACK', message: /put it back/ }, text);
  }
  await rm(mine.statePath);
  t.equal((await Auditor.open(mine, 9, rootOf)).refusal?.code, 'AUDITOR_ROLLED_BACK');
});

t.test('hands out nothing when its state cannot be written', async (t) => {
  const mine = await key(t);
  const auditor = await Auditor.open(mine, 0, rootOf);
  await rm(mine.statePath);
  await mkdir(join(mine.statePath, 'in the way'), { recursive: true });
  await t.rejects(auditor.cosign(tree(1), 1000), { code: 'DATA_DIR_UNWRITABLE' });
  await rm(mine.statePath, { recursive: true });
  await t.rejects(auditor.cosign(tree(2), 1000), { code: 'DATA_DIR_UNWRITABLE' }, 'for good');
});
