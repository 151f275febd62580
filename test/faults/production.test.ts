import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { loadConfig, startServer } from '@cunzheng/api';
import { must, Person, type Refusal } from '@cunzheng/api/client';
import { ERROR_MESSAGES } from '@cunzheng/domain';
import { codeAt, DEMO_PASSWORD, openPool } from '@cunzheng/gateway';
import { startFlakyServer } from '@cunzheng/gateway/providers/testing';
import { testDatabase } from '@cunzheng/notary/postgres/testing';
import t from 'tap';
import { newDataDir, openHouse, refusedHouse, removeDataDir } from '../house/house.ts';
import { type Ended, runProgram } from '../house/programs.ts';

t.setTimeout(240_000);

const COURT = '京0491';
/** What the demo's routes would be sent, by path. */
const BODIES: Record<string, object> = {
  '/api/v1/session': { account: 'bj-clerk' },
  '/api/v1/session/confirm': { account: 'bj-clerk' },
  '/api/v1/practice/payments/{number}/acts': { act: 'pay' },
};
const ADMINISTRATOR = {
  name: '高以宁',
  account: 'gao.yining',
  password: '一把长长的锁住 2026 的伞',
};
const CLERK = { name: '林知远', account: 'lin.zhiyuan', password: '另一把更长的伞与 2026 把锁' };
const MOBILE = '13910002026';

/** What nobody may read in the log. */
const secrets: string[] = [MOBILE, ADMINISTRATOR.password, CLERK.password, CLERK.name];

const sms = await startFlakyServer({
  routes: {
    'POST /': () => ({ json: { Response: { SendStatusSet: [{ Code: 'Ok', SerialNo: '1' }] } } }),
  },
});
t.teardown(() => sms.close());

/** Codes that came to that phone, oldest first. */
function codesFor(mobile: string): string[] {
  return sms.requests
    .map(({ body }) => JSON.parse(body))
    .filter((sent) => sent.PhoneNumberSet?.[0] === `+86${mobile}`)
    .map((sent) => sent.TemplateParamSet[0]);
}

const folder = t.testdir();
const keys = join(folder, 'personal.json');
const providers = join(folder, 'providers.json');
const sender = {
  ...{ secretId: 'AKIDtest', secretKey: 'sms-s3cret', appId: '1', sign: '存证', sender: '1069' },
  ...{ region: 'ap-guangzhou', url: sms.url, templates: {} },
  codes: { id: '600', fields: ['code', 'minutes'] },
};
writeFileSync(providers, JSON.stringify({ sms: sender }), { mode: 0o600 });
secrets.push(sender.secretKey);

const dataDir = await newDataDir();
t.teardown(() => removeDataDir(dataDir));
const database = await testDatabase();
t.teardown(() => database.drop());
const env = {
  CUNZHENG_MODE: 'production',
  LEDGER: 'embedded',
  DATABASE_URL: database.url,
  CUNZHENG_PUBLIC_URL: 'https://court.example',
  CUNZHENG_PERSONAL_KEYS: keys,
  CUNZHENG_PROVIDERS: providers,
  CUNZHENG_LOG_LEVEL: 'trace',
};

/** Tables of a database with what they hold, and what lies in the data directory. */
async function census(url: string): Promise<string[]> {
  const pool = openPool(url, () => undefined);
  try {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname IN ('court', 'notary') ORDER BY 1`,
    );
    const found: string[] = readdirSync(dataDir).sort();
    for (const { name } of rows) {
      const { rows: counts } = await pool.query(`SELECT count(*) AS n FROM ${name}`);
      found.push(`${name} ${counts[0]?.n}`);
    }
    return found;
  } finally {
    await pool.end();
  }
}

const command = (...args: string[]): Promise<Ended> =>
  runProgram([`scripts/dist/src/${args[0]}.js`, ...args.slice(1)], { ...env, DATA_DIR: dataDir });

const invite = (...args: string[]) => command('first-administrator', COURT, ...args);

function wrong(name: string, content: string, mode: number): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

t.test('keys are made by a command, once, for nobody else to read', async (t) => {
  t.match(await command('personal-keys', 'make'), { code: 0 });
  const made = readFileSync(keys, 'utf8');
  t.match(await command('personal-keys', 'make'), { code: 1, out: /there already/ });
  t.equal(readFileSync(keys, 'utf8'), made);
});

t.test('what is missing is named by its code, and nothing is changed', async (t) => {
  const json = JSON.stringify;
  const open = wrong('open.json', readFileSync(keys, 'utf8'), 0o644);
  const known = wrong('known.json', json({ sms: sender }), 0o640);
  const mute = wrong('mute.json', json({ sms: { ...sender, codes: undefined } }), 0o600);
  const clear = { ...sender, url: 'http://sms.example' };
  const heard = wrong('heard.json', json({ sms: clear }), 0o600);
  symlinkSync(dataDir, join(folder, 'elsewhere'));
  const inside = join(dataDir, 'mine.json');
  writeFileSync(inside, readFileSync(keys), { mode: 0o600 });
  mkdirSync(join(folder, 'folder'));
  const cases: [Record<string, string>, RegExp][] = [
    [{ CUNZHENG_PERSONAL_KEYS: join(folder, 'none') }, /KEYS: there is no such file/],
    [{ CUNZHENG_PERSONAL_KEYS: join(folder, 'folder') }, /KEYS: there is no such file/],
    [{ CUNZHENG_PERSONAL_KEYS: open }, /KEYS: others can read it/],
    [{ CUNZHENG_PERSONAL_KEYS: inside }, /must not lie in DATA_DIR/],
    [
      { CUNZHENG_PERSONAL_KEYS: join(folder, 'elsewhere', 'mine.json') },
      /must not lie in DATA_DIR/,
    ],
    [{ CUNZHENG_SUIT_KEYS: join(folder, 'none') }, /SUIT_KEYS: there is no such file/],
    [{ CUNZHENG_SUIT_KEYS: open }, /SUIT_KEYS: others can read it/],
    [{ CUNZHENG_PROVIDERS: known }, /PROVIDERS: others can read it/],
    [{ CUNZHENG_PROVIDERS: mute }, /sms\.codes is missing/],
    [{ CUNZHENG_PROVIDERS: heard }, /\/sms\/url must be https/],
  ];
  const before = await census(database.url);
  for (const [lacking, message] of cases) {
    const config = loadConfig({ ...env, DATA_DIR: dataDir, PORT: '0', ...lacking });
    const refused = startServer(config);
    await t.rejects(refused, { code: 'PRODUCTION_UNREADY', message }, String(message));
  }
  const lacking = { CUNZHENG_PERSONAL_KEYS: open, CUNZHENG_PROVIDERS: mute };
  const { code, said } = await refusedHouse({ dataDir, env: { ...env, ...lacking } });
  t.equal(code, 1);
  t.match(said, ERROR_MESSAGES.PRODUCTION_UNREADY['zh-CN']);
  t.match(said, /others can read it.*sms\.codes is missing/, 'all at once');
  t.notMatch(said, /s3cret/, 'no value');
  t.same(await census(database.url), before);
});

t.test('a court is set up and run by its own people', async (t) => {
  t.match(await command('first-administrator'), { code: 2, said: /Takes a court into service/ });
  const unknown = await command('first-administrator', '京9999', '高以宁');
  t.match(unknown, { code: 1, said: /COURT_UNKNOWN/ });
  t.match(await invite('<b>'), { code: 1, said: /INPUT_INVALID/ });
  const early = await invite(ADMINISTRATOR.name, ADMINISTRATOR.account);
  t.match(early, { code: 0, out: /京互联网法院: 高以宁 \(gao\.yining\) is invited until/ });

  const house = await openHouse({ dataDir, env });
  t.teardown(() => house.stop());
  const { url } = house;
  const visitor = new Person(url);

  await t.test('nothing of the demo is there', async (t) => {
    const paths = (await (await fetch(`${url}/api/openapi.json`)).json()).paths as object;
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, { 'x-demo-only'?: boolean }>)
        .filter(([, about]) => about['x-demo-only'])
        .map(([method]) => `${method} ${path}`),
    );
    t.same(routes.sort(), [
      'get /api/v1/demo/people',
      'get /api/v1/demo/sign-ins',
      'get /api/v1/practice/payments/{number}',
      'post /api/v1/practice/payments/{number}/acts',
      'post /api/v1/practice/payments/{number}/callback',
      'post /api/v1/session',
      'post /api/v1/session/confirm',
    ]);
    for (const route of routes) {
      const [method = '', template = ''] = route.split(' ');
      const path = template.replace('/api/v1', '').replace('{number}', '1');
      const answer = await visitor.ask(method.toUpperCase(), path, BODIES[template]);
      t.match(answer, { status: 404, body: { code: 'NOT_FOUND' } }, route);
    }
    const known = { account: 'bj-clerk', password: DEMO_PASSWORD };
    t.match(await visitor.ask('POST', '/session/password', known), {
      body: { code: 'SIGN_IN_REFUSED' },
    });
    t.match(await visitor.get('/network'), { mode: 'production', custody: 'demo' });
  });

  await t.test(
    'the first administrator is invited once more, signs in, adds a clerk',
    async (t) => {
      const again = await invite(ADMINISTRATOR.name, ADMINISTRATOR.account);
      t.match(again, { code: 0 }, 'beside the running server');
      t.match(await visitor.ask('POST', '/invitations/open', { token: tokenOf(early.out) }), {
        body: { code: 'INVITATION_INVALID' },
      });
      const boss = new Person(url);
      const secret = await enrol(boss, tokenOf(again.out), ADMINISTRATOR);
      const late = await invite(ADMINISTRATOR.name, ADMINISTRATOR.account);
      t.match(late, { code: 1, said: /STATE_UNFIT/ }, 'he has set his password');
      const other = await invite('别人', 'another');
      t.match(other, { code: 1, said: /STATE_UNFIT/ }, 'the court has an administrator');

      must(await boss.ask('DELETE', '/session'));
      const back = new Person(url);
      await signIn(back, ADMINISTRATOR, secret);
      const added = await back.post<{ invitation: { path: string } }>(
        `/courts/${encodeURIComponent(COURT)}/staff`,
        { name: CLERK.name, account: CLERK.account, roles: ['clerk'], reason: '新任命' },
      );
      const clerk = new Person(url);
      await enrol(clerk, tokenOf(added.invitation.path), CLERK);
      t.match(await clerk.get('/cases'), { total: 0 });
      t.match(await clerk.get('/session'), { mode: 'production', name: CLERK.name });
    },
  );

  await t.test('a litigant registers with a code that came by SMS', async (t) => {
    const headers = { 'content-type': 'application/json', 'x-cunzheng-csrf': '1' };
    const send = (path: string, body: object) =>
      fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const begun = await send('/session/phone', { mobile: MOBILE });
    const challenge = (await begun.json()) as { challengeId: string };
    t.same(Object.keys(challenge), ['challengeId'], 'no code on the screen');
    const [code = ''] = codesFor(MOBILE);
    t.match(code, /^\d{6}$/);
    secrets.push(code);
    const confirmed = await send('/session/phone/confirm', { ...challenge, code });
    t.equal(confirmed.status, 200);
    const cookies = confirmed.headers.getSetCookie();
    secrets.push(...cookies.map((cookie) => /=([^;]+)/.exec(cookie)?.[1] as string));
    t.ok(cookies.length > 0 && cookies.every((cookie) => /; Secure/.test(cookie)));
    t.match(confirmed.headers.get('strict-transport-security'), /max-age=/);
    t.match(await confirmed.json(), { mode: 'production', session: { method: 'code' } });
    sms.failNext('down');
    const failed = await send('/session/phone', { mobile: '13910002027' });
    t.equal(((await failed.json()) as Refusal).code, 'PROVIDER_UNAVAILABLE');
  });

  await t.test('a demo is refused over its database', async (t) => {
    const before = await census(database.url);
    const demo = { DATABASE_URL: database.url };
    const exit = await refusedHouse({ dataDir: await emptyDir(t), env: demo });
    t.match(exit, { code: 1, said: /MODE_DIFFERS/ });
    t.same(await census(database.url), before);
  });

  await house.stop();
  const { said } = await house.ended;
  t.match(said, /production on the embedded ledger/, 'the log says on what it stands');
  for (const secret of secrets) t.notOk(said.includes(secret), 'the log holds no secret');
});

t.test('production is refused over a demo’s database', async (t) => {
  const { url, drop } = await testDatabase();
  t.teardown(drop);
  const demo = await openHouse({ dataDir: await emptyDir(t), env: { DATABASE_URL: url } });
  await demo.stop();
  const before = await census(url);
  const place = { dataDir: await emptyDir(t), env: { ...env, DATABASE_URL: url } };
  t.match(await refusedHouse(place), { code: 1, said: /MODE_DIFFERS/ });
  t.same(readdirSync(place.dataDir), [], 'no ledger was made');
  t.same(await census(url), before);
});

async function emptyDir(t: { teardown(end: () => void): void }): Promise<string> {
  const dir = await newDataDir();
  t.teardown(() => removeDataDir(dir));
  return dir;
}

function tokenOf(text: string): string {
  const token = /#([A-Za-z0-9_-]{43})/.exec(text)?.[1];
  if (token === undefined) throw new Error(`no invitation in ${text}`);
  secrets.push(token);
  return token;
}

interface Login {
  readonly account: string;
  readonly password: string;
}

/** Sets the password, and an authenticator app, whose secret is returned. */
async function enrol(person: Person, token: string, { password }: Login): Promise<string> {
  await person.post('/invitations/open', { token });
  const accepted = await person.post<{ ceremony: string }>('/invitations/password', {
    ...{ token, password },
  });
  const enrolment = accepted.ceremony;
  const { ceremony, secret } = await person.post<{ ceremony: string; secret: string }>(
    '/enrolment/totp-offer',
    { enrolment },
  );
  secrets.push(secret);
  await person.post('/enrolment/totp', { enrolment, ceremony, code: codeAt(secret, Date.now()) });
  return secret;
}

/** As every later day; the code is the next one, for no code is taken twice. */
async function signIn(person: Person, { account, password }: Login, secret: string): Promise<void> {
  const { ceremony } = await person.post<{ ceremony: string }>('/session/password', {
    ...{ account, password },
  });
  const code = codeAt(secret, Date.now() + 30_000);
  await person.post('/session/second-factor', { ceremony, code });
}
