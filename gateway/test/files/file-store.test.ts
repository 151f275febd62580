import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sha256 } from '@cunzheng/domain';
import t from 'tap';
import { openFileStore } from '../../src/files/file-store.ts';

const dir = await mkdtemp(join(tmpdir(), 'cunzheng-files-'));
t.teardown(() => rm(dir, { recursive: true, force: true }));
const files = openFileStore(dir);
const bytes = Buffer.from('abc');

async function* inPieces(...pieces: string[]) {
  for (const piece of pieces) yield Buffer.from(piece);
}

t.test('the same bytes are one file, with SHA-256 and SM3 of the standards', async (t) => {
  const stored = await files.put(bytes);
  t.equal(stored.sha256, createHash('sha256').update('abc').digest('base64url'));
  // GB/T 32905-2016, example 1.
  const sm3 = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0';
  t.equal(Buffer.from(stored.sm3, 'base64url').toString('hex'), sm3);
  t.equal(stored.size, 3);
  t.strictSame(await files.put(inPieces('a', 'bc')), stored);
  t.strictSame(await readFile(files.path(stored.sha256)), bytes);
  t.match(files.path(stored.sha256), /sha256.ba.ba7816bf/);
  t.strictSame(await readdir(join(dir, 'incoming')), [], 'nothing is left half done');
});

t.test('a file above the limit, or one that breaks off, leaves nothing', async (t) => {
  const before = await readdir(join(dir, 'sha256'));
  const large = files.put(inPieces('12345', '6'), { maxBytes: 5 });
  await t.rejects(large, { code: 'FILE_TOO_LARGE' });
  const broken = async function* () {
    yield Buffer.from('12');
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  };
  await t.rejects(files.put(broken()), { code: 'DISK_FULL' });
  t.strictSame(await readdir(join(dir, 'incoming')), []);
  t.strictSame(await readdir(join(dir, 'sha256')), before);
});

t.test('an altered or missing copy is told and never read out', async (t) => {
  const { sha256 } = await files.put(Buffer.from('to be altered'));
  t.equal(await files.check(sha256), 'intact');
  await writeFile(files.path(sha256), 'to be alterex');
  t.equal(await files.check(sha256), 'altered');
  await t.rejects(files.read(sha256), { code: 'FILE_ALTERED' });
  await files.remove(sha256);
  t.equal(await files.check(sha256), 'missing');
  await t.rejects(files.read(sha256), { code: 'FILE_MISSING' });
  await files.remove(sha256);
});

t.test('an intact copy is read as a stream', async (t) => {
  const { sha256 } = await files.put(Buffer.from('stream'));
  const { stream, size } = await files.read(sha256 as Sha256);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  t.equal(Buffer.concat(chunks).toString(), 'stream');
  t.equal(size, 6);
});

t.test('a place that cannot be written to is told', async (t) => {
  await writeFile(join(dir, 'plain'), '');
  const nowhere = openFileStore(join(dir, 'plain', 'below'));
  await t.rejects(nowhere.put(bytes), { code: 'DATA_DIR_UNWRITABLE' });
});

t.test(
  'whoever admits a file need not read it, and its place is not opened for nothing',
  async (t) => {
    let shown: AsyncIterable<Uint8Array> | undefined;
    const admit = async (given: AsyncIterable<Uint8Array>) => {
      shown = given;
    };
    const { sha256 } = await files.put(Buffer.from('never looked at'), { admit });
    t.equal(await files.check(sha256), 'intact');
    const late = async () => {
      for await (const _ of shown ?? []) t.fail('it has moved on');
    };
    await t.rejects(late(), { code: 'ENOENT' }, 'opened only now');
  },
);
