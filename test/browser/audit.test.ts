import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { DESK, launch, look, PHONE, signIn, windowFor } from './browser.ts';

let house: House;
let browser: Browser;

t.setTimeout(240_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

const english = (page: Page) => page.getByRole('button', { name: 'English' }).click();

t.test('a litigant sees on the phone who opened his case, and takes the proof along', async (t) => {
  const clerk = await windowFor(browser, DESK);
  const party = await windowFor(browser, PHONE);
  await signIn(party.page, house.url, '李娜然');
  await party.page.goto(`${house.url}/account/reads`);
  await party.page.getByText('还没有人查阅过').waitFor();
  await look(t, party.page, 'reads-empty-phone');
  await signIn(clerk.page, house.url, '林知远');
  await clerk.page.goto(`${house.url}/desk?queue=all`);
  await clerk.page.getByRole('link', { name: /1001号/ }).click();
  await clerk.page.getByText('李娜然').first().waitFor();
  await party.page.getByText('林知远').waitFor();
  await party.page.getByRole('link', { name: '下载证明' }).waitFor();
  await look(t, party.page, 'reads-phone');
  const [download] = await Promise.all([
    party.page.waitForEvent('download'),
    party.page.getByRole('link', { name: '下载证明' }).click(),
  ]);
  t.match(download.suggestedFilename(), /^case\.read-.*\.proof\.json$/);
  await english(party.page);
  await party.page.getByText('case opened').waitFor();
  await look(t, party.page, 'reads-english-phone');
  t.same([...clerk.faults, ...party.faults], [], 'no error in the console');
  await clerk.context.close();
  await party.context.close();
});

t.test('an administrator finds who was denied what, with keys alone', async (t) => {
  const foreign = await windowFor(browser, DESK);
  const admin = await windowFor(browser, DESK);
  const clerk = await windowFor(browser, DESK);
  await signIn(clerk.page, house.url, '林知远');
  await clerk.page.goto(`${house.url}/desk?queue=all`);
  await clerk.page.getByRole('link', { name: /1001号/ }).click();
  await clerk.page.waitForURL(/\/desk\/cases\//);
  await signIn(foreign.page, house.url, '沈亦舟');
  await foreign.page.goto(clerk.page.url());
  await foreign.page.getByText('没有找到').first().waitFor();
  await look(t, foreign.page, 'foreign-case-desk');
  await signIn(admin.page, house.url, '高以宁');
  await admin.page.getByRole('link', { name: '法院管理' }).click();
  await admin.page.getByRole('link', { name: /^查阅记录/ }).click();
  await admin.page.getByText('沈亦舟').first().waitFor();
  await look(t, admin.page, 'audit-desk');
  await admin.page.getByRole('link', { name: '被拒绝的访问' }).focus();
  await admin.page.keyboard.press('Enter');
  await admin.page.waitForURL(/act=access\.denied/);
  await admin.page.getByText('浙0192').first().waitFor();
  await admin.page.getByText('林知远').first().waitFor({ state: 'detached' });
  await look(t, admin.page, 'audit-denied-desk');
  await admin.page.getByLabel('从').fill('2099-01-01');
  await admin.page.getByText('没有符合条件的记录').waitFor();
  await look(t, admin.page, 'audit-none-desk');
  await admin.page.getByRole('button', { name: '清除条件' }).click();
  await admin.page.getByText('沈亦舟').first().waitFor();
  t.equal(await admin.page.getByLabel('从').inputValue(), '', 'the field is empty too');
  await admin.page.goto(`${house.url}/audit?from=2019-13-45`);
  await admin.page.getByText('沈亦舟').first().waitFor();
  t.equal(await admin.page.getByLabel('从').inputValue(), '', 'no day at all is no filter');
  await admin.page.setViewportSize({ width: 360, height: 740 });
  await look(t, admin.page, 'audit-phone');
  t.same(admin.faults, [], 'no error in the console');
  for (const { context } of [foreign, admin, clerk]) await context.close();
});
