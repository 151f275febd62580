import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { issue, openPair, serve, untilProven } from '../house/acts.ts';
import { type House, openHouse } from '../house/house.ts';
import { popplerMissing, print } from '../vectors/photo.ts';
import { zxing } from '../vectors/scanner.ts';
import { launch, look, PHONE, windowFor } from './browser.ts';
import { filmCodes } from './video.ts';

const skip = popplerMissing();
let house: House;
const kept = { document: '', paper: new Uint8Array() as Uint8Array };

t.setTimeout(240_000);

/** A document is signed for, and the receipt printed. */
t.before(async () => {
  if (skip) return;
  house = await openHouse();
  const pair = await openPair(house);
  const { id } = await issue(pair);
  const records = await serve(pair, id);
  await untilProven(pair.party, records);
  kept.document = join(house.dataDir, 'document.pdf');
  writeFileSync(kept.document, await pair.clerk.bytes(`/documents/${id}/file`));
  kept.paper = await pair.party.bytes(`/receipts/${records.at(-1)}.pdf`);
});
t.teardown(() => house?.leave());

/** A browser whose camera is held over the codes of one page of the receipt. */
async function cameraOver(page: 1 | 2): Promise<{ browser: Browser; codes: number }> {
  const printed = print(kept.paper, page, 150);
  const codes = await zxing(printed);
  const film = join(house.dataDir, `page-${page}.y4m`);
  filmCodes(film, printed, codes);
  const browser = await launch([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  return { browser, codes: codes.length };
}

/** The verify page that the server gives, its camera started. */
async function scan(browser: Browser): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await windowFor(browser, PHONE);
  await page.goto(`${house.url}/verify`);
  await page.locator('#tab-proof').click();
  await page.locator('#camera-start').click();
  return { page, faults };
}

t.test(
  'the camera reads the proof from the printed receipt, to the verdict',
  { skip },
  async (t) => {
    const { browser, codes } = await cameraOver(2);
    t.teardown(() => browser.close());
    t.ok(codes >= 1 && codes <= 3, `${codes} codes on the paper`);
    const { page, faults } = await scan(browser);
    const result = page.locator('#result');
    await result.getByText('只核验了链上记录').first().waitFor();
    t.equal(await page.locator('#camera').count(), 0, 'the camera is off');
    await look(t, page, 'verify-camera-read');
    await page.locator('#file').setInputFiles(kept.document);
    await result.getByText('自上链以来未被改动').first().waitFor();
    t.match(await result.textContent(), /成员机构签署/, 'and who signed');
    t.same(faults, [], 'no error in the console');
  },
);

t.test(
  'held over the address on the paper, it says that this is not the proof',
  { skip },
  async (t) => {
    const { browser, codes } = await cameraOver(1);
    t.teardown(() => browser.close());
    t.equal(codes, 1, 'one code: the address');
    const { page, faults } = await scan(browser);
    await page.getByText('这是核验网址的二维码').waitFor();
    t.ok(await page.locator('#camera').isVisible(), 'and the camera goes on');
    await look(t, page, 'verify-camera');
    await page.locator('#camera-stop').click();
    await page.locator('#camera').waitFor({ state: 'detached' });
    t.same(faults, [], 'no error in the console');
  },
);
