import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { askTypeScript, VECTORS } from './cases.ts';
import { forgeGolden } from './golden.ts';
import { GROUPS } from './lies/groups.ts';
import { filesOf } from './lies/tell.ts';

/** The vectors checked in are never made again; what made them must still mean the same, for the next ones. */
const document = readFileSync(join(VECTORS, 'golden/receipt-signed/document.pdf'));
// Some hundred channels with keys of their own are founded; a busy machine takes longer than tap's half minute.
t.setTimeout(300_000);

const FORMS = { 'proof.json': 'expect.json', 'compact.bin': 'expect.compact.json' } as const;

function foldersOf(name: string): string[] {
  const folder = join(VECTORS, name);
  return readdirSync(folder).filter((entry) => statSync(join(folder, entry)).isDirectory());
}

t.test('the golden proofs forged anew verify, one for each that is kept', async (t) => {
  const golden = await forgeGolden(document);
  const kept = foldersOf('golden').filter((name) => !name.startsWith('product-'));
  t.same(golden.map(({ name }) => name).sort(), kept.sort());
  for (const { name, proof, compact, trust, document: file } of golden) {
    for (const form of [proof, compact]) {
      const { verdict } = await askTypeScript({ name, proof: form, trust, file });
      t.equal(verdict, 'unalteredSinceRecorded', name);
    }
  }
});

for (const [title, lies] of Object.entries(GROUPS)) {
  t.test(`lies told anew are answered as those that are kept: ${title}`, async (t) => {
    for (const [name, lie] of Object.entries(lies)) {
      const files = await filesOf(lie, document);
      for (const path of Object.keys(files).filter((path) => path.startsWith('expect')))
        t.same(files[path], readFileSync(join(VECTORS, 'hostile', name, path)), `${name}: ${path}`);
      for (const [form, own] of Object.entries(FORMS)) {
        const proof = files[form];
        if (proof === undefined) continue;
        const expect = JSON.parse(String(files[own] ?? files['expect.json']));
        const [trust, file] = [files['trust.json'] as Uint8Array, files['document.pdf']];
        const { verdict, stage, reason } = await askTypeScript({
          ...{ name, proof, trust },
          ...(file && { file }),
        });
        const said = { verdict, ...(stage && { stage }), ...(reason && { reason }) };
        t.same(said, expect, `${name}: ${form}`);
      }
    }
  });
}

t.test('every hostile folder has its lie', async (t) => {
  const told = Object.values(GROUPS).flatMap((lies) => Object.keys(lies));
  t.same(told.sort(), foldersOf('hostile').sort());
});
