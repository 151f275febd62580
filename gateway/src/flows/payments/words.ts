import type { Fen } from '@cunzheng/domain/fees';

/** Fen as a person reads them: `1,050.00`. */
export function yuanText(amount: Fen): string {
  const yuan = Math.floor(amount / 100).toLocaleString('en-US');
  return `${yuan}.${String(amount % 100).padStart(2, '0')}`;
}
