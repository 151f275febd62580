import { must, type Person } from '@cunzheng/api/client';
import type { FilingState } from '@cunzheng/domain/filing';
import type { FilingView } from '@cunzheng/gateway';
import { makeSampleDocument } from '@cunzheng/gateway/pdf';

/** One filing of the demo, and where it is left. */
interface Plan {
  readonly end: FilingState | 'secondReview';
  readonly defendant: string;
  /** In fen. */
  readonly principal: number;
}

const PLANS: readonly Plan[] = [
  { end: 'draft', defendant: '周示例', principal: 3_000_000 },
  { end: 'review', defendant: '吴示例', principal: 5_000_000 },
  { end: 'correction', defendant: '郑示例', principal: 8_000_000 },
  { end: 'secondReview', defendant: '王示例', principal: 10_000_000 },
  { end: 'accepted', defendant: '冯示例', principal: 12_000_000 },
  { end: 'docketed', defendant: '陈示例', principal: 15_000_000 },
  { end: 'refused', defendant: '不明', principal: 2_000_000 },
  { end: 'redirected', defendant: '褚示例', principal: 6_000_000 },
  { end: 'withdrawn', defendant: '卫示例', principal: 4_000_000 },
  { end: 'deemedWithdrawn', defendant: '蒋示例', principal: 7_000_000 },
];

/** People of the demo by account, each signed in once. */
type People = (account: string) => Promise<Person>;

/**
 * Files a private-loan suit for each state that a filing can be in, as the litigant, clerk and judge would; those that an
 * earlier run made stay as they are. Returns one line each: state, other side, address of its page.
 */
export async function playFilings(people: People): Promise<string[]> {
  const lina = await people('lina');
  const { items } = await lina.get<{ items: { others: string[] }[] }>('/filings');
  const there = new Set(items.flatMap(({ others }) => others));
  const lines: string[] = [];
  for (const plan of PLANS) {
    if (there.has(plan.defendant)) continue;
    const id = await begin(lina, plan);
    await lead(people, id, plan.end);
    lines.push(`${plan.end.padEnd(15)} ${plan.defendant}  /filings/${id}`);
  }
  return lines;
}

async function begin(person: Person, { defendant, principal }: Plan): Promise<string> {
  const { id } = await person.post<FilingView>('/filings', {
    ...{ court: '京0491', kind: 'civil', cause: '民间借贷纠纷', form: 'privateLoan' },
    capacity: 'self',
  });
  const path = `/filings/${id}`;
  const { name } = await person.get<{ name: string }>('/session');
  const parties = [
    { side: 'applicant', kind: 'person', name, details: { phone: '13800000000' } },
    { side: 'other', kind: 'person', name: defendant },
  ];
  must(await person.ask('PUT', `${path}/parties`, { parties }));
  const answers = Object.entries({
    ...{ principalOwed: principal, 'evidence.0.name': '借条' },
  }).map(([field, value]) => ({ field, value, base: 0 }));
  must(await person.ask('PUT', `${path}/answers`, { answers }));
  const service = { name, address: '北京市虚构区样例路 1 号', mobile: '13800000000' };
  must(await person.ask('PATCH', path, { service, eService: true, mediation: 'wanted' }));
  await person.post(`${path}/papers`, await loanNote(name, defendant));
  return id;
}

async function loanNote(lender: string, borrower: string): Promise<FormData> {
  const pdf = await makeSampleDocument({
    ...{ kind: '民事调解书', courtName: '（演示材料）', caseNumber: '借条' },
    parties: [
      { side: '出借人', name: lender },
      { side: '借款人', name: borrower },
    ],
    paragraphs: ['今借到人民币若干元，约定一年内归还。本材料为演示数据，人物和事实均属虚构。'],
    ...{ signers: [], date: '二〇二六年一月一日' },
  });
  const form = new FormData();
  form.set('slot', 'evidence');
  form.set('name', '借条');
  form.set('file', new Blob([Buffer.from(pdf)], { type: 'application/pdf' }), '借条.pdf');
  return form;
}

const CORRECTION = {
  act: 'requestCorrection',
  items: [
    { slot: 'identity', words: '缺少身份证明，请补充' },
    { words: '请写明借款交付的时间和方式' },
  ],
};

/** What is done after the draft, by end; each act is signed by whoever does it. */
async function lead(people: People, id: string, end: Plan['end']): Promise<void> {
  if (end === 'draft') return;
  const [lina, judge, clerk] = [
    await people('lina'),
    await people('bj-judge'),
    await people('bj-clerk'),
  ];
  const submit = async () => must(await lina.sign(`/filings/${id}/submission`));
  const decide = async (decision: object, by = judge) =>
    must(await by.sign(`/filings/${id}/decision`, { decision }));
  await submit();
  switch (end) {
    case 'correction':
      return void (await decide(CORRECTION));
    case 'secondReview':
      await decide(CORRECTION);
      return void (await submit());
    case 'accepted':
      return void (await decide({ act: 'accept' }));
    case 'docketed':
      await decide({ act: 'accept', fee: { none: '演示：不预收' } });
      return void (await decide({ act: 'docket' }));
    case 'refused':
      return void (await decide({ act: 'refuse', words: '没有明确的被告' }));
    case 'redirected':
      return void (await decide({ act: 'redirect', item: 'arbitration' }, clerk));
    case 'withdrawn':
      return void must(await lina.sign(`/filings/${id}/withdrawal`));
    case 'deemedWithdrawn':
      await decide({ act: 'accept' });
      return void (await decide({ act: 'deemWithdrawn', words: '逾期未预交案件受理费' }));
    default:
  }
}
