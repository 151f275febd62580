import type { CalendarDay } from '../deadlines/day.ts';
import { formatDay } from '../deadlines/format.ts';
import { FILING_KIND_ROWS, type FilingKind } from './kinds.ts';

/** How a court refuses one kind of filing. */
interface RulingRow {
  readonly title: string;
  /** Who files, as the ruling calls him. */
  readonly applicant: string;
  readonly laws: string;
  readonly thing: string;
  readonly order: string;
  /** Where the law gives an appeal: how long, and how it is brought. `upper` is the court above. */
  readonly appeal?: (upper: string) => string;
}

/**
 * 民诉法 122, 126, 171; 行诉法 49, 51, 85; 刑诉法 210, 230 and its interpretation 320, 322; 执行规定 16. What can be done against the refusal of an
 * enforcement the court says in its grounds.
 */
const ROWS: Readonly<Record<FilingKind, RulingRow>> = {
  civil: {
    ...{ title: '民事裁定书', applicant: '起诉人', thing: '起诉', order: '本院不予受理' },
    laws: '《中华人民共和国民事诉讼法》第一百二十二条、第一百二十六条',
    appeal: (upper) =>
      `如不服本裁定，可以在裁定书送达之日起十日内，向本院递交上诉状，上诉于${upper}。`,
  },
  administrative: {
    ...{ title: '行政裁定书', applicant: '起诉人', thing: '起诉', order: '本院不予立案' },
    laws: '《中华人民共和国行政诉讼法》第四十九条、第五十一条',
    appeal: (upper) =>
      `如不服本裁定，可以在裁定书送达之日起十日内，向本院递交上诉状，上诉于${upper}。`,
  },
  privateProsecution: {
    ...{ title: '刑事裁定书', applicant: '自诉人', thing: '自诉', order: '本院不予受理' },
    laws: '《中华人民共和国刑事诉讼法》第二百一十条和《最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释》第三百二十条',
    appeal: (upper) =>
      `如不服本裁定，可以在接到裁定书的第二日起五日内，通过本院或者直接向${upper}提出上诉。`,
  },
  enforcement: {
    ...{ title: '执行裁定书', applicant: '申请执行人', thing: '执行申请', order: '本院不予受理' },
    laws: '《最高人民法院关于人民法院执行工作若干问题的规定（试行）》第十六条',
  },
};

/** What a ruling speaks of. */
export interface RulingFacts {
  readonly kind: FilingKind;
  readonly cause: string;
  readonly applicants: readonly string[];
  readonly others: readonly string[];
  /** The day on which the papers arrived. */
  readonly received: CalendarDay;
  readonly grounds: string;
  /** Name of the court above; `上一级人民法院` where it is not known. */
  readonly upper?: string | undefined;
}

/** Title, parties one a line, and paragraphs of a ruling 不予受理. Pure. */
export function refusalRuling(facts: RulingFacts): {
  readonly title: string;
  readonly parties: readonly string[];
  readonly paragraphs: readonly string[];
} {
  const row = ROWS[facts.kind];
  const applicants = facts.applicants.join('、');
  const { appeal, applicant, laws, order, thing, title } = row;
  return {
    title,
    parties: facts.applicants.map((name) => `${applicant}：${name}。`),
    paragraphs: [
      received(facts, applicant),
      ...groundsOf(facts.grounds),
      `依照${laws}规定，裁定如下：`,
      `对${applicants}的${thing}，${order}。`,
      ...(appeal === undefined ? [] : [appeal(facts.upper ?? '上一级人民法院')]),
    ],
  };
}

/** Days in which an appeal can be brought; absent where there is none. */
export const RULING_APPEAL_DAYS: Readonly<Partial<Record<FilingKind, number>>> = {
  ...{ civil: 10, administrative: 10, privateProsecution: 5 },
};

function received(
  { kind, cause, applicants, others, received: day }: RulingFacts,
  applicant: string,
) {
  const about =
    others.length === 0
      ? `就${cause}提交的材料`
      : `以${others.join('、')}为${FILING_KIND_ROWS[kind].sides[1]}，就${cause}提交的材料`;
  return `${formatDay(day, 'zh-CN')}，本院收到${applicant}${applicants.join('、')}${about}。`;
}

function groundsOf(text: string): string[] {
  const [first = '', ...rest] = text.split(/\n+/).map((line) => line.trim());
  const closed = /[。！？]$/.test(first) ? first : `${first}。`;
  return [`本院经审查认为，${closed}`, ...rest.filter((line) => line !== '')];
}
