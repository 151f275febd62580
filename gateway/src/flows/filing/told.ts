import type { FilingState } from '@cunzheng/domain/filing';
import { type Court, courtName } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import type { FilingRow } from '../../store/tables/filing.ts';
import { beijingTime } from '../notices/beijing-time.ts';
import { tell } from '../notices/tell.ts';
import type { NoticeValue } from '../notices/words.ts';

type Telling = Pick<Court, 'vault' | 'clock' | 'courts'>;

const linkOf = (row: FilingRow) => `/filings/${row.id}`;
const about = (row: FilingRow) => `filing/${row.id}`;

function common(row: FilingRow) {
  return {
    ...{ person: row.person, court: row.court, link: linkOf(row), about: about(row) },
    replaces: about(row),
  };
}

/** 书面凭证, with the day (登记立案规定 2): the papers have arrived. */
export async function tellReceived(
  court: Telling,
  unit: Unit,
  row: FilingRow,
  { at, papers }: { readonly at: Date; readonly papers: number },
): Promise<void> {
  const { name } = courtName(court, row.court);
  const time = beijingTime(at.getTime());
  const values = { court: name, cause: row.cause, time, papers: String(papers) };
  await tell(court, unit, { ...common(row), template: 'filingReceived', values });
}

/** What is to be corrected, and until when. */
export async function tellCorrection(
  court: Telling,
  unit: Unit,
  row: FilingRow,
  { items, lastDay }: { readonly items: number; readonly lastDay: string | null },
): Promise<void> {
  const { name } = courtName(court, row.court);
  const values = { court: name, cause: row.cause, items: String(items), end: lastDay ?? '' };
  await tell(court, unit, { ...common(row), template: 'filingCorrection', values });
}

const ANSWERS: Readonly<Partial<Record<FilingState, NoticeValue>>> = {
  accepted: { 'zh-CN': '审核通过', en: 'accepted' },
  refused: { 'zh-CN': '不予受理', en: 'refused' },
  redirected: { 'zh-CN': '不属于受理范围，请按告知的途径解决', en: 'to be dealt with elsewhere' },
  deemedWithdrawn: { 'zh-CN': '按撤回处理', en: 'taken as withdrawn' },
};

/** What the court answered; `to` names the court that it was handed on to. */
export async function tellAnswer(
  court: Telling,
  unit: Unit,
  row: FilingRow,
  state: FilingState,
  to?: string,
): Promise<void> {
  const { name } = courtName(court, row.court);
  const answer = to === undefined ? ANSWERS[state] : handedOn(courtName(court, to).name);
  if (answer === undefined) throw new TypeError(`no words for ${state}`);
  const values = { court: name, cause: row.cause, answer };
  await tell(court, unit, { ...common(row), template: 'filingAnswered', values });
}

function handedOn(name: string): NoticeValue {
  return { 'zh-CN': `已移送${name}`, en: `handed on to ${name}` };
}

const NEXT: NoticeValue = {
  'zh-CN': '法院会送达受理通知等文书，请留意收件箱',
  en: 'the court will serve its notices; please look at your inbox',
};

/** The case has its number. */
export async function tellDocketed(
  court: Telling,
  unit: Unit,
  row: FilingRow,
  caseNumber: string,
): Promise<void> {
  const values = { court: courtName(court, row.court).name, caseNumber, next: NEXT };
  await tell(court, unit, { ...common(row), template: 'caseFiled', values });
}
