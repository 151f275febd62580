import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { issue, openPair, type Pair, serve, untilProven } from '../house/acts.ts';
import { type House, openHouse } from '../house/house.ts';
import { DESK, launch, look, lookTwice, PHONE, signIn, windowFor } from './browser.ts';

let house: House;
let browser: Browser;
let pair: Pair;

t.setTimeout(240_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
  pair = await openPair(house);
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });

t.test('a person finds what he signed, by keyboard, with its proof', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '张未');
  await page.goto(`${house.url}/account`);
  await link(page, /^我的签名 /).click();
  await page.getByRole('heading', { name: '还没有您签过的内容' }).waitFor();
  await look(t, page, 'signatures-empty-phone');
  const records: string[] = [];
  for (let i = 0; i < 21; i++) {
    const { id } = await issue(pair);
    records.push(...(await serve(pair, id)).slice(1));
  }
  await untilProven(pair.party, records);
  await page.reload();
  await page.getByText('第 1 页，共 2 页').waitFor();
  await look(t, page, 'signatures-phone');
  const next = page.getByRole('button', { name: '下一页' });
  await next.focus();
  await page.keyboard.press('Enter');
  await page.getByText('第 2 页，共 2 页').waitFor();
  await page.getByRole('rowheader').nth(0).waitFor();
  await lookTwice(t, page, 'signatures-second');
  t.equal(await page.getByRole('row').count(), 2, 'the 21st alone');
  const proof = link(page, '下载证明');
  await proof.focus();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ]);
  const path = join(house.dataDir, 'signature.json');
  await download.saveAs(path);
  t.match(JSON.parse(readFileSync(path, 'utf8')), { format: 'cunzheng-proof/1' });
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('With key').first().waitFor();
  await look(t, page, 'signatures-english-desk');
  await link(page, '民事判决书').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/inbox\//);
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test(
  'an official finds what he issued, and a key is revoked after a second question',
  async (t) => {
    const { page, faults, context } = await windowFor(browser, DESK);
    await signIn(page, house.url, '林知远');
    await page.goto(`${house.url}/account/signatures`);
    await page.getByText('签发文书').first().waitFor();
    await look(t, page, 'signatures-clerk-desk');
    await link(page, '民事判决书').first().click();
    await page.waitForURL(/\/desk\/documents\//);
    await page.goto(`${house.url}/keys`);
    await page.getByRole('button', { name: '吊销这把密钥' }).first().click();
    await page.getByText('吊销后不能恢复').waitFor();
    await look(t, page, 'keys-revoke-desk');
    await page.getByRole('button', { name: '确定吊销' }).click();
    await page.getByText('（已吊销）').waitFor();
    await page.setViewportSize(PHONE.viewport);
    await look(t, page, 'keys-revoked-phone');
    await page.goto(`${house.url}/account/signatures?page=2`);
    await page.goto(`${house.url}/account/signatures`);
    await page.getByText('已吊销').first().waitFor();
    t.same(faults, [], 'no error in the console');
    await context.close();
  },
);
