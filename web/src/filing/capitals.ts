const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿'];

/** 大写金额 of fen, shown beside what is typed; what is printed comes from the server. */
export function inCapitals(fen: number): string {
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor(fen / 10) % 10;
  const rest = fen % 10;
  const whole = yuan === 0 ? '' : `${integer(yuan)}元`;
  if (jiao === 0 && rest === 0) return `${whole || '零元'}整`;
  const tenths = jiao === 0 ? (whole === '' ? '' : '零') : `${DIGITS[jiao]}角`;
  return `${whole}${tenths}${rest === 0 ? '' : `${DIGITS[rest]}分`}`;
}

function integer(value: number): string {
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
