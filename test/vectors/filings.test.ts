import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import {
  type Answer,
  askPython,
  askTypeScript,
  type Case,
  pythonMissing,
  readVectors,
  VECTORS,
} from './cases.ts';
import { FILING_CASES, tellFiling } from './filings.ts';

const FOLDER = join(VECTORS, 'filings');
const FLIPS = 24;
const vectors = readVectors(FOLDER);
t.setTimeout(180_000);

function said({ verdict, stage, reason }: Answer) {
  return { verdict, ...(stage && { stage }), ...(reason && { reason }) };
}

t.test('every case of a filing has its folder, and none is there besides', async (t) => {
  const folders = readdirSync(FOLDER).filter((name) => statSync(join(FOLDER, name)).isDirectory());
  t.same(folders.sort(), Object.keys(FILING_CASES).sort());
});

t.test('the verifier says what is expected of every filing’s proof', async (t) => {
  for (const vector of vectors)
    t.same(said(await askTypeScript(vector)), vector.expect, vector.name);
});

t.test('cases told anew are answered as those that are kept', async (t) => {
  for (const [name, one] of Object.entries(FILING_CASES)) {
    const { full, compact, ...rest } = await tellFiling(one);
    if (full !== undefined)
      t.same(said(await askTypeScript({ name, proof: full, ...rest })), one.full, name);
    if (compact !== undefined)
      t.same(said(await askTypeScript({ name, proof: compact, ...rest })), one.compact, name);
  }
});

/** The case with one bit of its proof flipped, at places spread over the whole of it. */
function flipsOf(vector: Case, seed: number): Case[] {
  return Array.from({ length: FLIPS }, (_, i) => {
    const at = Math.floor(((i + ((seed * 0.618034) % 1)) * vector.proof.length) / FLIPS);
    const flipped = Uint8Array.from(vector.proof);
    flipped[at] = (flipped[at] as number) ^ (1 << ((seed + i * 3) % 8));
    return { ...vector, proof: flipped, name: `${vector.name}: byte ${at}` };
  });
}

const good = vectors.filter(({ expect }) => expect.verdict === 'unalteredSinceRecorded');
const flips = good.flatMap(flipsOf);

t.test('a flipped bit leaves nothing that holds', async (t) => {
  t.ok(good.length >= 8);
  for (const flipped of flips)
    t.equal((await askTypeScript(flipped)).verdict, 'cannotDecide', flipped.name);
});

t.test('the Python verifier agrees on every one', { skip: pythonMissing() }, async (t) => {
  const all = [...vectors, ...flips];
  const answers = askPython(all);
  for (const one of all) t.same(answers.get(one.name), await askTypeScript(one), one.name);
});
