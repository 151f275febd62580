import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { DESK, launch, look, lookTwice, PHONE, picture, signIn, windowFor } from './browser.ts';

let house: House;
let browser: Browser;

t.setTimeout(300_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

const compute = (page: Page) => page.getByRole('button', { name: '计算', exact: true });
const answer = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 2, name }).waitFor();
const cells = (page: Page, name: string | RegExp) =>
  page.getByRole('row', { name }).getByRole('cell').allTextContents();

t.test('a lender on a phone finds out what a suit costs, without signing in', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await page.goto(house.url);
  await page.getByRole('contentinfo').getByRole('link', { name: '诉讼费用计算' }).tap();
  await page.getByLabel('诉讼请求的金额或者价额（元）').waitFor();
  await look(t, page, 'fees-empty-phone');
  await compute(page).tap();
  t.match(await page.getByRole('alert').textContent(), /请填写金额/);
  const amount = page.getByLabel('诉讼请求的金额或者价额（元）');
  for (const [typed, said] of [
    ['12,34', /看不懂/],
    ['3万5', /看不懂/],
    ['0.001', /最多两位小数/],
    ['20000亿', /最多 1 万亿元/],
  ] as const) {
    await amount.fill(typed);
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await compute(page).tap();
    t.match(await page.getByRole('alert').textContent(), said, typed);
  }
  await look(t, page, 'fees-wrong-phone');
  await amount.fill('１５万元');
  await page.getByText('= 150,000 元').waitFor();
  await page.getByLabel('程序', { exact: true }).selectOption({ label: '简易程序' });
  await compute(page).tap();
  await answer(page, '案件受理费：1,650 元');
  const focus = await page.evaluate(() => document.activeElement?.textContent);
  t.equal(focus, '案件受理费：1,650 元', 'whoever listens goes on from the answer');
  t.same(await cells(page, /^超过1万元至10万元的部分/), [
    '90,000 × 2.5%',
    '2,250 元',
    '《诉讼费用交纳办法》第13条（一）2',
  ]);
  t.same((await cells(page, /^适用简易程序，减半交纳/)).slice(1, 2), ['−1,650 元']);
  await page.getByText('自接到法院交纳诉讼费用通知次日起7日内').waitFor();
  await look(t, page, 'fees-answer-phone');
  await amount.fill('16万');
  await page.getByRole('heading', { name: /^案件受理费/ }).waitFor({ state: 'detached' });
  t.pass('an answer to something else is gone');
  await page.getByRole('button', { name: '长辈版' }).tap();
  await compute(page).tap();
  await answer(page, '案件受理费：1,750 元');
  await look(t, page, 'fees-elder-phone');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('several claims are added up, and a settlement gives half back', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await page.goto(`${house.url}/fees`);
  await page.getByLabel('诉讼请求的金额或者价额（元）').fill('100000');
  await page.getByRole('button', { name: '再加一项金额（如利息、违约金）' }).press('Enter');
  await page.getByLabel('诉讼请求的金额或者价额 2（元）').fill('23,456.78');
  await page.getByText('合计 123,456.78 元').waitFor();
  await page.getByText('更多情况').press('Enter');
  await page.getByLabel('怎样结案').selectOption({ label: '调解结案' });
  await page.getByLabel('同时有不涉及财产的请求（如赔礼道歉）').check();
  await compute(page).press('Enter');
  await answer(page, '案件受理费：1,384.57 元');
  await page.getByText('先预交 2,769.14 元，结案后退还 1,384.57 元。').waitFor();
  await page.getByText('不足一元的零数怎么处理由法院决定').waitFor();
  t.same((await cells(page, /^超过10万元至20万元的部分/)).slice(0, 2), [
    '23,456.78 × 2%',
    '469.1356 元',
  ]);
  await lookTwice(t, page, 'fees-mediated');
  await page.emulateMedia({ media: 'print' });
  t.notOk(await compute(page).isVisible(), 'paper shows the answer, not the form');
  t.ok(await page.getByRole('heading', { name: '案件受理费：1,384.57 元' }).isVisible());
  await picture(page, 'fees-print');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test(
  'what the province sets takes the place of the range, once the court has entered it',
  async (t) => {
    const { page, faults, context } = await windowFor(browser, DESK);
    await page.goto(`${house.url}/fees`);
    await page.getByLabel('什么事').selectOption({ label: '离婚案件' });
    await compute(page).press('Enter');
    await answer(page, '案件受理费：50 元至 300 元');
    await page.getByText('在上面选择法院').waitFor();
    await lookTwice(t, page, 'fees-range');
    const court = page.getByRole('combobox', { name: /^法院/ });
    await court.fill('bjhlw');
    await page.getByRole('option', { name: /北京互联网法院/ }).click();
    await compute(page).press('Enter');
    await page.getByText('北京互联网法院还没有登记当地的标准').waitFor();
    await setDivorceFee();
    await compute(page).press('Enter');
    await answer(page, '案件受理费：150 元');
    await page.getByText('京发改〔2026〕1号（北京互联网法院登记）').waitFor();
    await lookTwice(t, page, 'fees-court');
    await page.getByRole('button', { name: '不选法院' }).press('Enter');
    await compute(page).press('Enter');
    await answer(page, '案件受理费：50 元至 300 元');
    t.same(faults, [], 'no error in the console');
    await context.close();
  },
);

/** The administrator enters the province's figure. */
async function setDivorceFee(): Promise<void> {
  const { page, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '高以宁');
  await page.goto(`${house.url}/settings/fee/divorce`);
  await page.getByLabel('新的值').fill('150');
  await page.getByLabel('依据（文号或者决定）').fill('京发改〔2026〕1号');
  await page.getByRole('button', { name: '先看影响' }).press('Enter');
  await page.getByRole('button', { name: '确认设置' }).press('Enter');
  await page.getByText('已设置，并记入历史。').waitFor();
  await context.close();
}

t.test(
  'who reads English sees every step, what is free and what is not paid in advance',
  async (t) => {
    const { page, faults, context } = await windowFor(browser, DESK);
    await page.goto(`${house.url}/fees`);
    await page.getByRole('button', { name: 'English' }).click();
    const matter = page.getByLabel('What about');
    const ask = page.getByRole('button', { name: 'Compute', exact: true });
    await look(t, page, 'fees-empty-english-desk');
    await matter.selectOption({ label: 'Another administrative case' });
    await ask.press('Enter');
    await answer(page, 'Case fee: 50 yuan');
    await matter.selectOption({ index: 8 });
    await page.getByLabel('Amount or value to be enforced (yuan)').fill('12,000,000');
    await ask.press('Enter');
    await answer(page, 'Application fee: 79,400 yuan');
    await page.getByText('After enforcement; the applicant pays nothing in advance').waitFor();
    await lookTwice(t, page, 'fees-enforcement-english');
    await matter.selectOption({ label: 'State compensation' });
    await ask.press('Enter');
    await answer(page, 'Nothing to pay');
    await page.getByText('State Compensation Law art. 41').waitFor();
    await lookTwice(t, page, 'fees-free-english');
    t.same(faults, [], 'no error in the console');
    await context.close();
  },
);
