import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, Person } from '@cunzheng/api/client';
import type { FilingView } from '@cunzheng/gateway';
import type { Browser, Locator, Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { eventually, type House, openHouse } from '../house/house.ts';
import { blankPdf } from '../house/sample.ts';
import { DESK, launch, look, lookTwice, PHONE, signIn, windowFor } from './browser.ts';
import { inList, pick } from './filing-steps.ts';
import { VerifyPage } from './verify-page.ts';

/** Files that she chooses at once, and those among them that cannot be a paper. */
const FILES = 60;
const COPY = '第 01 天聊天记录（副本）';
/** As long as a file system allows, in one word. */
const LONG = 'WeChatImage20260101'.repeat(13).slice(0, 240);
const LONG_CHINESE = '关于双方多次催要货款并承诺还款的微信聊天记录截图以及语音转写文字'.repeat(2);
const day = (n: number) => `第 ${String(n).padStart(2, '0')} 天聊天记录`;
/** What the list calls them, in the order in which they are chosen. */
const NAMES = [
  ...Array.from({ length: FILES - 3 }, (_, n) => day(n + 1)),
  ...[COPY, LONG.slice(0, 100), LONG_CHINESE],
];

let house: House;
let browser: Browser;
let lina: Person;
/** The filing that the stories go on with. */
let id = '';

t.setTimeout(600_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
  lina = await Person.signIn(house.url, 'lina');
  for (const name of [...NAMES.slice(0, -3), LONG, LONG_CHINESE])
    writeFileSync(at(`${name}.pdf`), await blankPdf(1, 0, String(NAMES.indexOf(name))));
  copyFileSync(at(`${day(1)}.pdf`), at(`${COPY}.pdf`));
  for (const name of ['空白.pdf', '过大的录像.pdf']) writeFileSync(at(name), '');
  truncateSync(at('过大的录像.pdf'), 101 * 2 ** 20);
  writeFileSync(at('聊天导出.txt'), '导出的文字');
  writeFileSync(at('改过名.pdf'), '其实是一段文字，只是改了名字');
  // What a reader of PDF overlooks, and the court does not.
  writeFileSync(at('前有空行.pdf'), Buffer.concat([Buffer.from('\n'), await blankPdf(1)]));
  id = await begin();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

const at = (name: string) => join(house.dataDir, name);
const chosen = () => NAMES.map((name) => at(`${name === LONG.slice(0, 100) ? LONG : name}.pdf`));
const read = () => lina.get<FilingView>(`/filings/${id}`);
const evidence = async () => (await read()).papers.filter(({ slot }) => slot === 'evidence');
const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();
const editing = (step: string) => `${house.url}/filings/${id}/edit/${step}`;
/** Lines of papers that are in. */
const lines = (page: Page) => page.getByRole('button', { name: /^查看“/ });

/** A private-loan suit in which everything is said and nothing handed in. */
async function begin(): Promise<string> {
  const begun = { court: '京0491', kind: 'civil', cause: '民间借贷纠纷', form: 'privateLoan' };
  const filing = await lina.post<FilingView>('/filings', { ...begun, capacity: 'self' });
  const path = `/filings/${filing.id}`;
  const service = { name: '李娜然', mobile: '13800000000', address: '北京市虚构区样例路1号' };
  must(await lina.ask('PATCH', path, { eService: true, mediation: 'notWanted', service }));
  const parties = [
    { side: 'applicant', kind: 'person', name: '李娜然', details: { phone: '13800000000' } },
    { side: 'other', kind: 'person', name: '钱示例', details: { phone: '13900000000' } },
  ];
  must(await lina.ask('PUT', `${path}/parties`, { parties }));
  const answers = [
    { field: 'principalOwed', value: 10_000_000, base: 0 },
    { field: 'contractDay', value: '2024-01-01', base: 0 },
  ];
  must(await lina.ask('PUT', `${path}/answers`, { answers }));
  return filing.id;
}

/** Whether some of it is in the window, where it can be seen. */
const inWindow = (what: Locator) =>
  what.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });

t.test('of many files chosen at once the wrong ones are named, and the others stay', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '李娜然');
  await page.goto(editing('papers'));
  await page.getByText('每份不超过 100 MB').waitFor();
  await page.getByText('全部材料合计不超过 1000 MB、500 份').waitFor();
  const wrong = ['空白.pdf', '过大的录像.pdf', '聊天导出.txt', '改过名.pdf'].map(at);
  await pick(page, '证据').setInputFiles([...chosen(), ...wrong]);
  const told = page.getByRole('alert');
  for (const words of [
    '“空白.pdf”是空的',
    '“过大的录像.pdf”太大，每份不超过 100 MB',
    '“聊天导出.txt”不是 PDF 或者照片',
    `其余 ${FILES + 1} 个文件没有问题`,
    '“改过名.pdf”打不开',
  ])
    await told.getByText(words).waitFor({ timeout: 60_000 });
  t.same(await evidence(), [], 'nothing was sent yet');
  const apart = page.getByRole('button', { name: `分别上传（${FILES} 份）` });
  const list = page.getByRole('list').filter({ hasText: `第 1 项，共 ${FILES} 项` });
  await apart.waitFor();
  await lookTwice(t, page, 'many-desk');
  const [first, last] = [await list.boundingBox(), await apart.boundingBox()];
  const reach = (last?.y ?? 0) + (last?.height ?? 0) - (first?.y ?? 0);
  t.ok(reach < DESK.viewport.height, 'sixty and what can be done with them are in one window');
  await apart.click();
  await page.getByText(/后面还有 \d+ 份，传完以前请不要离开这一页/).waitFor();
  await inList(page, NAMES.at(-1) as string).waitFor({ timeout: 180_000 });
  t.same(
    (await evidence()).map(({ name }) => name),
    NAMES,
    'all in their order',
  );
  await page.getByText(`已放入 ${FILES} 份`, { exact: false }).first().waitFor();
  await lookTwice(t, page, 'many-list');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('one that the court refuses is named, and those after it go on', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '李娜然');
  await page.goto(editing('papers'));
  const place = pick(page, '其他材料');
  await page.getByText('还有别的材料要交').click();
  await place.setInputFiles([day(2), '前有空行', day(3)].map((name) => at(`${name}.pdf`)));
  await press(page, '分别上传（3 份）');
  await page
    .getByRole('button', { name: `查看“${day(3)}”` })
    .nth(1)
    .waitFor();
  await page.getByText(/“前有空行”没有放进去：/).waitFor();
  await look(t, page, 'many-refused-desk');
  const others = (await read()).papers.filter(({ slot }) => slot === 'other');
  t.same(
    others.map(({ name }) => name),
    [day(2), day(3)],
    'both that came after it',
  );
  await page.reload();
  await lines(page).first().waitFor();
  t.equal(await page.getByText(/上次传到/).count(), 0, 'and nothing of it waits');
  for (const other of others) must(await lina.ask('DELETE', `/filings/${id}/papers/${other.id}`));
  const ours = faults.filter((line) => !/\b415\b/.test(line));
  t.same(ours, [], 'no other error in the console');
  await context.close();
});

t.test('on a phone some of sixty are taken back and replaced, each in its place', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  await page.goto(editing('papers'));
  await lines(page)
    .nth(FILES - 1)
    .waitFor();
  for (const n of [5, 6, 7]) {
    await page.getByRole('button', { name: `撤回“${day(n)}”`, exact: true }).tap();
    const told = page.getByText(`已经撤回“${day(n)}”。`);
    await told.waitFor();
    await eventually('what was done is told where he is', () => inWindow(told));
  }
  await press(page, '恢复');
  await inList(page, day(7)).waitFor();
  writeFileSync(at('清楚的.pdf'), await blankPdf(2, 0, 'again'));
  await page.getByLabel(`换一份“${day(9)}”`, { exact: true }).setInputFiles(at('清楚的.pdf'));
  await page.getByText(`已经换掉原来的“${day(9)}”。`).waitFor();
  await look(t, page, 'many-replaced-phone');
  const left = NAMES.filter((name) => name !== day(5) && name !== day(6));
  t.same(
    (await evidence()).map(({ name }) => name),
    left,
    'the others did not move',
  );
  await page.reload();
  await lines(page)
    .nth(left.length - 1)
    .waitFor();
  await pick(page, '证据').setInputFiles([5, 6].map((n) => at(`${day(n)}.pdf`)));
  await press(page, '分别上传（2 份）');
  await inList(page, day(6)).waitFor();
  t.equal((await evidence()).length, FILES);
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('the review says what is double, and all sixty are signed for', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '李娜然');
  await page.goto(editing('review'));
  await page.getByText(`“${COPY}”与“${day(1)}”是同一个文件`).waitFor();
  await page.getByText(`证据（${FILES} 份）`).waitFor();
  for (const { name } of await evidence())
    t.equal(await page.getByRole('listitem').filter({ hasText: name }).first().isVisible(), true);
  await lookTwice(t, page, 'many-review');
  await page.goto(editing('sign'));
  await page.getByLabel('我已逐条看过').check();
  await press(page, '下一步：核对要签名的内容');
  await page.getByRole('heading', { name: '请核对要签名的内容' }).waitFor();
  await lookTwice(t, page, 'many-sign');
  await press(page, '确认签名并提交');
  await page.waitForURL(/receipt/);
  await page.getByRole('link', { name: '下载证明文件' }).waitFor({ timeout: 60_000 });
  const { papers } = await read();
  await page.getByRole('heading', { name: `收到的材料（${papers.length} 份）` }).waitFor();
  const list = page.locator('ol > li', { hasText: 'SM3' });
  t.equal(await list.count(), papers.length);
  t.equal(papers.filter(({ slot }) => slot === 'evidence').length, FILES);
  for (const { sha256 } of papers)
    t.equal((await list.filter({ hasText: sha256 }).count()) > 0, true);
  await lookTwice(t, page, 'many-receipt');
  await proofOfOne(t, page);
  await page.goto(`${house.url}/filings/${id}`);
  await page.getByText('待审核').first().waitFor();
  await lookTwice(t, page, 'many-overview');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

/** One paper of sixty is proven to a stranger, who learns nothing of the others. */
async function proofOfOne(t: Test, page: Page): Promise<void> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: `只证明这一份：${day(33)}`, exact: true }).click();
  const proof = at('one.proof.json');
  await (await downloading).saveAs(proof);
  t.notMatch(readFileSync(proof, 'utf8'), new RegExp(day(34)), 'no other is named');
  const trust = at('trust.json');
  writeFileSync(trust, await lina.bytes('/public/trust'));
  const verifier = await VerifyPage.open(browser);
  const ask = (n: number) => verifier.ask({ proof, trust, file: at(`${day(n)}.pdf`) });
  t.match(await ask(33), { verdict: 'unalteredSinceRecorded' });
  t.match(await ask(34), { verdict: 'differs', stage: 'document' });
  await verifier.close();
}

t.test('the judge leafs through sixty papers, and sets several aside', async (t) => {
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '苏明衡');
  await page.goto(`${house.url}/review/${id}`);
  const papers = page.locator('[data-part="papers"]');
  const { papers: all } = await read();
  await papers.getByText(`共 ${all.length} 份：符合要求 0 份`).waitFor();
  await papers.getByRole('button', { name: new RegExp(`^${day(33)}`) }).click();
  const shown = papers.getByRole('heading', { name: day(33), level: 2 });
  await shown.waitFor();
  await papers.locator('canvas').first().waitFor();
  await eventually('the paper is in the window', () => inWindow(shown));
  await lookTwice(t, page, 'many-judge');
  await page.locator('h1').click();
  await page.keyboard.press('f');
  await page.keyboard.press(']');
  await papers.getByRole('heading', { name: day(34), level: 2 }).waitFor();
  await page.keyboard.press(']');
  await papers.getByRole('heading', { name: day(35), level: 2 }).waitFor();
  const line = papers.getByRole('button', { name: new RegExp(`^${day(35)}`) });
  t.ok(await inWindow(line), 'its line is in view');
  for (const name of [COPY, day(40), day(41)]) {
    const verdict = papers.getByRole('group', { name, exact: true });
    await verdict.getByLabel('需要补正').check();
    await verdict.getByLabel(`原因：${name}`).fill('与本案无关或者重复');
  }
  await papers.getByText(/符合要求 1 份，需要补正 3 份/).waitFor();
  await press(page, '审查通过');
  await page.getByText('不予接收 3 份材料：').waitFor();
  await page.getByText('不预收', { exact: true }).click();
  await page.getByRole('textbox', { name: '理由', exact: true }).fill('依法免交');
  await lookTwice(t, page, 'many-set-aside');
  await press(page, '下一步：核对');
  await page.getByRole('heading', { name: '核对并签署' }).waitFor();
  await press(page, '签署');
  await page.getByText('已签署。').waitFor();
  const { state, verdicts } = await read();
  t.equal(state, 'accepted');
  const aside = verdicts.filter(({ fit }) => !fit).map(({ paper }) => paper);
  t.same(
    all
      .filter((each) => aside.includes(each.id))
      .map(({ name }) => name)
      .toSorted(),
    [COPY, day(40), day(41)].toSorted(),
  );
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('on a phone the judge comes to the paper that he chose of sixty', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '苏明衡');
  await page.goto(`${house.url}/review/${id}?state=accepted&tab=papers`);
  const papers = page.locator('[data-part="papers"]');
  await papers.getByRole('button', { name: new RegExp(`^${day(50)}`) }).tap();
  const shown = papers.getByRole('heading', { name: day(50), level: 2 });
  await shown.waitFor();
  await eventually('what was chosen is in the window', () => inWindow(shown));
  await look(t, page, 'many-judge-papers-phone');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('more papers than a filing has room for are told before anything is sent', async (t) => {
  id = await begin();
  const bytes = await blankPdf(1);
  for (let n = 1; n <= 499; n++) {
    const form = new FormData();
    form.append('slot', 'other');
    form.append('name', `附件 ${n}`);
    form.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), 'x.pdf');
    must(await lina.ask('POST', `/filings/${id}/papers`, form));
  }
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, '李娜然');
  await page.goto(editing('papers'));
  await pick(page, '证据').setInputFiles([1, 2].map((n) => at(`${day(n)}.pdf`)));
  await press(page, '分别上传（2 份）');
  await page.getByText('最多 500 份材料，还能放 1 份，这里有 2 份').waitFor();
  t.same(await evidence(), [], 'nothing was sent');
  await press(page, '合成一份 PDF 上传（2 项）');
  await inList(page, day(1)).waitFor();
  t.equal((await evidence()).length, 1, 'joined they have room');
  t.same(faults, [], 'no error in the console');
  await context.close();
});
