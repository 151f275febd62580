import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { citizenCheckDigit } from '@cunzheng/domain/identity';
import { type FaceidServer, openFaceidServer } from '@cunzheng/gateway/testing';
import type { Browser, Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { setClock } from '../house/set-clock.ts';
import { DESK, launch, look, PHONE, signIn, windowFor } from './browser.ts';

const SHIFT = join(tmpdir(), `cunzheng-accounts-${process.pid}`);
const PROVIDERS = join(tmpdir(), `cunzheng-accounts-${process.pid}.json`);
const CLOCK = fileURLToPath(new URL('../house/shifted-clock.js', import.meta.url));
/** The house's clock goes on by so many minutes. */
const later = (minutes: number) => setClock(SHIFT, minutes * 60_000);

let house: House;
let faceid: FaceidServer;
let browser: Browser;

t.setTimeout(300_000);
t.before(async () => {
  faceid = await openFaceidServer();
  const { url, secretId, secretKey, ruleId } = faceid;
  writeFileSync(PROVIDERS, JSON.stringify({ identity: { url, secretId, secretKey, ruleId } }));
  house = await openHouse({
    preload: [CLOCK],
    env: {
      CLOCK_SHIFT: SHIFT,
      CUNZHENG_PROVIDERS: PROVIDERS,
    },
  });
  browser = await launch();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
  await faceid?.close();
  for (const path of [SHIFT, PROVIDERS]) rmSync(path, { force: true });
});

interface Somebody {
  readonly name: string;
  readonly number: string;
  readonly mobile: string;
}

const person = (name: string, serial: string): Somebody => {
  const first = `11010519480712${serial}`;
  return { name, number: first + citizenCheckDigit(first), mobile: `13900000${serial}` };
};

/** Types the number and the code that the demo shows. */
async function byPhone(page: Page, mobile: string): Promise<void> {
  await page.goto(`${house.url}/signin/phone`);
  await page.getByLabel('手机号').fill(mobile);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByRole('button', { name: '填入' }).click();
  await page.getByRole('button', { name: '登录或注册' }).click();
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

/** Chooses the court of Beijing, the first of those that are open. */
async function chooseKind(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: '由哪家法院帮您核对' }).fill('bjhlw');
  await page.getByRole('option', { name: /北京互联网法院/ }).click();
  await press(page, '下一步');
}

async function photograph(page: Page, side: string): Promise<void> {
  const buffer = await page.screenshot({ type: 'jpeg', quality: 40 });
  const files = { name: `${side}.jpg`, mimeType: 'image/jpeg', buffer };
  await page.locator(`#${side} input[type=file]`).setInputFiles(files);
  await page.locator(`#${side} img`).waitFor();
}

async function untilRegister(page: Page, who: Somebody): Promise<void> {
  await press(page, '我已阅读，开始注册');
  await chooseKind(page);
  await page.getByLabel('姓名').fill(who.name);
  await page.getByLabel('证件号码').fill(who.number);
  await press(page, '下一步');
  await photograph(page, 'front');
  await photograph(page, 'back');
  await press(page, '一致，确认');
  await page.getByRole('button', { name: '开始核对' }).waitFor();
}

t.test('somebody alone on a phone registers and is proofed', async (t) => {
  const who = person('毕晓明', '101');
  faceid.people.push(who);
  const { page, faults, context } = await windowFor(browser, PHONE);
  await page.goto(`${house.url}/signin/phone`);
  await press(page, '获取验证码');
  await page.getByRole('alert').waitFor();
  await look(t, page, 'phone-number');
  await byPhone(page, who.mobile);
  await page.getByRole('heading', { name: '注册须知' }).waitFor();
  await look(t, page, 'proofing-rules-phone');
  await press(page, '先看一遍演示（约 1 分钟）');
  await page.getByText('演示 1 / 6').waitFor();
  await look(t, page, 'proofing-tour-phone');
  for (let i = 0; i < 5; i++) await press(page, '看下一步');
  await press(page, '看完了');
  await page.getByRole('button', { name: '再看一遍演示' }).waitFor();
  await press(page, '我已阅读，开始注册');
  await page.getByRole('radio', { name: /个人/ }).waitFor();
  await look(t, page, 'proofing-kind-phone');
  await chooseKind(page);
  await press(page, '下一步');
  await page.getByText('请填写姓名').first().waitFor();
  await page.getByLabel('姓名').fill(who.name);
  await page
    .getByLabel('证件号码')
    .fill(`${who.number.slice(0, 17)}${who.number.endsWith('1') ? 2 : 1}`);
  await press(page, '下一步');
  await page.getByRole('alert').waitFor();
  await look(t, page, 'proofing-document-wrong-phone');
  await page.getByLabel('证件号码').fill(who.number);
  await press(page, '下一步');
  await photograph(page, 'front');
  await photograph(page, 'back');
  await look(t, page, 'proofing-photos-phone');
  await page.reload();
  await page.locator('#back img').waitFor();
  await press(page, '一致，确认');
  await page.getByRole('button', { name: '开始核对' }).waitFor();
  await look(t, page, 'proofing-register-phone');
  await press(page, '开始核对');
  await page.getByRole('heading', { name: '人像比对' }).waitFor();
  await look(t, page, 'proofing-portrait-phone');
  await press(page, '开始人像比对');
  await page.getByRole('link', { name: '本人通过' }).click();
  await page.getByRole('heading', { name: '阅读并签署告知书' }).waitFor();
  await look(t, page, 'proofing-notice-phone');
  await press(page, '我已阅读并签署');
  await page.getByRole('heading', { name: '认证完成' }).waitFor();
  await page.getByRole('link', { name: '已认证' }).waitFor();
  await look(t, page, 'proofing-done-phone');
  t.equal(await page.getByText(who.number).count(), 0, 'the number is masked');
  await page.setViewportSize(DESK.viewport);
  await look(t, page, 'proofing-done-desk');
  await press(page, 'English');
  await page.getByRole('heading', { name: 'You are verified' }).waitFor();
  await look(t, page, 'proofing-done-english');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

/** Makes a code, which his granddaughter enters on her own phone. Returns her window, at his registration. */
async function letHelp(t: Test, page: Page) {
  await page.getByRole('heading', { name: '注册须知' }).waitFor();
  await page.goto(`${house.url}/helpers`);
  await press(page, '生成帮办码');
  const code = page.getByText(/^[0-9]{4} [0-9]{4}$/);
  await code.waitFor();
  await look(t, page, 'helper-code-elder');
  const helper = await windowFor(browser, PHONE);
  await signIn(helper.page, house.url, '李娜然');
  await helper.page.goto(`${house.url}/helpers`);
  await helper.page.getByLabel('8 位帮办码').fill((await code.textContent()) as string);
  await look(t, helper.page, 'helpers-phone');
  await press(helper.page, '开始帮办');
  await helper.page.getByRole('heading', { name: /您正在帮/ }).waitFor();
  await look(t, helper.page, 'helping-rules-phone');
  return helper;
}

t.test('a man of 78 whose portrait fails is looked at by a clerk', async (t) => {
  const who = person('方老先生', '202');
  faceid.people.push(who);
  const { page, faults, context } = await windowFor(browser, PHONE);
  await byPhone(page, who.mobile);
  await press(page, '长辈版');
  const helper = await letHelp(t, page);
  await untilRegister(helper.page, who);
  await look(t, helper.page, 'helping-register-phone');
  await page.goto(`${house.url}/helpers`);
  await page.getByRole('heading', { name: /在帮我/ }).waitFor();
  await page.getByText(/他做了什么/).click();
  await look(t, page, 'helped-elder');
  await press(page, '立即结束');
  await page.getByText('立即结束').waitFor({ state: 'detached' });
  await press(helper.page, '开始核对');
  await helper.page.getByText('LINK_EXPIRED').waitFor();
  t.same(ours(helper.faults), [], 'no error in the console');
  await helper.context.close();
  await page.goto(`${house.url}/proofing`);
  await press(page, '开始核对');
  await press(page, '开始人像比对');
  await page.getByRole('link', { name: '比对不通过' }).click();
  await page.getByText('这次没有比对上').waitFor();
  await page.getByRole('heading', { name: '改由工作人员看照片' }).waitFor();
  await look(t, page, 'proofing-portrait-failed-elder');
  await photograph(page, 'holding');
  await press(page, '提交给工作人员核对');
  await press(page, '我已阅读并签署');
  await page.getByRole('heading', { name: '工作人员正在核对' }).waitFor();
  await look(t, page, 'proofing-waiting-elder');

  const clerk = await windowFor(browser, DESK);
  await signIn(clerk.page, house.url, '林知远');
  await clerk.page.goto(`${house.url}/proofing-review`);
  await clerk.page.getByRole('button', { name: /方\*/ }).focus();
  await look(t, clerk.page, 'review-queue-desk');
  await clerk.page.keyboard.press('Enter');
  await clerk.page.getByAltText('手持证件照片').waitFor();
  await clerk.page.getByText(who.number).waitFor();
  await clerk.page.waitForFunction(() =>
    [...document.images].every((image) => image.complete && image.naturalWidth > 0),
  );
  await look(t, clerk.page, 'review-item-desk');
  await press(clerk.page, '请申请人更正');
  await press(clerk.page, '退回更正');
  await clerk.page.getByText('请至少写一项原因').waitFor();
  await clerk.page.getByLabel('手持证件照片：原因').fill('证件反光，看不清');
  await look(t, clerk.page, 'review-return-desk');
  await press(clerk.page, '退回更正');
  await clerk.page.getByText('没有等待核对的身份').waitFor();

  await page.getByText('证件反光，看不清').waitFor();
  await look(t, page, 'proofing-returned-elder');
  await page.getByText('改由工作人员看照片').waitFor();
  await photograph(page, 'holding');
  await press(page, '提交给工作人员核对');
  await page.getByRole('heading', { name: '工作人员正在核对' }).waitFor();
  await clerk.page.reload();
  await clerk.page.getByRole('button', { name: /方\*/ }).click();
  await clerk.page.setViewportSize(PHONE.viewport);
  await clerk.page.getByAltText('手持证件照片').waitFor();
  await look(t, clerk.page, 'review-item-phone');
  await press(clerk.page, '一致，通过');
  await clerk.page.getByText('没有等待核对的身份').waitFor();
  await look(t, clerk.page, 'review-empty-phone');
  await page.getByRole('heading', { name: '认证完成' }).waitFor();
  t.same([...faults, ...clerk.faults], [], 'no error in the console');
  await clerk.context.close();
  await context.close();
});

t.test('a company registers, and its agent is let in and out', async (t) => {
  const owner = await windowFor(browser, PHONE);
  await signIn(owner.page, house.url, '李娜然');
  await owner.page.getByRole('link', { name: '已认证' }).click();
  await owner.page.getByRole('link', { name: '登记单位、代理人或律师' }).click();
  await owner.page.getByText('还没有登记过资格').waitFor();
  await press(owner.page, '登记一项资格');
  await press(owner.page, '下一步：上传证明');
  await owner.page.getByText('请填写单位名称').waitFor();
  await look(t, owner.page, 'capacity-form-phone');
  await owner.page.getByLabel('单位名称').fill('某某科技有限公司');
  await owner.page.getByLabel('统一社会信用代码').fill('91350100M000100Y43');
  await owner.page.getByLabel('法定代表人姓名').fill('李娜然');
  await owner.page.getByRole('combobox', { name: '由哪家法院审核' }).fill('bjhlw');
  await owner.page.getByRole('option', { name: /北京互联网法院/ }).click();
  await press(owner.page, '下一步：上传证明');
  await paper(owner.page);
  await owner.page.getByText('审核中').waitFor();
  await look(t, owner.page, 'capacity-waiting-phone');

  const clerk = await windowFor(browser, DESK);
  await signIn(clerk.page, house.url, '林知远');
  await clerk.page.getByRole('link', { name: '资格审核' }).click();
  await press(clerk.page, '打开材料（记入查看日志）');
  await clerk.page.getByAltText('证明照片').waitFor();
  await look(t, clerk.page, 'claim-review-desk');
  await clerk.page.getByRole('button', { name: '通过', exact: true }).click();
  await clerk.page.getByText('没有等待审核的资格').waitFor();

  const agent = await windowFor(browser, DESK);
  await signIn(agent.page, house.url, '张未');
  await agent.page.goto(`${house.url}/capacity`);
  await press(agent.page, '登记一项资格');
  await agent.page.getByRole('radio', { name: /单位的代理人/ }).press('Space');
  await agent.page.getByLabel('统一社会信用代码').fill('91350100M000100Y43');
  await agent.page.getByLabel('从哪一天起').fill('2026-01-01');
  await agent.page.getByLabel('到哪一天止').fill('2099-12-31');
  await look(t, agent.page, 'capacity-agent-desk');
  await press(agent.page, '下一步：上传证明');
  await paper(agent.page);
  await clerk.page.reload();
  await press(clerk.page, '打开材料（记入查看日志）');
  await clerk.page.getByRole('button', { name: '通过', exact: true }).click();
  await clerk.page.getByText('没有等待审核的资格').waitFor();
  await agent.page.getByText('已通过').waitFor();
  await owner.page.getByRole('button', { name: '立即撤销授权' }).click();
  await look(t, owner.page, 'capacity-revoke-phone');
  await press(owner.page, '确定');
  await agent.page.getByText('已终止').waitFor();
  await look(t, agent.page, 'capacity-ended-desk');
  t.same([...owner.faults, ...clerk.faults, ...agent.faults], [], 'no error in the console');
  for (const { context } of [owner, clerk, agent]) await context.close();
});

/** Hands in the photograph of a paper. */
async function paper(page: Page): Promise<void> {
  const buffer = await page.screenshot({ type: 'jpeg', quality: 40 });
  const file = { name: 'paper.jpg', mimeType: 'image/jpeg', buffer };
  await page.locator('input[type=file]').setInputFiles(file);
}

t.test('a thief with the phone number gets nowhere', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  const who = person('孔失之', '303');
  await byPhone(page, who.mobile);
  faceid.people.push(who);
  await untilRegister(page, who);
  await context.close();
  const thief = await windowFor(browser, PHONE);
  await thief.page.goto(`${house.url}/signin/phone`);
  await thief.page.getByLabel('手机号').fill(who.mobile);
  await press(thief.page, '获取验证码');
  await thief.page.getByRole('alert').waitFor();
  await look(t, thief.page, 'phone-too-soon');
  later(2);
  await byPhone(thief.page, who.mobile);
  await thief.page.getByRole('heading', { name: '再确认一项' }).waitFor();
  await look(t, thief.page, 'phone-fact');
  const end = thief.page.getByLabel('证件号码后 4 位');
  for (let i = 0; i < 5; i++) {
    await end.fill('0000');
    const answered = thief.page.waitForResponse(/session\/phone\/fact/);
    await press(thief.page, '进入账号');
    t.equal((await answered).status(), 403);
  }
  await end.fill(who.number.slice(-4));
  await press(thief.page, '进入账号');
  await thief.page.getByText('SIGN_IN_LOCKED').waitFor();
  await look(t, thief.page, 'phone-locked');
  await thief.page.goto(`${house.url}/proofing`);
  await thief.page.waitForURL(/signin/);
  t.equal(await thief.page.getByText('孔失之').count(), 0);
  t.same(ours([...faults, ...thief.faults]), [], 'no error in the console');
  await thief.context.close();
});

/** Shows by its code that a phone is in these hands. */
async function hold(page: Page, label: string, mobile: string): Promise<void> {
  await page.getByLabel(label).fill(mobile);
  await press(page, '获取验证码');
  await press(page, '填入');
  await press(page, '下一步');
}

t.test('a thief with phone and number is stopped, and a lawyer gets a new phone', async (t) => {
  const who = person('毕晓明', '101');
  const next = '13900000909';
  later(6);
  const thief = await windowFor(browser, PHONE);
  await thief.page.goto(`${house.url}/recover`);
  await look(t, thief.page, 'recover-ways-phone');
  await press(thief.page, '用旧手机更换');
  await hold(thief.page, '旧手机号', who.mobile);
  await look(t, thief.page, 'recover-new-phone');
  await hold(thief.page, '新手机号', '13900000666');
  await press(thief.page, '更换手机号');
  await thief.page.getByLabel('证件号码后 4 位').fill(who.number.slice(-4));
  await look(t, thief.page, 'recover-end-phone');
  await press(thief.page, '更换手机号');
  await thief.page.getByRole('heading', { name: '三天后生效' }).waitFor();
  await look(t, thief.page, 'recover-waiting-phone');

  later(9);
  const owner = await windowFor(browser, PHONE);
  await byPhone(owner.page, who.mobile);
  await owner.page.getByLabel('证件号码后 4 位').fill(who.number.slice(-4));
  await press(owner.page, '进入账号');
  await owner.page.getByRole('link', { name: '毕晓明' }).waitFor();
  await owner.page.goto(`${house.url}/notices`);
  await owner.page.getByRole('link', { name: /有人申请更换您账号的手机号/ }).click();
  const link = owner.page.locator('a[href^="/recover/cancel#"]');
  const href = (await link.getAttribute('href')) as string;
  const elsewhere = await windowFor(browser, DESK);
  await elsewhere.page.goto(`${house.url}${href}`);
  await look(t, elsewhere.page, 'recover-cancel-desk');
  await press(elsewhere.page, '取消这次更换');
  await elsewhere.page.getByRole('heading', { name: '已取消' }).waitFor();
  await look(t, elsewhere.page, 'recover-cancelled-desk');

  const lost = await windowFor(browser, PHONE);
  await lost.page.goto(`${house.url}/recover`);
  await press(lost.page, '用证件找回');
  await hold(lost.page, '新手机号', next);
  await lost.page.getByLabel('姓名').fill(who.name);
  await lost.page.getByLabel('证件号码').fill(who.number);
  await look(t, lost.page, 'recover-identity-phone');
  await press(lost.page, '下一步');
  for (const index of [0, 1]) {
    const buffer = await lost.page.screenshot({ type: 'jpeg', quality: 40 });
    const taken = lost.page.waitForResponse(/recovery\/identity\/photos/);
    const file = { name: `${index}.jpg`, mimeType: 'image/jpeg', buffer };
    await lost.page.locator('input[type=file]').nth(index).setInputFiles(file);
    await taken;
  }
  await look(t, lost.page, 'recover-photos-phone');
  await press(lost.page, '提交核对');
  await lost.page.getByRole('heading', { name: '等待核对' }).waitFor();

  const clerk = await windowFor(browser, DESK);
  await signIn(clerk.page, house.url, '林知远');
  await clerk.page.getByRole('link', { name: '找回核对' }).click();
  await press(clerk.page, '打开照片比对（记入查看日志）');
  await clerk.page.getByAltText('现在 手持证件').waitFor();
  await look(t, clerk.page, 'recovery-review-desk');
  await press(clerk.page, '不是同一个人');
  await clerk.page.getByText('请填写不通过的理由').first().waitFor();
  await clerk.page.getByRole('button', { name: '是同一个人', exact: true }).click();
  await clerk.page.getByText('没有等待核对的申请').waitFor();

  later(3 * 24 * 60 + 20);
  await t.test('it takes effect by itself', async (t) => {
    for (let i = 0; i < 20; i++) {
      await lost.page.goto(`${house.url}/recover`);
      await lost.page.getByText('您在本设备上提交过的申请').waitFor();
      if (await lost.page.getByText('新手机号已经生效').isVisible()) break;
      await lost.page.waitForTimeout(1000);
    }
    await press(lost.page, '查看详情');
    await lost.page.getByRole('heading', { name: '已更换手机号' }).waitFor();
    await look(t, lost.page, 'recover-done-phone');
  });
  await byPhone(lost.page, next);
  await lost.page.getByLabel('证件号码后 4 位').fill(who.number.slice(-4));
  await press(lost.page, '进入账号');
  await lost.page.getByRole('link', { name: '毕晓明' }).waitFor();
  for (const each of [thief, owner, elsewhere, lost, clerk]) {
    t.same(ours(each.faults), [], 'no error in the console');
    await each.context.close();
  }
});

/** Refusals that the story wants are no faults. */
const ours = (faults: readonly string[]) => faults.filter((line) => !/status of 4\d\d/.test(line));
