/**
 * Forges the golden and hostile vectors into a NEW folder: `node test/dist/vectors/make.js FOLDER DOCUMENT`.
 * The vectors that are checked in are for ever: they were made once and are never made again.
 * DOCUMENT is any PDF; the vectors hold copies of it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit, stderr } from 'node:process';
import { forgeGolden } from './golden.ts';
import { GROUPS } from './lies/groups.ts';
import { filesOf } from './lies/tell.ts';

function write(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
}

async function makeGolden(out: string, document: Uint8Array): Promise<void> {
  for (const { name, proof, compact, trust } of await forgeGolden(document)) {
    write(join(out, 'golden', name), {
      'proof.json': proof,
      'compact.bin': compact,
      'document.pdf': document,
      'trust.json': trust,
    });
  }
}

async function makeHostile(out: string, document: Uint8Array): Promise<void> {
  const list = ['# Hostile vectors', '', 'What each folder plays, and what a verifier must say.'];
  for (const [title, lies] of Object.entries(GROUPS)) {
    list.push(
      '',
      `## ${title}`,
      '',
      '| folder | lie | full | compact |',
      '| --- | --- | --- | --- |',
    );
    for (const [name, lie] of Object.entries(lies)) {
      write(join(out, 'hostile', name), await filesOf(lie, document));
      const said = [lie.full, lie.compact].map(
        (expect) => expect && (expect.reason ?? expect.verdict),
      );
      list.push(`| ${name} | ${lie.what} | ${said.map((word) => word ?? '').join(' | ')} |`);
    }
  }
  write(join(out, 'hostile'), { 'README.md': Buffer.from(`${list.join('\n')}\n`) });
}

const [, , out, documentPath] = argv;
if (out === undefined || documentPath === undefined || existsSync(out)) {
  stderr.write('usage: make.js NEW-FOLDER DOCUMENT\n');
  exit(2);
}
const document = readFileSync(documentPath);
await makeGolden(out, document);
await makeHostile(out, document);
