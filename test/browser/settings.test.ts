import { Person } from '@cunzheng/api/client';
import type { Browser } from 'playwright-core';
import t, { type Test } from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { samplePdf } from '../house/sample.ts';
import { DESK, launch, look, lookTwice, PHONE, signIn, windowFor } from './browser.ts';

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

t.test('a newcomer reads what can be done here, and who helps', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await page.goto(house.url);
  await page.getByRole('heading', { name: '在这里能办的事，要多久' }).waitFor();
  const footer = page.getByRole('contentinfo');
  await footer.getByText(/人工服务：工作日 9:00–17:00/).waitFor();
  t.match(await footer.textContent(), /现在：|今天不是工作日/, 'who answers now');
  await lookTwice(t, page, 'home-newcomer');
  await footer.getByRole('link', { name: '帮助：什么事找谁' }).press('Enter');
  await page.getByRole('heading', { name: '没有接到 12368 的电话，会怎样？' }).waitFor();
  await page.getByText('通常没有影响').waitFor();
  await lookTwice(t, page, 'help');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'What if I do not answer a call from 12368?' }).waitFor();
  await lookTwice(t, page, 'help-english');
  await page.goto(house.url);
  await look(t, page, 'home-newcomer-english');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('an administrator sets a period, and sees its history', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '高以宁');
  await page.goto(house.url);
  const next = new Date().getFullYear() + 1;
  await page.getByRole('heading', { name: `${next} 年的放假安排还不知道` }).waitFor();
  await page.getByRole('heading', { name: /项设置还没有决定/ }).waitFor();
  await lookTwice(t, page, 'home-administrator');
  await page.getByRole('link', { name: '去设置' }).click();
  await page.getByRole('row', { name: /离婚案件受理费/ }).waitFor();
  await lookTwice(t, page, 'settings-missing');
  const groups = page.getByRole('navigation', { name: '分组' });
  await groups.getByRole('link', { name: '期限', exact: true }).click();
  await page.getByRole('link', { name: '补正期限' }).click();
  await page.getByText('法院还没有决定，现在按系统建议的值计算').waitFor();
  await page.getByLabel('新的值').fill('31');
  await page.getByRole('button', { name: '先看影响' }).press('Enter');
  await page.getByRole('alert').waitFor();
  t.match(await page.getByRole('alert').textContent(), /1 日到30 日.*请写明依据/s);
  await look(t, page, 'setting-refused-desk');
  await page.getByLabel('新的值').fill('10');
  await page.getByLabel('依据（文号或者决定）').fill('院务会 2026-11-20 决定');
  await page.getByRole('button', { name: '先看影响' }).press('Enter');
  await page.getByText('没有正在计算的期限受影响').waitFor();
  await lookTwice(t, page, 'setting-preview');
  await page.getByRole('button', { name: '确认设置' }).press('Enter');
  await page.getByText('已设置，并记入历史。').waitFor();
  await page.getByText(/设置人：高以宁/).waitFor();
  await lookTwice(t, page, 'setting-done');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('a text is written in both languages, and what will apply is taken back', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '高以宁');
  await page.goto(`${house.url}/settings/text/filingGuide`);
  await page.getByText('还没有决定').waitFor();
  await page.getByLabel('中文').fill('立案须知\n一、起诉应当符合下列条件……');
  await page.getByLabel('依据（文号或者决定）').fill('院务会');
  await page.getByRole('button', { name: '先看影响' }).click();
  await page.getByRole('alert').getByText('中文和英文都要填写').waitFor();
  await page.getByLabel('英文').fill('Guide to filing\n1. A suit must meet these conditions…');
  const year = new Date().getFullYear() + 1;
  await page.getByLabel('从哪天起适用（空着是立即）').fill(`${year}-03-01`);
  await page.getByRole('button', { name: '先看影响' }).click();
  await page.getByRole('button', { name: '确认设置' }).click();
  await page.getByText('将来适用').waitFor();
  await lookTwice(t, page, 'setting-text');
  await page.getByRole('button', { name: '撤回' }).click();
  await page.getByText('已撤回', { exact: true }).waitFor();
  await page.goto(`${house.url}/settings?day=${year}-12-01&other=2026-01-01`);
  await page.getByRole('row', { name: /补正期限/ }).waitFor();
  await page.getByText('共 1 项').waitFor();
  await lookTwice(t, page, 'settings-compare');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

/** A judgment of 京0491 that 张未 has signed for. */
async function signedJudgment(): Promise<void> {
  const clerk = await Person.signIn(house.url, 'bj-clerk');
  const found = await clerk.caseOf('（2026）京0491民初1001号');
  const draft = await clerk.upload(found.id, await samplePdf());
  await clerk.sign(`/documents/${draft.body.id}/signing`);
  const party = found.parties.find(({ name }) => name === '张未')?.id;
  await clerk.post(`/documents/${draft.body.id}/services`, {
    ...{ recipients: [party], channel: 'platform' },
  });
  const zhang = await Person.signIn(house.url, 'zhangwei');
  const services = await zhang.get<{ id: string }[]>('/services');
  const id = services[0]?.id;
  await zhang.post(`/services/${id}/open`);
  await zhang.sign(`/services/${id}/signing`, { event: 'signed' });
}

t.test('a corrected holiday moves a party’s deadline, which says why', async (t) => {
  await signedJudgment();
  const own = await windowFor(browser, PHONE);
  await signIn(own.page, house.url, '张未');
  await own.page.goto(house.url);
  await own.page.getByRole('link', { name: '判决上诉期限' }).waitFor();
  await look(t, own.page, 'home-litigant-phone');
  t.same(own.faults, [], 'no error in the console');
  await own.context.close();
  const zhang = await Person.signIn(house.url, 'zhangwei');
  const read = async () =>
    (await zhang.get<{ items: { lastDay: string }[] }>('/deadlines?side=mine')).items[0]?.lastDay;
  const before = (await read()) ?? '';

  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '高以宁');
  await page.goto(`${house.url}/calendar?year=${before.slice(0, 4)}`);
  await page.getByLabel('日期', { exact: true }).fill(before);
  await page.getByRole('button', { name: '加上这一天' }).press('Enter');
  await page.getByText('已选：').waitFor();
  await page.getByLabel('依据（通知文号）').first().fill('国办发明电〔2026〕99号');
  await lookTwice(t, page, 'calendar-chosen');
  await page.getByRole('button', { name: '先看哪些期限会变' }).first().press('Enter');
  await page.getByText('1 个进行中的期限会变：').first().waitFor();
  await lookTwice(t, page, 'calendar-preview');
  await page.getByRole('button', { name: '确认更正' }).press('Enter');
  await page.getByText('已更正。进行中的期限会在一分钟内重新计算').waitFor();
  await lookTwice(t, page, 'calendar-corrected');
  t.same(faults, [], 'no error in the console');
  await context.close();

  // At the next start, at the latest, every deadline is computed again.
  await house.stop();
  house = await openHouse({ dataDir: house.dataDir, port: house.port });
  await moved(read, before);
  await deadlineSays(t);
});

/** The party's own page of the deadline, with its reason, on a phone and at a desk. */
async function deadlineSays(t: Test): Promise<void> {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '张未');
  await page.goto(house.url);
  await page.getByRole('link', { name: '判决上诉期限' }).click();
  await page.getByText('工作日历更正').waitFor();
  await page.getByText(/国办发明电〔2026〕99号/).waitFor();
  await page.getByText(/到期日由 .* 改为/).waitFor();
  await lookTwice(t, page, 'deadline');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '加入手机日历（.ics）' }).click();
  t.match((await download).suggestedFilename(), /\.ics$/);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('The calendar was corrected').waitFor();
  await look(t, page, 'deadline-english-desk');
  t.same(faults, [], 'no error in the console');
  await context.close();
}

/** Resolves when the deadline is on another day than it was; asks again until the sweep that begins at start is done. */
async function moved(read: () => Promise<string | undefined>, before: string): Promise<void> {
  while ((await read()) === before) await new Promise((resolve) => setTimeout(resolve, 100));
}

t.test('a year that nobody knows is said in a banner, and can be entered', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '吴同舟');
  const year = new Date().getFullYear() + 1;
  await page.goto(`${house.url}/calendar?year=${year}`);
  await page.getByRole('heading', { name: `${year} 年的放假安排还不知道` }).waitFor();
  await lookTwice(t, page, 'calendar-unknown');
  await page
    .getByLabel('放假的日期')
    .fill(`${year}-01-01..${year}-01-03\n${year}-05-01\n${year}-10-01..${year}-10-07`);
  await page.getByLabel('调休上班的日期').fill(`${year}-10-09`);
  await page.getByLabel('依据（通知文号）').last().fill('国办发明电〔2026〕88号');
  await page.getByRole('button', { name: '先看哪些期限会变' }).last().click();
  await page.getByText('没有进行中的期限会变。').waitFor();
  await page.getByRole('button', { name: '确认更正' }).click();
  await page.getByText('来源：国办发明电〔2026〕88号').first().waitFor();
  t.equal(await page.getByText('的放假安排还不知道').count(), 0);
  await lookTwice(t, page, 'calendar-entered');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('a clerk’s home shows queues and clocks; a party without anything is told so', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '林知远');
  await page.goto(house.url);
  await page.getByRole('heading', { name: '北京互联网法院', exact: true }).waitFor();
  await page.getByRole('link', { name: /待本院处理/ }).waitFor();
  await lookTwice(t, page, 'home-clerk');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Today’s work' }).waitFor();
  await look(t, page, 'home-clerk-english');
  await page.getByRole('link', { name: 'Appeal against the judgment' }).first().click();
  await page.getByRole('heading', { name: 'Change this deadline' }).waitFor();
  t.same(faults, [], 'no error in the console');
  await context.close();
  const quiet = await windowFor(browser, PHONE);
  await signIn(quiet.page, house.url, '王㛃');
  await quiet.page.goto(house.url);
  await quiet.page.getByText('现在没有等您办的事').waitFor();
  await look(t, quiet.page, 'home-litigant-quiet-phone');
  await quiet.context.close();
});
