/**
 * Forges the vectors of behaviours into a NEW folder: `node test/dist/vectors/make-behaviours.js FOLDER`. Those that are
 * checked in were made once and are never made again.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit, stderr } from 'node:process';
import { BEHAVIOUR_CASES, tellBehaviour } from './behaviours.ts';

const [, , out] = argv;
if (out === undefined || existsSync(out)) {
  stderr.write('usage: make-behaviours.js NEW-FOLDER\n');
  exit(2);
}
const list = [
  '# Proofs of everyday behaviours',
  '',
  'What each folder plays, and what a verifier must say.',
  '',
  '| folder | what | answer |',
  '| --- | --- | --- |',
];
for (const [name, one] of Object.entries(BEHAVIOUR_CASES)) {
  const folder = join(out, name);
  const { proof, trust } = await tellBehaviour(one);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'proof.json'), proof);
  writeFileSync(join(folder, 'trust.json'), trust);
  writeFileSync(join(folder, 'expect.json'), `${JSON.stringify(one.expect, null, 2)}\n`);
  if (one.file !== undefined) writeFileSync(join(folder, 'document.pdf'), one.file);
  list.push(`| ${name} | ${one.what} | ${one.expect.reason ?? one.expect.verdict} |`);
}
writeFileSync(join(out, 'README.md'), `${list.join('\n')}\n`);
