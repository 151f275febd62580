import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeAt, DEMO_TOTP } from '@cunzheng/gateway';
import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { eventually, type House, openHouse } from '../house/house.ts';
import {
  DESK,
  kept,
  launch,
  look,
  lookTwice,
  PHONE,
  picture,
  signIn,
  windowFor,
} from './browser.ts';

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

const codeOf = (secret: string) => codeAt(secret, Date.now());
const main = (page: Page) => page.getByRole('main');
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
let invitation = '';
const recovery: string[] = [];
const PASSWORD = '春江潮水连海平 2026';

t.test('an administrator adds a judge by hand, and ten people by a file', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '高以宁');
  await page.getByRole('link', { name: '法院管理' }).click();
  await page.getByRole('link', { name: /^人员管理/ }).click();
  await page.getByText('共 3 人').waitFor();
  await lookTwice(t, page, 'staff-list');
  await page.getByRole('button', { name: '添加人员' }).press('Enter');
  await page.getByRole('button', { name: '添加并生成邀请' }).click();
  t.match(await page.getByRole('alert').textContent(), /请填写姓名.*请至少选择一个角色/);
  await lookTwice(t, page, 'staff-add-missing');
  await page.getByLabel('姓名', { exact: true }).fill('温如故');
  await page.getByLabel('账号', { exact: true }).fill('wenrugu');
  await page.getByLabel('手机号').fill('13800000001');
  await page.getByLabel('法官', { exact: true }).check();
  await page.getByLabel('调解员', { exact: true }).check();
  await page.getByLabel('事由').fill('新任命');
  await page.getByRole('button', { name: '添加并生成邀请' }).click();
  invitation = (await page.getByTestId('invitation').textContent()) ?? '';
  t.match(invitation, /\/invitation#/);
  await lookTwice(t, page, 'staff-invited');
  await page.getByRole('button', { name: '返回人员列表' }).click();
  await page.getByLabel('状态').selectOption('invited');
  await page.getByText('共 1 人').waitFor();
  t.match(page.url(), /state=invited/, 'filters stand in the address');
  await page.getByRole('link', { name: '批量导入' }).click();
  const path = join(house.dataDir, 'people.csv');
  const lines = Array.from({ length: 10 }, (_, i) => `新人${i},xinren${i},,书记员、财务,`);
  const choose = async (...more: string[]) => {
    writeFileSync(path, ['\uFEFF姓名,账号,手机号,角色,任期至', ...lines, ...more].join('\r\n'));
    await page.locator('input[type=file]').setInputFiles(path);
  };
  await choose('坏行,xinren0,,国王,');
  await page.getByText('不能导入 2 行').waitFor();
  await lookTwice(t, page, 'staff-file-refused');
  await choose();
  await page.getByText('邀请 10 人').waitFor();
  await page.getByLabel('事由').fill('批量入职');
  await page.getByRole('button', { name: '全部导入' }).click();
  await page.getByText('邀请了 10 人').waitFor();
  await look(t, page, 'staff-file-taken-desk');
  await page.getByRole('link', { name: '人员', exact: true }).click();
  await page.getByText('共 14 人').waitFor();
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('who is invited sets a password, scans a code, and is in', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await page.goto(invitation);
  await page.getByText('北京互联网法院邀请温如故').waitFor();
  await look(t, page, 'invitation-phone');
  await page.getByLabel('新密码').fill('short');
  await page.getByLabel('再输入一次').fill('other');
  await page.getByRole('button', { name: '设置密码' }).click();
  t.match(await page.getByRole('alert').textContent(), /至少 12 个字符.*不一样/);
  await page.getByLabel('新密码').fill(PASSWORD);
  await page.getByLabel('再输入一次').fill(PASSWORD);
  await page.getByRole('button', { name: '设置密码' }).click();
  await page.getByRole('button', { name: '用验证器应用' }).click();
  const secret = (await main(page).locator('p > span').last().textContent()) ?? '';
  await look(t, page, 'invitation-totp-phone');
  await page.getByLabel('应用显示的 6 位数字').fill(codeOf(secret));
  await page.getByRole('button', { name: '确认' }).click();
  await page.getByText('请保存恢复码').waitFor();
  await look(t, page, 'invitation-codes-phone');
  recovery.push(...(await main(page).locator('section ol li').allTextContents()));
  t.equal(recovery.length, 10);
  await page.getByRole('button', { name: '我已保存' }).click();
  await page.waitForURL(/\/desk/);
  await page.getByRole('link', { name: '温如故' }).click();
  await page.getByRole('link', { name: /^登录安全/ }).click();
  await page.getByText('北京互联网法院 法官').waitFor();
  await look(t, page, 'security-phone');
  await page.getByRole('button', { name: '退出' }).click();
  await page.goto(`${house.url}/signin?door=staff`);
  await look(t, page, 'signin-staff-phone');
  await page.getByLabel('账号').fill('wenrugu');
  await page.getByLabel('密码', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: '下一步' }).click();
  t.match(await page.getByRole('alert').textContent(), /账号或密码不对/);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByLabel('密码', { exact: true }).press('Enter');
  await page.getByLabel(/验证器应用的 6 位数字/).fill(recovery.pop() ?? '');
  await look(t, page, 'signin-second-phone');
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(/\/desk/);
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('the demo’s clerk signs in as staff do, in English', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await page.goto(`${house.url}/signin`);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Staff of the courts' }).click();
  await page.getByRole('button', { name: 'Fill in 林知远' }).click();
  await look(t, page, 'signin-staff-english-desk');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'Second step' }).waitFor();
  await look(t, page, 'signin-second-english-desk');
  await page.getByLabel(/Six digits of the app/).fill(codeOf(DEMO_TOTP));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/desk/);
  await page.goto(`${house.url}/account/security`);
  await page.getByRole('heading', { name: 'My sign-ins' }).waitFor();
  await lookTwice(t, page, 'security-english');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('a party adds a passkey and signs in with it alone', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  const url = house.url.replace('127.0.0.1', 'localhost');
  await signIn(page, url, '张未');
  await page.getByRole('link', { name: '张未' }).click();
  await page.getByRole('link', { name: /^登录安全/ }).click();
  await page.getByRole('button', { name: '添加通行密钥' }).click();
  await page.getByLabel('给这把通行密钥起个名字').fill('家里的电脑');
  await page.getByRole('button', { name: '创建通行密钥' }).click();
  await page.getByText('已添加。').waitFor();
  await lookTwice(t, page, 'security-passkey');
  await page.getByRole('button', { name: '退出' }).click();
  await page.goto(`${url}/signin?door=personal`);
  await look(t, page, 'signin-personal-desk');
  await page.getByRole('button', { name: '使用通行密钥' }).click();
  await page.waitForURL(/\/inbox/);
  await page.getByRole('link', { name: '张未' }).click();
  await page.getByRole('link', { name: /^登录安全/ }).click();
  await page.getByRole('cell', { name: '通行密钥', exact: true }).waitFor();
  await page.getByRole('button', { name: /删除通行密钥“家里的电脑”/ }).click();
  await page.getByText('还没有通行密钥').waitFor();
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('under an address of digits the page says where passkeys work', async (t) => {
  const { page, context } = await windowFor(browser, PHONE);
  await page.goto(`${house.url}/signin?door=personal`);
  const link = page.getByRole('link', { name: /^http:\/\/localhost:/ });
  t.match(await link.getAttribute('href'), /^http:\/\/localhost:\d+\/signin/);
  await look(t, page, 'signin-personal-phone');
  await context.close();
});

t.test('a clerk goes on leave, a colleague stands in, and his sign-in says so', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '高以宁');
  await page.goto(`${house.url}/staff?q=${encodeURIComponent('苏明衡')}`);
  await page.getByRole('link', { name: '管理苏明衡' }).click();
  await page.getByLabel('开始日期').fill(today());
  await page.getByLabel('结束日期').fill(today());
  await page.getByLabel('代理人').selectOption({ label: '林知远' });
  await page.locator('#absence-reason').fill('年休假');
  await page.getByRole('button', { name: '登记请假' }).click();
  t.match(await page.getByRole('alert').textContent(), /法官只能由法官代理/);
  await page.getByLabel('代理人').selectOption({ label: '温如故' });
  await page.getByRole('button', { name: '登记请假' }).click();
  await page.getByRole('cell', { name: '温如故' }).waitFor();
  await lookTwice(t, page, 'staff-person');
  await page.getByRole('button', { name: '返回人员列表' }).click();
  await page.getByText('请假（由温如故代理）').waitFor();
  await page.getByRole('link', { name: '变动记录' }).click();
  await page.getByText('年休假').waitFor();
  await lookTwice(t, page, 'staff-changes');
  const own = await windowFor(browser, PHONE);
  await own.page.goto(`${house.url}/signin?door=staff`);
  await own.page.getByLabel('账号').fill('wenrugu');
  await own.page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await own.page.getByRole('button', { name: '下一步' }).click();
  await own.page.getByLabel(/验证器应用的 6 位数字/).fill(recovery.pop() ?? '');
  await own.page.getByRole('button', { name: '登录' }).click();
  await own.page.waitForURL(/\/desk/);
  await own.page.goto(`${house.url}/account/security`);
  await own.page.getByText('代理苏明衡（法官）').waitFor();
  await look(t, own.page, 'security-acting-phone');
  await own.context.close();
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('a panel needs an odd number, and is formed', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '高以宁');
  await page.goto(`${house.url}/staff?tab=teams`);
  await page.getByText('还没有合议庭').waitFor();
  await page.getByLabel('名称').fill('第一合议庭');
  await page.getByLabel('审判长').selectOption({ label: '苏明衡' });
  await page.getByLabel('开始日期').fill(today());
  await page.getByLabel('温如故').check();
  const form = page.getByRole('button', { name: '组成合议庭' });
  await form.click();
  t.match(await page.getByRole('alert').textContent(), /三人以上且为单数/);
  await page.getByLabel(/人民陪审员姓名/).fill('陈一心');
  await form.click();
  await page
    .getByRole('cell', { name: /审判长 苏明衡、审判员 温如故、人民陪审员 陈一心/ })
    .waitFor();
  await lookTwice(t, page, 'staff-teams');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test(
  'a role that is taken away while somebody is signed in: the next click is refused in words',
  async (t) => {
    const clerk = await windowFor(browser, DESK);
    await signIn(clerk.page, house.url, '林知远');
    await clerk.page.getByText('网络购物合同纠纷').first().waitFor();
    const { page, context } = await windowFor(browser, DESK);
    await signIn(page, house.url, '高以宁');
    await page.goto(`${house.url}/staff?q=${encodeURIComponent('林知远')}`);
    await page.getByRole('link', { name: '管理林知远' }).click();
    await page.getByRole('button', { name: /终止角色：书记员/ }).click();
    await page.getByLabel('事由').first().fill('调离');
    await picture(page, 'staff-end-office-desk');
    await page.getByRole('button', { name: '确认终止' }).click();
    await page.getByText('已离任').first().waitFor();
    await clerk.page.getByRole('link', { name: '文书完整性' }).click();
    await clerk.page.getByText('您没有办理此事的权限').waitFor();
    await look(t, clerk.page, 'role-taken-desk');
    await clerk.context.close();
    await context.close();
  },
);

t.test('sessions are listed, one is ended, and is dead at once', async (t) => {
  const one = await windowFor(browser, DESK);
  const two = await windowFor(browser, PHONE);
  for (const { page } of [one, two]) await signIn(page, house.url, '苏明衡');
  await one.page.goto(`${house.url}/account/security`);
  await one.page.getByRole('heading', { name: '登录着的设备' }).waitFor();
  await look(t, one.page, 'security-sessions-desk');
  await one.page.getByRole('button', { name: '结束其他全部登录' }).click();
  await one.page.getByText('已结束。').waitFor();
  await two.page.getByRole('link', { name: '文书完整性' }).click();
  await two.page.waitForURL(/\/signin/);
  await two.page.getByText('登录已到期').waitFor();
  for (const { context } of [one, two]) await context.close();
});

t.test('five minutes before an idle end the page warns, and one may stay', async (t) => {
  const { page, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '苏明衡');
  await page.getByText('网络购物合同纠纷').first().waitFor();
  await page.route('**/api/v1/session', async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    const answer = await route.fetch();
    const me = (await answer.json()) as { session: { now: string; idleEndsAt: string } };
    const soon = new Date(Date.parse(me.session.now) + 4 * 60_000).toISOString();
    await route.fulfill({
      response: answer,
      json: { ...me, session: { ...me.session, idleEndsAt: soon } },
    });
  });
  // Nobody touches the page: its own clock is moved past the minute in which touching counts as being there.
  await page.clock.install();
  await page.reload();
  await page.clock.runFor(70_000);
  const dialog = page.getByRole('dialog', { name: '您即将被退出登录' });
  await dialog.waitFor();
  t.match(await dialog.textContent(), /剩余时间：[34] 分/);
  await lookTwice(t, page, 'idle-warning');
  await page.getByRole('button', { name: '继续使用' }).click();
  await dialog.waitFor({ state: 'detached' });
  await context.close();
});

t.test('what was typed into forms is there again after the session ended', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  const setting = `${house.url}/settings/text/filingGuide`;
  const again = page.getByText('上次填写的内容还在');
  const untilKept = (n: number) =>
    eventually(`${n} are kept`, async () => (await kept(page)) === n);
  await signIn(page, house.url, '高以宁');
  await page.goto(`${house.url}/staff`);
  await page.getByRole('button', { name: '添加人员' }).click();
  await page.getByLabel('姓名', { exact: true }).fill('温故');
  await page.getByLabel('书记员', { exact: true }).check();
  await page.getByRole('link', { name: '合议庭' }).click();
  await page.getByLabel('名称').fill('第七合议庭');
  await page.getByLabel('审判长').selectOption({ label: '苏明衡' });
  await untilKept(2);
  await page.goto(`${house.url}/calendar`);
  await page.getByLabel('依据').first().fill('国办发明电〔2026〕1 号');
  await untilKept(3);
  await page.goto(setting);
  await page.getByLabel('依据').fill('院务会决定');
  await untilKept(4);
  await context.clearCookies();
  await page.reload();
  await signIn(page, house.url, '高以宁');
  await page.goto(`${house.url}/staff`);
  await page.getByRole('button', { name: '添加人员' }).click();
  await again.waitFor();
  t.equal(await page.getByLabel('姓名', { exact: true }).inputValue(), '温故', 'a name');
  t.ok(await page.getByLabel('书记员', { exact: true }).isChecked(), 'a chosen role');
  await lookTwice(t, page, 'staff-kept');
  await page.getByRole('button', { name: '不要了，重新填写' }).click();
  t.equal(await page.getByLabel('姓名', { exact: true }).inputValue(), '', 'unless let go');
  await page.getByRole('link', { name: '合议庭' }).click();
  await again.waitFor();
  t.equal(await page.getByLabel('名称').inputValue(), '第七合议庭', 'a team');
  await page.goto(`${house.url}/calendar`);
  await again.waitFor();
  t.equal(
    await page.getByLabel('依据').first().inputValue(),
    '国办发明电〔2026〕1 号',
    'a calendar',
  );
  await page.goto(setting);
  await again.waitFor();
  t.equal(await page.getByLabel('依据').inputValue(), '院务会决定', 'a setting');
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('link', { name: '登录', exact: true }).waitFor();
  await signIn(page, house.url, '高以宁');
  await page.goto(setting);
  await page.getByLabel('依据').waitFor();
  t.equal(await page.getByLabel('依据').inputValue(), '', 'and nothing after signing out');
  t.same(faults, [], 'no error in the console');
  await context.close();
});
