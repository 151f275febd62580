import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { makeVaultKeys, openVault, parseVaultKeys, withNewKey } from '../../src/personal/vault.ts';
import { openVaultFile, readVaultKeys, replaceVaultKeys } from '../../src/personal/vault-file.ts';

const keys = makeVaultKeys('1');
const vault = openVault(keys);
const NUMBER = '11010519491231002X';

t.test('what is sealed opens at its place, whatever it says', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, place) => {
      t.equal(vault.open(vault.seal(text, place), place), Buffer.from(text).toString('utf8'));
    }),
    { numRuns: 50 },
  );
});

t.test('a sealed value tells neither the text nor that two are equal', async (t) => {
  const [one, other] = [vault.seal(NUMBER, 'a'), vault.seal(NUMBER, 'a')];
  t.not(one, other);
  t.notMatch(one, NUMBER);
  t.notMatch(Buffer.from(one.split('.')[2] as string, 'base64url').toString('latin1'), NUMBER);
});

t.test('a value moved to another row, or with one bit turned, does not open', async (t) => {
  const sealed = vault.seal(NUMBER, 'contact/1');
  t.throws(() => vault.open(sealed, 'contact/2'), { code: 'SEAL_BROKEN' });
  const [version, id, body] = sealed.split('.') as [string, string, string];
  const bytes = Buffer.from(body, 'base64url');
  for (let at = 0; at < bytes.length; at++) {
    const turned = Buffer.from(bytes);
    turned[at] = (turned[at] as number) ^ 1;
    const altered = [version, id, turned.toString('base64url')].join('.');
    t.throws(() => vault.open(altered, 'contact/1'), { code: 'SEAL_BROKEN' }, `byte ${at}`);
  }
  for (const wrong of ['', 'x', '2.1.AAAA', '1.1', '1.1.AAAA.x', '1.1.AA'])
    t.throws(() => vault.open(wrong, 'contact/1'), { code: 'SEAL_BROKEN' }, wrong);
});

t.test('files are sealed like texts', async (t) => {
  const bytes = Buffer.from('照片');
  const sealed = vault.sealBytes(bytes, 'photo/1');
  t.equal(Buffer.from(vault.openBytes(sealed, 'photo/1')).toString(), '照片');
  t.throws(() => vault.openBytes(sealed, 'photo/2'), { code: 'SEAL_BROKEN' });
  t.throws(() => vault.openBytes(bytes, 'photo/1'), { code: 'SEAL_BROKEN' });
});

t.test('a new key seals, and the old one still opens', async (t) => {
  const before = vault.seal(NUMBER, 'a');
  const both = openVault(withNewKey(keys, '2'));
  t.equal(both.open(before, 'a'), NUMBER);
  t.ok(both.isStale(before));
  const after = both.seal(NUMBER, 'a');
  t.notOk(both.isStale(after));
  t.equal(both.digest('mobile', NUMBER), vault.digest('mobile', NUMBER), 'still found');
  t.throws(() => vault.open(after, 'a'), { code: 'SEAL_KEY_MISSING' });
  t.throws(() => withNewKey(keys, '1'), { code: 'INPUT_INVALID' });
});

t.test('a digest is equal for one kind and text, and for nobody else’s key', async (t) => {
  t.equal(vault.digest('mobile', '1'), vault.digest('mobile', '1'));
  t.not(vault.digest('mobile', '1'), vault.digest('mail', '1'));
  t.not(vault.digest('mobile', '1'), openVault(makeVaultKeys('1')).digest('mobile', '1'));
  t.not(vault.digest('a', 'b\0c'), vault.digest('a\0b', 'd'));
});

t.test('keys that are none are refused', async (t) => {
  const short = { ...keys, keys: { 1: 'AAAA' } };
  const missing = { ...keys, current: '9' };
  const dotted = { ...keys, current: 'a.b', keys: { 'a.b': keys.index } };
  for (const wrong of [
    '',
    'null',
    '{}',
    '[]',
    ...[short, missing, dotted].map((each) => JSON.stringify(each)),
  ])
    t.throws(() => parseVaultKeys(wrong), { code: 'CONFIG_INVALID' }, wrong.slice(0, 40));
});

t.test('processes that start together make one file, for its owner alone', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-vault-'));
  t.teardown(() => rm(dir, { recursive: true }));
  const path = join(dir, 'keys', 'personal.json');
  const vaults = await Promise.all(Array.from({ length: 5 }, () => openVaultFile(path)));
  const sealed = vaults[0]?.seal(NUMBER, 'a') as string;
  for (const each of vaults) t.equal(each.open(sealed, 'a'), NUMBER);
  t.equal((await stat(path)).mode & 0o777, 0o600);
  t.strictSame(await readdir(join(dir, 'keys')), ['personal.json'], 'nothing beside it');
  await replaceVaultKeys(path, withNewKey(await readVaultKeys(path), '2'));
  t.equal((await openVaultFile(path)).open(sealed, 'a'), NUMBER);
  t.match(await readFile(path, 'utf8'), /"current": "2"/);
  t.equal((await stat(path)).mode & 0o777, 0o600);
});
