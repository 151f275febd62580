import { must, Person } from '@cunzheng/api/client';
import type { FilingView } from '@cunzheng/gateway';
import type { Browser, Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { DESK, kept, launch, look, PHONE, signIn, windowFor } from './browser.ts';
import { heading, inList, option, pick, saved } from './filing-steps.ts';

let house: House;
let browser: Browser;
/** The filing that the stories go on with. */
let id = '';

t.setTimeout(400_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).tap();
const follow = (page: Page, name: string | RegExp) =>
  page.getByRole('link', { name, exact: true }).tap();
const choose = (page: Page, group: string, name: string | RegExp) =>
  option(page, group, name).tap();

/** The network of a village: half a second to the court, half a megabit a second. */
async function slow(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 300, downloadThroughput: 64_000, uploadThroughput: 64_000 },
  });
}

t.test('a person alone on a phone begins a private-loan case from nothing', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  await page.goto(`${house.url}/filings`);
  await page.getByText('还没有立案申请').waitFor();
  await look(t, page, 'filings-empty-phone');
  await page.goto(house.url);
  await page.getByRole('link', { name: /^我要立案/ }).tap();
  await heading(page, '我要立案');
  await slow(page);
  await press(page, '下一步');
  t.match(await page.getByRole('alert').textContent(), /请先看完须知/);
  await look(t, page, 'file-notice-phone');
  await page.getByLabel('我已看完').check();
  await press(page, '下一步');
  await look(t, page, 'file-cost-phone');
  await press(page, '下一步');
  await press(page, '下一步');
  t.match(await page.getByRole('alert').textContent(), /请选择法院/);
  const court = page.getByRole('combobox', { name: /^法院/ });
  await court.fill('bjhlw');
  await page.getByRole('option', { name: /北京互联网法院/ }).tap();
  await look(t, page, 'file-court-phone');
  await press(page, '下一步');
  await choose(page, '起诉状怎么写？', '民间借贷');
  await look(t, page, 'file-matter-phone');
  await press(page, '下一步');
  await look(t, page, 'file-who-phone');
  await press(page, '开始填写');
  await heading(page, '当事人');
  id = /filings\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  await look(t, page, 'edit-parties-phone');
  await parties(t, page);
  await claims(t, page);
  t.same(faults, [], 'no error in the console');
  await context.close();
});

async function parties(t: Test, page: Page): Promise<void> {
  await page.getByRole('link', { name: /^原告：李娜然/ }).tap();
  await page.getByLabel('联系电话？').fill('13800000000');
  await page.getByLabel('户籍地址？').fill('北京市虚构区样例路1号');
  await saved(page);
  await look(t, page, 'edit-plaintiff-phone');
  await press(page, '填好了，回到名单');
  await press(page, '添加被告');
  await page.getByLabel('姓名', { exact: true }).fill('钱示例');
  await page.getByLabel('联系电话？').fill('13900000000');
  await saved(page);
  await press(page, '填好了，回到名单');
  await page.getByRole('link', { name: /^被告：钱示例/ }).waitFor();
  await look(t, page, 'edit-parties-named-phone');
  await follow(page, '下一步');
  await heading(page, '诉讼请求和事实');
}

async function claims(t: Test, page: Page): Promise<void> {
  await page.goto(`${house.url}/filings/${id}/edit/claim?at=claims.principal`);
  await page.getByLabel('欠款算到哪一天？').fill('2026-11-01');
  await page.getByLabel('对方还欠多少本金？（元）').fill('十万');
  await page.getByText('看不懂这个金额').waitFor();
  await page.getByLabel('对方还欠多少本金？（元）').fill('10万');
  await page.getByText('大写：壹拾万元整').waitFor();
  await saved(page);
  await look(t, page, 'edit-principal-phone');
  await follow(page, '下一页');
  await page.getByRole('heading', { name: '利息', level: 2 }).waitFor();
  t.notOk(await page.getByText('利息按哪几段计算').isVisible(), 'asked only where it applies');
  await choose(page, '要求对方付利息吗？', '是');
  await page.getByRole('button', { name: '添加计息期间' }).tap();
  await page.getByLabel('这段时间的本金？（元）').fill('100000');
  await page.getByLabel('从哪天起？').fill('2025-01-01');
  await page.getByLabel('到哪天止？').fill('2026-01-01');
  await page.getByLabel('利率是多少？（%）').fill('10');
  await choose(page, '年利率、月利率还是日利率？', '年');
  await saved(page);
  await page.getByRole('heading', { name: '利息怎么算的（每段一行）' }).waitFor();
  await press(page, '把 10,000.00 元填入“到那天欠多少利息”');
  t.equal(await page.getByLabel('到那天欠多少利息？（元）').inputValue(), '10,000');
  await saved(page);
  await look(t, page, 'edit-interest-phone');
}

t.test('without a network what is typed stays on the device and is sent later', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  await page.goto(`${house.url}/filings/${id}/edit/claim?at=facts.contract`);
  const day = page.getByLabel('哪天借的、哪天签的？');
  await day.waitFor();
  await context.setOffline(true);
  await day.fill('2024-06-01');
  await page.getByText('已留在这台设备上').waitFor();
  t.ok((await kept(page)) > 0, 'kept in the browser');
  await look(t, page, 'edit-offline-phone');
  await context.setOffline(false);
  await saved(page);
  t.equal(await kept(page), 0, 'nothing is left once it is saved');
  const ours = faults.filter((line) => !/ERR_INTERNET_DISCONNECTED/.test(line));
  t.same(ours, [], 'no other error in the console');
  await context.close();
});

t.test('she goes on at a desk; what both wrote is told and never lost', async (t) => {
  const phone = await windowFor(browser, PHONE);
  await signIn(phone.page, house.url, '李娜然');
  const at = `${house.url}/filings/${id}/edit/claim?at=facts.contract`;
  await phone.page.goto(at);
  await phone.page.getByLabel(/^在哪里签的/).waitFor();
  const desk = await windowFor(browser, DESK);
  await signIn(desk.page, house.url, '李娜然');
  await desk.page.goto(`${house.url}/filings`);
  await desk.page.getByRole('link', { name: '民间借贷纠纷' }).click();
  await desk.page.goto(at);
  t.equal(
    await desk.page.getByLabel('哪天借的、哪天签的？').inputValue(),
    '2024-06-01',
    'it is all there',
  );
  await desk.page.getByLabel(/^在哪里签的/).fill('北京');
  await saved(desk.page);
  await look(t, desk.page, 'edit-facts-desk');
  await phone.page.getByLabel(/^在哪里签的/).fill('天津');
  await phone.page.getByRole('heading', { name: '另一台设备改过这一项' }).waitFor();
  await look(t, phone.page, 'edit-differing-phone');
  await press(phone.page, '用这里填的：天津');
  await saved(phone.page);
  await desk.page.reload();
  await desk.page.getByLabel(/^在哪里签的/).waitFor();
  t.equal(await desk.page.getByLabel(/^在哪里签的/).inputValue(), '天津');
  await desk.context.close();
  await phone.context.close();
});

t.test('she lists evidence, photographs it, and sees what it costs', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  await page.goto(`${house.url}/filings/${id}/edit/evidence`);
  await page.getByRole('button', { name: '添加证据' }).tap();
  await page.getByLabel('这份证据叫什么？').fill('借条');
  await page.getByLabel('从哪里来的？').fill('被告出具');
  await page.getByLabel('用来证明什么？').fill('被告借款十万元');
  await choose(page, '是原件还是复印件？', '原件');
  await page.getByLabel('共几页？').fill('1');
  await saved(page);
  await look(t, page, 'edit-evidence-phone');
  await follow(page, '下一步');
  await heading(page, '上传材料');
  await upload(page, '身份证明', '身份证');
  await upload(page, '证据', '借条');
  await look(t, page, 'edit-papers-phone');
  await follow(page, '下一步');
  await page.getByText('案件受理费大约 2,500 元').waitFor();
  await choose(page, '愿意先调解吗？', '不先调解');
  await page.getByRole('checkbox').first().check();
  await saved(page);
  await look(t, page, 'edit-cost-phone');
  await follow(page, '下一步');
  await heading(page, '送达地址');
  await press(page, '填入我的姓名、电话和地址');
  await choose(page, '接受电子送达吗？', /^接受电子送达/);
  await saved(page);
  await look(t, page, 'edit-address-phone');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

/** Takes a photograph, gives it its name, and sends it. */
async function upload(page: Page, slot: string, name: string): Promise<void> {
  const buffer = await page.screenshot({ type: 'jpeg', quality: 40 });
  const file = { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer };
  await pick(page, slot).setInputFiles(file);
  await page.getByLabel('这份材料叫什么').fill(name);
  await page.getByRole('button', { name: '上传', exact: true }).tap();
  await inList(page, name).waitFor();
}

t.test('she looks everything over, signs, and has a receipt', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  await page.goto(`${house.url}/filings/${id}/edit/review`);
  await page.getByRole('heading', { name: '提示（不影响提交）' }).waitFor();
  await page.getByText('壹拾万元').first().waitFor();
  await look(t, page, 'edit-review-phone');
  await follow(page, '核对好了，去签名提交');
  await press(page, '下一步：核对要签名的内容');
  t.match(await page.getByRole('alert').textContent(), /请先看过承诺/);
  await look(t, page, 'edit-declaration-phone');
  await page.getByLabel('我已逐条看过').check();
  await press(page, '下一步：核对要签名的内容');
  await page.getByRole('heading', { name: '请核对要签名的内容' }).waitFor();
  await look(t, page, 'edit-sign-phone');
  await press(page, '确认签名并提交');
  await page.waitForURL(/receipt/);
  await page.getByRole('link', { name: '下载证明文件' }).waitFor();
  await look(t, page, 'filing-receipt-phone');
  await follow(page, '查看这件立案申请');
  await page.getByText('待审核').first().waitFor();
  await look(t, page, 'filing-overview-phone');
  await page.goto(`${house.url}/filings`);
  await page.getByText('待审核').waitFor();
  await look(t, page, 'filings-phone');
  await page.goto(`${house.url}/filings/${id}/edit/claim`);
  await page.getByText('现在不能修改').waitFor();
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('the court sends it back once, and she corrects two wrong papers', async (t) => {
  await sendBack();
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  await page.goto(`${house.url}/filings`);
  await page.getByText('待补正').waitFor();
  await follow(page, '民间借贷纠纷');
  await heading(page, '补正材料');
  await page.getByText('借条照片不清楚，请重新上传').first().waitFor();
  await page.getByText('已处理 0 项，共 4 项').waitFor();
  await look(t, page, 'correct-phone');
  for (const [n, name] of ['身份证', '借条'].entries()) {
    const item = page.locator('section', { hasText: `第 ${n + 1} 项，共 4 项` }).first();
    const buffer = await page.screenshot({ type: 'jpeg', quality: 20 + n });
    const file = { name: 'IMG_0002.jpg', mimeType: 'image/jpeg', buffer };
    await item.getByLabel(`换一份“${name}”`).setInputFiles(file);
    await item.getByRole('button', { name: '上传', exact: true }).tap();
    await item.getByText('已经换过').waitFor();
  }
  await page.getByLabel(/^还有要说明的吗/).fill('借款用于装修。');
  await saved(page);
  await page.getByText('已处理 2 项，共 4 项').waitFor();
  await look(t, page, 'correct-done-phone');
  await follow(page, '去改这一项');
  await heading(page, '当事人');
  await page.getByLabel('户籍地址？').fill('天津市虚构区样例路3号');
  await saved(page);
  await look(t, page, 'correct-party-phone');
  await page.goto(`${house.url}/filings/${id}/correct`);
  await follow(page, '改好了，核对并再次提交');
  await follow(page, '核对好了，去签名提交');
  await page.getByLabel('我已逐条看过').check();
  await press(page, '下一步：核对要签名的内容');
  await press(page, '确认签名并提交');
  await page.waitForURL(/receipt/);
  await page.getByText('第 2 次提交').first().waitFor();
  await page.getByRole('link', { name: '下载证明文件' }).waitFor();
  await look(t, page, 'filing-receipt-again-phone');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

/** As a clerk does at his desk: two papers, a field of a party, a field of the form. */
async function sendBack(): Promise<void> {
  const clerk = await Person.signIn(house.url, 'bj-clerk');
  const { papers } = must(await clerk.ask<FilingView>('GET', `/filings/${id}`));
  const paper = (slot: string) => papers.find((each) => each.slot === slot)?.id;
  must(await clerk.ask('POST', `/filings/${id}/taking`, {}));
  const items = [
    { paper: paper('identity'), words: '身份证只有一面，请补反面' },
    { paper: paper('evidence'), words: '借条照片不清楚，请重新上传' },
    { field: 'defendants.0.address', words: '请写明被告住址' },
    { field: 'more', words: '请说明借款用途' },
  ];
  const decision = { act: 'requestCorrection', items };
  must(await clerk.sign(`/filings/${id}/decision`, { decision }));
}

t.test('a draft is thrown away, and a filing is taken back', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  await page.goto(`${house.url}/filings/${id}`);
  await press(page, '我要撤回');
  await page.getByLabel('撤回的原因（可不填）').fill('双方已经和解');
  await look(t, page, 'withdraw-phone');
  await press(page, '下一步：核对');
  await look(t, page, 'withdraw-sign-phone');
  await press(page, '确认撤回');
  await page.getByText('您已撤回').waitFor();
  await page.getByText('双方已经和解').waitFor();
  await look(t, page, 'withdrawn-phone');
  const lina = await Person.signIn(house.url, 'lina');
  const body = { court: '京0491', kind: 'enforcement', cause: '申请执行', capacity: 'self' };
  const draft = must(await lina.ask<FilingView>('POST', '/filings', body));
  await page.goto(`${house.url}/filings/${draft.id}`);
  await press(page, '删除这份草稿');
  await look(t, page, 'discard-phone');
  await press(page, '确定删除');
  await heading(page, '我的立案');
  t.equal(await page.getByRole('link', { name: '申请执行', exact: true }).count(), 0);
  t.same(faults, [], 'no error in the console');
  await context.close();
});
