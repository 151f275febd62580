import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { citizenCheckDigit } from '@cunzheng/domain/identity';
import { openUnifiedServer, type UnifiedServer } from '@cunzheng/gateway/providers/testing';
import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { launch, look, lookTwice, PHONE, windowFor } from './browser.ts';

const PROVIDERS = join(tmpdir(), `cunzheng-unified-${process.pid}.json`);
const FIRST = '11010519480712301';
const NUMBER = FIRST + citizenCheckDigit(FIRST);

let house: House;
let platform: UnifiedServer;
let browser: Browser;

t.setTimeout(180_000);
t.before(async () => {
  platform = await openUnifiedServer();
  const { issuer, clientId, clientSecret } = platform;
  writeFileSync(PROVIDERS, JSON.stringify({ unified: { issuer, clientId, clientSecret } }));
  platform.people.push({ subject: 'a', name: '容若水', number: NUMBER });
  platform.people.push({ subject: 'b', name: '别人', number: NUMBER });
  house = await openHouse({ env: { CUNZHENG_PROVIDERS: PROVIDERS } });
  browser = await launch();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
  await platform?.close();
  rmSync(PROVIDERS, { force: true });
});

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const at = (page: Page, title: string) => page.getByRole('heading', { name: title }).waitFor();

async function untilPhotos(page: Page): Promise<void> {
  await page.goto(`${house.url}/signin/phone`);
  await page.getByLabel('手机号').fill('13900000301');
  await press(page, '获取验证码');
  await press(page, '填入');
  await press(page, '登录或注册');
  await press(page, '我已阅读，开始注册');
  await page.getByRole('combobox', { name: '由哪家法院帮您核对' }).fill('bjhlw');
  await page.getByRole('option', { name: /北京互联网法院/ }).click();
  await press(page, '下一步');
  await page.getByLabel('姓名').fill('容若水');
  await page.getByLabel('证件号码').fill(NUMBER);
  await press(page, '下一步');
}

t.test('who has a unified identity account needs no photographs, and comes in by it', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await page.goto(`${house.url}/signin?door=personal`);
  await press(page, '用统一身份认证登录');
  await page.getByRole('link', { name: '容若水' }).click();
  await page.getByText('还没有与本平台的账号关联').waitFor();
  await look(t, page, 'unified-unknown-phone');

  await untilPhotos(page);
  await at(page, '已有统一身份认证账号？');
  await lookTwice(t, page, 'unified-way');
  await page.setViewportSize(PHONE.viewport);
  await press(page, '去统一身份认证');
  await page.getByRole('link', { name: '拒绝' }).click();
  await page.getByText('没有任何改变').waitFor();
  await look(t, page, 'unified-refused-phone');
  await page.getByRole('link', { name: '返回实名认证' }).click();
  await press(page, '去统一身份认证');
  await page.getByRole('link', { name: '别人' }).click();
  await page.getByText('与您填写的不一致').waitFor();
  await look(t, page, 'unified-differs-phone');
  await page.getByRole('link', { name: '返回实名认证' }).click();
  await press(page, '去统一身份认证');
  await page.getByRole('link', { name: '容若水' }).click();
  await page.getByText('身份核验已通过').waitFor();
  await lookTwice(t, page, 'unified-proofed');
  await page.getByRole('link', { name: '继续' }).click();
  await page.getByRole('heading', { name: /告知书/ }).waitFor();
  await context.close();

  const anew = await windowFor(browser, PHONE);
  await anew.page.goto(`${house.url}/signin?door=personal&back=%2Fproofing`);
  await look(t, anew.page, 'signin-with-unified-phone');
  await press(anew.page, '用统一身份认证登录');
  await anew.page.getByRole('link', { name: '容若水' }).click();
  await anew.page.waitForURL(/\/proofing$/);
  await anew.page.getByRole('heading', { name: /告知书/ }).waitFor();
  await anew.page.goto(`${house.url}/account/security`);
  await at(anew.page, '统一身份认证');
  await lookTwice(t, anew.page, 'unified-linked');
  await press(anew.page, '解除关联');
  await anew.page.getByText('已解除关联').waitFor();
  const own = (text: string) => !/40[49]/.test(text);
  t.same([...faults.filter(own), ...anew.faults], [], 'no error in the console');
  await anew.context.close();
});
