import { Person } from '@cunzheng/api/client';
import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { DESK, launch, look, lookTwice, PHONE, signIn, windowFor } from './browser.ts';

t.setTimeout(300_000);
const CODE = '京0491';
const ACCOUNT =
  '户名：北京互联网法院（诉讼费）\n开户银行：样例银行北京分行\n账号：0000 0000 0000 0000';

let house: House;
let browser: Browser;
let lina: Person;
let judge: Person;

/** An order as the API tells it, as far as the story needs it. */
interface Order {
  readonly id: string;
  readonly reference: string;
  readonly filing: string;
}

t.before(async () => {
  house = await openHouse();
  browser = await launch();
  lina = await Person.signIn(house.url, 'lina');
  judge = await Person.signIn(house.url, 'bj-judge');
  const administrator = await Person.signIn(house.url, 'bj-administrator');
  await administrator.post('/settings', {
    ...{ court: CODE, name: 'text.feeAccount', source: '财务科' },
    value: { 'zh-CN': ACCOUNT, en: 'Beijing Internet Court, Sample Bank, 0000 0000 0000 0000' },
  });
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

/** A private-loan filing over 50,000 yuan that the court has accepted as proposed: 1,050 yuan are to be paid. */
async function charged(): Promise<Order> {
  const { id } = await lina.post<{ id: string }>('/filings', {
    ...{ court: CODE, kind: 'civil', cause: '民间借贷纠纷', form: 'privateLoan' },
    capacity: 'self',
  });
  await lina.ask('PUT', `/filings/${id}/parties`, {
    parties: [
      { side: 'applicant', kind: 'person', name: '李娜然' },
      { side: 'other', kind: 'person', name: '钱示例' },
    ],
  });
  const answers = [{ field: 'principalOwed', value: 5_000_000, base: 0 }];
  await lina.ask('PUT', `/filings/${id}/answers`, { answers });
  const form = new FormData();
  form.set('slot', 'complaint');
  form.set('name', '起诉状');
  form.set('file', new Blob(['%PDF-1.7\n% complaint    \n'], { type: 'application/pdf' }), 'x.pdf');
  await lina.post(`/filings/${id}/papers`, form);
  t.equal((await lina.sign(`/filings/${id}/submission`)).status, 201);
  const accepted = { decision: { act: 'accept' } };
  t.equal((await judge.sign(`/filings/${id}/decision`, accepted)).status, 201);
  const [order] = await lina.get<Order[]>(`/filings/${id}/payments`);
  return order as Order;
}

/** Opens the practice provider’s page for the running attempt, does something there, and comes back. */
async function practise(page: Page, what: string): Promise<void> {
  await page.getByRole('link', { name: '在这台设备上打开付款页' }).click();
  await page.getByRole('button', { name: what, exact: true }).click();
  await page.getByRole('button', { name: what, exact: true }).waitFor({ state: 'hidden' });
}

/** Begins to pay by a channel, on the page of the order. */
async function begin(page: Page, channel: string): Promise<void> {
  await page.locator('label', { hasText: channel }).click();
  await page.getByRole('button', { name: `用${channel}付款` }).click();
  await page.getByRole('heading', { name: `请用${channel}扫码` }).waitFor();
}

t.test('a payment fails twice, is made by another way, and the first arrives late', async (t) => {
  const order = await charged();
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜');
  const path = `${house.url}/payments/${order.id}`;
  await page.goto(path);
  await page.getByText('1,050 元').first().waitFor();
  await page.getByText('怎样算出来的').click();
  await lookTwice(t, page, 'payment-due');
  await page.setViewportSize(PHONE.viewport);
  await begin(page, '微信支付');
  await look(t, page, 'payment-code-phone');
  await page.getByRole('button', { name: '我已经付款' }).click();
  await page.getByText('还没有收到付款').waitFor();
  for (const failed of [1, 2]) {
    await page.getByRole('link', { name: '在这台设备上打开付款页' }).click();
    await page.getByRole('button', { name: '付款失败' }).waitFor();
    if (failed === 1) await lookTwice(t, page, 'practice-payment');
    await page.setViewportSize(PHONE.viewport);
    await page.getByRole('button', { name: '付款失败' }).click();
    await page.getByRole('button', { name: '现在到账' }).waitFor();
    const late = page.url();
    await page.goto(path);
    await page.getByRole('button', { name: '我已经付款' }).click();
    await page.getByText('上一次付款没有成功').waitFor();
    if (failed === 1) await begin(page, '微信支付');
    else await page.evaluate((url) => sessionStorage.setItem('late', url), late);
  }
  await lookTwice(t, page, 'payment-failed-twice');
  await page.setViewportSize(PHONE.viewport);
  await begin(page, '支付宝');
  await practise(page, '付款成功，通知法院两次');
  await page.goto(path);
  await page.getByRole('heading', { name: '已交清 1,050 元' }).waitFor();
  await lookTwice(t, page, 'payment-paid');
  await page.setViewportSize(PHONE.viewport);
  const slip = await lina.bytes(`/payments/${order.id}/receipt.pdf`);
  t.equal(slip.subarray(0, 5).toString(), '%PDF-');
  await page.goto(await page.evaluate(() => sessionStorage.getItem('late') ?? ''));
  await page.getByRole('button', { name: '现在到账' }).click();
  await page.getByText('已通知法院').waitFor();
  await page.goto(path);
  await page.getByRole('heading', { name: '退款' }).waitFor();
  await page.getByText('多付、重复付或者晚到').waitFor();
  await lookTwice(t, page, 'payment-late-returned');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('a transfer with a wrong reference is found by hand, and the day balances', async (t) => {
  const order = await charged();
  const { page: payer, faults: first, context } = await windowFor(browser, PHONE);
  await signIn(payer, house.url, '李娜');
  await payer.goto(`${house.url}/payments/${order.id}`);
  await payer.locator('label', { hasText: '银行转账' }).click();
  await payer.getByText('样例银行北京分行').waitFor();
  await lookTwice(t, payer, 'payment-bank');
  const { page, faults, context: desk } = await windowFor(browser, DESK);
  await signIn(page, house.url, '林知远');
  await page.getByRole('link', { name: '收费' }).click();
  await page.getByRole('link', { name: order.reference }).waitFor();
  await lookTwice(t, page, 'cashier-orders');
  await page.getByRole('link', { name: '银行流水' }).click();
  await page.getByText('没有待查的款项').waitFor();
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const typed = `诉讼费 ${order.reference.slice(0, -2)}00`;
  const csv = `交易日期,流水号,金额,付款人,付款账号,附言\n${day},B0001,"1,060.00",李娜然,6222000011112222,${typed}\n`;
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'bank.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('找不到交费编号，待查').waitFor();
  await lookTwice(t, page, 'cashier-statement-preview');
  await page.getByRole('button', { name: '导入' }).press('Enter');
  await page.getByText('已导入。').waitFor();
  await page.getByRole('button', { name: '入账' }).press('Enter');
  await page.getByRole('alert').getByText('交费编号是 JF 加 12 位数字').waitFor();
  await page.getByLabel('交费编号').fill(order.reference);
  await page.getByLabel('依据').fill('末两位写错，付款人与原告一致');
  await lookTwice(t, page, 'cashier-held');
  await page.getByRole('button', { name: '入账' }).press('Enter');
  await page.getByText('没有待查的款项').waitFor();
  await payer.reload();
  await payer.getByRole('heading', { name: '已交清 1,050 元' }).waitFor();
  await page.getByRole('link', { name: '退款' }).click();
  await page.getByText('李娜然　6222000011112222').waitFor();
  await lookTwice(t, page, 'cashier-refunds');
  await page.getByLabel('银行流水号').fill('B0002');
  await page.getByRole('button', { name: '已经转回' }).press('Enter');
  await page.getByText('没有要退的款项').waitFor();
  await page.getByRole('link', { name: '日结' }).click();
  await page.getByText('账平：').waitFor();
  const sums = await page.getByRole('main').textContent();
  t.match(sums, /收到3,160\.00.*入账2,100\.00.*多收（退回）1,060\.00.*待查0.*当天退出/s);
  await lookTwice(t, page, 'cashier-day');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Balanced:').waitFor();
  await lookTwice(t, page, 'cashier-day-english');
  t.same([...first, ...faults], [], 'no error in the console');
  await context.close();
  await desk.close();
});

t.test('a poor man asks to pay nothing, and need not wait with fear', async (t) => {
  const order = await charged();
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜');
  await page.goto(`${house.url}/payments/${order.id}`);
  await page.getByRole('link', { name: '交费有困难' }).click();
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByRole('alert').getByText('请写明为什么有困难').waitFor();
  await page.locator('label', { hasText: '免交' }).click();
  await page.getByLabel('为什么有困难').fill('领取最低生活保障金，每月 900 元，患病没有收入');
  await lookTwice(t, page, 'relief-asking');
  await page.setViewportSize(PHONE.viewport);
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('法官正在审查').waitFor();
  await lookTwice(t, page, 'relief-asked');
  const [asked] = await lina.get<{ id: string }[]>(`/filings/${order.filing}/relief`);
  const decision = { grant: 'waived', words: '符合《诉讼费用交纳办法》第四十五条' };
  await judge.post(`/relief/${asked?.id}/decision`, { decision });
  await page.reload();
  await page.getByText('法院准予免交，不用交费').waitFor();
  await lookTwice(t, page, 'relief-granted');
  await page.goto(`${house.url}/payments/${order.id}`);
  await page.getByRole('heading', { name: '免交' }).waitFor();
  await lookTwice(t, page, 'payment-waived');
  t.same(faults, [], 'no error in the console');
  await context.close();
});
