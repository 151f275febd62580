import { must, Person } from '@cunzheng/api/client';
import type { FilingView, PaperView } from '@cunzheng/gateway';
import type { Browser, Page } from 'playwright-core';
import t from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { samplePdf } from '../house/sample.ts';
import { DESK, launch, look, lookTwice, PHONE, signIn, windowFor } from './browser.ts';

const CLERK = '林知远';
const JUDGE = '苏明衡';

let house: House;
let browser: Browser;
let lina: Person;

t.setTimeout(400_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
  lina = await Person.signIn(house.url, 'lina');
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

async function addPaper(id: string, fields: Readonly<Record<string, string>>): Promise<PaperView> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const pdf = new Uint8Array(await samplePdf());
  form.append('file', new Blob([pdf], { type: 'application/pdf' }), 'x.pdf');
  return must(await lina.ask<PaperView>('POST', `/filings/${id}/papers`, form));
}

/** A private-loan suit that was handed in, told from others by its defendant. */
async function file(defendant: string, more: Readonly<Record<string, unknown>> = {}) {
  const { id } = await lina.post<FilingView>('/filings', {
    ...{ court: '京0491', kind: 'civil', cause: '民间借贷纠纷', form: 'privateLoan' },
    capacity: 'self',
  });
  const said = { eService: true, mediation: 'notWanted', ...more };
  must(await lina.ask('PATCH', `/filings/${id}`, said));
  const parties = [
    { side: 'applicant', kind: 'person', name: '李娜然', details: { phone: '13800000000' } },
    { side: 'other', kind: 'organisation', name: defendant },
  ];
  must(await lina.ask('PUT', `/filings/${id}/parties`, { parties }));
  const answers = [
    { field: 'principalOwed', value: 10_000_000, base: 0 },
    { field: 'contractDay', value: '2024-01-01', base: 0 },
  ];
  must(await lina.ask('PUT', `/filings/${id}/answers`, { answers }));
  await addPaper(id, { slot: 'evidence', name: '借条' });
  must(await lina.sign(`/filings/${id}/submission`));
  return id;
}

const read = (id: string) => lina.get<FilingView>(`/filings/${id}`);
const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();
const line = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '立案申请队列' }).getByRole('link', { name });

/** Nothing is to be paid in advance, and why. */
async function chargeNothing(page: Page): Promise<void> {
  await page.getByText('不预收', { exact: true }).click();
  await page.getByRole('textbox', { name: '理由', exact: true }).fill('依法免交');
}

/** Checks and signs the act that is open. */
async function signIt(page: Page): Promise<void> {
  await press(page, '下一步：核对');
  await page.getByRole('heading', { name: '核对并签署' }).waitFor();
  await press(page, '签署');
  await page.getByText('已签署。').waitFor();
}

t.test('a clerk takes several on at once, by the keyboard, and reads one whole', async (t) => {
  await file('甲商贸有限公司');
  await file('乙商贸有限公司');
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, CLERK);
  await page.getByRole('link', { name: '立案审查' }).click();
  await line(page, '李娜然 诉 甲商贸有限公司').waitFor();
  await lookTwice(t, page, 'review-queue');
  await page.getByLabel('选择：李娜然 诉 甲商贸有限公司').check();
  await page.getByLabel('选择：李娜然 诉 乙商贸有限公司').check();
  await press(page, '接手所选 2 件');
  await look(t, page, 'review-take-many-desk');
  await press(page, '确认接手');
  await page.getByText('已接手 2 件').waitFor();
  await press(page, '取消');
  await page.locator('body').click({ position: { x: 5, y: 400 } });
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '李娜然 诉 甲商贸有限公司' }).waitFor();
  await page.locator('canvas').first().waitFor();
  await lookTwice(t, page, 'review-item');
  await page.keyboard.press('?');
  await look(t, page, 'review-keys-desk');
  await page.keyboard.press('Escape');
  t.match(page.url(), /\/review\/[\da-f-]{36}/);
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test(
  'a correction round: marks, one notice, a second one that says why, papers set aside, a number',
  async (t) => {
    const id = await file('丙商贸有限公司');
    const { page, faults, context } = await windowFor(browser, DESK);
    await signIn(page, house.url, JUDGE);
    await page.goto(`${house.url}/review?q=丙商贸`);
    await line(page, '丙商贸有限公司').click();
    await page
      .getByLabel(/^需要补正：.*本金/)
      .first()
      .check();
    await page
      .getByLabel(/^怎样补正：.*本金/)
      .first()
      .fill('请写明尚欠本金的计算方法');
    const papers = page.locator('[data-part="papers"]');
    await papers.getByRole('group', { name: '民事起诉状' }).getByLabel('符合要求').check();
    await papers.getByRole('group', { name: '借条' }).getByLabel('需要补正').check();
    await papers.getByLabel('需要补正：身份证明').check();
    await page.locator('h1').click();
    await page.keyboard.press('r');
    await press(page, '下一步：核对');
    await page.getByText('请写明怎样补正：借条').waitFor();
    await look(t, page, 'review-correction-missing-desk');
    await page.getByRole('textbox', { name: '借条', exact: true }).fill('照片不清楚，请重新拍摄');
    await page.getByRole('textbox', { name: '身份证明', exact: true }).fill('请提交身份证正反面');
    await lookTwice(t, page, 'review-correction');
    await press(page, '下一步：核对');
    await page.getByRole('heading', { name: '申请人看到的补正通知' }).waitFor();
    await page.getByRole('heading', { name: '核对并签署' }).waitFor();
    await lookTwice(t, page, 'review-correction-sign');
    await press(page, '签署');
    await page.getByText('退回补正：已签署。').waitFor();
    const sent = await read(id);
    t.match(sent, {
      state: 'correction',
      items: [{ words: /计算方法/ }, { words: /不清楚/ }, { slot: 'identity' }],
    });
    t.match(
      sent.verdicts.map(({ fit }) => fit).toSorted(),
      [false, true],
      'one paper is in order, one is not',
    );
    await addPaper(id, { slot: 'identity', name: '身份证' });
    must(await lina.sign(`/filings/${id}/submission`));

    await page.goto(`${house.url}/review/${id}`);
    await page.getByText('上次意见：照片不清楚').waitFor();
    await page.getByText('由您承办').waitFor();
    await page.keyboard.press('r');
    await page.getByLabel('其他需要补正的事项').fill('还有一处');
    await press(page, '下一步：核对');
    await page.getByRole('link', { name: '请写明第二次通知补正的原因' }).waitFor();
    await press(page, '取消，返回本件');
    await page
      .locator('[data-part="papers"]')
      .getByRole('group', { name: '借条' })
      .getByLabel('需要补正')
      .check();
    await page.getByLabel('原因：借条').fill('仍不清楚，开庭时出示原件');
    await press(page, '审查通过');
    await chargeNothing(page);
    await lookTwice(t, page, 'review-accept');
    await signIt(page);
    t.match(await read(id), { state: 'accepted' });
    t.match(
      (await read(id)).verdicts.filter(({ fit }) => !fit),
      [{ words: /原件/, round: 2 }],
    );

    await page.goto(`${house.url}/review/${id}`);
    await press(page, '登记立案');
    await page.getByText('将使用案号 （2026）京0491民初').first().waitFor();
    await look(t, page, 'review-docket-desk');
    await signIt(page);
    const docketed = await read(id);
    t.match(docketed, { state: 'docketed', caseNumber: /^（2026）京0491民初\d+号$/ });
    await page.goto(`${house.url}/review/${id}?state=docketed`);
    await page.getByRole('link', { name: '打开案件' }).waitFor();
    await lookTwice(t, page, 'review-docketed');
    t.same(faults, [], 'no error in the console');
    await context.close();
  },
);

t.test('a refusal is a ruling that the judge reads before he signs it', async (t) => {
  const id = await file('丁商贸有限公司', { eService: null });
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, JUDGE);
  await page.goto(`${house.url}/review/${id}`);
  await page
    .getByRole('group', { name: /有明确的被告/ })
    .getByLabel('不满足')
    .check();
  await press(page, '裁定不予受理');
  await press(page, '填入未满足的条件');
  await page.getByText('申请人没有同意电子送达').waitFor();
  await lookTwice(t, page, 'review-refuse');
  await press(page, '下一步：核对');
  await page.locator('[aria-label="裁定书"] canvas').first().waitFor();
  await lookTwice(t, page, 'review-refuse-sign');
  await press(page, '签署');
  await page.getByText('裁定不予受理：已签署。').waitFor();
  t.match(await read(id), { state: 'refused', ruling: { title: '民事裁定书' } });
  const ruling = await lina.bytes(`/filings/${id}/ruling`);
  t.equal(ruling.subarray(0, 5).toString(), '%PDF-');
  await page.goto(`${house.url}/review/${id}?state=refused`);
  await page.getByRole('link', { name: '查看裁定书（PDF）' }).waitFor();
  await look(t, page, 'review-refused-desk');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test(
  'another’s filing is taken over with a reason, or in his place while he is away',
  async (t) => {
    const judge = await Person.signIn(house.url, 'bj-judge');
    const [one, two] = [await file('戊商贸有限公司'), await file('己商贸有限公司')];
    for (const id of [one, two]) must(await judge.ask('POST', `/filings/${id}/taking`, {}));
    const { page, faults, context } = await windowFor(browser, DESK);
    await signIn(page, house.url, CLERK);
    await page.goto(`${house.url}/review/${one}`);
    await page.getByText(`这件由${JUDGE}承办`).waitFor();
    await lookTwice(t, page, 'review-other');
    await press(page, '接手');
    await page.getByText('请写明接手原因').waitFor();
    await page.getByLabel('接手原因').fill('合并审查');
    await press(page, '接手');
    await page.getByText('由您承办').waitFor();
    t.match((await read(one)).timeline.at(-1), { act: 'take', words: '合并审查' });

    const administrator = await Person.signIn(house.url, 'bj-administrator');
    const staff = async (q: string) => {
      const path = `/courts/${encodeURIComponent('京0491')}/staff?q=${encodeURIComponent(q)}`;
      const { items } = await administrator.get<{ items: { id: string }[] }>(path);
      return items[0]?.id as string;
    };
    must(
      await administrator.ask(
        'POST',
        `/courts/${encodeURIComponent('京0491')}/staff/${await staff(CLERK)}/offices`,
        { role: 'judge', reason: '代理审判职务' },
      ),
    );
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    must(
      await administrator.ask(
        'POST',
        `/courts/${encodeURIComponent('京0491')}/staff/${await staff(JUDGE)}/absences`,
        { from: day, to: day, substitute: await staff(CLERK), reason: '休假' },
      ),
    );
    await page.goto(`${house.url}/review/${two}`);
    await page.getByText('您是代理人，可以直接接手').waitFor();
    await look(t, page, 'review-substitute-desk');
    await press(page, '接手');
    await page.getByText('由您承办').waitFor();
    t.same(faults, [], 'no error in the console');
    await context.close();
  },
);

t.test('on a phone a filing is read, its papers looked at, and it is accepted', async (t) => {
  const id = await file('庚商贸有限公司');
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, CLERK);
  await page.goto(`${house.url}/review?q=庚商贸`);
  await line(page, '庚商贸有限公司').click();
  await page.getByRole('heading', { name: '李娜然 诉 庚商贸有限公司' }).waitFor();
  await look(t, page, 'review-item-said-360');
  await press(page, '材料');
  await page.locator('canvas').first().waitFor();
  await look(t, page, 'review-item-papers-360');
  await press(page, '办理');
  await look(t, page, 'review-item-act-360');
  await press(page, '审查通过');
  await chargeNothing(page);
  await look(t, page, 'review-accept-360');
  await press(page, '下一步：核对');
  await page.getByRole('heading', { name: '核对并签署' }).waitFor();
  await look(t, page, 'review-sign-360');
  await press(page, '签署');
  await page.getByText('审查通过：已签署。').waitFor();
  await look(t, page, 'review-done-360');
  t.match(await read(id), { state: 'accepted' });
  await page.getByRole('button', { name: 'English' }).click();
  await page.goto(`${house.url}/review?state=accepted`);
  await page.getByRole('heading', { name: 'Filing review' }).waitFor();
  await look(t, page, 'review-english-360');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('a filing is sent elsewhere, handed to another court, or taken as withdrawn', async (t) => {
  const [away, other, lapsed] = [
    await file('辛商贸有限公司'),
    await file('壬商贸有限公司'),
    await file('癸商贸有限公司'),
  ];
  const judge = await Person.signIn(house.url, 'bj-judge');
  const decision = { act: 'requestCorrection', items: [{ words: '请补正' }] };
  must(await judge.sign(`/filings/${lapsed}/decision`, { decision }));
  const { page, faults, context } = await windowFor(browser, DESK);
  await signIn(page, house.url, JUDGE);
  await page.goto(`${house.url}/review/${away}?act=redirect`);
  await page.getByText('双方有书面仲裁协议').first().click();
  await page.getByText('请向约定的仲裁机构申请仲裁').waitFor();
  await lookTwice(t, page, 'review-redirect');
  await signIt(page);
  t.match(await read(away), { state: 'redirected' });
  await page.goto(`${house.url}/review/${other}?act=transfer`);
  await page.getByRole('combobox', { name: '移送到哪家法院' }).fill('杭州互联网');
  await page.getByRole('option', { name: /杭州互联网法院/ }).click();
  await page.getByLabel('移送的理由').fill('由被告住所地法院管辖');
  await lookTwice(t, page, 'review-transfer');
  await signIt(page);
  t.match(await read(other), { state: 'review', court: { code: '浙0192' } });
  await page.goto(`${house.url}/review/${lapsed}?state=correction&act=deemWithdrawn`);
  await page.getByLabel('理由', { exact: true }).fill('申请人表示不再补正');
  await look(t, page, 'review-deem-desk');
  await signIt(page);
  t.match(await read(lapsed), { state: 'deemedWithdrawn' });
  await page.goto(`${house.url}/review?q=没有这个人`);
  await page.getByText('这里没有立案申请').waitFor();
  await lookTwice(t, page, 'review-empty');
  t.same(faults, [], 'no error in the console');
  await context.close();
});
