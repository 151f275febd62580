import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { must, Person } from '@cunzheng/api/client';
import t from 'tap';
import { issue, openPair, untilProven } from '../house/acts.ts';
import { openHouse } from '../house/house.ts';
import { runScrub } from '../house/programs.ts';

t.setTimeout(240_000);

/** The longest regular file below a folder: a byte in it certainly holds data. */
function longestBelow(dir: string): string {
  const names = (readdirSync(dir, { recursive: true }) as string[]).map((name) => join(dir, name));
  const files = names.filter((path) => statSync(path).isFile());
  return files.sort((a, b) => statSync(b).size - statSync(a).size)[0] as string;
}

/** Changes one bit of a file; what is returned changes it back. */
function flip(path: string, at: number): () => void {
  const change = () => {
    const file = openSync(path, 'r+');
    const byte = Buffer.alloc(1);
    readSync(file, byte, 0, 1, at);
    byte[0] = (byte[0] as number) ^ 1;
    writeSync(file, byte, 0, 1, at);
    closeSync(file);
  };
  change();
  return change;
}

/** What a start on it does: ends with a code, or runs with alarms and shows the judge the state of each document. */
interface Start {
  readonly code?: string;
  readonly alarms?: readonly string[];
  readonly documents?: readonly string[];
}

async function startOn(dataDir: string): Promise<Start> {
  const house = await openHouse({ dataDir }).catch((error: Error) => error.message);
  if (typeof house === 'string')
    return { code: /\b([A-Z]+(?:_[A-Z]+)+): /.exec(house)?.[1] ?? house };
  const health = (await (await fetch(`${house.url}/health/ready`)).json()) as { alarms: string[] };
  const judge = await Person.signIn(house.url, 'bj-judge');
  const { items } = must(await judge.ask<{ items: { state: string }[] }>('GET', '/integrity'));
  await house.stop();
  return { alarms: health.alarms, documents: items.map(({ state }) => state) };
}

interface Place {
  readonly what: string;
  readonly path: (dataDir: string) => string;
  /** Which byte of the file. */
  readonly at: (bytes: Buffer) => number;
  /** The first difference that scrub names. */
  readonly scrub: { readonly what: string; readonly where: RegExp };
  /** Left out where a start does not read it and other tests say so. */
  readonly start?: Start;
}

const middle = ({ length }: Buffer) => length >> 1;
/** In a record’s text. LevelDB’s own sums and indexes are not compared: state is made again from the blocks. */
const inRecord = (bytes: Buffer) => bytes.indexOf('"kind":"document"') + 10;
const longest =
  (...folder: string[]) =>
  (dir: string) =>
    longestBelow(join(dir, ...folder));
const PLACES: readonly Place[] = [
  {
    what: 'a stored file: it starts, and the judge is told',
    path: longest('files'),
    at: middle,
    scrub: { what: 'file', where: /^files\/sha256\// },
    start: { alarms: [], documents: ['altered'] },
  },
  {
    // The file is made longer than what is written in it, so that its middle may be empty.
    what: 'a block',
    path: longest('ledger', 'blocks'),
    at: () => 9000,
    scrub: { what: 'block', where: /block \d+/ },
  },
  {
    what: 'a tile: the log does not open',
    path: longest('log', 'tree', 'tile', '0'),
    at: middle,
    scrub: { what: 'tile', where: /^log\/tree\/tile\/0\// },
    start: { code: 'LOG_CORRUPT' },
  },
  {
    what: 'the state database',
    path: longest('ledger', 'state'),
    at: inRecord,
    scrub: { what: 'state', where: /^ledger/ },
  },
  {
    what: 'an auditor’s memory: that one signs no more, the document is proven still',
    path: (dir) => join(dir, 'keys', 'BjicMSP', 'auditor.state'),
    at: middle,
    scrub: { what: 'auditor', where: /BjicMSP/ },
    start: { alarms: ['AUDITOR_ROLLED_BACK'], documents: ['intact'] },
  },
  {
    what: 'a signature in the trust file: it does not start',
    path: (dir) => join(dir, 'trust.json'),
    at: ({ length }) => length - 40,
    scrub: { what: 'trust', where: /^trust\.json$/ },
    start: { code: 'CONFIG_INVALID' },
  },
];

t.test('a byte flipped at rest is named by scrub', async (t) => {
  const house = await openHouse();
  t.teardown(() => house.leave());
  const { dataDir } = house;
  const pair = await openPair(house);
  const { record } = await issue(pair);
  await untilProven(pair.clerk, [record]);
  await house.stop();
  for (const { what, path, at, scrub, start } of PLACES) {
    await t.test(what, async (t) => {
      const found = path(dataDir);
      const back = flip(found, at(readFileSync(found)));
      const { code, differences } = await runScrub(dataDir);
      t.match({ code, first: differences[0] }, { code: 1, first: scrub });
      if (start !== undefined) t.match(await startOn(dataDir), start);
      back();
    });
  }
});
