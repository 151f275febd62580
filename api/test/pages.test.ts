import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import t from 'tap';
import { loadConfig } from '../src/config.ts';
import type { Deps } from '../src/deps.ts';
import { errorsPlugin } from '../src/plugins/errors.ts';
import { securityPlugin } from '../src/plugins/security.ts';
import { inlineHashes, readVerifyPage } from '../src/plugins/verify-page.ts';
import { webPlugin } from '../src/plugins/web.ts';
import { disposition } from '../src/routes/files.ts';

const dir = await mkdtemp(join(tmpdir(), 'cunzheng-pages-'));
t.teardown(() => rm(dir, { recursive: true, force: true }));

const SCRIPT = 'start()';
const PAGE =
  '<html><head><style>p{}</style></head><body>' +
  '<script type="application/json" id="cunzheng-config">null</script>' +
  `<script type="module">${SCRIPT}</script></body></html>`;
const deps = { trustText: '{"name":"</script><script>alert(1)</script>"}' } as Deps;
const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

t.test(
  'the verify page gets trust file and look-up address, and cannot be broken out of',
  async (t) => {
    const path = join(dir, 'verify.html');
    await writeFile(path, PAGE);
    const page = await readVerifyPage(path, deps);
    const config = /id="cunzheng-config">(.*?)<\/script>/.exec(page?.html ?? '')?.[1] as string;
    t.strictSame(JSON.parse(config), { trust: deps.trustText, lookup: '/api/v1' });
    t.notMatch(page?.html, 'alert(1)</script>');
    t.match(page?.policy, sha256(SCRIPT), 'its script is named by its hash');
    t.match(page?.policy, "frame-ancestors 'self'");
    t.strictSame(inlineHashes(PAGE, 'script'), [sha256(SCRIPT)]);
  },
);

t.test('a policy that the page brings itself is sent as it is', async (t) => {
  const path = join(dir, 'own.html');
  const own = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'">`;
  await writeFile(path, PAGE.replace('<head>', `<head>${own}`));
  const page = await readVerifyPage(path, deps);
  t.equal(page?.policy, "default-src 'none'; connect-src 'self'; frame-ancestors 'self'");
});

t.test('a page that was not built is a coded 404; paths of the client are its page', async (t) => {
  const web = join(dir, 'web');
  await mkdir(join(web, 'assets'), { recursive: true });
  await writeFile(join(web, 'index.html'), '<html>client</html>');
  await writeFile(join(web, 'assets', 'a-1.js'), 'x');
  const app = Fastify();
  await app.register(errorsPlugin);
  await app.register(securityPlugin, { config: loadConfig({}) });
  await app.register(webPlugin, { deps, pages: { web, verifyPage: join(dir, 'none.html') } });
  t.teardown(() => app.close());
  for (const path of ['/', '/inbox', '/desk/cases/1', '/desk?x=a.b']) {
    const answer = await app.inject(path);
    t.match(answer, { statusCode: 200, body: '<html>client</html>' }, path);
    t.equal(answer.headers['cache-control'], 'no-cache');
  }
  const asset = await app.inject('/assets/a-1.js');
  t.match(asset.headers['cache-control'], 'immutable');
  for (const path of ['/verify', '/api/v1/none', '/assets/gone.js', '/../package.json']) {
    const answer = await app.inject(path);
    t.match(answer.json(), { code: 'NOT_FOUND' }, path);
  }
  t.equal((await app.inject({ method: 'POST', url: '/inbox' })).statusCode, 404);
});

t.test('a Chinese file name is written so that every browser reads it', async (t) => {
  t.equal(
    disposition('attachment', '京0491-2026-000001.pdf'),
    `attachment; filename="_0491-2026-000001.pdf"; filename*=UTF-8''%E4%BA%AC0491-2026-000001.pdf`,
  );
  t.notMatch(disposition('inline', 'a"\r\n.pdf'), /[\r\n]|a"/);
});
