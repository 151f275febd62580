import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { citizenCheckDigit } from '@cunzheng/domain/identity';
import { type FlakyServer, startFlakyServer } from '@cunzheng/gateway/providers/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import t from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { setClock } from '../house/set-clock.ts';
import { DESK, launch, look, lookTwice, PHONE, signIn, windowFor } from './browser.ts';

const SHIFT = join(tmpdir(), `cunzheng-identity-${process.pid}`);
const PROVIDERS = join(tmpdir(), `cunzheng-identity-${process.pid}.json`);
const CLOCK = fileURLToPath(new URL('../house/shifted-clock.js', import.meta.url));
/** The house's clock goes on by so many minutes. */
const later = (minutes: number) => setClock(SHIFT, minutes * 60_000);

let house: House;
/** Under this name passkeys work. */
let url: string;
let wechat: FlakyServer;
let browser: Browser;
/** One newcomer in all stories, at his desk. */
let desk: { page: Page; context: BrowserContext; faults: string[] };

const first = '11010519480712515';
const who = { name: '纪念安', number: first + citizenCheckDigit(first), mobile: '13900000515' };
let openid = 'open-1';

t.setTimeout(300_000);
t.before(async () => {
  let codes = 0;
  wechat = await startFlakyServer({
    routes: {
      'GET /authorize': ({ query }) => {
        codes += 1;
        const back = new URL(query.get('redirect_uri') ?? '');
        back.searchParams.set('code', `code-${codes}`);
        back.searchParams.set('state', query.get('state') ?? '');
        return { status: 302, headers: { location: back.href } };
      },
      'GET /sns/oauth2/access_token': () => ({
        json: { access_token: 'x', expires_in: 7200, openid },
      }),
    },
  });
  const official = { appId: 'wx1', secret: 's', templates: {}, url: wechat.url };
  const authorize = `${wechat.url}/authorize`;
  writeFileSync(
    PROVIDERS,
    JSON.stringify({ wechat: { sender: '北京互联网法院', official, authorize } }),
  );
  house = await openHouse({
    preload: [CLOCK],
    env: { CLOCK_SHIFT: SHIFT, CUNZHENG_PROVIDERS: PROVIDERS },
  });
  url = house.url.replace('127.0.0.1', 'localhost');
  browser = await launch();
  desk = await windowFor(browser, DESK);
  const devtools = await desk.context.newCDPSession(desk.page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
  await wechat?.close();
  for (const path of [SHIFT, PROVIDERS]) rmSync(path, { force: true });
});

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

/** Refusals that the story wants are no faults. */
const ours = (faults: readonly string[]) =>
  faults.filter((line) => !/status of [45]\d\d/.test(line));

async function byPhone(page: Page, mobile: string): Promise<void> {
  await page.goto(`${url}/signin/phone`);
  await page.getByLabel('手机号').fill(mobile);
  await press(page, '获取验证码');
  await press(page, '填入');
  await press(page, '登录或注册');
}

async function take(page: Page, index: number): Promise<void> {
  const buffer = await page.screenshot({ type: 'jpeg', quality: 40 });
  const taken = page.waitForResponse(/hand-over\/photos/);
  const file = { name: `${index}.jpg`, mimeType: 'image/jpeg', buffer };
  await page.locator('input[type=file]').nth(index).setInputFiles(file);
  await taken;
}

t.test('somebody at a desk takes the photographs with his phone', async (t) => {
  const { page, faults } = desk;
  await byPhone(page, who.mobile);
  await press(page, '我已阅读，开始注册');
  await page.getByRole('combobox', { name: '由哪家法院帮您核对' }).fill('bjhlw');
  await page.getByRole('option', { name: /北京互联网法院/ }).click();
  await press(page, '下一步');
  await page.getByLabel('姓名').fill(who.name);
  await page.getByLabel('证件号码').fill(who.number);
  await press(page, '下一步');
  const made = page.waitForResponse(/proofing\/hand-over/);
  await page.getByRole('button', { name: '显示二维码' }).click();
  const { token } = (await (await made).json()) as { token: string };
  await page.getByText(/前有效，只能打开一次/).waitFor();
  await lookTwice(t, page, 'hand-over-code');

  const phone = await windowFor(browser, PHONE);
  await phone.page.goto(`${url}/hand-over`);
  await phone.page.getByText('没有打开的拍照任务').waitFor();
  await look(t, phone.page, 'hand-over-none-phone');
  await phone.page.goto('about:blank');
  await phone.page.goto(`${url}/hand-over#${token}`);
  await look(t, phone.page, 'hand-over-start-phone');
  await phone.page.getByRole('button', { name: '开始' }).focus();
  await phone.page.keyboard.press('Enter');
  await phone.page.getByRole('heading', { name: '拍摄证件' }).waitFor();
  await look(t, phone.page, 'hand-over-photos-phone');
  await take(phone.page, 0);
  await phone.page.getByText('已上传，电脑上可以看到').waitFor();
  await take(phone.page, 1);
  await phone.page.getByText('都拍好了').waitFor();
  await look(t, phone.page, 'hand-over-done-phone');
  await page.locator('#front img').waitFor();
  await page.locator('#back img').waitFor();
  await look(t, page, 'hand-over-seen-desk');

  const other = await windowFor(browser, PHONE);
  await other.page.goto(`${url}/hand-over#${token}`);
  await press(other.page, '开始');
  await other.page.getByText('LINK_EXPIRED').waitFor();
  await look(t, other.page, 'hand-over-used-phone');
  await press(page, '一致，确认');
  await phone.page.getByText('这一步已经完成').waitFor();
  await lookTwice(t, phone.page, 'hand-over-over');
  await phone.page.getByRole('button', { name: 'English' }).click();
  await phone.page.getByRole('heading', { level: 1 }).waitFor();
  await look(t, phone.page, 'hand-over-english-desk');
  t.same(ours([...faults, ...phone.faults, ...other.faults]), [], 'no error in the console');
  await phone.context.close();
  await other.context.close();
});

t.test('a passkey is added and gets another name', async (t) => {
  const { page, faults } = desk;
  await page.goto(`${url}/account/security`);
  await press(page, '添加通行密钥');
  await page.getByLabel('给这把通行密钥起个名字').fill('旧电脑');
  await press(page, '创建通行密钥');
  await page.getByText('已添加。').waitFor();
  await page.getByRole('button', { name: /^改名/ }).focus();
  await page.keyboard.press('Enter');
  const field = page.getByLabel('新的名字');
  await field.fill('');
  await page.getByText('请填写名字').waitFor();
  await lookTwice(t, page, 'passkey-rename');
  await field.fill('家里的电脑');
  await field.press('Enter');
  await page.getByRole('button', { name: /删除通行密钥“家里的电脑”/ }).waitFor();
  await lookTwice(t, page, 'passkey-renamed');
  t.same(faults.splice(0), [], 'no error in the console');
});

t.test(
  'WeChat is bound, opens the account with the one more fact, and nobody else’s',
  async (t) => {
    const { page, faults } = desk;
    await page.goto(`${house.url}/account`);
    await byPhoneAgain(page);
    await page.goto(`${house.url}/account/notices`);
    await press(page, '绑定微信');
    await page.getByText('微信已绑定').waitFor();
    await lookTwice(t, page, 'wechat-bound');
    await page.goto(`${house.url}/notices`);
    await page.getByText('您的联系方式有变动').waitFor();
    await press(page, '退出');
    await page.goto(`${house.url}/signin?door=personal&back=${encodeURIComponent('/account')}`);
    await page.getByRole('button', { name: '用微信登录' }).waitFor();
    await lookTwice(t, page, 'signin-wechat');
    openid = 'open-2';
    await page.getByRole('button', { name: '用微信登录' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('WECHAT_NOT_BOUND').waitFor();
    await lookTwice(t, page, 'wechat-not-bound');
    openid = 'open-1';
    wechat.failNext({ slow: 0 }, 'down');
    await press(page, '再试一次');
    await page.getByText('PROVIDER_UNAVAILABLE').waitFor();
    await look(t, page, 'wechat-down-desk');
    await press(page, '再试一次');
    await page.getByRole('heading', { name: '再确认一项' }).waitFor();
    await press(page, '进入账号');
    await page.getByText('请填写证件号码的后 4 位').first().waitFor();
    await lookTwice(t, page, 'wechat-fact');
    await page.getByLabel('证件号码后 4 位').fill(who.number.slice(-4));
    await press(page, '进入账号');
    await page.waitForURL(/\/account$/);
    await page.goto(`${house.url}/signin/wechat`);
    await page.getByText('您没有同意').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('You did not agree').waitFor();
    await look(t, page, 'wechat-refused-english-desk');
    await page.getByRole('button', { name: '中文' }).click();
    t.same(ours(faults.splice(0)), [], 'no error in the console');
  },
);

/** The address that WeChat knows is the one of digits: its cookie jar is another. */
async function byPhoneAgain(page: Page): Promise<void> {
  later(2);
  await page.goto(`${house.url}/signin/phone`);
  await page.getByLabel('手机号').fill(who.mobile);
  await press(page, '获取验证码');
  await press(page, '填入');
  await press(page, '登录或注册');
  await page.getByLabel('证件号码后 4 位').fill(who.number.slice(-4));
  await press(page, '进入账号');
  await page.waitForURL(/\/proofing/);
}

t.test('who lost his phone shows a passkey older than three days, and has a new one', async (t) => {
  const { page, faults } = desk;
  later(4 * 24 * 60);
  await page.goto(`${url}/recover`);
  await press(page, '用通行密钥');
  await page.getByLabel('新手机号').fill('13900000616');
  await press(page, '获取验证码');
  await press(page, '填入');
  await press(page, '下一步');
  await page.getByRole('heading', { name: '出示通行密钥' }).waitFor();
  await lookTwice(t, page, 'recover-passkey');
  await press(page, '出示通行密钥并更换');
  await page.getByRole('heading', { name: '已更换手机号' }).waitFor();
  await lookTwice(t, page, 'recover-passkey-done');
  later(4 * 24 * 60 + 2);
  await byPhone(page, '13900000616');
  await page.getByLabel('证件号码后 4 位').fill(who.number.slice(-4));
  await press(page, '进入账号');
  await page.waitForURL(/\/proofing/);
  await page.goto(`${url}/notices`);
  await page.getByText('您的联系方式有变动').nth(1).waitFor();
  t.same(ours(faults), [], 'no error in the console');
  await desk.context.close();
});

t.test('a lawyer whose licence was approved shows it on his page and in his case', async (t) => {
  const lawyer = await windowFor(browser, DESK);
  await signIn(lawyer.page, house.url, '张未');
  await lawyer.page.goto(`${house.url}/capacity`);
  await press(lawyer.page, '登记一项资格');
  await lawyer.page.getByRole('radio', { name: /律师/ }).press('Space');
  await lawyer.page.getByLabel('律师执业证号').fill('11101201010123456');
  await lawyer.page.getByLabel('律师事务所').fill('某某律师事务所');
  await lawyer.page.getByLabel(/年度考核有效期至/).fill('2099-05-31');
  await lawyer.page.getByRole('combobox', { name: '由哪家法院审核' }).fill('bjhlw');
  await lawyer.page.getByRole('option', { name: /北京互联网法院/ }).click();
  await lookTwice(t, lawyer.page, 'lawyer-form');
  await press(lawyer.page, '下一步：上传证明');
  const buffer = await lawyer.page.screenshot({ type: 'jpeg', quality: 40 });
  const file = { name: 'paper.jpg', mimeType: 'image/jpeg', buffer };
  await lawyer.page.locator('input[type=file]').setInputFiles(file);
  await lawyer.page.getByText('审核中').waitFor();
  const clerk = await windowFor(browser, DESK);
  await signIn(clerk.page, house.url, '林知远');
  await clerk.page.goto(`${house.url}/claim-review`);
  await press(clerk.page, '打开材料（记入查看日志）');
  await clerk.page.getByRole('button', { name: '通过', exact: true }).click();
  await clerk.page.getByText('没有等待审核的资格').waitFor();
  await clerk.page.goto(`${house.url}/desk?q=1001`);
  await clerk.page.getByRole('link', { name: /京0491民初1001号/ }).click();
  await clerk.page.getByText('执业证 11101').waitFor();
  await lookTwice(t, clerk.page, 'lawyer-case');
  await lawyer.page.goto(`${house.url}/account`);
  await lawyer.page.getByText('执业律师').waitFor();
  await lookTwice(t, lawyer.page, 'lawyer-account');
  await lawyer.page.getByRole('button', { name: 'English' }).click();
  await lawyer.page.getByText('Lawyer', { exact: true }).waitFor();
  t.same([...lawyer.faults, ...clerk.faults], [], 'no error in the console');
  await lawyer.context.close();
  await clerk.context.close();
});
