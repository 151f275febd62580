import { CunzhengError, demand } from '../errors.ts';
import { CASE_MARKS } from './case-types.ts';

/** 案号 of today's form. Stored with full-width brackets: （2026）京0491民初1号. */
export interface CaseNumber {
  /** 收案年度, from 2016 on. */
  readonly year: number;
  /** 法院代字. */
  readonly court: string;
  /** 专门审判代字: 知, of technical cases of the Supreme People's Court's intellectual property court. */
  readonly special?: '知';
  /** 类型代字. */
  readonly type: string;
  readonly serial: number;
  /** 之一, 之二 … of a number that several documents or matters share. */
  readonly suffix?: string;
}

/** A number from before 2016, told as such: （2015）海民初字第5号. Courts then chose their own words. */
export interface LegacyCaseNumber {
  readonly year: number;
  /** All that stands between year and 字第: 海民初. */
  readonly words: string;
  /** The mark of today with which the words end, where there is one: 民初. */
  readonly type?: string;
  readonly serial: number;
  /** 第5-1号. */
  readonly part?: number;
  readonly suffix?: string;
}

/** What a text that names a case turned out to be. */
export type ReadCaseNumber =
  | { readonly form: 'standard'; readonly number: CaseNumber }
  | { readonly form: 'legacy'; readonly number: LegacyCaseNumber };

const COURT =
  '最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军](?:\\d{4}|\\d{2})?';
/** 一 to 九十九. */
const COUNT = '[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]';
const YEAR = '[（(](\\d{4})[）)]';
const END = `号(之(?:${COUNT}))?$`;
const FORM = new RegExp(`^${YEAR}(${COURT})(知(?=[一-龥]))?([一-龥]{1,4})([1-9]\\d{0,7})${END}`);
const LEGACY = new RegExp(`^${YEAR}([一-龥]{1,12})字第([1-9]\\d{0,7})(?:-([1-9]\\d{0,2}))?${END}`);

/** Since 2016-01-01 numbers have today's form (法〔2015〕137号). */
const FIRST_YEAR = 2016;
const FIRST_LEGACY_YEAR = 1949;

/**
 * Parses a case number of today's form, brackets of either width (案号规定, 法〔2015〕137号 as amended by 法〔2018〕335号,
 * arts. 2–5). A type that the table of marks does not have is let through. Throws `INPUT_INVALID`, also for one from
 * before 2016.
 */
export function parseCaseNumber(text: string): CaseNumber {
  const number = standardOf(text.trim());
  if (number === undefined) throw new CunzhengError('INPUT_INVALID', 'not a case number');
  return number;
}

/** The same, with numbers from before 2016 recognised as what they are. Throws `INPUT_INVALID`. */
export function readCaseNumber(text: string): ReadCaseNumber {
  const trimmed = text.trim();
  const standard = standardOf(trimmed);
  if (standard !== undefined) return { form: 'standard', number: standard };
  const legacy = legacyOf(trimmed);
  if (legacy !== undefined) return { form: 'legacy', number: legacy };
  throw new CunzhengError('INPUT_INVALID', 'not a case number');
}

function standardOf(text: string): CaseNumber | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, year, court, special, type, serial, suffix] = match as unknown as Groups;
  if (Number(year) < FIRST_YEAR) return undefined;
  return {
    ...{ year: Number(year), court: court as string, type: type as string, serial: Number(serial) },
    ...(special === undefined ? {} : { special: '知' }),
    ...(suffix === undefined ? {} : { suffix }),
  };
}

type Groups = readonly (string | undefined)[];

function legacyOf(text: string): LegacyCaseNumber | undefined {
  const match = LEGACY.exec(text);
  if (match === null) return undefined;
  const [, year, words, serial, part, suffix] = match as unknown as Groups;
  if (Number(year) < FIRST_LEGACY_YEAR || Number(year) >= FIRST_YEAR) return undefined;
  const type = CASE_MARKS.find((mark) => (words as string).endsWith(mark));
  return {
    ...{ year: Number(year), words: words as string, serial: Number(serial) },
    ...(type === undefined ? {} : { type }),
    ...(part === undefined ? {} : { part: Number(part) }),
    ...(suffix === undefined ? {} : { suffix }),
  };
}

/** The one stored form, full-width brackets. */
export function formatCaseNumber(number: CaseNumber): string {
  const { year, court, special = '', type, serial, suffix = '' } = number;
  return `（${year}）${court}${special}${type}${serial}号${suffix}`;
}

/** The same of a number from before 2016. */
export function formatLegacyCaseNumber(number: LegacyCaseNumber): string {
  const { year, words, serial, part, suffix = '' } = number;
  return `（${year}）${words}字第${serial}${part === undefined ? '' : `-${part}`}号${suffix}`;
}

/**
 * Makes a number in its stored form out of its parts. Throws `INPUT_INVALID` for parts that make none, or that would be
 * read as other parts.
 */
export function makeCaseNumber(parts: CaseNumber): string {
  const text = formatCaseNumber(parts);
  const read = standardOf(text);
  const same =
    read !== undefined &&
    read.court === parts.court &&
    read.special === parts.special &&
    read.type === parts.type &&
    read.serial === parts.serial;
  demand(same, 'INPUT_INVALID', 'no parts of a case number');
  return text;
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 之一, 之二 … 之九十九. Throws `TypeError` for another count. */
export function caseSuffix(count: number): string {
  if (!Number.isInteger(count) || count < 1 || count > 99) throw new TypeError('1 to 99');
  const tens = Math.floor(count / 10);
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `之${ten}${DIGITS[count % 10]}`;
}
