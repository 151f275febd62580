import t from 'tap';
import { callForJson, callProvider } from '../../src/providers/http.ts';
import {
  type Fault,
  type FlakyServer,
  startFlakyServer,
} from '../../src/providers/testing/index.ts';

let done = 0;
let server: FlakyServer;
t.before(async () => {
  server = await startFlakyServer({
    routes: {
      'POST /do': ({ body }) => {
        done += 1;
        return { json: { said: body } };
      },
      'GET /long': () => ({ text: 'x'.repeat(2 * 1024 * 1024) }),
    },
  });
});
t.teardown(() => server.close());

/** A busy machine may let an answer wait; only where none comes is nobody patient. */
const ask = (timeoutMs = 10_000) =>
  callForJson<{ said?: string }>({
    provider: 'test',
    url: `${server.url}/do?secret=s3cret`,
    body: 'hello',
    timeoutMs,
  });

t.test('an answer comes as it is, refusals too', async (t) => {
  t.strictSame(await ask(), { status: 200, body: { said: 'hello' } });
  server.failNext({ answer: { status: 403, json: { no: true } } });
  t.strictSame(await ask(), { status: 403, body: { no: true } });
  t.match(await callProvider({ provider: 'test', url: `${server.url}/none` }), { status: 404 });
});

const FAULTS: readonly (readonly [Fault, number, timeoutMs?: number])[] = [
  ['down', 0],
  ['hang', 0, 300],
  ['lost', 1],
  ['garbage', 1],
  ['cut', 1],
  [{ slow: 5000 }, 1, 2000],
  [{ answer: { status: 500 } }, 0],
  [{ answer: { status: 429 } }, 0],
  [{ answer: { json: null } }, 0],
];
for (const [fault, times, timeoutMs] of FAULTS) {
  t.test(
    `${JSON.stringify(fault)} counts as unavailable, and the address is not told`,
    async (t) => {
      const before = done;
      server.failNext(fault);
      const error = await ask(timeoutMs).catch((caught: Error) => caught);
      t.match(error, { code: 'PROVIDER_UNAVAILABLE' });
      t.notMatch(String((error as Error).message), /s3cret/);
      t.equal(done - before, times);
      t.match(await ask(), { status: 200 }, 'all is well again');
    },
  );
}

t.test(
  'a server that is not there, sends too much, or sends elsewhere, counts as unavailable',
  async (t) => {
    const unavailable = { code: 'PROVIDER_UNAVAILABLE' };
    await t.rejects(callProvider({ provider: 'test', url: 'http://127.0.0.1:1/' }), unavailable);
    const long = { provider: 'test', method: 'GET', url: `${server.url}/long` } as const;
    await t.rejects(callProvider(long), unavailable);
    server.failNext({ answer: { status: 302, headers: { location: 'http://127.0.0.1:1/' } } });
    await t.rejects(ask(), unavailable);
  },
);

t.test('what is done twice is done twice', async (t) => {
  const before = done;
  server.failNext('twice');
  await ask();
  t.equal(done - before, 2);
  server.fail('down');
  await t.rejects(ask());
  await t.rejects(ask());
  server.fail(undefined);
  await ask();
});
