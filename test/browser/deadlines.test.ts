import { Person } from '@cunzheng/api/client';
import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { DESK, launch, look, lookTwice, PHONE, signIn, windowFor } from './browser.ts';

let house: House;
let browser: Browser;
const CASE = '（2026）京0491民初1001号';
const DAY_MS = 86_400_000;
/** A day of Beijing so many days from now. */
const day = (offset: number) =>
  new Date(Date.now() + 8 * 3_600_000 + offset * DAY_MS).toISOString().slice(0, 10);

t.setTimeout(300_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

t.test('who has no deadline is told so', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '王㛃');
  await page.getByRole('link', { name: '我的期限' }).click();
  await page.getByText('没有未结束的期限').waitFor();
  await lookTwice(t, page, 'deadlines-none');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

async function start(page: Page, rule: string, from: string, because: string): Promise<void> {
  await page.getByLabel('哪一种期限').selectOption({ label: rule });
  await page.getByLabel('起算的事实发生在哪天').fill(from);
  await page.getByLabel('哪位当事人').selectOption({ label: '张未（被告）' });
  await page.getByLabel('理由').fill(because);
}

t.test(
  'a clerk starts, suspends, resumes and prolongs a clock, and sees each result first',
  async (t) => {
    const { page, faults, context } = await windowFor(browser, DESK);
    await signIn(page, house.url, '林知远');
    await page.getByRole('link', { name: CASE }).click();
    await page.getByRole('link', { name: '起算一个期限' }).press('Enter');
    await page.getByRole('button', { name: '先看结果' }).press('Enter');
    await page.getByRole('alert').getByText('请选择哪一种期限').waitFor();
    await lookTwice(t, page, 'deadline-start-refused');
    await start(page, '举证期限', day(-3), '见当庭送达笔录');
    await lookTwice(t, page, 'deadline-start');
    await page.getByRole('button', { name: '先看结果' }).press('Enter');
    await page.getByText('还没有起算。确认以后会列入期限').waitFor();
    await lookTwice(t, page, 'deadline-start-preview');
    await page.getByRole('button', { name: '确认起算' }).press('Enter');
    await page.getByRole('heading', { name: '更改这个期限' }).waitFor();
    t.match(await page.getByRole('main').textContent(), /开始计算.*见当庭送达笔录.*林知远/s);
    await lookTwice(t, page, 'deadline-begun');

    await page.locator('label', { hasText: '中止：停止计算' }).click();
    await page.getByRole('button', { name: '先看结果' }).press('Enter');
    await page.getByRole('alert').getByText('请选择一项').waitFor();
    await page.locator('label', { hasText: '管辖权异议' }).click();
    await page.getByLabel('从哪天起停止计算').fill(day(-1));
    await page.getByLabel('理由').fill('见管辖权异议申请书');
    await page.getByRole('button', { name: '先看结果' }).press('Enter');
    await page.getByRole('heading', { name: '更改以后' }).waitFor();
    const effect = await page.getByRole('alert').textContent();
    t.match(effect, /现在.*届满.*更改后停止计算，恢复后还剩.*法律依据.*条/s);
    await lookTwice(t, page, 'deadline-suspend-preview');
    await page.getByRole('button', { name: '确认更改' }).press('Enter');
    await page.getByText('停止计算', { exact: true }).waitFor();
    await lookTwice(t, page, 'deadline-suspended');

    t.equal(
      await page.locator('label', { hasText: '延长' }).count(),
      0,
      'what stands still only goes on',
    );
    await page.getByLabel('停止计算到哪天为止').fill(day(0));
    await page.getByLabel('理由').fill('异议已驳回');
    await page.getByRole('button', { name: '先看结果' }).press('Enter');
    await page.getByRole('button', { name: '先不改' }).press('Enter');
    await page.getByRole('button', { name: '先看结果' }).press('Enter');
    await page.getByRole('button', { name: '确认更改' }).press('Enter');
    await page.getByText('恢复计算', { exact: true }).first().waitFor();

    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('label', { hasText: 'Prolong it' }).click();
    await page.locator('label', { hasText: 'the court allowed it' }).click();
    await page.getByLabel('By how much').fill('10');
    await page.getByLabel('Reason').fill('Request of the defendant');
    await page.getByRole('button', { name: 'See the result first' }).press('Enter');
    await page.getByRole('heading', { name: 'After the change' }).waitFor();
    await lookTwice(t, page, 'deadline-extend-preview-english');
    await page.getByRole('button', { name: 'Change it' }).press('Enter');
    await page.getByText('Prolonged', { exact: true }).waitFor();
    await page
      .getByText(/moved from .* to /)
      .first()
      .waitFor();
    await lookTwice(t, page, 'deadline-history-english');
    t.same(faults, [], 'no error in the console');
    await context.close();
  },
);

/** More clocks than one page holds, in every state. */
async function many(): Promise<void> {
  const clerk = await Person.signIn(house.url, 'bj-clerk');
  const { id, parties } = await clerk.caseOf(CASE);
  const party = parties.find(({ name }) => name === '张未')?.id;
  const begin = (rule: string, from: number, more = {}) =>
    clerk.post<{ body: { id: string } }>(`/cases/${id}/deadlines`, {
      ...{ rule, start: { day: day(from) }, because: '见案卷', ...more },
    });
  await begin('answer', -60, { party });
  await begin('answer', -12, { party });
  await begin('appealRuling', -9, { party });
  for (let i = 0; i < 20; i += 1) await begin('trialOrdinary', -i);
}

t.test('the list shows every part, is narrowed, printed and taken into a calendar', async (t) => {
  await many();
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '苏明衡');
  await page.getByRole('link', { name: '期限', exact: true }).click();
  await page.getByText('共 24 个').waitFor();
  await lookTwice(t, page, 'deadlines-court');
  await page.getByRole('link', { name: /已届满未办/ }).press('Enter');
  await page.getByText('共 1 个').waitFor();
  await page.getByRole('link', { name: /全部未结束/ }).press('Enter');
  await page.getByLabel('种类').selectOption({ label: '答辩期限' });
  await page.getByText('共 2 个').waitFor();
  await page.getByLabel('届满不早于').fill(day(0));
  await page.getByText('共 1 个').waitFor();
  t.match(page.url(), /rule=answer.*from=/, 'filters live in the address');
  await lookTwice(t, page, 'deadlines-narrowed');
  await page.getByLabel('案号或者事项').fill('没有这个案号');
  await page.getByRole('button', { name: '查找' }).press('Enter');
  await page.getByText('没有符合条件的期限').waitFor();
  await lookTwice(t, page, 'deadlines-not-found');
  await page.getByRole('button', { name: '清除筛选' }).first().press('Enter');
  await page.getByText('共 24 个').waitFor();
  await page.getByRole('link', { name: '打印清单' }).click();
  await page.getByText('共 24 个。').waitFor();
  await lookTwice(t, page, 'deadlines-sheet');
  await page.emulateMedia({ media: 'print' });
  await look(t, page, 'deadlines-sheet-print');
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('link', { name: '返回期限' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '全部加入日历（.ics）' }).click();
  t.match((await download).suggestedFilename(), /\.ics$/);
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('a party sees his own, the soonest first, each with its sentence', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '张未');
  await page.goto(house.url);
  await page.getByRole('link', { name: '查看全部期限' }).click();
  await page.getByText('共 4 个').waitFor();
  const first = page.getByRole('list', { name: '我的期限' }).getByRole('listitem').first();
  t.match(await first.textContent(), /逾期.*自收到起诉状副本的次日/s);
  await lookTwice(t, page, 'deadlines-mine');
  const download = page.waitForEvent('download');
  await first.getByRole('link', { name: /加入日历/ }).click();
  t.match((await download).suggestedFilename(), /\.ics$/);
  await page.getByRole('link', { name: '举证期限', exact: true }).click();
  await page.getByText('异议已驳回').waitFor();
  t.equal(await page.getByRole('heading', { name: '更改这个期限' }).count(), 0);
  await page.goto(`${house.url}/deadlines`);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('4 deadlines').waitFor();
  await look(t, page, 'deadlines-mine-english');
  t.same(faults, [], 'no error in the console');
  await context.close();
});
