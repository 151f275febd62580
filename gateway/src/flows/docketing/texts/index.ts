import { formatCitations } from '@cunzheng/domain/deadlines';
import type { FilingKind } from '@cunzheng/domain/filing';
import { ADMINISTRATIVE_TEXTS } from './administrative.ts';
import { CIVIL_TEXTS } from './civil.ts';
import { APPLICATION_ACCEPTANCE, ENFORCEMENT_ACCEPTANCE, PROSECUTION_ACCEPTANCE } from './other.ts';
import type { NoticeText } from './text.ts';

export { FEE_DUE, FEE_PAID, NEW_CODE } from './other.ts';
export type { NoticeText } from './text.ts';

export type Side = 'applicant' | 'other' | 'third';

type BySide = Readonly<Record<Side, readonly NoticeText[]>>;

const suit = (texts: Readonly<Record<keyof typeof CIVIL_TEXTS, NoticeText>>): BySide => ({
  applicant: [texts.acceptance, texts.evidence],
  other: [texts.response, texts.evidence],
  third: [texts.joining, texts.evidence],
});
const onlyApplicant = (text: NoticeText): BySide => ({ applicant: [text], other: [], third: [] });

const APPLICATION = onlyApplicant(APPLICATION_ACCEPTANCE);

/** 类型代字 in which two sides meet in a suit of first instance. */
const SUITS: Readonly<Record<string, BySide>> = {
  民初: suit(CIVIL_TEXTS),
  行初: suit(ADMINISTRATIVE_TEXTS),
  行赔初: suit(ADMINISTRATIVE_TEXTS),
  刑初: onlyApplicant(PROSECUTION_ACCEPTANCE),
};

/** Notices that each side gets when a case of this kind and type gets its number. Pure. */
export function noticesFor(kind: FilingKind, type: string): BySide {
  if (kind === 'enforcement') return onlyApplicant(ENFORCEMENT_ACCEPTANCE);
  return SUITS[type] ?? APPLICATION;
}

/** Whether the other side gets a copy of the complaint (民诉法 128, 行诉法 67). Pure. */
export function sendsCopy(kind: FilingKind, type: string): boolean {
  return noticesFor(kind, type).other.length > 0;
}

export type NoticeFacts = Readonly<Record<string, string>>;

const NUMERALS = '一二三四五六七八九十';

/** Opening and parts, numbered where there are several, with the facts in their places. Throws `TypeError` for a place without a fact. */
export function paragraphsOf(text: NoticeText, facts: NoticeFacts): string[] {
  const parts = text.parts.map(({ text: words, law = [] }, i) => {
    const ground = law.length === 0 ? '' : `（${formatCitations(law, 'zh-CN')}）`;
    const end = /[。；]$/.exec(words)?.[0] ?? '';
    const plain = end === '' ? words : words.slice(0, -1);
    const numeral = text.parts.length === 1 ? '' : `${NUMERALS[i]}、`;
    return `${numeral}${filled(plain, facts)}${ground}${end}`;
  });
  return [filled(text.opening, facts), ...parts];
}

function filled(words: string, facts: NoticeFacts): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new TypeError(`a notice without ${name}`);
    return fact;
  });
}
