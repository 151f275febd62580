import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const box = (page: Page) => page.getByRole('combobox', { name: '法院' });

t.test('a phone’s owner finds a court by pinyin, with keys alone', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await page.goto(`${house.url}/courts`);
  await box(page).focus();
  await page.keyboard.type('bjhlw');
  await page.getByRole('option', { name: /北京互联网法院/ }).waitFor();
  t.equal(await box(page).getAttribute('aria-expanded'), 'true');
  t.match(await page.getByRole('option').first().textContent(), /京0491.*可在本平台办理/);
  await look(t, page, 'courts-typed-phone');
  await page.keyboard.press('ArrowDown');
  t.ok(await box(page).getAttribute('aria-activedescendant'), 'a reader hears which one');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '北京互联网法院' }).waitFor();
  t.match(page.url(), /code=%E4%BA%AC0491/, 'the court is in the address');
  const focus = await page.evaluate(() => document.activeElement?.textContent);
  t.equal(focus, '北京互联网法院', 'whoever listens goes on from what was chosen');
  t.equal(await page.getByText('北京市第四中级人民法院').count(), 1, 'where appeals go');
  await look(t, page, 'courts-chosen-phone');
  await page.goto(`${house.url}/courts`);
  await page.getByRole('button', { name: '上次选择：北京互联网法院' }).click();
  await page.getByRole('heading', { name: '北京互联网法院' }).waitFor();
  await page.getByRole('link', { name: '登录到这家法院' }).click();
  await page.getByText('林知远').waitFor();
  const headings = await page
    .getByRole('main')
    .getByRole('heading', { level: 2 })
    .allTextContents();
  t.equal(headings[1], '北京互联网法院', 'its people come first');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('a court is found region by region', async (t) => {
  for (const [shape, name] of [
    [PHONE, 'phone'],
    [DESK, 'desk'],
  ] as const) {
    const { page, faults, context } = await windowFor(browser, shape);
    await page.goto(`${house.url}/courts`);
    await look(t, page, `courts-empty-${name}`);
    await page.getByRole('button', { name: '按地区选择' }).click();
    await page.getByRole('heading', { name: '选择省、自治区、直辖市' }).waitFor();
    await look(t, page, `courts-provinces-${name}`);
    await page.getByRole('button', { name: /^广东省/ }).press('Enter');
    await page.getByRole('heading', { name: '广东省：选择地区' }).waitFor();
    await page.getByRole('button', { name: /^江门市/ }).press('Enter');
    await page.getByRole('button', { name: /恩平市人民法院/ }).waitFor();
    await look(t, page, `courts-region-${name}`);
    await page.getByRole('button', { name: '返回上一级' }).click();
    await page.getByRole('heading', { name: '广东省：选择地区' }).waitFor();
    await page.getByRole('button', { name: /^江门市/ }).click();
    await page.getByRole('button', { name: /恩平市人民法院/ }).click();
    await page.getByText('尚未开通。请直接联系该法院').waitFor();
    await look(t, page, `courts-not-served-${name}`);
    t.same(faults, [], 'no error in the console');
    await context.close();
  }
});

t.test('who reads English, and what is not found', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await page.goto(`${house.url}/courts`);
  await page.getByRole('button', { name: 'English' }).click();
  const english = page.getByRole('combobox', { name: 'Court' });
  await english.fill('没有这家');
  await page.getByText('Nothing found.').waitFor();
  await look(t, page, 'courts-none-phone');
  await english.fill('guangzhouhulian');
  await page.getByRole('option', { name: /广州互联网法院/ }).tap();
  await page.getByText('Open: documents can be signed for').waitFor();
  await look(t, page, 'courts-english-phone');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('an administrator sets up a court in one sitting, with the other members', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '高以宁');
  await page.getByRole('link', { name: '法院管理' }).click();
  await page.getByRole('link', { name: /^法院开通/ }).click();
  await page.getByText('还没有提议').waitFor();
  await page.getByRole('button', { name: '提议开通' }).click();
  t.match(await page.getByRole('alert').textContent(), /请先选择法院/);
  await look(t, page, 'setup-missing-desk');
  await page.getByRole('combobox', { name: '要开通的法院' }).fill('朝阳');
  await page.getByRole('option', { name: /北京市朝阳区人民法院/ }).click();
  await page.getByLabel('管理员的账号').fill('sunling');
  await page.getByRole('button', { name: '提议开通' }).click();
  await page.getByText('已提议开通北京市朝阳区人民法院').waitFor();
  await page.getByText('1 / 3').waitFor();
  await look(t, page, 'setup-proposed-desk');
  await page.setViewportSize(PHONE.viewport);
  await look(t, page, 'setup-proposed-phone');
  for (const name of ['吴同舟', '秦望岳']) await approve(name);
  await page.setViewportSize(DESK.viewport);
  await page.reload();
  await page.getByRole('cell', { name: '已开通' }).waitFor();
  await look(t, page, 'setup-done-desk');
  t.same(faults, [], 'no error in the console');
  await context.close();
  const own = await windowFor(browser, DESK);
  await signIn(own.page, house.url, '孙〇');
  await own.page.goto(`${house.url}/courts?code=${encodeURIComponent('京0105')}`);
  await own.page.getByText('已开通：可以在这里').waitFor();
  await own.page.getByRole('link', { name: '法院管理' }).waitFor();
  await own.context.close();
});

/** Another member's administrator approves what waits. */
async function approve(name: string): Promise<void> {
  const { page, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, name);
  await page.goto(`${house.url}/court-setup`);
  const button = page.getByRole('button', { name: '批准北京市朝阳区人民法院' });
  await button.click();
  await button.waitFor({ state: 'detached' });
  await context.close();
}

t.test('a file of courts is shown before it is taken', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '高以宁');
  await page.goto(`${house.url}/court-setup`);
  const heading = '法院代字,名称,上级法院代字,省,市,县,来源';
  const good = '浙11,浙江省丽水市中级人民法院,浙,浙江省,丽水市,,法院公告';
  const choose = async (...lines: string[]) => {
    const path = join(house.dataDir, 'courts.csv');
    writeFileSync(path, [`\uFEFF${heading}`, ...lines].join('\r\n'));
    await page.locator('input[type=file]').setInputFiles(path);
  };
  await choose(good, '浙11020,莲都法院,浙11,浙江省,丽水市,莲都区,');
  await page.getByText('新增 1，更改 0，不变 0，不能登记 1').waitFor();
  await page.getByText('法院代字格式不对；没有来源').waitFor();
  await look(t, page, 'listing-refused-desk');
  t.equal(await page.getByRole('button', { name: '登记这些法院' }).count(), 0);
  await choose(good);
  await page.getByRole('button', { name: '登记这些法院' }).click();
  await page.getByText('已登记。').waitFor();
  await page.goto(`${house.url}/courts`);
  await box(page).fill('lishui');
  await page.getByRole('option', { name: /丽水市中级人民法院/ }).waitFor();
  await look(t, page, 'courts-typed-desk');
  t.same(faults, [], 'no error in the console');
  await context.close();
});
