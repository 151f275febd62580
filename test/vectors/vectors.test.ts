import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { verifyProof } from '@cunzheng/proof';
import t from 'tap';
import {
  type Answer,
  askPython,
  askTypeScript,
  pythonMissing,
  readVectors,
  VECTORS,
  type Vector,
} from './cases.ts';

const unaltered = { verdict: 'unalteredSinceRecorded' };
const golden = readVectors(join(VECTORS, 'golden'), unaltered);
const hostile = readVectors(join(VECTORS, 'hostile'));
const museum = readdirSync(join(VECTORS, 'museum'))
  .filter((name) => name !== 'README.md')
  .flatMap((release) =>
    readVectors(join(VECTORS, 'museum', release), unaltered).map(
      (vector): Vector => ({ ...vector, name: `${release}: ${vector.name}` }),
    ),
  );
const all = [...golden, ...hostile, ...museum];

function said({ verdict, stage, reason }: Answer) {
  return { verdict, ...(stage && { stage }), ...(reason && { reason }) };
}

t.test('there are vectors to ask about', async (t) => {
  t.ok(golden.length >= 20 && museum.length >= 20 && hostile.length >= 250);
});

for (const [title, vectors] of Object.entries({ golden, hostile, museum })) {
  t.test(`the verifier says what is expected of every ${title} vector`, async (t) => {
    for (const vector of vectors)
      t.same(said(await askTypeScript(vector)), vector.expect, vector.name);
  });
}

const missing = pythonMissing();
t.test('the Python verifier agrees on every vector', { skip: missing }, async (t) => {
  const answers = askPython(all);
  for (const vector of all) {
    const answer = answers.get(vector.name);
    t.same(answer, await askTypeScript(vector), vector.name);
    t.same(answer && said(answer), vector.expect, vector.name);
  }
});

t.test('without the file a golden proof says recorded', async (t) => {
  for (const { name, proof, trust } of golden) {
    t.equal((await askTypeScript({ name, proof, trust })).verdict, 'recorded', name);
  }
});

t.test('a backdated act is recorded all the same, and its lag is told', async (t) => {
  for (const vector of hostile.filter(({ name }) => name.startsWith('backdated-act'))) {
    const digests = {
      sha256: createHash('sha256')
        .update(vector.file as Uint8Array)
        .digest(),
    };
    const { verdict, lag } = await verifyProof({ ...vector, digests });
    t.equal(verdict, 'unalteredSinceRecorded');
    t.ok(lag !== undefined && lag > 2 * 86_400_000, 'more than two days');
  }
});
