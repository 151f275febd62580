import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSampleDocument } from '@cunzheng/gateway/pdf';
import type { Browser, Download, Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { type House, openHouse } from '../house/house.ts';
import {
  DESK,
  launch,
  look,
  PHONE,
  picture,
  signIn,
  signInHere,
  whereabouts,
  windowFor,
} from './browser.ts';

let house: House;
let browser: Browser;
/** What the stories hand on to each other, as people would: a paper, a proof, a trust file. */
const handed = { pdf: '', proof: '', compact: '', trust: '', number: '', code: '' };

// A busy machine draws pages slowly; nothing here is judged by the clock.
t.setTimeout(240_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

async function save(download: Promise<Download>, name: string): Promise<string> {
  const path = join(house.dataDir, name);
  await (await download).saveAs(path);
  return path;
}

t.test('a clerk at a desk issues a document and serves it', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await page.goto(house.url);
  await look(t, page, 'desk-home');
  await signIn(page, house.url, '林知远');
  await look(t, page, 'desk-cases');
  await page.getByRole('link', { name: /京0491民初1001号/ }).click();
  await look(t, page, 'desk-case');
  await page.getByRole('link', { name: '签发文书' }).click();
  await page.getByRole('button', { name: '上传并加盖编号' }).click();
  await page.getByRole('alert').waitFor();
  t.match(
    await page.getByRole('alert').textContent(),
    /请选择一个 PDF 文件/,
    'says what is missing',
  );
  await look(t, page, 'desk-issue');
  const source = join(house.dataDir, '判决书.pdf');
  writeFileSync(source, await samplePdf());
  await page.locator('input[type=file]').setInputFiles(source);
  await page.getByLabel('文书名称').fill('民事判决书');
  await page.getByRole('button', { name: '上传并加盖编号' }).click();
  await page.getByRole('heading', { name: '请核对加盖后的文书' }).waitFor();
  await page.locator('canvas').first().waitFor();
  await look(t, page, 'desk-issue-preview');
  await continueDraft(t, page);
  await page.getByRole('button', { name: '下一步：签发' }).click();
  await page.getByRole('heading', { name: '请核对要签发的内容' }).waitFor();
  await look(t, page, 'desk-issue-sign');
  await page.reload();
  await page.getByRole('button', { name: '下一步：签发' }).click();
  await page.getByRole('heading', { name: '请核对要签发的内容' }).waitFor();
  await page.getByRole('button', { name: '确认签发' }).click();
  await page.getByText('张未').first().waitFor();
  await page.reload();
  await page.getByText('张未').first().click();
  await look(t, page, 'desk-issue-serve');
  await page.getByRole('button', { name: '送达', exact: true }).click();
  await page.waitForURL(/\/desk\/documents\//);
  await page.getByText('已证明').first().waitFor();
  await look(t, page, 'desk-document');
  await readPaper(page);
  t.match(handed.number, /^京0491-\d{4}-\d{6}$/, 'the document has a number');
  handed.pdf = await save(clickFor(page, '下载文书'), 'document.pdf');
  t.match(
    readFileSync(handed.pdf).subarray(0, 5).toString(),
    /%PDF-/,
    'the stamped PDF was downloaded',
  );
  t.same(faults, [], 'no error in the console');
  await context.close();
});

/** The draft is on the server: a reload stays with it, and the case leads back to it. */
async function continueDraft(t: Test, page: Page): Promise<void> {
  const preview = page.getByRole('heading', { name: '请核对加盖后的文书' });
  await page.reload();
  await preview.waitFor();
  await page.getByRole('link', { name: /草稿会保留/ }).click();
  await page.getByRole('link', { name: '继续签发' }).waitFor();
  await look(t, page, 'desk-case-draft');
  await page.getByRole('link', { name: '民事判决书' }).click();
  await page.getByRole('heading', { name: '民事判决书', level: 1 }).waitFor();
  await look(t, page, 'desk-document-draft');
  await page.getByRole('link', { name: '继续签发' }).click();
  await preview.waitFor();
  t.same(
    await whereabouts(page),
    { title: '签发文书 · 存证', focus: 'H1' },
    'a page followed to is named, and its heading has the focus',
  );
  await page.getByRole('button', { name: '撤回草稿' }).click();
  await page.getByText('不能恢复').waitFor();
  await look(t, page, 'desk-issue-withdraw');
  await page.getByRole('button', { name: '不撤回' }).click();
}

function clickFor(page: Page, name: string): Promise<Download> {
  const download = page.waitForEvent('download');
  return page
    .getByRole('link', { name })
    .first()
    .click()
    .then(() => download);
}

async function readPaper(page: Page): Promise<void> {
  const text = await page.locator('main').textContent();
  handed.number = /京0491-\d{4}-\d{6}/.exec(text ?? '')?.[0] ?? '';
  handed.code = /核验码\s*([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text ?? '')?.[1] ?? '';
}

function samplePdf(): Promise<Uint8Array> {
  return makeSampleDocument({
    kind: '民事判决书',
    courtName: '北京互联网法院',
    caseNumber: '（2026）京0491民初1001号',
    parties: [
      { side: '原告', name: '李娜然' },
      { side: '被告', name: '张未' },
    ],
    paragraphs: [
      '原告李娜然与被告张未网络购物合同纠纷一案，本院依法适用简易程序审理。',
      '本文书为测试数据。',
    ],
    signers: [{ post: '审判员', name: '苏明衡' }],
    date: '二〇二六年十一月二十二日',
  });
}

t.test('a litigant on a phone opens it and signs for it', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await page.goto(house.url);
  await look(t, page, 'phone-home');
  await page.goto(`${house.url}/inbox`);
  await page.waitForURL(/signin/);
  await look(t, page, 'phone-signin');
  await signIn(page, house.url, '张未');
  await look(t, page, 'phone-inbox');
  await page.getByRole('link', { name: '民事判决书' }).first().click();
  await page.getByRole('button', { name: '打开文书' }).waitFor();
  t.same(
    await whereabouts(page),
    { title: '民事判决书 · 存证', focus: 'H1' },
    'the page is named after the document, and its heading has the focus',
  );
  await look(t, page, 'phone-before-opening');
  await page.getByRole('button', { name: '打开文书' }).click();
  await page.locator('canvas').first().waitFor();
  await look(t, page, 'phone-opened');
  await page.getByRole('link', { name: '下一步：签收' }).click();
  await look(t, page, 'phone-sign-choose');
  await loseTheSession(t, page);
  await page.clock.install();
  await page.getByRole('button', { name: '下一步：核对' }).click();
  await page.getByRole('heading', { name: '请核对要签署的内容' }).waitFor();
  await letItExpire(t, page);
  await look(t, page, 'phone-sign-check');
  await page.getByRole('button', { name: '确认并签署' }).click();
  await page.waitForURL(/receipt/);
  await page.getByRole('link', { name: '下载证明文件' }).waitFor();
  t.ok(await page.getByText('已证明').first().isVisible(), 'three courts have signed');
  await look(t, page, 'phone-receipt');
  await printed(t, page);
  handed.proof = await save(clickFor(page, '下载证明文件'), 'receipt.proof.json');
  handed.compact = await save(clickFor(page, '下载精简证明'), 'receipt.bin');
  const paper = await save(clickFor(page, '下载回执'), 'receipt.pdf');
  t.match(readFileSync(paper).subarray(0, 5).toString(), /%PDF-/, 'the receipt is a PDF');
  t.ok(readFileSync(handed.compact).length <= 1600, 'the compact proof fits on paper');
  await page.goto(page.url().replace(/receipt.*/, 'sign'));
  await page.getByText('您已处理过这份文书').waitFor();
  await look(t, page, 'phone-sign-again');
  await page.goto(`${house.url}/keys`);
  await page.getByText('登记时间').waitFor();
  await look(t, page, 'phone-keys');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

/** The session ends in the middle, and the network fails: both are said, and the person comes back to the same page. */
async function loseTheSession(t: Test, page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.getByText('网络已断开').waitFor();
  await page.context().setOffline(false);
  await page.getByText('网络已断开').waitFor({ state: 'detached' });
  await page.context().clearCookies();
  await page.getByRole('button', { name: '下一步：核对' }).click();
  await page.getByText('登录已到期').waitFor();
  await look(t, page, 'phone-session-ended');
  await signInHere(page, '张未');
  await page.getByRole('heading', { name: '签收', level: 1 }).waitFor();
  t.match(page.url(), /inbox\/[^/]+\/sign$/, 'back on the page that was left');
}

/** What was prepared expires; the page says so and prepares it again, although this phone's clock is wrong by then. */
async function letItExpire(t: Test, page: Page): Promise<void> {
  await page.clock.fastForward(11 * 60_000);
  await page.getByText('现在已过期，还没有签署').waitFor();
  await look(t, page, 'phone-sign-expired');
  await page.getByRole('button', { name: '重新准备' }).click();
  await page.getByRole('heading', { name: '请核对要签署的内容' }).waitFor();
}

/** On paper stands the receipt and nothing that only a screen needs. */
async function printed(t: Test, page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  for (const part of ['header', 'footer', 'nav', 'main button']) {
    t.notOk(await page.locator(part).first().isVisible(), `${part} is not printed`);
  }
  t.ok(await page.getByText('已签署，内容已保存').isVisible(), 'the receipt is printed');
  await picture(page, 'phone-receipt-print');
  await page.emulateMedia({ media: 'screen' });
}

t.test('a stranger with the paper checks it on the verify page', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await page.goto(`${house.url}/verify`);
  await look(t, page, 'verify-empty');
  t.ok(await page.getByRole('link', { name: /存证首页/ }).isVisible(), 'there is a way back');
  await page.getByLabel('文书编号').fill(handed.number);
  await page.getByLabel('核验码').fill('0000-0000-0000');
  await page.locator('#look-up').click();
  await page.getByText('没有找到').first().waitFor();
  await look(t, page, 'verify-wrong-code');
  // The QR code on the paper leads here with number and code.
  await page.goto(`${house.url}/verify#n=${encodeURIComponent(handed.number)}&c=${handed.code}`);
  await page.reload();
  await page.getByText('法院签发过这份文书').first().waitFor();
  t.notMatch(
    await page.locator('main').textContent(),
    /张未|民初1001/,
    'tells a stranger no name and no case',
  );
  await look(t, page, 'verify-found');
  await page.locator('input[type=file]').first().setInputFiles(handed.pdf);
  await page.getByText('与签发的文书一致').first().waitFor();
  await look(t, page, 'verify-same');
  await page.goto(`${house.url}/verify`);
  await page.locator('#tab-file').click();
  await page.locator('input[type=file]').first().setInputFiles(altered(handed.pdf));
  await page.getByText('不等于伪造').first().waitFor();
  await look(t, page, 'verify-not-found');
  await page.goto('about:blank');
  await page.goto(`${house.url}/verify`);
  await page.locator('#tab-proof').click();
  await page.locator('#proof').setInputFiles(handed.proof);
  await page.locator('#file').setInputFiles(handed.pdf);
  await page.locator('#result').getByText('自上链以来未被改动').first().waitFor();
  await look(t, page, 'verify-proof');
  t.match(
    await page.locator('#result').textContent(),
    /张未/,
    'the holder’s proof shows who signed',
  );
  t.same(faults, [], 'no error in the console');
  await context.close();
});

/** The same file with one bit changed. */
function altered(path: string): string {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
  const other = path.replace('.pdf', '-altered.pdf');
  writeFileSync(other, bytes);
  return other;
}

t.test('an old man reads it in large print, a foreigner in English', async (t) => {
  const { page, context } = await windowFor(browser, PHONE);
  await page.goto(house.url);
  await page.getByRole('button', { name: '长辈版' }).click();
  t.equal(
    await page.evaluate(() => getComputedStyle(document.body).fontSize),
    '24px',
    'text is 24 px',
  );
  await look(t, page, 'phone-elder');
  await page.goto(`${house.url}/signin`);
  await look(t, page, 'phone-elder-signin');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await look(t, page, 'phone-english');
  await page.goto(`${house.url}/network`);
  await page.getByText('Fingerprint', { exact: true }).waitFor();
  await look(t, page, 'phone-network');
  handed.trust = await save(clickFor(page, 'Download the trust file'), 'trust.json');
  await page.goto(`${house.url}/no-such-page`);
  await look(t, page, 'phone-not-found');
  await context.close();
});

t.test('the keyboard alone is enough to sign in', async (t) => {
  const { page, context } = await windowFor(browser, DESK);
  await page.goto(`${house.url}/signin`);
  await page.getByRole('radio', { name: /^李娜然/ }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: '下一步：获取验证码' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '填入' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('6 位验证码').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/inbox/);
  await page.getByRole('heading', { name: '我的文书' }).waitFor();
  t.match(page.url(), /inbox/, 'signed in');
  await context.close();
});

t.test(
  'a judge sees that everything agrees, and after a byte was changed on disk, what does not',
  async (t) => {
    const { page, context } = await windowFor(browser, DESK);
    await signIn(page, house.url, '苏明衡');
    await page.goto(`${house.url}/integrity`);
    await page.getByText('全部与链上记录一致').waitFor();
    await look(t, page, 'desk-integrity');
    alterStored(handed.pdf);
    await page.getByRole('button', { name: '重新核对' }).click();
    await page.getByText('1 项不一致').waitFor();
    t.match(
      await page.locator('table').textContent(),
      new RegExp(handed.number),
      'names the document',
    );
    await look(t, page, 'desk-integrity-altered');
    alterStored(handed.pdf);
    await page.goto(`${house.url}/problems`);
    await page.getByText('没有上链异常').waitFor();
    await look(t, page, 'desk-problems');
    await context.close();
  },
);

/** Flips a bit of the stored copy; twice gives the original back. */
function alterStored(pdf: string): void {
  const hex = createHash('sha256').update(readFileSync(pdf)).digest('hex');
  const stored = join(house.dataDir, 'files/sha256', hex.slice(0, 2), hex);
  const bytes = readFileSync(stored);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] as number) ^ 1;
  chmodSync(stored, 0o600);
  writeFileSync(stored, bytes);
}
