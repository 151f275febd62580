import { readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { FilingView, PaperView, UploadView } from '@cunzheng/gateway';
import { clamd, type ScanSaid, sweepPapers, sweepScans, sweepUploads } from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import t from 'tap';
import { type TestCourt, testApp, testCourt } from './support/deployment.ts';
import { addPaper, draftFiling, handIn, paperPdf } from './support/filing.ts';
import { overHttp, Person, type Send } from './support/person.ts';
import {
  ask,
  begin,
  breaking,
  discard,
  markOf,
  overOneLine,
  said,
  send,
} from './support/uploads.ts';

t.setTimeout(240_000);

const bytes = Buffer.concat([paperPdf('whole'), Buffer.alloc(300_000, 7)]);
const half = 150_000;

let court: TestCourt;
let base: string;
/** How the next requests go. */
let over: Send;
let lina: Person;
let id: string;

t.before(async () => {
  court = await testCourt();
  base = await court.app.listen({ port: 0, host: '127.0.0.1' });
  over = overHttp(base);
  lina = await signedIn('lina');
  id = (await draftFiling(lina, '李娜然')).id;
});
t.teardown(() => court.close());

async function signedIn(account: string): Promise<Person> {
  const person = new Person((...sent) => over(...sent));
  await person.signIn(account);
  return person;
}
const view = async (filing = id) =>
  (await lina.ask<FilingView>('GET', `/api/v1/filings/${filing}`)).body;
const names = async () => (await view()).papers.map(({ name }) => name);
const unfinished = async (person = lina) =>
  (await person.ask<UploadView[]>('GET', `/api/v1/filings/${id}/uploads`)).body;
const partials = () => readdir(join(court.config.dataDir, 'files', 'uploads'));
const place = ({ headers }: { headers: Headers }) => headers.get('location') as string;

/** Sends half of the file and cuts the line once it has arrived. */
async function breakHalfway(path: string): Promise<void> {
  const through = over;
  const arrived = async () => {
    over = through;
    while ((await unfinished()).some(({ offset }) => offset < half));
  };
  over = breaking(base, half, arrived);
  await send(lina, path, 0, bytes);
  over = through;
}

t.test('limits, kinds and the checklist are told before anything is chosen', async (t) => {
  const limits = await lina.ask('GET', `/api/v1/filings/${id}/limits`);
  t.match(limits, {
    status: 200,
    body: {
      ...{ fileBytes: 104_857_600, filingBytes: 1_048_576_000, papers: 500, used: { papers: 1 } },
      types: ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'],
      slots: [
        { slot: 'complaint', expected: true, law: { 'zh-CN': /第六条/ } },
        { slot: 'identity', expected: true },
      ],
    },
  });
});

t.test('a file that breaks off in the middle goes on where it was, and is one paper', async (t) => {
  const begun = await begin(lina, bytes.length, { filing: id, name: '借条' });
  t.equal(begun.status, 201);
  const path = place(begun);
  t.match(path, /^\/api\/v1\/uploads\/[0-9a-f-]{36}$/);
  await breakHalfway(path);
  t.match(await unfinished(), [{ name: '借条', offset: half, length: bytes.length }]);
  t.strictSame(await ask(lina, path), { status: 200, offset: half });
  const wrong = await send(lina, path, 10, bytes.subarray(10));
  t.equal(wrong.status, 409, 'from another place nothing is taken');
  const last = await send(lina, path, half, bytes.subarray(half));
  t.equal(last.status, 200);
  t.match(said(last), { name: '借条', type: 'application/pdf', size: bytes.length });
  t.strictSame(await names(), ['起诉状', '借条']);
  const { papers } = await view();
  const read = await lina.raw('GET', `/api/v1/filings/${id}/papers/${papers[1]?.id}`);
  t.ok(bytes.equals(read.bytes), 'every byte is the same');
  t.strictSame([await unfinished(), await partials()], [[], []], 'nothing is left of it');
  t.strictSame(await ask(lina, path), { status: 200, offset: bytes.length }, 'asked again');
  t.strictSame(await names(), ['起诉状', '借条'], 'it is still one paper');
});

t.test('after a restart of the server it goes on all the same', async (t) => {
  const begun = await begin(lina, bytes.length, { filing: id, name: '收据' });
  await send(lina, place(begun), 0, bytes.subarray(0, half)).then((answer) =>
    t.equal(answer.status, 204),
  );
  const again: FastifyInstance = await testApp(court.config, court.deployment.deps);
  t.teardown(() => again.close());
  over = overHttp(await again.listen({ port: 0, host: '127.0.0.1' }));
  t.strictSame(await ask(lina, place(begun)), { status: 200, offset: half });
  t.equal((await send(lina, place(begun), half, bytes.subarray(half))).status, 200);
  over = overHttp(base);
  t.strictSame(await names(), ['起诉状', '借条', '收据']);
});

t.test('bytes that came whole without an answer become a paper when it is asked', async (t) => {
  const begun = await begin(lina, bytes.length, { filing: id, name: '欠条' });
  const upload = place(begun).split('/').at(-1) as string;
  const { files } = court.deployment.deps.court;
  await files.partials.write(upload, 0, [bytes] as unknown as AsyncIterable<Uint8Array>);
  const twice = await Promise.all([ask(lina, place(begun)), ask(lina, place(begun))]);
  t.strictSame(
    twice.map(({ status }) => status),
    [200, 200],
  );
  t.equal((await names()).filter((name) => name === '欠条').length, 1, 'once');
});

t.test('a paper takes the place of another', async (t) => {
  const { papers } = await view();
  const old = papers.find(({ name }) => name === '欠条') as PaperView;
  const begun = await begin(lina, bytes.length, { filing: id, name: '新欠条', replaces: old.id });
  t.equal((await send(lina, place(begun), 0, bytes)).status, 200);
  t.strictSame(await names(), ['起诉状', '借条', '收据', '新欠条']);
  const gone = await begin(lina, bytes.length, { filing: id, replaces: old.id });
  t.match(gone, { status: 409, body: { code: 'STATE_UNFIT' } });
});

t.test('what was replaced or taken out comes back, as long as nobody else saw it', async (t) => {
  const papers = `/api/v1/filings/${id}/papers`;
  const [, first] = (await view()).papers as [PaperView, PaperView];
  const fields = { slot: 'evidence', name: '换过的借条', replaces: first.id };
  const other = await addPaper(lina, id, fields);
  const back = await lina.ask('POST', `${papers}/${first.id}/restoration`);
  t.match(back, { status: 200, body: { id: first.id, name: '借条' } });
  t.strictSame(await names(), ['起诉状', '借条', '收据', '新欠条'], 'in its place');
  const again = await lina.ask('POST', `${papers}/${first.id}/restoration`);
  t.match(again, { status: 409, body: { code: 'STATE_UNFIT' } });
  t.match(await lina.ask('POST', `${papers}/${other.body.id}/restoration`), { status: 409 });
  await lina.ask('DELETE', `${papers}/${first.id}`);
  t.strictSame(await names(), ['起诉状', '收据', '新欠条']);
  t.equal((await lina.ask('POST', `${papers}/${first.id}/restoration`)).status, 200);
  const house = court.deployment.deps.court;
  t.equal(await sweepPapers(house), 0, 'not within a day');
  t.equal(await sweepPapers({ ...house, clock: () => house.clock() + 25 * 3_600_000 }), 2);
  t.match(await lina.ask('POST', `${papers}/${other.body.id}/restoration`), { status: 404 });
  t.strictSame(await names(), ['起诉状', '借条', '收据', '新欠条']);
});

t.test('nobody else sees, goes on with or throws away what somebody sends', async (t) => {
  const path = place(await begin(lina, bytes.length, { filing: id }));
  for (const account of ['zhangwei', 'bj-clerk', 'bj-judge']) {
    const other = await signedIn(account);
    t.equal((await begin(other, 10, { filing: id })).status, 404, account);
    t.equal((await ask(other, path)).status, 404, account);
    t.match(said(await send(other, path, 0, bytes)), { code: 'NOT_FOUND' }, account);
    t.equal((await discard(other, path)).status, 404, account);
  }
  const stranger = new Person(over);
  t.equal((await ask(stranger, path)).status, 401);
  const foreign = await lina.raw('PATCH', path, {
    headers: { 'x-cunzheng-csrf': '0', 'tus-resumable': '1.0.0' },
  });
  t.equal(foreign.status, 403, 'nor does a page of another site');
  t.equal((await discard(lina, path)).status, 204);
  t.equal((await ask(lina, path)).status, 404);
});

t.test('what is too large, empty or too much is refused before a byte is sent', async (t) => {
  const large = await begin(lina, 104_857_601, { filing: id });
  t.match(large, { status: 413, body: { code: 'FILE_TOO_LARGE', details: { max: 104_857_600 } } });
  t.match(await begin(lina, 0, { filing: id }), { status: 400, body: { code: 'FILE_EMPTY' } });
  const administrator = await signedIn('bj-administrator');
  const limit = { court: '京0491', name: 'limit.filingFiles', value: 10, source: '试运行' };
  t.equal((await administrator.ask('POST', '/api/v1/settings', limit)).status, 201);
  const much = await begin(lina, 10_000_000, { filing: id });
  t.match(much, { status: 413, body: { code: 'FILING_TOO_LARGE', details: { max: 10_485_760 } } });
  for (const wrong of [{ slot: 'nothing' }, { name: ' ' }, { mark: 'x' }, { replaces: 'x' }]) {
    const answer = await begin(lina, 10, { filing: id, ...wrong });
    t.match(answer, { status: 400, body: { code: 'INPUT_INVALID' } }, JSON.stringify(wrong));
  }
  t.match(await begin(lina, 10, { filing: 'x' }), { status: 400 });
  t.strictSame(await unfinished(), []);
});

t.test(
  'what is no paper by its first bytes is thrown away at once, whatever its name',
  async (t) => {
    const path = place(await begin(lina, bytes.length, { filing: id, name: '证据.pdf' }));
    const answer = await send(lina, path, 0, Buffer.alloc(half, 'MZ'));
    t.equal(answer.status, 415);
    t.match(said(answer), { code: 'FILE_NOT_PAPER' });
    t.equal((await ask(lina, path)).status, 404);
    t.strictSame(await partials(), []);
  },
);

t.test('a full disk is said so, and the file goes on when there is room again', async (t) => {
  const { deps } = court.deployment;
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const { partials: own } = deps.court.files;
  const broken = {
    ...own,
    write: async (name: string, offset: number, source: AsyncIterable<Uint8Array>) => {
      const some = async function* () {
        for await (const chunk of source) {
          yield chunk;
          throw full;
        }
      };
      return own.write(name, offset, some());
    },
  };
  const files = { ...deps.court.files, partials: broken };
  const app = await testApp(court.config, { ...deps, court: { ...deps.court, files } });
  t.teardown(() => app.close());
  const path = place(await begin(lina, bytes.length, { filing: id, name: '合同' }));
  over = overHttp(await app.listen({ port: 0, host: '127.0.0.1' }));
  const answer = await send(lina, path, 0, bytes);
  over = overHttp(base);
  t.equal(answer.status, 507);
  t.match(said(answer), { code: 'DISK_FULL' });
  const { status, offset } = await ask(lina, path);
  t.equal(status, 200);
  t.ok(offset > 0 && offset < bytes.length, `${offset} bytes are there`);
  t.equal((await send(lina, path, offset, bytes.subarray(offset))).status, 200);
});

t.test('a form that is refused half-way leaves its line to the next request', async (t) => {
  const person = new Person(overOneLine(base));
  await person.signIn('lina');
  const large = Buffer.alloc(5_000_000, 'MZ');
  const refused = await addPaper(person, id, { slot: 'evidence', name: '程序' }, large);
  t.match(refused, { status: 415, body: { code: 'FILE_NOT_PAPER' } });
  t.equal((await person.ask('GET', `/api/v1/filings/${id}`)).status, 200);
});

t.test('what nobody went on with for a day is swept away', async (t) => {
  const path = place(await begin(lina, bytes.length, { filing: id }));
  await send(lina, path, 0, bytes.subarray(0, half));
  const house = court.deployment.deps.court;
  t.strictSame(await sweepUploads(house), { removed: 0 });
  const later = { ...house, clock: () => house.clock() + 25 * 3_600_000 };
  await sweepUploads(later);
  t.equal((await ask(lina, path)).status, 404);
  t.strictSame(await partials(), []);
});

t.test('more files at once than anybody sends make the oldest one give way', async (t) => {
  const lost = place(await begin(lina, 10, { filing: id, mark: markOf('first') }));
  const first = place(await begin(lina, 10, { filing: id, mark: markOf('first') }));
  t.equal((await ask(lina, lost)).status, 404, 'the same file begun anew');
  for (let n = 0; n < 20; n++) await begin(lina, 10, { filing: id, mark: markOf(`${n}`) });
  t.equal((await unfinished()).length, 20);
  t.equal((await ask(lina, first)).status, 404);
});

/** A clamd in a few lines: it reads INSTREAM and answers what it is told to. */
async function clamdThatSays(answer: (body: Buffer) => string | undefined): Promise<Server> {
  const server = createServer((line) => {
    let got = Buffer.alloc(0);
    line.on('error', () => undefined);
    line.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      if (got.subarray(-4).readUInt32BE() !== 0 || got.length < 14) return;
      const words = answer(got);
      if (words === undefined) line.destroy();
      else line.end(`${words}\0`);
    });
  });
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  return server;
}

t.test('a virus is refused and nothing is stored; without an answer the court waits', async (t) => {
  let words: string | undefined = 'stream: OK';
  const server = await clamdThatSays(() => words);
  t.teardown(() => server.close());
  const { port } = server.address() as { port: number };
  const { deps } = court.deployment;
  const scanner = clamd({ host: '127.0.0.1', port });
  const house = { ...deps.court, scanner };
  const app = await testApp(court.config, { ...deps, court: house });
  t.teardown(() => app.close());
  over = overHttp(await app.listen({ port: 0, host: '127.0.0.1' }));
  const filing = (await draftFiling(lina, '李娜然')).id;
  const add = (name: string) => addPaper(lina, filing, { slot: 'evidence', name });
  t.match(await add('干净'), { status: 201, body: { scan: 'clean' } });
  words = 'stream: Win.Test.EICAR_HDB-1 FOUND';
  const infected = await add('有毒');
  t.match(infected, {
    ...{ status: 422, body: { code: 'FILE_INFECTED', details: { found: 'Win.Test.EICAR_HDB-1' } } },
  });
  const path = place(await begin(lina, bytes.length, { filing, name: '有毒' }));
  t.equal((await send(lina, path, 0, bytes)).status, 422);
  t.equal((await ask(lina, path)).status, 404);
  words = undefined;
  const waiting = await add('等待');
  t.match(waiting, { status: 201, body: { scan: 'scanPending' } });
  t.same(
    (await view(filing)).papers.map(({ name, scan }) => [name, scan]),
    [
      ['起诉状', 'clean'],
      ['干净', 'clean'],
      ['等待', 'scanPending'],
    ],
  );
  t.equal((await handIn(lina, filing)).status, 201);
  const judge = await signedIn('bj-judge');
  const read = `/api/v1/filings/${filing}/papers/${waiting.body.id}`;
  t.match(await judge.ask('GET', read), { status: 409, body: { code: 'SCAN_PENDING' } });
  t.equal((await lina.raw('GET', read)).status, 200, 'who handed it in reads it');
  t.strictSame(await sweepScans(house), { clean: 0, infected: 0 });
  words = 'stream: OK';
  t.strictSame(await sweepScans(house), { clean: 1, infected: 0 });
  t.equal((await judge.raw('GET', read)).status, 200);
  over = overHttp(base);
});

t.test('what turns out to be infected later is opened by nobody and not handed in', async (t) => {
  let answer: ScanSaid = { state: 'failed', words: 'away' };
  const { deps } = court.deployment;
  const house = { ...deps.court, scanner: { scan: async () => answer } };
  const app = await testApp(court.config, { ...deps, court: house });
  t.teardown(() => app.close());
  over = overHttp(await app.listen({ port: 0, host: '127.0.0.1' }));
  const filing = (await draftFiling(lina, '李娜然')).id;
  const [paper] = (await view(filing)).papers;
  answer = { state: 'found', name: 'Eicar-Signature' };
  t.match(await sweepScans(house), { infected: 1 });
  const read = await lina.ask('GET', `/api/v1/filings/${filing}/papers/${paper?.id}`);
  t.match(read, { status: 422, body: { code: 'FILE_INFECTED' } });
  t.match(await handIn(lina, filing), { status: 422, body: { code: 'FILE_INFECTED' } });
  const findings = await lina.ask('GET', `/api/v1/filings/${filing}/findings`);
  t.match(JSON.stringify(findings.body), '发现病毒');
  over = overHttp(base);
});
