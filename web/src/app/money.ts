/** 10,000 亿元 in fen: more than the API takes. */
const MOST = 100_000_000_000_000n;

/** Why something typed is no amount of money. */
export type MoneyFault = 'empty' | 'form' | 'fen' | 'most';

const SHIFTS: Readonly<Record<string, number>> = { '': 0, 万: 4, 亿: 8 };

/**
 * An amount as people type it: `50000`, `123,456.78`, `¥5万`, `12.5万元`, in full width too. Fen, or why it is none; what
 * can be read in two ways (`12,34`, `3万5`) is none.
 */
export function parseMoney(typed: string): number | MoneyFault {
  const text = typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^[¥￥]|(?:元|yuan|rmb|圆)$/gi, '')
    .replace(/^\d{1,3}(?:,\d{3})+(?!\d)/, (grouped) => grouped.replaceAll(',', ''));
  if (text === '') return 'empty';
  const [, whole, fraction = '', unit = ''] =
    /^(\d{1,18})(?:\.(\d{1,12}))?([万亿])?$/.exec(text) ?? [];
  if (whole === undefined) return 'form';
  const digits = 2 + (SHIFTS[unit] ?? 0);
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > digits) return 'fen';
  const fen = BigInt(whole) * 10n ** BigInt(digits) + BigInt(kept.padEnd(digits, '0'));
  return fen > MOST ? 'most' : Number(fen);
}

/** Yuan with the thousands apart: `50`, `1,384.57`. */
export function formatFen(fen: number): string {
  const digits = fen % 100 === 0 ? 0 : 2;
  return new Intl.NumberFormat('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(fen / 100);
}

/** Yuan with both digits after the point, as books have them: `1,050.00`. */
export function formatExact(fen: number): string {
  return new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    fen / 100,
  );
}

/** Yuan that came as decimals, with the thousands apart and a true minus sign: `−1,384.5678`. */
export function formatYuan(decimals: string): string {
  const [whole = '', fraction = ''] = decimals.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  const shown = fraction === '00' ? grouped : `${grouped}.${fraction}`;
  return decimals.startsWith('-') ? `−${shown}` : shown;
}
