import { Buffer } from 'node:buffer';
import { inflateSync } from 'node:zlib';
import { makeSampleDocument } from '@cunzheng/gateway/pdf';
import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { DESK, launch, look, lookTwice, PHONE, signIn, windowFor } from './browser.ts';

let house: House;
let browser: Browser;
let caseId: string;
let caseNumber: string;
let codes: ReadonlyMap<string, string>;

t.setTimeout(400_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

/** Asks the API as the person whose page this is. */
function ask<Answer>(page: Page, method: string, path: string, body?: unknown): Promise<Answer> {
  return page.evaluate(
    async ({ method, path, body }) => {
      const headers: Record<string, string> = { 'x-cunzheng-csrf': '1' };
      if (body !== undefined) headers['content-type'] = 'application/json';
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`/api/v1${path}`, { method, headers, ...sent });
      if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
      const text = await answer.text();
      return text === '' ? undefined : JSON.parse(text);
    },
    { method, path, body },
  );
}

/** Prepares an act, signs it with a new key and hands the signature in. */
function sign(page: Page, path: string, said: object = {}): Promise<unknown> {
  return page.evaluate(
    async ({ path, said }) => {
      const curve = { name: 'ECDSA', namedCurve: 'P-256' };
      const pair = await crypto.subtle.generateKey(curve, false, ['sign']);
      const text = (bytes: ArrayBuffer) =>
        btoa(String.fromCharCode(...new Uint8Array(bytes)))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replace(/=+$/, '');
      const post = async (to: string, body: object) => {
        const headers = { 'x-cunzheng-csrf': '1', 'content-type': 'application/json' };
        const sent = { method: 'POST', headers, body: JSON.stringify(body) };
        const answer = await fetch(`/api/v1${to}`, sent);
        if (!answer.ok) throw new Error(`${to}: ${await answer.text()}`);
        return answer.json();
      };
      const point = text(await crypto.subtle.exportKey('raw', pair.publicKey));
      const { actId, message } = await post(path, { point, ...said });
      const plain = atob(message.replaceAll('-', '+').replaceAll('_', '/'));
      const bytes = Uint8Array.from(plain, (each) => each.charCodeAt(0));
      const how = { name: 'ECDSA', hash: 'SHA-256' };
      const signature = text(await crypto.subtle.sign(how, pair.privateKey, bytes));
      return post(`/acts/${actId}/signature`, { signature });
    },
    { path, said },
  );
}

function complaint(): Promise<Uint8Array> {
  return makeSampleDocument({
    ...{ kind: '传票', title: '民事起诉状', courtName: '北京互联网法院' },
    caseNumber: '（尚未立案）',
    parties: [
      { side: '原告', name: '李娜然' },
      { side: '被告', name: '张未' },
    ],
    paragraphs: ['请求判令被告归还借款本金壹拾万元及利息。', '事实与理由：被告借款后到期未还。'],
    signers: [{ post: '具状人', name: '李娜然' }],
    date: '二〇二六年十一月三日',
  });
}

/** Hands in a filing with its complaint, as the litigant whose page this is. */
async function file(page: Page): Promise<string> {
  const begun = { court: '京0491', kind: 'civil', cause: '民间借贷纠纷', capacity: 'self' };
  const { id } = await ask<{ id: string }>(page, 'POST', '/filings', begun);
  const parties = [
    { side: 'applicant', kind: 'person', name: '李娜然' },
    { side: 'other', kind: 'person', name: '张未' },
    { side: 'other', kind: 'organisation', name: '虚构商贸有限公司' },
  ];
  await ask(page, 'PUT', `/filings/${id}/parties`, { parties });
  const pdf = Buffer.from(await complaint()).toString('base64');
  await page.evaluate(
    async ({ id, pdf }) => {
      const form = new FormData();
      form.set('slot', 'complaint');
      form.set('name', '起诉状');
      const bytes = Uint8Array.from(atob(pdf), (each) => each.charCodeAt(0));
      form.set('file', new File([bytes], 'x.pdf', { type: 'application/pdf' }));
      const headers = { 'x-cunzheng-csrf': '1' };
      const sent = { method: 'POST', headers, body: form };
      const answer = await fetch(`/api/v1/filings/${id}/papers`, sent);
      if (!answer.ok) throw new Error(await answer.text());
    },
    { id, pdf },
  );
  await sign(page, `/filings/${id}/submission`);
  return id;
}

/** The code that is printed on a notice: it is the alternative text of its QR figure. */
async function codeOn(page: Page, documentId: string): Promise<string | undefined> {
  const base64 = await page.evaluate(async (id) => {
    const answer = await fetch(`/api/v1/documents/${id}/file`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  }, documentId);
  const file = Buffer.from(base64, 'base64');
  for (let at = 0; ; ) {
    const begin = file.indexOf('stream\n', at);
    const end = file.indexOf('endstream', begin);
    if (begin === -1 || end === -1) return undefined;
    at = end + 'endstream'.length;
    const code = codeIn(file.subarray(begin + 'stream\n'.length, end));
    if (code !== undefined) return code;
  }
}

function codeIn(stream: Buffer): string | undefined {
  try {
    const part = inflateSync(stream).toString('latin1');
    const spelled = part.replace(/<([0-9A-Fa-f\s]+)>/g, (_, hex: string) =>
      Buffer.from(hex.replace(/\s/g, ''), 'hex').toString('latin1'),
    );
    return /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(spelled.replaceAll('\0', ''))?.[0];
  } catch {
    return undefined;
  }
}

interface Found {
  readonly documents: readonly {
    readonly id: string;
    readonly title: string;
    readonly addressee?: { readonly name: string };
  }[];
}

t.test(
  'who files sees on his home page what is waiting, and the court what is to be looked at',
  async (t) => {
    const { page, faults, context } = await windowFor(browser, PHONE);
    await signIn(page, house.url, '李娜然');
    const begun = { court: '京0491', kind: 'civil', cause: '买卖合同纠纷', capacity: 'self' };
    await ask(page, 'POST', '/filings', begun);
    const id = await file(page);
    await page.goto(house.url);
    await page.getByText('1 件还没写完').waitFor();
    await look(t, page, 'docketing-home-litigant-phone');
    const judge = await windowFor(browser, DESK);
    await signIn(judge.page, house.url, '苏明衡');
    await judge.page.goto(house.url);
    await judge.page.getByRole('link', { name: /1 待审查，其中 1 件没有人接/ }).waitFor();
    await lookTwice(t, judge.page, 'docketing-home-judge');
    await sign(judge.page, `/filings/${id}/decision`, {
      decision: { act: 'accept', fee: { none: '不预收' } },
    });
    await sign(judge.page, `/filings/${id}/decision`, { decision: { act: 'docket' } });
    const filed = await ask<{ caseId: string; caseNumber: string }>(page, 'GET', `/filings/${id}`);
    ({ caseId, caseNumber } = filed);
    t.same([...faults, ...judge.faults], [], 'no error in the console');
    await context.close();
    await judge.context.close();
  },
);

t.test('a clerk finds the notices made, looks at them and issues them together', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '林知远');
  await page.goto(`${house.url}/desk/cases/${caseId}`);
  await page.getByRole('link', { name: '一起签发 7 份草稿' }).waitFor();
  await lookTwice(t, page, 'docketing-case');
  const { documents } = await ask<Found>(page, 'GET', `/cases/${caseId}`);
  const found = new Map<string, string>();
  for (const { id, addressee } of documents) {
    const code = await codeOn(page, id);
    if (code !== undefined && addressee !== undefined) found.set(addressee.name, code);
  }
  codes = found;
  t.same([...codes.keys()].toSorted(), ['张未', '虚构商贸有限公司']);
  await page.getByRole('link', { name: '一起签发 7 份草稿' }).press('Enter');
  await page.getByRole('button', { name: '签名并签发 7 份' }).waitFor();
  await lookTwice(t, page, 'docketing-issue-many');
  await page.getByRole('button', { name: '签名并签发 7 份' }).press('Enter');
  await page.getByRole('heading', { name: '7 份文书已签发' }).waitFor({ timeout: 60_000 });
  await lookTwice(t, page, 'docketing-issued');
  t.equal(await page.getByRole('cell', { name: '✓ 已签发、已送达' }).count(), 6);
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('the defendant scans the code on his phone, and the case is his from then on', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  // The QR leads here before he is signed in.
  await page.goto(`${house.url}/link?code=${codes.get('张未')}`);
  await page.locator('label', { hasText: '张未' }).click();
  await page.getByRole('button', { name: '下一步：获取验证码' }).tap();
  await page.getByRole('button', { name: '填入' }).tap();
  await page.getByRole('button', { name: '登录' }).tap();
  const code = page.getByLabel('案件访问码', { exact: true });
  await code.waitFor();
  t.equal(await code.inputValue(), codes.get('张未'), 'the code is there already');
  await look(t, page, 'docketing-link-code-phone');
  await code.fill('');
  await page.getByRole('button', { name: '下一步：核对案件' }).tap();
  t.match(await page.getByRole('alert').textContent(), /请输入通知书上的案件访问码/);
  await code.fill(codes.get('虚构商贸有限公司') as string);
  await page.getByRole('button', { name: '下一步：核对案件' }).tap();
  await page.getByText('您的实名信息与这份文书上的当事人不一致').waitFor();
  await look(t, page, 'docketing-link-differs-phone');
  await code.fill((codes.get('张未') as string).toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: '下一步：核对案件' }).tap();
  await page.getByRole('heading', { name: '请核对，这是不是您的案件' }).waitFor();
  await page.getByText(caseNumber).waitFor();
  await lookTwice(t, page, 'docketing-link-check');
  await page.getByRole('button', { name: '是我的案件，确认关联' }).click();
  await page.getByRole('heading', { name: '已经关联' }).waitFor();
  await lookTwice(t, page, 'docketing-link-done');
  await page.setViewportSize(PHONE.viewport);
  await page.getByRole('link', { name: '查看我的案件' }).click();
  await page.getByRole('heading', { name: caseNumber }).waitFor();
  await lookTwice(t, page, 'docketing-my-cases');
  await page.setViewportSize(PHONE.viewport);
  await page.goto(`${house.url}/inbox?case=${encodeURIComponent(caseNumber)}`);
  await page.getByRole('link', { name: '应诉通知书' }).waitFor();
  t.equal(await page.getByRole('link', { name: '举证通知书' }).count(), 1, 'what was sent before');
  await look(t, page, 'docketing-inbox-phone');
  await page.goto(`${house.url}/my-cases?court=${encodeURIComponent('浙0192')}`);
  await page.getByRole('heading', { name: '没有找到案件' }).waitFor();
  await look(t, page, 'docketing-my-cases-none-phone');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('a used code helps nobody else, and the clerk gives the company a new one', async (t) => {
  const other = await windowFor(browser, PHONE);
  await signIn(other.page, house.url, '陈默之');
  await other.page.goto(`${house.url}/link?code=${codes.get('张未')}`);
  await other.page.getByRole('button', { name: '下一步：核对案件' }).tap();
  await other.page.getByText('这个案件访问码已经用过').waitFor();
  await other.context.close();
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '林知远');
  await page.goto(`${house.url}/desk/cases/${caseId}`);
  const row = page.getByRole('row', { name: /^张未（被告）/ });
  await row.getByText(/已关联，/).waitFor();
  await page.getByRole('button', { name: '给虚构商贸有限公司换一个访问码' }).press('Enter');
  await page.getByRole('button', { name: '换一个，去签发告知书' }).press('Enter');
  t.match(await page.getByRole('alert').textContent(), /请写明为什么要换/);
  await page.getByLabel('为什么要换').fill('公司来电说邮件没有收到');
  await lookTwice(t, page, 'docketing-new-code');
  await page.getByRole('button', { name: '换一个，去签发告知书' }).press('Enter');
  await page.waitForURL(/\/issue\?document=/);
  await page.getByText('案件访问码告知书').first().waitFor();
  await look(t, page, 'docketing-new-code-issue-desk');
  t.same(faults, [], 'no error in the console');
  await context.close();
});
