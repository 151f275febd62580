/**
 * Forges the misconduct vectors into a NEW folder: `node test/dist/vectors/make-misconduct.js FOLDER`. Those that are
 * checked in were made once and are never made again.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit, stderr } from 'node:process';
import { Story } from '@cunzheng/proof/testing';
import { misconductCases } from './misconduct.ts';

const [, , out] = argv;
if (out === undefined || existsSync(out)) {
  stderr.write('usage: make-misconduct.js NEW-FOLDER\n');
  exit(2);
}
const story = new Story({ start: '2026-11-22T01:00:00.000Z', document: Uint8Array.of(1) });
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'trust.json'), JSON.stringify(story.trust()));
for (const [name, { a, b, expect }] of Object.entries(misconductCases(story))) {
  mkdirSync(join(out, name));
  writeFileSync(join(out, name, 'a.note'), a);
  writeFileSync(join(out, name, 'b.note'), b);
  writeFileSync(join(out, name, 'expect.json'), `${JSON.stringify(expect)}\n`);
}
