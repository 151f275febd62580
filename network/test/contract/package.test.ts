import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { bundleContract, bundleEntry } from '../../src/contract/bundle.ts';
import { packContract, slotOf, versionOf } from '../../src/contract/package.ts';
import { packTar } from '../../src/contract/tar.ts';

const bundle = { code: Buffer.from('exports.createChaincode = 1;'), digest: 'ab'.repeat(32) };

function unpacked(t: { teardown(end: () => void): void }, archive: Buffer): string {
  const dir = mkdtempSync(join(tmpdir(), 'cunzheng-tar-'));
  t.teardown(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'archive.tgz'), archive);
  execFileSync('tar', ['-xzf', 'archive.tgz'], { cwd: dir });
  return dir;
}

t.test('the same contract gives the same package, byte by byte', async (t) => {
  const first = packContract('cunzheng', 1, bundle);
  const second = packContract('cunzheng', 1, bundle);
  t.ok(first.bytes.equals(second.bytes));
  t.equal(
    first.id,
    'cunzheng_1+abababababababababababababababab:0894476d35f380ecd84726eea9febed292767af37425f6dde6deea4c350a769a',
    'a change of these bytes is a change of every package id',
  );
});

t.test('another sequence or another contract is another package', async (t) => {
  const other = { ...bundle, code: Buffer.from('x'), digest: 'cd'.repeat(32) };
  const ids = [
    packContract('cunzheng', 1, bundle),
    packContract('cunzheng', 2, bundle),
    packContract('cunzheng', 1, other),
  ].map(({ id }) => id);
  t.equal(new Set(ids).size, 3);
});

t.test('an outside tar reads the package, and the contract is in it', async (t) => {
  const dir = unpacked(t, packContract('cunzheng', 2, bundle).bytes);
  const metadata = JSON.parse(readFileSync(join(dir, 'metadata.json'), 'utf8'));
  t.same(metadata, { type: 'cunzheng-service', label: `cunzheng_${versionOf(2, bundle)}` });
  const inner = unpacked(t, readFileSync(join(dir, 'code.tar.gz')));
  t.equal(readFileSync(join(inner, 'contract.cjs'), 'utf8'), bundle.code.toString());
  t.equal(readFileSync(join(inner, 'slot'), 'utf8'), 'b');
});

t.test('a file whose length is a multiple of the block size stays whole', async (t) => {
  const content = Buffer.alloc(1024, 'z');
  const dir = unpacked(t, packTar([{ name: 'even', content }]));
  t.ok(readFileSync(join(dir, 'even')).equals(content));
});

t.test('slots alternate, so that two versions can run side by side', async (t) => {
  t.same([1, 2, 3].map(slotOf), ['a', 'b', 'a']);
});

t.test(
  'the contract bundles to the same bytes twice, without a place of this machine',
  async (t) => {
    const [first, second] = [await bundleContract(), await bundleContract()];
    t.equal(first.digest, second.digest);
    t.notMatch(Buffer.from(first.code).toString(), process.cwd());
  },
);

t.test('another entry bundles to another contract', async (t) => {
  const next = await bundleEntry(join(import.meta.dirname, '../fixtures/next-contract.js'));
  t.not(next.digest, (await bundleContract()).digest);
});
