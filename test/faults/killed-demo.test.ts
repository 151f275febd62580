import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaseView, type DocumentView, must, Person } from '@cunzheng/api/client';
import type { SignedCheckpoint } from '@cunzheng/domain';
import t, { type Test } from 'tap';
import { untilProven } from '../house/acts.ts';
import { type House, openHouse } from '../house/house.ts';
import { countCosigners, readCheckpoint, readLeaves, readTrust, rootOver } from '../house/log.ts';
import { runDemo, runScrub } from '../house/programs.ts';
import { openProxy, type Passed } from '../house/proxy.ts';
import { checkVerifiers, type DemoItem } from './verifiers.ts';

t.setTimeout(600_000);

/** When the server is killed: at the nth of these requests, before its answer or once the answer is there. */
interface Moment {
  readonly what: RegExp;
  readonly nth: number;
  readonly when: 'asked' | 'answered';
}

const MOMENTS: readonly Moment[] = [
  { what: /^POST .*\/signature$/, nth: 2, when: 'asked' },
  { what: /^POST .*\/documents$/, nth: 3, when: 'asked' },
  { what: /^POST .*\/signature$/, nth: 6, when: 'answered' },
];

/** Everything that the server told the demo, over all its lives. */
class Told {
  /** Ids of records in any state but refused. */
  readonly records = new Set<string>();
  /** Numbers of documents that a signature was acknowledged for. */
  readonly issued = new Set<string>();
  readonly checkpoints = new Map<number, SignedCheckpoint>();
  readonly #watching: Promise<void>[] = [];

  take({ status, body, path }: Passed, url: string): void {
    if (status >= 300 || !body.startsWith('{')) return;
    const said: unknown = JSON.parse(body);
    this.#collect(said);
    const number = (said as { document?: { number?: string } }).document?.number;
    if (!path.endsWith('/signature') || number === undefined) return;
    this.issued.add(number);
    this.#watching.push(this.#keepCheckpoint(url));
  }

  #collect(said: unknown): void {
    if (typeof said !== 'object' || said === null) return;
    const { recordId, state } = said as { recordId?: unknown; state?: unknown };
    if (typeof recordId === 'string' && state !== 'failed') this.records.add(recordId);
    for (const value of Object.values(said)) this.#collect(value);
  }

  /** The server may be gone by now. */
  async #keepCheckpoint(url: string): Promise<void> {
    const found = await readCheckpoint(url).catch(() => undefined);
    if (found !== undefined) this.checkpoints.set(found.checkpoint.size, found);
  }

  async settled(): Promise<void> {
    await Promise.all(this.#watching);
  }
}

/** Runs the demo through a proxy that kills the server at the moment; without one to its end. */
async function playUntil(house: House, told: Told, moment?: Moment) {
  let seen = 0;
  const at = (when: Moment['when'], method: string, path: string) => {
    if (moment?.when !== when || !moment.what.test(`${method} ${path}`)) return;
    if (++seen === moment.nth) process.kill(house.pid, 'SIGKILL');
  };
  const proxy = await openProxy({
    port: house.port,
    onRequest: (method, path) => at('asked', method, path),
    onAnswer: (passed) => {
      at('answered', passed.method, passed.path);
      told.take(passed, house.url);
    },
  });
  try {
    return await runDemo(proxy.url, house.dataDir);
  } finally {
    await proxy.close();
    await told.settled();
  }
}

/** Every document of every court, as its clerk sees it. */
async function allDocuments(clerks: readonly Person[]): Promise<DocumentView[]> {
  const documents: DocumentView[] = [];
  for (const clerk of clerks) {
    for (let page = 1; ; page++) {
      const { items } = must(await clerk.ask<{ items: CaseView[] }>('GET', `/cases?page=${page}`));
      if (items.length === 0) break;
      for (const { id } of items)
        documents.push(...must(await clerk.ask<CaseView>('GET', `/cases/${id}`)).documents);
    }
  }
  return documents;
}

/** Puts back the bytes that the demo changes on purpose; resolves to how many files. */
function mendAltered(dataDir: string): number {
  const root = join(dataDir, 'files', 'sha256');
  let mended = 0;
  for (const folder of readdirSync(root)) {
    for (const name of readdirSync(join(root, folder))) {
      const bytes = readFileSync(join(root, folder, name));
      if (createHash('sha256').update(bytes).digest('hex') === name) continue;
      const middle = bytes.length >> 1;
      bytes[middle] = (bytes[middle] as number) ^ 1;
      writeFileSync(join(root, folder, name), bytes);
      mended++;
    }
  }
  return mended;
}

/** Every checkpoint seen before is the beginning of the last one, and k courts had signed it. */
async function checkCheckpoints(t: Test, url: string, told: Told): Promise<void> {
  const newest = await readCheckpoint(url);
  const { size } = newest.checkpoint;
  const leaves = await readLeaves(url, size);
  const trust = await readTrust(url);
  t.ok(told.checkpoints.size > 1, 'checkpoints were seen on the way');
  for (const note of [...told.checkpoints.values(), newest]) {
    const { checkpoint } = note;
    t.ok(checkpoint.size <= size, `${checkpoint.size} entries are not more than ${size}`);
    const root = Buffer.from(checkpoint.root).toString('base64url');
    t.equal(root, await rootOver(leaves, checkpoint.size), `${checkpoint.size}: same beginning`);
    const { good, k } = countCosigners(trust, note);
    t.ok(good >= k, `${checkpoint.size}: ${good} courts signed`);
  }
}

t.test('kill -9 in the middle of the demo loses nothing acknowledged', async (t) => {
  const told = new Told();
  let house = await openHouse();
  t.teardown(() => house.leave());
  for (const moment of MOMENTS) {
    const demo = await playUntil(house, told, moment);
    t.equal(demo.code, 1, `the demo ended with the server: ${demo.said.slice(-200)}`);
    t.equal((await house.ended).signal, 'SIGKILL');
    house = await openHouse({ dataDir: house.dataDir, port: house.port });
  }
  const demo = await playUntil(house, told);
  t.equal(demo.code, 0, `run again, it comes to its end: ${demo.said.slice(-300)}`);

  const clerks = await Promise.all(
    ['bj-clerk', 'hz-clerk', 'gz-clerk'].map((account) => Person.signIn(house.url, account)),
  );
  const documents = await allDocuments(clerks);
  const numbers = documents.map(({ number }) => number);
  t.equal(new Set(numbers).size, numbers.length, `${numbers.length} documents, each its number`);
  const issued = documents.filter(({ state }) => state === 'issued').map(({ number }) => number);
  t.same(
    [...told.issued].filter((number) => !issued.includes(number)),
    [],
    'all acknowledged are issued',
  );
  t.ok(told.issued.size >= 20, `${told.issued.size} documents were acknowledged`);
  for (const clerk of clerks) {
    const { length } = must(await clerk.ask<unknown[]>('GET', '/problems'));
    t.equal(length, 0, 'the ledger refused nothing');
  }
  await checkRecords(t, clerks, told);
  await checkCheckpoints(t, house.url, told);

  await house.stop();
  t.ok(mendAltered(house.dataDir) >= 1, 'the demo altered a file, which is put back here');
  const scrubbed = await runScrub(house.dataDir);
  t.match(scrubbed, { code: 0, intact: true, differences: [] }, 'scrub finds all intact');
  t.equal(scrubbed.skipped.length, 0, 'and has left nothing out');

  const { trust, items } = JSON.parse(demo.out) as { trust: string; items: DemoItem[] };
  t.equal(items.length, 19, 'nineteen documents and a draft');
  await t.test('with the server stopped', (t) => checkVerifiers(t, trust, items));
});

async function checkRecords(t: Test, clerks: readonly Person[], told: Told): Promise<void> {
  t.ok(told.records.size > 100, `${told.records.size} records were told of`);
  for (const id of told.records) {
    const asked = await Promise.all(clerks.map((clerk) => clerk.ask('GET', `/records/${id}`)));
    const own = asked.findIndex(({ status }) => status === 200);
    if (own < 0) t.fail(`record ${id} is known to none of the courts`);
    else await untilProven(clerks[own] as Person, [id]);
  }
}
