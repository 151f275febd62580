import { join } from 'node:path';
import t from 'tap';
import {
  askPython,
  askTypeScript,
  type Case,
  pythonMissing,
  readVectors,
  VECTORS,
} from './cases.ts';

/** Flips for each file of a golden vector: some three hundred over all of them. */
const FLIPS = 6;

const golden = readVectors(join(VECTORS, 'golden'), { verdict: 'unalteredSinceRecorded' });

/** The case with one bit of one of its files flipped at `FLIPS` places spread over the whole file, others for each vector. */
function flipsOf(vector: Case, part: 'proof' | 'trust' | 'file', seed: number): Case[] {
  const bytes = vector[part] as Uint8Array;
  const step = bytes.length / FLIPS;
  return Array.from({ length: FLIPS }, (_, i) => {
    const at = Math.min(bytes.length - 1, Math.floor(i * step + ((seed * 0.618034) % 1) * step));
    const bit = (seed + i * 3) % 8;
    const flipped = Uint8Array.from(bytes);
    flipped[at] = (flipped[at] as number) ^ (1 << bit);
    return { ...vector, [part]: flipped, name: `${vector.name}: ${part}, byte ${at}, bit ${bit}` };
  });
}

const inProof = golden.flatMap((vector, i) => flipsOf(vector, 'proof', i + 1));
const inTrust = golden.flatMap((vector, i) => flipsOf(vector, 'trust', i + 1));
const inFile = golden.flatMap((vector, i) => flipsOf(vector, 'file', i + 1));
const all = [...inProof, ...inTrust, ...inFile];

t.test('a flipped bit in the file is another file', async (t) => {
  for (const flipped of inFile) {
    const { verdict, stage, reason } = await askTypeScript(flipped);
    t.same(
      { verdict, stage, reason },
      { verdict: 'differs', stage: 'document', reason: 'DOCUMENT_DIFFERS' },
      flipped.name,
    );
  }
});

t.test('a flipped bit in the proof or the trust file leaves nothing to decide', async (t) => {
  for (const flipped of [...inProof, ...inTrust]) {
    const { verdict, stage, reason } = await askTypeScript(flipped);
    t.equal(verdict, 'cannotDecide', flipped.name);
    t.ok(stage && reason, flipped.name);
  }
});

t.test('the Python verifier agrees on every flipped bit', { skip: pythonMissing() }, async (t) => {
  const answers = askPython(all);
  for (const flipped of all)
    t.same(answers.get(flipped.name), await askTypeScript(flipped), flipped.name);
});
