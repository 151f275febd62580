import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDay } from '@cunzheng/domain/deadlines';
import t from 'tap';
import {
  keyOfDay,
  makeSuitKeys,
  newSuitKey,
  openSuitKeys,
  parseSuitKeys,
  replaceSuitKeys,
} from '../../src/keys/suit-keys.ts';

const day = parseDay;
const TEXT = Buffer.alloc(32, 7).toString('base64url');
const file = (keys: unknown, format = 'cunzheng-suit-keys/1') => JSON.stringify({ format, keys });

t.test('a file that is written down is read, the oldest key first', async (t) => {
  const other = Buffer.alloc(32, 8).toString('base64url');
  const keys = parseSuitKeys(
    file([
      { from: '2027-01-01', key: other },
      { from: '2026-01-01', key: TEXT },
    ]),
  );
  t.match(keys, [{ epoch: 'S7Bvjk46dxU', from: '2026-01-01' }, { from: '2027-01-01' }]);
  t.same(keys[0]?.key, new Uint8Array(Buffer.alloc(32, 7)));
  t.same(parseSuitKeys(file([])), []);
});

t.test('a file that is wrong is refused without telling a key', async (t) => {
  const line = { from: '2026-01-01', key: TEXT };
  const wrong = [
    '',
    'null',
    '[]',
    file([line], 'another'),
    file({}),
    file([null]),
    file([{ ...line, key: TEXT.slice(1) }]),
    file([{ ...line, key: `${TEXT}=` }]),
    file([{ ...line, key: 7 }]),
    file([{ ...line, from: '2026-02-30' }]),
    file([{ key: TEXT }]),
    file([{ ...line, epoch: 'x' }]),
    file([line, line]),
    file([line, { ...line, from: '2027-01-01' }]),
    file([line, { ...line, key: Buffer.alloc(32, 8).toString('base64url') }]),
  ];
  for (const text of wrong) {
    try {
      parseSuitKeys(text);
      t.fail(text);
    } catch (error) {
      t.match(error, { code: 'CONFIG_INVALID' }, text);
      t.notOk(String(error).includes(TEXT.slice(0, 20)));
    }
  }
});

t.test('a day belongs to the newest key that has begun', async (t) => {
  const [one, two] = [newSuitKey(day('2026-01-01')), newSuitKey(day('2026-07-01'))];
  t.equal(keyOfDay([one, two], day('2025-12-31')), undefined);
  t.equal(keyOfDay([one, two], day('2026-06-30')), one);
  t.equal(keyOfDay([one, two], day('2026-07-01')), two);
});

t.test('a file is made once, for its owner alone, and followed', async (t) => {
  const path = join(t.testdir(), 'keys', 'suits.json');
  const keys = openSuitKeys(path);
  t.same(await keys(), [], 'none before');
  await Promise.all([makeSuitKeys(path, day('2026-03-01')), makeSuitKeys(path, day('2026-03-01'))]);
  const [made, ...others] = await keys();
  t.match(made, { from: '2026-02-28' });
  t.same(others, []);
  if (process.platform !== 'win32') t.equal((await stat(path)).mode & 0o777, 0o600);
  if (made === undefined) return;
  const next = newSuitKey(day('2027-01-01'));
  await replaceSuitKeys(path, [next, made]);
  t.same(await keys(), [made, next]);
  await t.rejects(replaceSuitKeys(path, [made, made]), { code: 'CONFIG_INVALID' });
  t.same(await keys(), [made, next], 'what is wrong is not written');
  await replaceSuitKeys(path, [next]);
  t.notOk((await readFile(path, 'utf8')).includes(Buffer.from(made.key).toString('base64url')));
  await writeFile(path, '{');
  await t.rejects(keys(), { code: 'CONFIG_INVALID' });
});
