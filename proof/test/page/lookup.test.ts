import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { lookUpNumber } from '../../src/page/lookup.ts';

/** A server that remembers what a log on the way would see of a request, and its body. */
async function listening(t: Test, status: number) {
  const seen: { line: string; header: string; body: unknown }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const header = String(request.headers['x-cunzheng-csrf']);
      seen.push({ line: `${request.method} ${request.url}`, header, body: JSON.parse(body) });
      response.writeHead(status, { connection: 'close' }).end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.teardown(() => new Promise((done) => server.close(done)));
  return { seen, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1` };
}

t.test('number and code travel in the body, in no address', async (t) => {
  const { seen, base } = await listening(t, 200);
  const answer = await lookUpNumber(base, ' 京0491-2026-000001 ', 'abcdefghjkmn');
  t.strictSame(answer, { state: 'found', document: {} });
  t.strictSame(seen, [
    {
      line: 'POST /api/v1/public/documents',
      header: '1',
      body: { number: '京0491-2026-000001', code: 'ABCD-EFGH-JKMN' },
    },
  ]);
});

t.test('an unknown document, a limit and a fault are told apart', async (t) => {
  const states = { 404: 'notFound', 400: 'notFound', 429: 'limited', 500: 'failed' };
  for (const [status, state] of Object.entries(states)) {
    const { base } = await listening(t, Number(status));
    t.strictSame(await lookUpNumber(base, '京0491-2026-000001', 'ABCD-EFGH-JKMN'), { state });
  }
  t.strictSame(await lookUpNumber('http://127.0.0.1:1', 'n', 'c'), { state: 'failed' });
});
