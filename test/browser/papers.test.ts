import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { blankPdf } from '../house/sample.ts';
import { DESK, launch, look, lookTwice, PHONE, picture, signIn, windowFor } from './browser.ts';
import { inList, pick } from './filing-steps.ts';

let house: House;
let browser: Browser;
const at = (name: string) => join(house.dataDir, name);

t.setTimeout(400_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
  writeFileSync(at('借条.pdf'), await blankPdf(2));
  writeFileSync(at('转账记录.pdf'), await blankPdf(1));
  writeFileSync(at('聊天记录.pdf'), await blankPdf(1, 9_000_000));
  writeFileSync(at('说明.txt'), '不是材料');
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

type Ask = { readonly method: string; readonly path: string; readonly body?: unknown };

/** Asks the API as the page's own person. */
const asked = (page: Page, ask: Ask) =>
  page.evaluate(async ({ method, path, body }) => {
    const answer = await fetch(`/api/v1${path}`, {
      method,
      headers: { 'x-cunzheng-csrf': '1', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as { id: string; papers: { id: string; name: string }[] };
  }, ask);

async function begin(page: Page): Promise<string> {
  const body = { court: '京0491', kind: 'civil', cause: '民间借贷纠纷', capacity: 'self' };
  const { id } = await asked(page, { method: 'POST', path: '/filings', body });
  await page.goto(`${house.url}/filings/${id}/papers`);
  await page.getByRole('heading', { level: 1, name: '立案材料' }).waitFor();
  return id;
}

const papers = async (page: Page, id: string) =>
  (await asked(page, { method: 'GET', path: `/filings/${id}` })).papers;
const names = async (page: Page, id: string) => (await papers(page, id)).map(({ name }) => name);

/** Pages of a paper as the server gives it. */
async function pagesOf(page: Page, id: string, name: string): Promise<number> {
  const paper = (await papers(page, id)).find((each) => each.name === name);
  const bytes = await page.evaluate(async (path) => {
    const answer = await fetch(path);
    return [...new Uint8Array(await answer.arrayBuffer())];
  }, `/api/v1/filings/${id}/papers/${paper?.id}`);
  return (await PDFDocument.load(Uint8Array.from(bytes))).getPageCount();
}

/** A photo of a sheet that lies askew on a table, in grey light. */
async function photo(page: Page, words: string): Promise<Buffer> {
  const base64 = await page.evaluate((text) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [900, 1200];
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
    pen.fillStyle = '#4a3b2a';
    pen.fillRect(0, 0, 900, 1200);
    pen.beginPath();
    for (const [x, y] of [
      [130, 110],
      [760, 60],
      [830, 1080],
      [60, 1130],
    ] as const)
      pen.lineTo(x, y);
    pen.fillStyle = '#b9b4a8';
    pen.fill();
    pen.fillStyle = '#3a3a3a';
    pen.font = '48px serif';
    pen.fillText(text, 240, 220);
    for (let line = 0; line < 14; line++) pen.fillRect(200, 300 + line * 52, 460, 6);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] as string;
  }, words);
  return Buffer.from(base64, 'base64');
}

const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).press('Enter');

t.test('a person on a phone is told the limits, adds a PDF and reads its pages', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  const id = await begin(page);
  await page.getByText('每份不超过 100 MB，PDF 或者照片').waitFor();
  await look(t, page, 'papers-empty-phone');
  await pick(page, '证据').setInputFiles(at('说明.txt'));
  t.match(await page.getByRole('alert').textContent(), /不是 PDF 或者照片/);
  t.same(await papers(page, id), [], 'nothing was sent');
  await look(t, page, 'papers-refused-phone');
  await pick(page, '证据').setInputFiles(at('借条.pdf'));
  await inList(page, '借条').tap();
  await page.getByRole('img', { name: '第 2 页，共 2 页' }).waitFor();
  await page.locator('.pdf-page canvas').first().waitFor();
  await look(t, page, 'papers-pages-phone');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('photos are straightened, turned, brightened, put in order and joined', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  const id = await begin(page);
  const shots = await Promise.all(['FIRST', 'SECOND'].map((words) => photo(page, words)));
  await pick(page, '证据').setInputFiles(
    shots.map((buffer, n) => ({ name: `IMG_${n}.jpg`, mimeType: 'image/jpeg', buffer })),
  );
  await page.getByRole('heading', { name: '整理后上传：证据' }).waitFor();
  await page.getByRole('img', { name: /第 2 项，共 2 项：照片/ }).waitFor();
  await look(t, page, 'papers-desk-phone');
  await press(page, '摆正和调亮第 1 项');
  const dot = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });
  await dot('左上角').focus();
  for (let n = 0; n < 3; n++) await page.keyboard.press('Shift+ArrowRight');
  for (let n = 0; n < 2; n++) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowLeft');
  t.match(await dot('左上角').getAttribute('aria-label'), '横 14%，竖 10%', 'by keyboard');
  for (const [name, x, y] of [
    ['右上角', 760 / 900, 60 / 1200],
    ['右下角', 830 / 900, 1080 / 1200],
    ['左下角', 60 / 900, 1130 / 1200],
  ] as const)
    await drag(page, dot(name), x, y);
  t.match(await dot('右上角').getAttribute('aria-label'), /横 8[345]%，竖 [456]%/, 'by finger');
  await page.getByLabel('调亮（文字更清楚）').check();
  await lookTwice(t, page, 'papers-corners');
  await page.setViewportSize(PHONE.viewport);
  const paper = await page.evaluate(() => {
    const canvas = document.querySelector('li canvas') as HTMLCanvasElement;
    const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
      canvas.width - 6,
      Math.round(canvas.height / 2),
      1,
      1,
    );
    return data[0] as number;
  });
  t.ok(paper > 235, `the sheet reaches the edge and is white: ${paper}`);
  await page.getByRole('button', { name: '向右转', exact: true }).tap();
  await page.getByRole('button', { name: '好了', exact: true }).last().tap();
  await press(page, '后移第 1 项');
  await page.getByLabel('这份材料叫什么').fill('照片借条');
  await look(t, page, 'papers-arranged-phone');
  await page.getByRole('button', { name: '合成一份 PDF 上传（2 项）' }).tap();
  await inList(page, '照片借条').tap();
  await page.getByRole('img', { name: '第 2 页，共 2 页' }).waitFor();
  await page.locator('.pdf-page canvas').last().waitFor();
  await look(t, page, 'papers-joined-phone');
  t.equal(await pagesOf(page, id, '照片借条'), 2);
  t.same(faults, [], 'no error in the console');
  await context.close();
});

/** Drags a dot to a place of its photo, as a finger does. */
async function drag(page: Page, dot: ReturnType<Page['getByRole']>, x: number, y: number) {
  const frame = dot.locator('..');
  await frame.scrollIntoViewIfNeeded();
  const box = (await frame.boundingBox()) as {
    x: number;
    y: number;
    width: number;
    height: number;
  };
  await dot.hover();
  await page.mouse.down();
  await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
  await page.mouse.up();
}

t.test('a split document is joined at a desk, replaced, taken out and brought back', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '李娜然');
  const id = await begin(page);
  await pick(page, '证据').setInputFiles([at('借条.pdf'), at('转账记录.pdf')]);
  await page.getByText('第 1 项，共 2 项：PDF，2 页').waitFor();
  await look(t, page, 'papers-parts-desk');
  await press(page, '合成一份 PDF 上传（2 项）');
  await inList(page, '借条').waitFor();
  t.equal(await pagesOf(page, id, '借条'), 3);
  await pick(page, '身份证明').setInputFiles([at('借条.pdf'), at('转账记录.pdf')]);
  await page.getByText('第 2 项，共 2 项：PDF，1 页').waitFor();
  await press(page, '分别上传（2 份）');
  await inList(page, '转账记录').waitFor();
  t.same(await names(page, id), ['借条', '借条', '转账记录']);
  await page.getByLabel('换一份“转账记录”').setInputFiles(at('借条.pdf'));
  await page.getByText('已经换掉原来的“转账记录”。').waitFor();
  await lookTwice(t, page, 'papers-replaced');
  await press(page, '恢复');
  await page.getByText('已经换掉原来的“转账记录”。').waitFor({ state: 'detached' });
  t.equal(await pagesOf(page, id, '转账记录'), 1, 'the former one is back');
  await press(page, '撤回“转账记录”');
  await page.getByText('已经撤回“转账记录”。').waitFor();
  t.same(await names(page, id), ['借条', '借条']);
  await press(page, '恢复');
  await inList(page, '转账记录').waitFor();
  t.same(await names(page, id), ['借条', '借条', '转账记录']);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Papers of the filing' }).waitFor();
  await lookTwice(t, page, 'papers-english');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('on a bad line it waits, goes on, and after a closed page goes on from there', async (t) => {
  const { page, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  const id = await begin(page);
  const offsets: number[] = [];
  let holding = true;
  await page.route('**/api/v1/uploads/*', async (route) => {
    const offset = Number(route.request().headers()['upload-offset'] ?? Number.NaN);
    if (route.request().method() === 'PATCH') offsets.push(offset);
    // The line fails once four megabytes have gone, as often as it is tried.
    if (holding && offset >= 4 * 2 ** 20) {
      await context.setOffline(true);
      await route.abort('internetdisconnected');
    } else await route.continue();
  });
  await pick(page, '证据').setInputFiles(at('聊天记录.pdf'));
  await page.getByText('网络断了，“聊天记录”等网络恢复后自动接着传').first().waitFor();
  await picture(page, 'papers-offline-phone');
  t.same(offsets.slice(0, 3), [0, 2 ** 21, 2 ** 22]);
  await context.setOffline(false);
  await page.reload();
  await page.getByText(/“聊天记录”上次传到 4\d%。重新选择同一个文件，会接着传。/).waitFor();
  await look(t, page, 'papers-unfinished-phone');
  holding = false;
  offsets.length = 0;
  await pick(page, '证据').setInputFiles(at('聊天记录.pdf'));
  await inList(page, '聊天记录').waitFor();
  t.equal(offsets[0], 2 ** 22, 'what was sent did not go again');
  t.same(await names(page, id), ['聊天记录']);
  t.equal(await page.getByText(/上次传到/).count(), 0);
  await context.close();
});

t.test('an upload is paused, goes on, and is cancelled without a trace', async (t) => {
  const { page, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  const id = await begin(page);
  const gates: (() => void)[] = [];
  await page.route('**/api/v1/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH' && route.request().headers()['upload-offset'] !== '0')
      await new Promise<void>((open) => gates.push(open));
    await route.continue().catch(() => undefined);
  });
  await pick(page, '证据').setInputFiles(at('聊天记录.pdf'));
  await page.getByRole('button', { name: '暂停' }).tap();
  await page.getByText('已暂停“聊天记录”').waitFor();
  await look(t, page, 'papers-paused-phone');
  await page.getByRole('button', { name: '继续上传' }).tap();
  await page.getByText('正在上传“聊天记录”').waitFor();
  await look(t, page, 'papers-sending-phone');
  await page.getByRole('button', { name: '取消' }).tap();
  await page.getByText('正在上传“聊天记录”').waitFor({ state: 'detached' });
  for (const open of gates) open();
  t.same(await papers(page, id), []);
  await page.reload();
  await page.getByText('还没有放入文件').first().waitFor();
  t.equal(await page.getByText(/上次传到/).count(), 0, 'nothing is left of it');
  await context.close();
});
