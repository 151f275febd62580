import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MisconductResult, verifyMisconduct } from '@cunzheng/proof';
import { Story } from '@cunzheng/proof/testing';
import t from 'tap';
import { PYTHON, pythonMissing, VECTORS } from './cases.ts';
import { misconductCases } from './misconduct.ts';

const FOLDER = join(VECTORS, 'misconduct');
const TRUST = join(FOLDER, 'trust.json');
const VERIFIER = join(import.meta.dirname, '../../independent/misconduct.py');
const names = readdirSync(FOLDER).filter((name) => !name.includes('.'));
const read = (name: string, file: string) => readFileSync(join(FOLDER, name, file));
const expected = (name: string) => JSON.parse(read(name, 'expect.json').toString());

function said(result: MisconductResult) {
  if (result.verdict === 'cannotDecide') return { verdict: result.verdict, reason: result.reason };
  const convicted = result.convicted.map(({ id, how }) => ({ id, how }));
  return { verdict: result.verdict, convicted };
}

t.test('the verifier says what is expected of every pair of notes', async (t) => {
  t.ok(names.length >= 12);
  for (const name of names) {
    const notes = [read(name, 'a.note'), read(name, 'b.note')] as const;
    const result = await verifyMisconduct({ notes, trust: readFileSync(TRUST) });
    t.same(said(result), expected(name), name);
  }
});

t.test('every pair, told anew, is answered as the one that is kept', async (t) => {
  const story = new Story({ start: '2026-11-22T01:00:00.000Z', document: Uint8Array.of(1) });
  const trust = JSON.stringify(story.trust());
  const cases = misconductCases(story);
  t.same(Object.keys(cases).sort(), names.sort());
  for (const [name, { a, b }] of Object.entries(cases))
    t.same(said(await verifyMisconduct({ notes: [a, b], trust })), expected(name), name);
});

t.test(
  'the Python verifier agrees on every pair of notes',
  { skip: pythonMissing() },
  async (t) => {
    for (const name of names) {
      const args = [join(FOLDER, name, 'a.note'), join(FOLDER, name, 'b.note'), '--trust', TRUST];
      const { stdout } = spawnSync(PYTHON, [VERIFIER, ...args]);
      t.same(JSON.parse(stdout.toString()), expected(name), name);
    }
  },
);
