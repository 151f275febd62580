import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { type ClamdPlace, clamd, clamdPlace } from '../../../src/providers/scan/clamd.ts';

const HELLO = 'zINSTREAM\0';

/** What arrived at a clamd of ours: the command, and the file out of its chunks; `undefined` until it is whole. */
function fileIn(got: Buffer): Buffer | undefined {
  if (!got.toString('latin1').startsWith(HELLO)) return undefined;
  const parts: Buffer[] = [];
  for (let at = HELLO.length; at + 4 <= got.length; ) {
    const length = got.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(got.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}

/** Listens and lets `answer` speak once a whole file has come. */
async function speaking(
  answer: (file: Buffer, line: Socket) => void,
  path?: string,
): Promise<{ server: Server; place: ClamdPlace }> {
  const server = createServer((line) => {
    let got = Buffer.alloc(0);
    line.on('error', () => undefined);
    line.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      const file = fileIn(got);
      if (file !== undefined) answer(file, line);
    });
  });
  await new Promise<void>((listens) =>
    path === undefined ? server.listen(0, '127.0.0.1', listens) : server.listen(path, listens),
  );
  if (path !== undefined) return { server, place: { path } };
  const { port } = server.address() as { port: number };
  return { server, place: { host: '127.0.0.1', port } };
}

async function* pieces(...sizes: number[]) {
  for (const [n, size] of sizes.entries()) yield Buffer.alloc(size, n + 1);
}

t.test('the file arrives whole, and what clamd says is told', async (t) => {
  let words = 'stream: OK';
  let bytes = 0;
  const { server, place } = await speaking((file, line) => {
    bytes = file.length;
    line.end(`${words}\0`);
  });
  t.teardown(() => server.close());
  t.same(await clamd(place).scan(pieces(3, 0, 200_000, 1)), { state: 'clean' });
  t.equal(bytes, 200_004, 'a piece of no length does not end it');
  words = 'stream: Win.Test.EICAR_HDB-1 FOUND';
  t.same(await clamd(place).scan(pieces(68)), { state: 'found', name: 'Win.Test.EICAR_HDB-1' });
  for (const odd of [
    'INSTREAM size limit exceeded. ERROR',
    'stream: OKAY',
    'UNKNOWN COMMAND',
    '',
  ]) {
    words = odd;
    t.match(await clamd(place).scan(pieces(9)), { state: 'failed' }, odd);
  }
});

t.test('a socket of the machine is asked in the same way', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-clamd-'));
  t.teardown(() => rm(dir, { recursive: true, force: true }));
  const { server, place } = await speaking((_, line) => line.end('stream: OK\0'), join(dir, 's'));
  t.teardown(() => server.close());
  t.same(await clamd(place).scan(pieces(10)), { state: 'clean' });
});

t.test('a line that breaks, says nothing, says too much or is not there has failed', async (t) => {
  const broken = await speaking((_, line) => line.destroy());
  t.teardown(() => broken.server.close());
  t.match(await clamd(broken.place).scan(pieces(10)), { state: 'failed' });
  const silent = await speaking(() => undefined);
  t.teardown(() => silent.server.close());
  t.match(await clamd(silent.place, 50).scan(pieces(10)), { state: 'failed', words: /in time/ });
  const chatty = await speaking((_, line) => line.end('x'.repeat(10_000)));
  t.teardown(() => chatty.server.close());
  t.match(await clamd(chatty.place).scan(pieces(10)), { state: 'failed' });
  const { server, place } = await speaking(() => undefined);
  await new Promise((closed) => server.close(closed));
  t.match(await clamd(place).scan(pieces(10)), { state: 'failed' });
});

t.test('a file that cannot be read has not been looked at', async (t) => {
  const { server, place } = await speaking((_, line) => line.end('stream: OK\0'));
  t.teardown(() => server.close());
  async function* breaking() {
    yield Buffer.from('abc');
    throw new Error('the disk is gone');
  }
  const said = await clamd(place).scan(breaking());
  t.same(said, { state: 'failed', words: 'the disk is gone' });
});

t.test('a place is a path, or host and port', (t) => {
  t.same(clamdPlace('/run/clamav/clamd.ctl'), { path: '/run/clamav/clamd.ctl' });
  t.same(clamdPlace('10.0.0.7:3310'), { host: '10.0.0.7', port: 3310 });
  t.same(clamdPlace('[::1]:3310'), { host: '::1', port: 3310 });
  for (const wrong of ['', 'clamd', 'host:', 'host:0', 'host:99999', 'a b:1'])
    t.equal(clamdPlace(wrong), undefined, wrong);
  t.end();
});
