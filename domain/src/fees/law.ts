import { type Citation, formatCitations, type LawId } from '../deadlines/laws.ts';
import { text, type Wording } from '../deadlines/wording.ts';

const NUMERALS = '一二三四五六七八九十';

/** An item of an article of the 诉讼费用交纳办法: `《诉讼费用交纳办法》第13条（一）2`, `Litigation Fee Measures art. 13(1)2`. */
export function measuresItem(article: number, item: number, point?: number): Wording {
  const name = formatCitations([['feeMeasures', String(article)]], 'zh-CN');
  const english = formatCitations([['feeMeasures', String(article)]], 'en');
  return text(
    `${name}（${NUMERALS[item - 1]}）${point ?? ''}`,
    `${english}(${item})${point === undefined ? '' : `.${point}`}`,
  );
}

/** Articles of one law, in both languages. */
export function articles(law: LawId, ...numbers: number[]): Wording {
  const citations = numbers.map((number): Citation => [law, String(number)]);
  return text(formatCitations(citations, 'zh-CN'), formatCitations(citations, 'en'));
}

/** Articles of the 诉讼费用交纳办法. */
export const measures = (...numbers: number[]): Wording => articles('feeMeasures', ...numbers);

/** Articles of the 民诉法解释 of 2022. */
export const interpretation = (...numbers: number[]): Wording =>
  articles('civilInterpretation', ...numbers);

/** Several provisions together. */
export function together(...laws: readonly Wording[]): Wording {
  return text(laws.map((law) => law['zh-CN']).join('、'), laws.map((law) => law.en).join('; '));
}
