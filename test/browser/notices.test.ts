import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServiceView } from '@cunzheng/api/client';
import { must, Person } from '@cunzheng/api/client';
import { type Mailbox, startMailbox } from '@cunzheng/gateway/providers/testing';
import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { issue, openPair } from '../house/acts.ts';
import { eventually, type House, newDataDir, openHouse } from '../house/house.ts';
import { setClock } from '../house/set-clock.ts';
import { DESK, launch, look, PHONE, signIn, windowFor } from './browser.ts';

const CLOCK = fileURLToPath(new URL('../house/shifted-clock.js', import.meta.url));
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let house: House;
let browser: Browser;
let mailbox: Mailbox;
let clock: string;
/** From now to ten in the morning in Beijing, so that no night holds a message. */
const toMorning = ((34 - ((Date.now() / HOUR + 8) % 24)) % 24) * HOUR;

t.setTimeout(300_000);
t.before(async () => {
  mailbox = await startMailbox();
  const dataDir = await newDataDir();
  clock = join(dataDir, 'clock');
  moveTo(0);
  const providers = join(dataDir, 'providers.json');
  const mail = { url: mailbox.url, from: '北京互联网法院 <notice@court.example>', plain: true };
  writeFileSync(providers, JSON.stringify({ mail }));
  const env = { CUNZHENG_PROVIDERS: providers, CLOCK_SHIFT: clock };
  house = await openHouse({ env, preload: [CLOCK], dataDir });
  browser = await launch();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
  await mailbox?.close();
});

function moveTo(days: number): void {
  setClock(clock, toMorning + days * DAY);
}

const linkOf = (mail: string) => /https?:\/\/\S+\/(?:account|notices)\S*/.exec(mail)?.[0] ?? '';
const digitsOf = (mail: string) => /查验码 (\d{5} \d{5})/.exec(mail)?.[1] ?? '';

/** Signs in where a link has led, and ends up where it points. */
async function signInOnTheWay(page: Page, name: string): Promise<void> {
  await page.waitForURL(/\/signin\?back=/);
  await page.locator('label', { hasText: name }).click();
  await page.getByRole('button', { name: '下一步：获取验证码' }).click();
  await page.getByRole('button', { name: '填入' }).click();
  await page.getByRole('button', { name: '登录' }).click();
}

/** A document issued and sent to the party, who is not told by us. */
async function serveOne(): Promise<void> {
  const pair = await openPair(house);
  const { id } = await issue(pair);
  const body = { recipients: [pair.partyId], channel: 'platform' };
  must(await pair.clerk.ask<ServiceView[]>('POST', `/documents/${id}/services`, body));
}

t.test('a party adds a mail address, and it counts when he opens the link', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '张未');
  await page.getByRole('link', { name: '通知', exact: true }).click();
  await page.getByText('还没有通知').waitFor();
  await look(t, page, 'notices-empty-phone');
  await page.getByRole('link', { name: '通知方式设置' }).click();
  await page.getByText('本平台目前没有开通这种方式').first().waitFor();
  await look(t, page, 'preferences-phone');
  await page.getByRole('button', { name: '发送确认邮件' }).click();
  await page.getByRole('alert').getByText('请填写邮箱地址').waitFor();
  await page.getByLabel('增加一个邮箱').fill('zhang@example.com');
  await page.getByRole('button', { name: '发送确认邮件' }).click();
  await page.getByText('确认邮件已发出').waitFor();
  await page.getByText('z***@example.com').first().waitFor();
  await look(t, page, 'preferences-waiting-phone');
  await context.close();
  const asked = mailbox.texts.length;
  const later = await windowFor(browser, PHONE);
  await later.page.goto(linkOf(mailbox.texts.at(-1) ?? ''));
  await signInOnTheWay(later.page, '张未');
  await later.page.getByText('邮箱已确认').waitFor();
  await look(t, later.page, 'preferences-confirmed-phone');
  await later.page.setViewportSize(DESK.viewport);
  await look(t, later.page, 'preferences-confirmed-desk');
  await eventually('the change is told', async () => mailbox.texts.length > asked);
  await later.page.goto(`${house.url}/notices`);
  await later.page.getByRole('link', { name: '您的联系方式有变动' }).click();
  await later.page.getByText('您读到的时间').waitFor();
  await look(t, later.page, 'notice-contact-desk');
  t.same([...faults, ...later.faults], [], 'no error in the console');
  await later.context.close();
});

t.test('who is served gets a mail; its link leads through sign-in to the notice', async (t) => {
  const before = mailbox.texts.length;
  await serveOne();
  await eventually('a mail comes', async () => mailbox.texts.length > before);
  const mail = mailbox.texts.at(-1) ?? '';
  t.match(mail, /北京互联网法院有一条给您的通知（文书送达）/);
  t.notMatch(mail, /1001|张未|判决/, 'nothing of case or person');
  const watcher = await windowFor(browser, PHONE);
  await signIn(watcher.page, house.url, '张未');
  await watcher.page.getByRole('status', { name: '1 条未读' }).waitFor();
  await watcher.page.getByRole('link', { name: /^通知/ }).click();
  await watcher.page.getByRole('link', { name: '北京互联网法院给您送来一份文书' }).waitFor();
  await look(t, watcher.page, 'notices-one-phone');
  await watcher.context.close();
  const { page, faults, context } = await windowFor(browser, PHONE);
  await page.goto(linkOf(mail));
  await signInOnTheWay(page, '张未');
  await page.getByRole('heading', { name: '北京互联网法院给您送来一份文书' }).waitFor();
  await page.getByText('您读到的时间').waitFor();
  // The badge follows the reading.
  await page.getByRole('status', { name: /条未读/ }).waitFor({ state: 'detached' });
  await look(t, page, 'notice-phone');
  await page.setViewportSize(DESK.viewport);
  await look(t, page, 'notice-desk');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: /has served a document on you/ }).waitFor();
  await look(t, page, 'notice-english-desk');
  await page.getByRole('link', { name: 'Open it' }).press('Enter');
  await page.waitForURL(/\/inbox\/[0-9a-f-]+$/);
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('anybody asks, with keys alone, whether a message is ours', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await page.goto(`${house.url}/is-it-ours`);
  await look(t, page, 'ours-phone');
  await page.getByRole('button', { name: '核对', exact: true }).press('Enter');
  await page.getByRole('alert').getByText('请填写 10 位数字的查验码').waitFor();
  await look(t, page, 'ours-missing-phone');
  const fill = async (digits: string) => {
    await page.getByLabel('对方的号码、邮箱或名称').focus();
    await page.keyboard.type('Notice@court.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type(digits);
    await page.keyboard.press('Enter');
  };
  await page.reload();
  await fill(digitsOf(mailbox.texts.at(-1) ?? ''));
  await page.getByRole('heading', { name: '是我们发的', exact: true }).waitFor();
  const focus = await page.evaluate(() => document.activeElement?.textContent);
  t.equal(focus, '是我们发的', 'whoever listens goes on from the answer');
  t.match(await page.getByRole('main').textContent(), /北京互联网法院.*文书送达.*电子邮件/);
  await look(t, page, 'ours-yes-phone');
  await page.getByRole('button', { name: '再查一条' }).press('Enter');
  await fill('0000000000');
  await page.getByRole('heading', { name: '不是我们发的，或者填写有误' }).waitFor();
  await look(t, page, 'ours-no-phone');
  await page.setViewportSize(DESK.viewport);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'It is not ours, or something is mistyped' }).waitFor();
  await look(t, page, 'ours-no-english-desk');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('who does not read is reminded to the fifth day, and then a clerk is told', async (t) => {
  const before = mailbox.texts.length;
  await serveOne();
  const rounds = [0, 1.1, 3.1, 5.1];
  for (const [round, day] of rounds.entries()) {
    moveTo(day);
    await eventually(`mail ${round}`, async () => mailbox.texts.length > before + round);
  }
  t.match(mailbox.texts.slice(before), [/^北京/, /^第1次提醒/, /^第2次提醒/, /^第3次提醒/]);
  moveTo(6.1);
  const clerk = await Person.signIn(house.url, 'bj-clerk');
  await eventually('the clerk is told', async () => {
    const { body } = await clerk.ask<unknown[]>('GET', '/unread-notices');
    return body.length === 1;
  });
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '林知远');
  await page.getByRole('link', { name: '催办' }).click();
  await page.getByRole('heading', { name: '张未' }).waitFor();
  t.match(await page.getByRole('main').textContent(), /已提醒 3 次/);
  await look(t, page, 'unread-desk');
  await page.setViewportSize(PHONE.viewport);
  await look(t, page, 'unread-phone');
  const party = await windowFor(browser, PHONE);
  await signIn(party.page, house.url, '张未');
  await party.page.goto(`${house.url}/notices?unread=true`);
  await look(t, party.page, 'notices-unread-phone');
  // Above it stand reminders of documents nobody signed for meanwhile; the oldest is the one the clerk was told of.
  const links = party.page.getByRole('link', { name: '北京互联网法院给您送来一份文书' });
  await links.last().click();
  await party.page.getByText('您读到的时间').waitFor();
  await look(t, party.page, 'notice-reminded-phone');
  await page.reload();
  await page.getByText('没有需要催办的').waitFor();
  t.same([...faults, ...party.faults], [], 'no error in the console');
  await party.context.close();
  await context.close();
});
