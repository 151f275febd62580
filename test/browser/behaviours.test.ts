import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import t from 'tap';
import { askTypeScript, VECTORS } from '../vectors/cases.ts';
import { launch } from './browser.ts';
import { VerifyPage } from './verify-page.ts';

t.setTimeout(300_000);

const FOLDER = join(VECTORS, 'behaviours');
const names = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'proof.json')));

let browser: Browser;
t.before(async () => {
  browser = await launch();
});
t.teardown(() => browser?.close());

t.test('the single file says of every behaviour’s proof what the library says', async (t) => {
  t.ok(names.length > 70, 'there are vectors to ask about');
  const page = await VerifyPage.open(browser);
  for (const name of names) {
    const path = (file: string) => join(FOLDER, name, file);
    const [proof, trust, document] = ['proof.json', 'trust.json', 'document.pdf'].map(path) as [
      string,
      string,
      string,
    ];
    const file = existsSync(document) ? document : undefined;
    const { verdict, stage, states } = await askTypeScript({
      ...{ name, proof: readFileSync(proof), trust: readFileSync(trust) },
      ...(file && { file: readFileSync(file) }),
    });
    const said = await page.ask({ proof, trust, ...(file && { file }) });
    const shown = said.stages.map(({ id, state }) => `${id} ${state}`).join(', ');
    t.same([said.verdict, said.stage, shown], [verdict, stage, states], name);
  }
  t.same(page.faults, [], 'nothing went wrong on the page');
});
