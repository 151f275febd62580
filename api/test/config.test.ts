import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import t from 'tap';
import { EnvironmentSchema, loadConfig } from '../src/config.ts';

const refusal = (env: Record<string, string>): CunzhengError => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof CunzhengError) return error;
    throw error;
  }
  throw new Error('not refused');
};

t.test('an empty environment is a demo on 127.0.0.1:8080', async (t) => {
  const config = loadConfig({ PATH: '/bin', HOME: '/root' });
  t.match(config, { port: 8080, host: '127.0.0.1', mode: 'demo', ledger: 'embedded' });
  t.ok(isAbsolute(config.dataDir));
  t.ok(Object.isFrozen(config));
});

t.test('every fault is named at once, no value is repeated', async (t) => {
  const error = refusal({
    PORT: '80a',
    LEDGER: 'paper',
    DATABASE_URL: 'mysql://secret@host',
    CUNZHENG_TYPO: '1',
    CUNZHENG_MAX_DOCUMENT_BYTES: '5',
  });
  t.equal(error.code, 'CONFIG_INVALID');
  for (const name of [
    'PORT',
    'LEDGER',
    'DATABASE_URL',
    'CUNZHENG_TYPO',
    'CUNZHENG_MAX_DOCUMENT_BYTES',
  ]) {
    t.match(error.message, name);
  }
  t.notMatch(error.message, /secret|80a/);
});

t.test('numbers are decimal and within their range; an empty variable is absent', async (t) => {
  t.equal(loadConfig({ PORT: '0' }).port, 0);
  t.equal(loadConfig({ PORT: '' }).port, 8080);
  for (const PORT of ['-1', '65536', '0x50', ' 80', '1e3', '8.0']) {
    t.equal(refusal({ PORT }).code, 'CONFIG_INVALID', PORT);
  }
});

t.test('demo listens on this machine only', async (t) => {
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) {
    t.equal(loadConfig({ CUNZHENG_HOST: host }).host, host);
  }
  for (const host of ['0.0.0.0', '::', '192.168.1.1', 'court.example', '127.evil.example']) {
    t.equal(refusal({ CUNZHENG_HOST: host }).code, 'CONFIG_INVALID', host);
  }
});

t.test('only named proxies are trusted, never everybody', async (t) => {
  t.strictSame(loadConfig({}).trustedProxies, []);
  const named = loadConfig({ CUNZHENG_TRUST_PROXY: '127.0.0.1, 10.0.0.0/8,::1,fd00::/8' });
  t.strictSame(named.trustedProxies, ['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8']);
  for (const list of [
    'true',
    '*',
    '0.0.0.0/0',
    '10.0.0.0/33',
    '::/0',
    'proxy.example',
    '127.0.0.1,',
  ]) {
    t.equal(refusal({ CUNZHENG_TRUST_PROXY: list }).code, 'CONFIG_INVALID', list);
  }
});

t.test('a Fabric network is found by its directory or its connection file', async (t) => {
  const found = loadConfig({ LEDGER: 'fabric', NETWORK_DIR: '/net' });
  t.match(found, { ledger: 'fabric', connection: '/net/connection.json', member: undefined });
  const named = loadConfig({
    LEDGER: 'fabric',
    CUNZHENG_CONNECTION: '/etc/cunzheng/court.json',
    CUNZHENG_MEMBER: 'HzicMSP',
  });
  t.match(named, { connection: '/etc/cunzheng/court.json', member: 'HzicMSP' });
  t.ok(isAbsolute(loadConfig({}).connection));
});

const PRODUCTION = {
  CUNZHENG_MODE: 'production',
  LEDGER: 'fabric',
  DATABASE_URL: 'postgres://court',
  CUNZHENG_PUBLIC_URL: 'https://court.example',
  CUNZHENG_PERSONAL_KEYS: '/etc/cunzheng/personal.json',
  CUNZHENG_PROVIDERS: '/etc/cunzheng/providers.json',
};

t.test('production needs its own database, address, keys and providers', async (t) => {
  t.match(loadConfig(PRODUCTION), { mode: 'production', ledger: 'fabric' });
  t.match(loadConfig({ ...PRODUCTION, CUNZHENG_HOST: '0.0.0.0' }), { host: '0.0.0.0' });
  for (const name of Object.keys(PRODUCTION).filter((each) => each !== 'CUNZHENG_MODE')) {
    const { code, message } = refusal({ ...PRODUCTION, [name]: '' });
    t.equal(code, 'CONFIG_INVALID', name);
    t.match(message, name);
  }
  const message = refusal({ CUNZHENG_MODE: 'production' }).message;
  for (const name of Object.keys(PRODUCTION).slice(1)) t.match(message, name, 'all at once');
});

t.test('production is https, limits requests, and means its ledger', async (t) => {
  const clear = { ...PRODUCTION, CUNZHENG_PUBLIC_URL: 'http://court.example' };
  t.match(refusal(clear), { code: 'CONFIG_INVALID', message: /must be https/ });
  const endless = { ...PRODUCTION, CUNZHENG_RATE_LIMIT: '0' };
  t.match(refusal(endless), { code: 'CONFIG_INVALID', message: /CUNZHENG_RATE_LIMIT/ });
  t.match(loadConfig({ ...PRODUCTION, LEDGER: 'embedded' }), { ledger: 'embedded' });
});

t.test(
  'a key of like suits is made for trying alone: in production it is shared or absent',
  async (t) => {
    t.match(loadConfig({ DATA_DIR: '/data' }), { suitKeys: '/data/keys/suits.json' });
    t.equal(loadConfig(PRODUCTION).suitKeys, undefined);
    const named = { ...PRODUCTION, CUNZHENG_SUIT_KEYS: '/etc/cunzheng/suits.json' };
    t.match(loadConfig(named), { suitKeys: '/etc/cunzheng/suits.json' });
  },
);

t.test('docs/configuration.md lists exactly these variables with these defaults', async (t) => {
  const page = await readFile(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([A-Z_]+)`\s*\| (?:`([^`]*)`)?\s*\| (.*?)\s*\|$/gm)];
  const listed = Object.fromEntries(rows.map(([, name, fallback]) => [name, fallback]));
  const expected = Object.fromEntries(
    Object.entries(EnvironmentSchema.properties).map(([name, schema]) => {
      const fallback = (schema as { default?: unknown }).default;
      return [name, fallback === undefined ? undefined : String(fallback)];
    }),
  );
  t.strictSame(listed, expected);
  for (const [, name, , words] of rows) {
    const { description = '' } = EnvironmentSchema.properties[
      name as keyof typeof EnvironmentSchema.properties
    ] as { description?: string };
    t.ok(words?.startsWith(description), `${name} is described as in the schema`);
  }
});
