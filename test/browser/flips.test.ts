import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import t from 'tap';
import { askPython, pythonMissing, VECTORS } from '../vectors/cases.ts';
import { launch } from './browser.ts';
import { flip, type Part, partsOfCompact, partsOfProof } from './flips.ts';
import { askCommands, type Given, type Said, VerifyPage } from './verify-page.ts';

/** Bytes changed in each part; other seeds give other places. */
const SEEDS = [1, 2];
const GOLDEN = join(VECTORS, 'golden/receipt-signed');

interface Case extends Given {
  readonly what: string;
  readonly part: 'nothing' | 'proof' | 'trust' | 'file';
}

const good = {
  proof: join(GOLDEN, 'proof.json'),
  compact: join(GOLDEN, 'compact.bin'),
  file: join(GOLDEN, 'document.pdf'),
  trust: join(GOLDEN, 'trust.json'),
};
const folder = mkdtempSync(join(tmpdir(), 'cunzheng-flips-'));

function flipsOf(
  name: keyof typeof good,
  partsOf: (bytes: Uint8Array) => readonly Part[],
): { what: string; path: string }[] {
  const bytes = readFileSync(good[name]);
  return partsOf(bytes).flatMap((part) =>
    SEEDS.map((seed) => {
      const { what, bytes: flipped } = flip(bytes, part, seed);
      const path = join(folder, `${what.replaceAll(/\W+/g, '-')}.${name}`);
      writeFileSync(path, flipped);
      return { what, path };
    }),
  );
}

const whole =
  (what: string) =>
  ({ length }: Uint8Array): Part[] => [{ what, from: 0, to: length }];

/** Every case: as they are, then one byte changed. The compact proof of another PDF stands for both forms. */
const CASES: readonly Case[] = [
  { ...good, what: 'full', part: 'nothing' },
  { ...good, proof: good.compact, what: 'compact', part: 'nothing' },
  ...flipsOf('file', whole('PDF')).map(
    ({ what, path }, i): Case => ({
      ...{ ...good, file: path, what, part: 'file' },
      proof: i % 2 === 0 ? good.proof : good.compact,
    }),
  ),
  ...flipsOf('proof', partsOfProof).map(
    ({ what, path }): Case => ({ ...good, proof: path, what, part: 'proof' }),
  ),
  ...flipsOf('compact', partsOfCompact).map(
    ({ what, path }): Case => ({ ...good, proof: path, what, part: 'proof' }),
  ),
  ...flipsOf('trust', whole('trust file')).map(
    ({ what, path }): Case => ({ ...good, trust: path, what, part: 'trust' }),
  ),
];

t.setTimeout(180_000);

let browser: Browser;
let onPage: Said[];
let byCommand: Said[];

t.before(async () => {
  browser = await launch();
  const page = await VerifyPage.open(browser);
  const commands = askCommands(CASES);
  const said: Said[] = [];
  for (const given of CASES) said.push(await page.ask(given));
  onPage = said;
  byCommand = await commands;
  t.same(page.asked, [], 'the page asks the network for nothing');
  t.same(page.faults, [], 'and has no faults');
});
t.teardown(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

t.test('with nothing changed the single file says unaltered, in both forms', async (t) => {
  for (const said of onPage.slice(0, 2)) t.equal(said.verdict, 'unalteredSinceRecorded');
});

t.test(
  'a byte of the PDF makes another file, any other byte leaves nothing to decide',
  async (t) => {
    t.ok(CASES.length - 2 >= 24, `${CASES.length - 2} bytes changed`);
    for (const [i, { what, part }] of CASES.entries()) {
      const { verdict, stage } = onPage[i] as Said;
      if (part === 'file') t.same([verdict, stage], ['differs', 'document'], what);
      if (part === 'trust') t.same([verdict, stage], ['cannotDecide', 'trust'], what);
      if (part === 'proof') t.ok(verdict === 'cannotDecide' && stage !== undefined, what);
    }
    const named = new Set(onPage.map(({ stage }) => stage));
    for (const stage of ['trust', 'document', 'record', 'log', 'courts', 'persons'])
      t.ok(named.has(stage), `some byte fails ${stage}`);
  },
);

t.test('cunzheng-verify says of every one what the single file says', async (t) => {
  for (const [i, { what }] of CASES.entries()) t.same(byCommand[i], onPage[i], what);
});

t.test('the Python verifier says the same of every one', { skip: pythonMissing() }, async (t) => {
  const answers = askPython(
    CASES.map(({ what, proof, trust, file }) => ({
      name: what,
      proof: readFileSync(proof),
      trust: readFileSync(trust),
      file: readFileSync(file),
    })),
  );
  for (const [i, { what }] of CASES.entries()) {
    const answer = answers.get(what);
    const { verdict, stage, stages } = onPage[i] as Said;
    t.same([answer?.verdict, answer?.stage], [verdict, stage], what);
    t.equal(answer?.states, stages.map(({ id, state }) => `${id} ${state}`).join(', '), what);
  }
});
