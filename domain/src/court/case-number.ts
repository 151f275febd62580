import { CunzhengError } from '../errors.ts';

/** 案号. Stored with full-width brackets: （2026）京0491民初1号. */
export interface CaseNumber {
  readonly year: number;
  readonly court: string;
  /** 类型代字, with the specialised character before it where there is one. */
  readonly type: string;
  readonly serial: number;
  /** 之一, 之二 … of a number that several matters share. */
  readonly suffix?: string;
}

const FORM =
  /^[（(](\d{4})[）)](最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军](?:\d{4}|\d{2})?)([一-龥]{1,5}?)([1-9]\d{0,7})号(之[一二三四五六七八九十]+)?$/;

/**
 * Parses a case number, brackets of either width (案号规定, 法〔2015〕137号 as amended by 法〔2018〕335号, arts. 2–5).
 * Throws `INPUT_INVALID`.
 */
export function parseCaseNumber(text: string): CaseNumber {
  const match = FORM.exec(text.trim());
  if (match === null) throw new CunzhengError('INPUT_INVALID', 'not a case number');
  const [, year, court, type, serial, suffix] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string?,
  ];
  const number = { year: Number(year), court, type, serial: Number(serial) };
  return suffix === undefined ? number : { ...number, suffix };
}

/** The one stored form, full-width brackets. */
export function formatCaseNumber(number: CaseNumber): string {
  return `（${number.year}）${number.court}${number.type}${number.serial}号${number.suffix ?? ''}`;
}
