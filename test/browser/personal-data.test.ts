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

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

t.test('a person takes his data along, asks to be erased, and takes it back', async (t) => {
  const { page, context, faults } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '赵䶮');
  await page.goto(`${house.url}/account`);
  await page.getByRole('link', { name: /^我的信息/ }).waitFor();
  await look(t, page, 'account-phone');
  await page.getByRole('link', { name: /^我的信息/ }).click();
  await button(page, '申请注销').waitFor();
  await look(t, page, 'my-data-phone');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载我的信息' }).click(),
  ]);
  t.match(download.suggestedFilename(), /^cunzheng-\d{4}-\d\d-\d\d\.zip$/);
  await button(page, '申请注销').click();
  await look(t, page, 'my-data-sure-phone');
  await button(page, '确定申请').click();
  await page.getByText('注销申请正在等待').waitFor();
  await look(t, page, 'my-data-waiting-phone');
  await button(page, '撤回申请').click();
  await page.getByText('上次申请已经撤回').waitFor();
  await button(page, 'English').click();
  await page.getByText('What goes').waitFor();
  await look(t, page, 'my-data-english-phone');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('an administrator refuses an erasure with a reason, which its person reads', async (t) => {
  const party = await windowFor(browser, DESK);
  await signIn(party.page, house.url, '赵䶮');
  await party.page.goto(`${house.url}/account/data`);
  await button(party.page, '申请注销').click();
  await button(party.page, '确定申请').click();
  await party.page.getByText('注销申请正在等待').waitFor();
  await look(t, party.page, 'my-data-waiting-desk');
  const admin = await windowFor(browser, DESK);
  await signIn(admin.page, house.url, '吴同舟');
  await admin.page.goto(`${house.url}/administration`);
  await admin.page.getByRole('link', { name: /^个人信息管理/ }).waitFor();
  await look(t, admin.page, 'administration-desk');
  await admin.page.goto(`${house.url}/data-keeping`);
  await admin.page.getByText('赵䶮').waitFor();
  await look(t, admin.page, 'data-keeping-desk');
  await button(admin.page, '不同意').click();
  await admin.page.getByText('请写明理由').first().waitFor();
  await admin.page.getByLabel('不同意的理由').fill('案件尚未审结');
  await button(admin.page, '不同意').click();
  await admin.page.getByText('没有等待决定的注销申请').waitFor();
  await admin.page.setViewportSize(PHONE.viewport);
  await look(t, admin.page, 'data-keeping-phone');
  await party.page.reload();
  await party.page.getByText('案件尚未审结').waitFor();
  await look(t, party.page, 'my-data-refused-desk');
  t.same([...admin.faults, ...party.faults], [], 'no error in the console');
  await admin.context.close();
  await party.context.close();
});
