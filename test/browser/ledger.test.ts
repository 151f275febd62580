import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import t from 'tap';
import { askTypeScript, VECTORS } from '../vectors/cases.ts';
import { launch } from './browser.ts';
import { VerifyPage } from './verify-page.ts';

// A hundred proofs and more are put to the page, one after the other.
t.setTimeout(600_000);

const FILE = join(VECTORS, 'golden/receipt-signed/document.pdf');
const folders = ['golden', 'hostile'].flatMap((kind) =>
  readdirSync(join(VECTORS, kind))
    .filter((name) => /^(?:product-)?fabric-/.test(name))
    .map((name) => join(VECTORS, kind, name)),
);

let browser: Browser;
t.before(async () => {
  browser = await launch();
});
t.teardown(() => browser?.close());

t.test('the single file says of the ledger part what the library says', async (t) => {
  t.ok(folders.length > 100, 'there are vectors to ask about');
  const page = await VerifyPage.open(browser);
  for (const folder of folders) {
    const [proof, trust] = [join(folder, 'proof.json'), join(folder, 'trust.json')];
    const { verdict, stage, states } = await askTypeScript({
      name: folder,
      ...{ proof: readFileSync(proof), trust: readFileSync(trust), file: readFileSync(FILE) },
    });
    const said = await page.ask({ proof, trust, file: FILE });
    const shown = said.stages.map(({ id, state }) => `${id} ${state}`).join(', ');
    t.same([said.verdict, said.stage, shown], [verdict, stage, states], folder);
  }
  t.same(page.asked, [], 'nothing was asked of anybody');
  t.same(page.faults, [], 'nothing went wrong on the page');
});
