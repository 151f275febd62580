import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, Person } from '@cunzheng/api/client';
import type { Browser, Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { samplePdf } from '../house/sample.ts';
import { DESK, kept, launch, lookTwice, signIn, signInHere, windowFor } from './browser.ts';

const CASE = (serial: number) => `（2026）京0491民初${serial}号`;
const CLERK = '林知远';

let house: House;
let browser: Browser;
let clerk: Person;

t.setTimeout(240_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
  clerk = await Person.signIn(house.url, 'bj-clerk');
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

async function issue(serial: number): Promise<string> {
  const { id } = await clerk.caseOf(CASE(serial));
  const draft = must(await clerk.upload(id, await samplePdf()));
  must(await clerk.sign(`/documents/${draft.id}/signing`));
  return draft.id;
}

/** The sizes that the desk shows: needs me now, waiting for others, done, all. */
async function sizes(page: Page): Promise<(string | null)[]> {
  await page.locator('nav[aria-label="待办分类"] strong', { hasText: /^\d+$/ }).first().waitFor();
  return page.locator('nav[aria-label="待办分类"] strong').allTextContents();
}

t.test('the desk tells what needs the clerk, what waits for others and what is done', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, CLERK);
  t.same(await sizes(page), ['4', '0', '0', '4'], 'four cases without a document');
  await page.getByRole('cell', { name: '还没有文书' }).first().waitFor();
  await page.getByRole('link', { name: /等待他人/ }).click();
  await page.getByRole('heading', { name: '没有在等当事人的案件' }).waitFor();
  t.match(page.url(), /queue=waiting/, 'the queue is in the address');
  await lookTwice(t, page, 'queue-empty');
  await page.getByLabel('查找案号、案由或当事人').fill('1002');
  await page.getByText('在别的分类里找到').waitFor();
  await page.getByRole('main').getByRole('link', { name: '需要我处理 1' }).last().click();
  await page.getByRole('link', { name: CASE(1002) }).waitFor();
  await lookTwice(t, page, 'queue-found');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('many documents are served at once, and what failed is tried again', async (t) => {
  for (const serial of [1001, 1002, 1003]) await issue(serial);
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, CLERK);
  await page.getByText('待送达 1').first().waitFor();
  await lookTwice(t, page, 'queue-now');
  await page.getByRole('link', { name: '批量送达' }).click();
  await page.getByRole('button', { name: '下一步：核对' }).click();
  t.match(await page.getByRole('alert').textContent(), /请至少勾选一项/, 'nothing chosen');
  await page.getByRole('button', { name: '全部勾选' }).click();
  await page.getByText('已选 6 项（3 份文书）').waitFor();
  await page.getByLabel('张未（被告）').uncheck();
  await lookTwice(t, page, 'serve-choose');
  await page.getByRole('button', { name: '下一步：核对' }).click();
  await page.getByRole('heading', { name: '请核对：将送达 5 项' }).waitFor();
  await lookTwice(t, page, 'serve-check');
  await breakTwo(page);
  await page.getByRole('button', { name: '确认送达 5 项' }).click();
  await page.getByText('3 项已送达，2 项没有送达').waitFor();
  t.equal(await page.locator('[data-state="failed"]').count(), 2, 'each has its result');
  await lookTwice(t, page, 'serve-partly');
  await page.unroute('**/services');
  await page.getByRole('button', { name: '重试没有送达的 2 项' }).click();
  await page.getByText('5 项都已送达').waitFor();
  t.equal(await page.getByText('此前已送达，没有重复发出').count(), 1, 'nothing is served twice');
  await lookTwice(t, page, 'serve-all');
  t.equal(await servedParties(), 5, 'the server has five services');
  await page.getByRole('button', { name: '继续送达其他文书' }).click();
  await page.getByLabel('张未（被告）').waitFor();
  t.equal(await page.getByRole('checkbox').count(), 1, 'one is left');
  await page.getByRole('link', { name: '回到案件工作台' }).click();
  await page.getByRole('link', { name: '等待他人 3' }).waitFor();
  t.same(await sizes(page), ['1', '3', '0', '4'], 'three cases wait for their parties');
  t.same(
    faults.filter((text) => !/ERR_(?:FAILED|CONNECTION)/.test(text)),
    [],
    'no other error',
  );
  await context.close();
});

/** The network loses the second request, and the answer to the fourth. */
async function breakTwo(page: Page): Promise<void> {
  let asked = 0;
  await page.route('**/services', async (route) => {
    asked++;
    if (asked === 4) await route.fetch();
    if (asked === 2 || asked === 4) await route.abort();
    else await route.continue();
  });
}

async function servedParties(): Promise<number> {
  const cases = await Promise.all([1001, 1002, 1003].map((serial) => clerk.caseOf(CASE(serial))));
  return cases.flatMap(({ documents }) => documents.flatMap(({ services }) => services)).length;
}

t.test(
  'what was chosen for serving is still chosen when the session ended in between',
  async (t) => {
    for (const serial of [1002, 1003]) await issue(serial);
    const { page, faults, context } = await windowFor(browser, DESK);
    await signIn(page, house.url, CLERK);
    await page.goto(`${house.url}/desk/serve`);
    await page.getByRole('button', { name: '全部勾选' }).click();
    await page.getByLabel('张未（被告）').uncheck();
    const chosen = page.getByText('已选 4 项（2 份文书）');
    await chosen.waitFor();
    await context.clearCookies();
    await page.reload();
    await signIn(page, house.url, CLERK);
    await page.goto(`${house.url}/desk/serve`);
    await page.getByText('上次勾选的还在').waitFor();
    await chosen.waitFor();
    t.notOk(await page.getByLabel('张未（被告）').isChecked(), 'what was not chosen is not');
    await lookTwice(t, page, 'serve-kept');
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('button', { name: '确认送达 4 项' }).click();
    await page.getByText('4 项都已送达').waitFor();
    await page.getByRole('button', { name: '继续送达其他文书' }).click();
    await page.getByText('已选 0 项').waitFor();
    t.equal(await kept(page), 0, 'and nothing is kept once it is served');
    t.same(faults, [], 'no error in the console');
    await context.close();
  },
);

t.test('keys work the desk, and never while somebody types', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, CLERK);
  await page.getByRole('link', { name: CASE(1004) }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: '快捷键' }).waitFor();
  await lookTwice(t, page, 'keys');
  await page.keyboard.press('2');
  t.notMatch(page.url(), /waiting/, 'no key works below the list of keys');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('/');
  const search = page.getByLabel('查找案号、案由或当事人');
  t.ok(
    await search.evaluate((field) => field === document.activeElement),
    'the search has the focus',
  );
  await page.keyboard.type('1004?2');
  t.equal(await search.inputValue(), '1004?2', 'what is typed is typed');
  t.equal(await page.getByRole('dialog').count(), 0, 'and opens nothing');
  await search.fill('');
  await search.blur();

  await page.keyboard.press('2');
  await page.getByRole('link', { name: CASE(1001) }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /京0491民初100/, level: 1 }).waitFor();
  await page.keyboard.press('b');
  await page.waitForURL(/desk\?.*queue=waiting/);
  await page.getByRole('link', { name: CASE(1001) }).waitFor();
  await page.keyboard.press('1');
  await page.getByRole('link', { name: CASE(1004) }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '签发文书' }).waitFor();
  await page.keyboard.press('i');
  await page.waitForURL(/\/issue$/);
  await page.getByRole('heading', { name: '签发文书' }).waitFor();
  await page.keyboard.press('s');
  await page.waitForURL(/\/desk\/serve$/);
  await withoutKeys(t, page);
  t.same(faults, [], 'no error in the console');
  await context.close();
});

/** Keys can be switched off, for those whose words are typed by a machine; and the list is there in English. */
async function withoutKeys(t: Test, page: Page): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await dialog.getByText('Serve many').waitFor();
  await dialog.getByLabel('Use keys').uncheck();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('c');
  await page.keyboard.press('?');
  t.equal(await dialog.count(), 0, 'switched off, no key does anything');
  t.match(page.url(), /\/desk\/serve$/, 'and the page is the same');
}

t.test('what was filled in is still there when the session ended in between', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  const source = join(house.dataDir, '应诉通知书.pdf');
  writeFileSync(source, await samplePdf());
  const { id } = await clerk.caseOf(CASE(1004));
  const address = `${house.url}/desk/cases/${id}/issue`;
  const title = page.getByLabel('文书名称');
  const fill = async () => {
    await page.locator('input[type=file]').setInputFiles(source);
    await title.fill('应诉通知书');
    await page.getByText('通知书', { exact: true }).click();
    await page.getByText('应诉通知书.pdf').waitFor();
  };
  await signIn(page, house.url, CLERK);
  await page.goto(address);
  await fill();
  await context.clearCookies();
  await page.getByRole('button', { name: '上传并加盖编号' }).click();
  await page.getByText('登录已到期').waitFor();
  await signInHere(page, CLERK);
  await page.getByText('上次填写的内容还在').waitFor();
  t.equal(await title.inputValue(), '应诉通知书', 'the title');
  t.ok(await page.getByText('应诉通知书.pdf').isVisible(), 'the chosen file');
  t.ok(await page.getByRole('radio', { name: '通知书' }).isChecked(), 'and the kind');
  await lookTwice(t, page, 'issue-kept');

  await context.clearCookies();
  await page.reload();
  await signIn(page, house.url, '苏明衡');
  await page.goto(address);
  await title.waitFor();
  t.equal(await kept(page), 0, 'another account finds nothing');
  t.equal(await title.inputValue(), '', 'nor what was typed');
  await fill();
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('link', { name: '登录', exact: true }).waitFor();
  t.equal(await kept(page), 0, 'whoever signs out leaves nothing');

  await signIn(page, house.url, CLERK);
  await page.goto(address);
  await fill();
  t.equal(await kept(page), 2, 'words and file are kept');
  await page.reload();
  await page.getByText('上次填写的内容还在').waitFor();
  await page.getByRole('button', { name: '上传并加盖编号' }).click();
  await page.getByRole('heading', { name: '请核对加盖后的文书' }).waitFor();
  t.equal(await kept(page), 0, 'what was handed in is kept no longer');
  t.same(faults, [], 'no error in the console');
  await context.close();
});
