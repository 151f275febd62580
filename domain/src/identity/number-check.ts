import { text, type Wording } from '../deadlines/wording.ts';
import { CunzhengError } from '../errors.ts';

/** Why a number cannot be one of its kind, with what a person reads beside the field. */
export const NUMBER_FAULTS = {
  length: text('位数不对，请核对。', 'It has the wrong number of characters.'),
  characters: text('含有不该出现的字符，请核对。', 'It has characters that do not occur in it.'),
  form: text('格式不对，请核对。', 'It does not have the form of such a number.'),
  region: text('地区代码不对，请核对。', 'Its region code does not exist.'),
  date: text('其中的日期不存在，请核对。', 'The date in it does not exist.'),
  future: text('其中的日期还没有到，请核对。', 'The date in it lies in the future.'),
  checkDigit: text(
    '校验位不符，可能有一位输错。',
    'Its check digit does not fit: one character may be wrong.',
  ),
  otherKind: text(
    '这是另一种证件的号码，请改选证件类型。',
    'This is the number of another document; please choose that.',
  ),
} as const satisfies Readonly<Record<string, Wording>>;
export type NumberFault = keyof typeof NUMBER_FAULTS;

/** What is odd about a well-formed number. A clerk sees it; nobody is refused for it. */
export const NUMBER_DOUBTS = {
  noCheckDigit: text(
    '号码没有校验位，须向登记机关核实。',
    'It has no check digit; only the register can tell.',
  ),
  oldForm: text('旧式号码，须人工核实。', 'An old form; a person must look.'),
  foreign: text('境外号码。', 'A number from abroad.'),
  category: text('登记部门和机构类别不常见。', 'An uncommon registration department and category.'),
  organisationCode: text(
    '内含的组织机构代码校验不符。',
    'The organisation code inside does not fit its check digit.',
  ),
  firmLicence: text(
    '看似律师事务所执业许可证号。',
    'It looks like the licence number of a law firm.',
  ),
} as const satisfies Readonly<Record<string, Wording>>;
export type NumberDoubt = keyof typeof NUMBER_DOUBTS;

/**
 * Whether a text has the form of a number: no more. That it belongs to the person in front of the screen, or to anybody,
 * only the register that gave it can tell.
 */
export type NumberCheck<Details extends object = object> =
  | WellFormed<Details>
  | { readonly outcome: 'fault'; readonly fault: NumberFault };
export type WellFormed<Details extends object = object> = {
  readonly outcome: 'wellFormed';
  /** The stored form: half-width, upper case, without spaces. */
  readonly number: string;
  readonly doubts: readonly NumberDoubt[];
} & Readonly<Details>;

export function fault(name: NumberFault): {
  readonly outcome: 'fault';
  readonly fault: NumberFault;
} {
  return { outcome: 'fault', fault: name };
}

/** As typed, pasted or read by a machine: full-width letters and digits, spaces, hyphens and lower case are put right. */
export function plainNumber(typed: string): string {
  return typed
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u200b\u2010-\u2015\u2212-]/g, '')
    .toUpperCase();
}

/** The well-formed number. Throws `INPUT_INVALID` with the fault, never with the number. */
export function demandNumber<Details extends object>(
  check: NumberCheck<Details>,
): WellFormed<Details> {
  if (check.outcome === 'wellFormed') return check;
  const details = { fault: check.fault };
  throw new CunzhengError('INPUT_INVALID', `number: ${check.fault}`, { details });
}
