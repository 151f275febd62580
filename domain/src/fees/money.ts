import { text, type Wording } from '../deadlines/wording.ts';
import { CunzhengError } from '../errors.ts';
import type { Fen } from '../money.ts';

/** Yuan as fen, for tables. */
export const yuan = (amount: number): Fen => amount * 100;

/** The greatest amount that a fee is computed of: 10,000 亿元. */
export const MAX_AMOUNT: Fen = yuan(1_000_000_000_000);

/**
 * A fee before it is rounded, in 600,000ths of a fen: per mille of whole fen, halved, divided by three and reduced by
 * whole per cents, it stays a whole number, so that nothing is lost on the way.
 */
export type Exact = bigint;
const PARTS = 600_000n;
const PARTS_OF_YUAN = PARTS * 100n;

/** Fen as they are computed with. */
export const exact = (fen: Fen): Exact => BigInt(fen) * PARTS;

/** So many per mille of an amount. */
export const perMille = (fen: Fen, rate: number): Exact => (exact(fen) * BigInt(rate)) / 1000n;

/** What becomes of fractions of a yuan; no rule was found, the court decides (setting `choice.feeRounding`). */
export const FEE_ROUNDINGS = ['fen', 'yuanDown', 'yuanNearest'] as const;
export type FeeRounding = (typeof FEE_ROUNDINGS)[number];

export const ROUNDING_WORDS = {
  fen: text('分以下四舍五入', 'Fractions of a fen are rounded'),
  yuanDown: text('不足一元的部分舍去', 'Fractions of a yuan are dropped'),
  yuanNearest: text('四舍五入到元', 'Rounded to the nearest yuan'),
} as const satisfies Readonly<Record<FeeRounding, Wording>>;

/** A fee as it is paid. Nothing smaller than a fen can be paid, so `fen` rounds to the nearest, a half up. */
export function roundFee(fee: Exact, rounding: FeeRounding): Fen {
  const unit = rounding === 'fen' ? PARTS : PARTS_OF_YUAN;
  const up = rounding === 'yuanDown' ? 0n : unit / 2n;
  const units = (fee + up) / unit;
  return Number(rounding === 'fen' ? units : units * 100n);
}

/** Digits after the point that a fraction which ends can have: two of fen, three of the rate, a half, two of relief. */
const LONGEST = 8;
/** Digits shown of one that does not end: a third. */
const CUT = 4;

/** Yuan in full: `50.025`, `2300.00`, `-766.6666…`, at least two digits after the point. */
export function exactYuan(amount: Exact): string {
  const sign = amount < 0n ? '-' : '';
  const size = amount < 0n ? -amount : amount;
  const scaled = (size % PARTS_OF_YUAN) * 10n ** BigInt(LONGEST);
  const digits = String(scaled / PARTS_OF_YUAN).padStart(LONGEST, '0');
  const ends = scaled % PARTS_OF_YUAN === 0n;
  const shown = ends ? digits.replace(/0{1,6}$/, '') : `${digits.slice(0, CUT)}…`;
  return `${sign}${size / PARTS_OF_YUAN}.${shown}`;
}

/** The amount if it is one: whole fen from nothing to `MAX_AMOUNT`. Throws `INPUT_INVALID`. */
export function demandAmount(fen: number): Fen {
  if (!Number.isSafeInteger(fen) || fen < 0 || fen > MAX_AMOUNT) {
    throw new CunzhengError('INPUT_INVALID', 'not an amount of money');
  }
  return fen;
}

/** Round yuan as a table names them: `1万元`, `10,000 yuan`. */
export function roundYuan(fen: Fen): Wording {
  const amount = fen / 100;
  return text(
    amount >= 10_000 ? `${amount / 10_000}万元` : `${amount}元`,
    `${amount.toLocaleString('en-US')} yuan`,
  );
}
