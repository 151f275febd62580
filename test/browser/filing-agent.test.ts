import { must, Person } from '@cunzheng/api/client';
import type { FilingView } from '@cunzheng/gateway';
import type { Browser, Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { blankPdf } from '../house/sample.ts';
import { DESK, launch, look, lookTwice, PHONE, signIn, windowFor } from './browser.ts';
import { heading, inList, option, pick, saved } from './filing-steps.ts';

const AGENT = '张未';
const COMPANY = '某某科技有限公司';
const BUYER = '虚构商贸有限公司';

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

/** Somebody at a PC: buttons and links by Enter, choices by the space bar. */
const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).press('Enter');
const follow = (page: Page, name: string) =>
  page.getByRole('link', { name, exact: true }).press('Enter');
const choose = (page: Page, group: string, name: string | RegExp) =>
  option(page, group, name).getByRole('radio').press('Space');
const editing = (step: string) => `${house.url}/filings/${id}/edit/${step}`;

t.test('the agent of a company says for whom he files, and by what authority', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, AGENT);
  await page.goto(`${house.url}/file`);
  await page.getByLabel('我已看完').press('Space');
  await press(page, '下一步');
  await press(page, '下一步');
  await page.getByRole('combobox', { name: /^法院/ }).fill('bjhlw');
  await page.getByRole('option', { name: /北京互联网法院/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await press(page, '下一步');
  await choose(page, '起诉状怎么写？', '买卖合同');
  await press(page, '下一步');
  await choose(page, '为谁办理？', '代理别人');
  await choose(page, '代理权限', '特别授权');
  await lookTwice(t, page, 'agent-who');
  await press(page, '开始填写');
  await heading(page, '当事人');
  id = /filings\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  await page.getByText('先写您代理的当事人').waitFor();
  t.equal(await page.getByRole('link', { name: /^原告：/ }).count(), 0, 'he is no party himself');
  await lookTwice(t, page, 'agent-parties-empty');
  await company(t, page);
  await press(page, '添加被告');
  await choose(page, '是个人还是单位？', '单位');
  await page.getByLabel('单位全称').fill(BUYER);
  await page.getByLabel('住所地？').fill('北京市虚构区样例路9号');
  await saved(page);
  await press(page, '填好了，回到名单');
  await page.getByRole('link', { name: `被告：${BUYER}` }).waitFor();
  await lookTwice(t, page, 'agent-parties');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

async function company(t: Test, page: Page): Promise<void> {
  await press(page, '添加原告');
  await choose(page, '是个人还是单位？', '单位');
  await page.getByLabel('单位全称').fill(COMPANY);
  await page.getByLabel('住所地？').fill('北京市虚构区样例路8号');
  await page.getByLabel('法定代表人或者负责人？').fill('李娜然');
  await page.getByLabel('单位联系电话？').fill('010-55550000');
  await page.getByLabel('统一社会信用代码？').fill('91350100M000100Y44');
  await saved(page);
  await look(t, page, 'agent-company-desk');
  await press(page, '填好了，回到名单');
  await page.getByRole('link', { name: `原告：${COMPANY}` }).waitFor();
}

t.test('what special authority is for is asked, and of general authority is not', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, AGENT);
  await page.goto(editing('claim'));
  t.equal(await page.getByLabel('代理人姓名？').inputValue(), AGENT, 'his own name is there');
  const matters = page.getByRole('group', { name: /特别授权哪些事项/ });
  await matters.waitFor();
  await choose(page, '代理权限？', '一般授权');
  await matters.waitFor({ state: 'detached' });
  await choose(page, '代理权限？', '特别授权');
  await matters.getByLabel('代为和解').press('Space');
  await matters.getByLabel('代为变更诉讼请求').press('Space');
  await choose(page, '代理人是什么身份？', '近亲属或者工作人员');
  await saved(page);
  await lookTwice(t, page, 'agent-authority');
  await follow(page, '下一页');
  await choose(page, '您是卖方还是买方？', '出卖人');
  await page.getByLabel('欠款算到哪一天？').fill('2026-11-01');
  await page.getByLabel('对方还欠多少货款？（元）').fill('25.6万');
  await page.getByText('大写：贰拾伍万陆仟元整').waitFor();
  await saved(page);
  await look(t, page, 'agent-claims-desk');
  await page.goto(`${editing('claim')}?at=facts.contract`);
  await page.getByLabel('哪天签的？').fill('2025-03-01');
  await page.getByLabel('买卖的是什么？规格、质量、数量？').fill('办公电脑 64 台');
  await page.getByLabel('总价？（元）').fill('25.6万');
  await saved(page);
  await page.goto(editing('evidence'));
  await press(page, '添加证据');
  await page.getByLabel('这份证据叫什么？').fill('买卖合同');
  await page.getByLabel('从哪里来的？').fill('双方签订');
  await page.getByLabel('用来证明什么？').fill('双方约定的货物和价款');
  await choose(page, '是原件还是复印件？', '复印件');
  await page.getByLabel('共几页？').fill('2');
  await saved(page);
  t.same(faults, [], 'no error in the console');
  await context.close();
});

/** A PDF in its place of the checklist. */
async function add(page: Page, slot: string, name: string): Promise<void> {
  const buffer = Buffer.from(await blankPdf(1, 0, `${slot.length} ${name.length}`));
  const file = { name: `${name}.pdf`, mimeType: 'application/pdf', buffer };
  await pick(page, slot).setInputFiles(file);
  await inList(page, name).waitFor();
}

t.test(
  'the checklist asks for what a company and its agent owe, and the fee is told',
  async (t) => {
    const { page, faults, context } = await windowFor(browser, DESK);
    await signIn(page, house.url, AGENT);
    await page.goto(editing('papers'));
    for (const place of ['营业执照', '法定代表人或者主要负责人', '授权委托书', '代理人身份证明'])
      await page.getByRole('heading', { name: new RegExp(`^${place}`), level: 2 }).waitFor();
    t.equal(await pick(page, '身份证明').isVisible(), false, 'a company has no identity card');
    await add(page, '营业执照或者组织机构代码证副本', '营业执照');
    await add(page, '法定代表人或者主要负责人身份证明书', '法定代表人证明');
    await add(page, '代理人身份证明', '工作证');
    await add(page, '证据', '买卖合同');
    await lookTwice(t, page, 'agent-papers');
    await page.goto(editing('cost'));
    // 诉讼费用交纳办法 13: 50 + 2.5 % of 90,000 + 2 % of 100,000 + 1.5 % of 56,000.
    await page.getByText('案件受理费大约 5,140 元').waitFor();
    await choose(page, '愿意先调解吗？', '不先调解');
    await saved(page);
    await lookTwice(t, page, 'agent-cost');
    await page.goto(editing('address'));
    await press(page, '填入当事人的名称、电话和地址');
    t.equal(await page.getByLabel('收件人').inputValue(), COMPANY);
    await choose(page, '接受电子送达吗？', /^接受电子送达/);
    await saved(page);
    await look(t, page, 'agent-address-desk');
    t.same(faults, [], 'no error in the console');
    await context.close();
  },
);

t.test('the review finds the power of attorney missing and the number wrong', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, AGENT);
  await page.goto(editing('review'));
  await page.getByText('还没有：授权委托书。').waitFor();
  await page
    .getByText(/统一社会信用代码.*校验/)
    .first()
    .waitFor();
  await lookTwice(t, page, 'agent-review-findings');
  await page.getByRole('link', { name: '去填写：还没有：授权委托书。' }).press('Enter');
  await heading(page, '上传材料');
  await add(page, '授权委托书', '授权委托书');
  await page.goto(editing('review'));
  await page.getByRole('link', { name: /^去填写：.*统一社会信用代码/ }).press('Enter');
  await page.getByLabel('统一社会信用代码？').fill('91350100M000100Y43');
  await saved(page);
  await page.goto(editing('review'));
  await page.getByText('代理他人办理 · 特别授权').waitFor();
  await page.getByText('代为和解').first().waitFor();
  await page.getByText('还没有：授权委托书。').waitFor({ state: 'detached' });
  await page.getByText(/统一社会信用代码.*校验/).waitFor({ state: 'detached' });
  await lookTwice(t, page, 'agent-review');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('he declares, signs with a key of this sitting, and has a receipt', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, AGENT);
  await page.goto(editing('sign'));
  await page.getByLabel('我已逐条看过').press('Space');
  await press(page, '下一步：核对要签名的内容');
  await page.getByText('签名用的密钥只在这次打开网页时存在').waitFor();
  await lookTwice(t, page, 'agent-sign');
  await press(page, '确认签名并提交');
  await page.waitForURL(/receipt/);
  await page.getByRole('link', { name: '下载证明文件' }).waitFor();
  await page.getByText('已证明').first().waitFor();
  await page.getByRole('img', { name: '扫码核验' }).waitFor();
  const filing = await filed();
  const list = page.locator('ol > li', { hasText: 'SM3' });
  t.equal(await list.count(), filing.papers.length, 'every paper by its digests');
  for (const { name, sha256 } of filing.papers)
    t.match(await list.filter({ hasText: sha256 }).textContent(), name, name);
  t.match(
    filing.papers
      .filter(({ made }) => made)
      .map(({ slot }) => slot)
      .toSorted(),
    ['complaint', 'declaration', 'serviceConfirmation'],
    'what the system wrote is among them',
  );
  await lookTwice(t, page, 'agent-receipt');
  await page.goto(`${house.url}/filings`);
  await page.getByRole('link', { name: '买卖合同纠纷' }).waitFor();
  await page.getByText('待审核').first().waitFor();
  await page.getByText(BUYER).waitFor();
  await lookTwice(t, page, 'agent-filings');
  await follow(page, '买卖合同纠纷');
  await page.getByText('代理他人办理 · 特别授权').waitFor();
  await lookTwice(t, page, 'agent-overview');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

async function filed(): Promise<FilingView> {
  const agent = await Person.signIn(house.url, 'zhangwei');
  return agent.get<FilingView>(`/filings/${id}`);
}

t.test(
  'the judge sees who acts for whom, by what authority, and the paper that gives it',
  async (t) => {
    const { page, faults, context } = await windowFor(browser, DESK);
    await signIn(page, house.url, '苏明衡');
    await page.goto(`${house.url}/review/${id}`);
    await page.getByRole('heading', { name: `${COMPANY} 诉 ${BUYER}` }).waitFor();
    await page.getByText('代理人，特别授权').waitFor();
    const parties = page.getByRole('region', { name: '当事人' });
    for (const words of [AGENT, '特别授权', '代为和解', '91350100M000100Y43'])
      await parties.getByText(words).first().waitFor();
    const papers = page.locator('[data-part="papers"]');
    await papers.getByRole('button', { name: /^授权委托书/ }).press('Enter');
    await papers.getByRole('heading', { name: '授权委托书', level: 2 }).waitFor();
    await papers.locator('canvas').first().waitFor();
    t.equal(
      await page.getByText('缺少的材料').count(),
      0,
      'the list of evidence is in the complaint',
    );
    await lookTwice(t, page, 'agent-judge');
    await page.setViewportSize(PHONE.viewport);
    await page.getByRole('button', { name: '材料', exact: true }).press('Enter');
    await look(t, page, 'agent-judge-papers-phone');
    t.same(faults, [], 'no error in the console');
    await context.close();
  },
);

t.test('an agent of general authority brings his own papers', async (t) => {
  const agent = await Person.signIn(house.url, 'zhangwei');
  const begun = { court: '京0491', kind: 'enforcement', cause: '申请执行' };
  const refused = await agent.ask('POST', '/filings', { ...begun, capacity: 'agent' });
  t.match(refused, { status: 400, body: { code: 'INPUT_INVALID' } }, 'an agent says his authority');
  const said = { ...begun, capacity: 'agent', authority: 'general' };
  ({ id } = must(await agent.ask<FilingView>('POST', '/filings', said)));
  const parties = [
    { side: 'applicant', kind: 'organisation', name: COMPANY },
    { side: 'other', kind: 'organisation', name: BUYER },
  ];
  must(await agent.ask('PUT', `/filings/${id}/parties`, { parties }));
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, AGENT);
  await page.goto(editing('papers'));
  await add(page, '授权委托书', '授权委托书');
  await page.goto(editing('sign'));
  await page.getByText('代理人暂时不能在网上撤回').waitFor();
  await page.getByLabel('我已逐条看过').press('Space');
  await press(page, '下一步：核对要签名的内容');
  await press(page, '确认签名并提交');
  await page.waitForURL(/receipt/);
  await follow(page, '查看这件立案申请');
  await page.getByText('代理他人办理 · 一般授权').waitFor();
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('taking back is for the party, and no agent does it on his own', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, AGENT);
  await page.goto(`${house.url}/filings/${id}`);
  await page.getByText('代理人暂时不能在网上撤回').waitFor();
  t.equal(await page.getByRole('button', { name: '我要撤回' }).count(), 0);
  await page.getByText(/· 代理人 · 第 1 次提交/).waitFor();
  await lookTwice(t, page, 'agent-general-overview');
  const agent = await Person.signIn(house.url, 'zhangwei');
  const refused = await agent.sign(`/filings/${id}/withdrawal`);
  t.match(refused.body, { code: 'NOT_SUPPORTED' }, 'nor past the page');
  t.match(await filed(), { state: 'review', authority: 'general' });
  t.same(faults, [], 'no error in the console');
  await context.close();
});
