import { CunzhengError } from '../errors.ts';
import type { Fen } from '../money.ts';

/** The greatest amount that a pleading names and that can be written in capitals: 9,999 亿 and what is below. */
export const MAX_FEN: Fen = 99_999_999_999_999;

/**
 * Yuan as a person types them, to fen: `12345.6`, `12,345.60`, `１２３`, `¥100`. Throws `INPUT_INVALID` for anything else,
 * for more than two decimals and above `MAX_FEN`: a guess about money helps nobody.
 */
export function readYuan(typed: string): Fen {
  const plain = typed.normalize('NFKC').replace(/^[¥￥]|元$|[\s,]/g, '');
  const parts = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain);
  if (parts === null) throw new CunzhengError('INPUT_INVALID', 'not an amount in yuan');
  return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}

/**
 * `1,234,567.80`: yuan with two decimals, however many: sums and interest may go beyond what one amount may be. Throws
 * `TypeError` for what is no amount.
 */
export function formatFen(fen: Fen): string {
  if (!Number.isInteger(fen) || fen < 0) throw new TypeError('an amount in fen');
  const whole = BigInt(fen);
  const yuan = String(whole / 100n).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${yuan}.${String(whole % 100n).padStart(2, '0')}`;
}

const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿'];

/**
 * 大写金额 as cheques and contracts write it: `1640902` → `壹万陆仟肆佰零玖元零贰分`, `10000000` → `壹拾万元整`. Without 人民币
 * before it. Where two spellings are usual, 零 is said for a gap among the yuan and not between yuan and 角. Throws
 * `TypeError` for what is no amount.
 */
export function capitalAmount(fen: Fen): string {
  demandFen(fen);
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor(fen / 10) % 10;
  const rest = fen % 10;
  const whole = yuan === 0 ? '' : `${capitalInteger(yuan)}元`;
  if (jiao === 0 && rest === 0) return `${whole || '零元'}整`;
  const tenths = jiao === 0 ? (whole === '' ? '' : '零') : `${DIGITS[jiao]}角`;
  return `${whole}${tenths}${rest === 0 ? '' : `${DIGITS[rest]}分`}`;
}

/** Digits from the left, each with its place; zeros between them are said once, a group's name is said if it has digits. */
function capitalInteger(value: number): string {
  const digits = String(value);
  let words = '';
  let zero = false;
  let group = false;
  for (let i = 0; i < digits.length; i++) {
    const place = digits.length - 1 - i;
    const digit = Number(digits[i]);
    if (digit !== 0) {
      words += `${zero ? '零' : ''}${DIGITS[digit]}${PLACES[place % 4]}`;
      group = true;
    }
    zero = digit === 0;
    if (place % 4 === 0 && group) {
      words += GROUPS[place / 4];
      group = false;
    }
  }
  return words.replace(/零+/g, '零');
}

function demandFen(fen: number): void {
  if (!Number.isSafeInteger(fen) || fen < 0 || fen > MAX_FEN)
    throw new TypeError('an amount in fen');
}
