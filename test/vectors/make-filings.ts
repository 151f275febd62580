/**
 * Forges the vectors of filings into a NEW folder: `node test/dist/vectors/make-filings.js FOLDER`. Those that are
 * checked in were made once and are never made again.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit, stderr } from 'node:process';
import { FILING_CASES, tellFiling } from './filings.ts';

const [, , out] = argv;
if (out === undefined || existsSync(out)) {
  stderr.write('usage: make-filings.js NEW-FOLDER\n');
  exit(2);
}
const list = [
  '# Proofs of filings',
  '',
  'What each folder plays, and what a verifier must say to `proof.json` and to `compact.bin`.',
  '',
  '| folder | what | full | compact |',
  '| --- | --- | --- | --- |',
];
for (const [name, one] of Object.entries(FILING_CASES)) {
  const folder = join(out, name);
  const { full, compact, trust, file } = await tellFiling(one);
  mkdirSync(folder, { recursive: true });
  if (full !== undefined) writeFileSync(join(folder, 'proof.json'), full);
  if (compact !== undefined) writeFileSync(join(folder, 'compact.bin'), compact);
  writeFileSync(join(folder, 'trust.json'), trust);
  for (const [form, expect] of [
    ['expect.json', one.full],
    ['expect.compact.json', one.compact],
  ] as const)
    if (expect !== undefined)
      writeFileSync(join(folder, form), `${JSON.stringify(expect, null, 2)}\n`);
  if (file !== undefined) writeFileSync(join(folder, 'document.pdf'), file);
  const [said, saidCompact] = [one.full, one.compact].map((e) => e?.reason ?? e?.verdict ?? '');
  list.push(`| ${name} | ${one.what} | ${said} | ${saidCompact} |`);
}
writeFileSync(join(out, 'README.md'), `${list.join('\n')}\n`);
