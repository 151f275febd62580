import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import t from 'tap';
import { issue, openPair, serve, untilProven } from '../house/acts.ts';
import { type House, openHouse } from '../house/house.ts';
import { launch, PHONE, ROOT, windowFor } from './browser.ts';

t.setTimeout(120_000);

let house: House;
let browser: Browser;
const kept = { proof: '', document: '', changed: '', trust: '' };

/** A document is issued, served and signed for; the party keeps three files, and the server ends. */
t.before(async () => {
  house = await openHouse();
  const pair = await openPair(house);
  const { id } = await issue(pair);
  const records = await serve(pair, id);
  await untilProven(pair.party, records);
  const keep = (name: string, bytes: Uint8Array) => {
    const path = join(house.dataDir, name);
    writeFileSync(path, bytes);
    return path;
  };
  const pdf = await pair.clerk.bytes(`/documents/${id}/file`);
  kept.document = keep('document.pdf', pdf);
  pdf[pdf.length >> 1] = (pdf[pdf.length >> 1] as number) ^ 1;
  kept.changed = keep('changed.pdf', pdf);
  kept.proof = keep(
    'proof.json',
    await pair.party.bytes(`/records/${records.at(-1)}/proof?form=full`),
  );
  kept.trust = keep('trust.json', await pair.party.bytes('/public/trust'));
  await house.stop();
  browser = await launch();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

/** The single file over file://, with three files given, waits for its words; resolves to all its result says. */
async function verdictOn(proof: string, document: string, words: string): Promise<string> {
  const { page, context } = await windowFor(browser, PHONE);
  await context.setOffline(true);
  await page.goto(pathToFileURL(join(ROOT, 'proof/dist/verify.html')).href);
  await page.locator('#trust').setInputFiles(kept.trust);
  await page.locator('#proof').setInputFiles(proof);
  await page.locator('#file').setInputFiles(document);
  const result = page.locator('#result');
  await result.getByText(words).first().waitFor();
  const text = (await result.textContent()) ?? '';
  await context.close();
  return text;
}

t.test('the single file says in words that the document is unaltered', async (t) => {
  const said = await verdictOn(kept.proof, kept.document, '自上链以来未被改动');
  t.match(said, /4 家成员机构签署/, 'and who signed');
});

t.test('with a byte of the document changed it says that the file differs', async (t) => {
  const said = await verdictOn(kept.proof, kept.changed, '与链上记录不一致');
  t.notMatch(said, /自上链以来未被改动/);
});

t.test('with a byte of the path changed it does not decide', async (t) => {
  const text = readFileSync(kept.proof, 'utf8');
  const broken = join(house.dataDir, 'broken.json');
  writeFileSync(broken, text.replace(/("path":\["[\w-]{7})[\w-]/, '$1_'));
  const said = await verdictOn(broken, kept.document, '暂时无法核验');
  t.match(said, /“[^”]+”一步没有通过/, 'and names the stage');
});
