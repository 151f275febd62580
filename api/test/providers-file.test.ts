import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { readProviders } from '../src/providers-file.ts';

const dir = await mkdtemp(join(tmpdir(), 'cunzheng-providers-'));
t.teardown(() => rm(dir, { recursive: true, force: true }));
const path = join(dir, 'providers.json');

const fileOf = async (content: unknown) => {
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const ALIPAY = {
  appId: '2021',
  privateKey: '-----BEGIN PRIVATE KEY-----\nx',
  platformKey: '-----BEGIN PUBLIC KEY-----\nx',
};

t.test('no file means no provider; parts may be left out', async (t) => {
  t.strictSame(await readProviders(undefined), {});
  t.strictSame(await readProviders(await fileOf({})), {});
  const mail = { url: 'smtps://court:pass@mail.example', from: 'a@court.example' };
  t.strictSame(await readProviders(await fileOf({ mail })), { mail });
  const payments = { 京0491: { alipay: ALIPAY }, 浙0192: {} };
  t.strictSame(await readProviders(await fileOf({ payments })), { payments });
});

t.test('a wrong file is refused by its places, and its secrets are not told', async (t) => {
  const wrong: [unknown, RegExp][] = [
    [{ mail: { url: 'http://s3cret', from: 'x' } }, /\/mail\/url/],
    [{ mail: { url: 'smtp://x' } }, /\/mail/],
    [{ fax: { secret: 's3cret' } }, /\//],
    [{ payments: { 京0491: { wechat: { appId: 's3cret' } } } }, /\/payments\/京0491\/wechat/],
    [{ payments: { 京0491: { alipay: { ...ALIPAY, privateKey: 's3cret' } } } }, /privateKey/],
    ['{ "mail": "s3cret', /no JSON/],
    ['[]', /\//],
  ];
  for (const [content, place] of wrong) {
    const error = await readProviders(await fileOf(content)).catch((caught: Error) => caught);
    t.match(error, { code: 'CONFIG_INVALID', message: place });
    t.notMatch((error as Error).message, /s3cret/);
  }
  await t.rejects(readProviders(join(dir, 'none.json')), {
    code: 'CONFIG_INVALID',
    message: /ENOENT/,
  });
});
