/** Digits of a reference, without its two letters and its two check digits. */
const DIGITS = 10;
const LETTERS = 'JF';
/** Letters count from ten on, as in an IBAN: A is 10. */
const LETTERS_AS_DIGITS = [...LETTERS].map((letter) => letter.charCodeAt(0) - 55).join('');

/**
 * What somebody writes into a bank transfer so that the money finds its order: `JF`, ten digits, and two check digits by ISO
 * 7064 MOD 97-10, which every single wrong digit and every swap of two neighbours breaks. Throws `TypeError` for a number
 * of more digits.
 */
export function makePaymentReference(serial: number): string {
  if (!Number.isSafeInteger(serial) || serial < 0 || serial >= 10 ** DIGITS)
    throw new TypeError(`no serial: ${serial}`);
  const digits = String(serial).padStart(DIGITS, '0');
  const check = 98n - (BigInt(`${digits}${LETTERS_AS_DIGITS}00`) % 97n);
  return `${LETTERS}${digits}${String(check).padStart(2, '0')}`;
}

/** True for a reference whose check digits are right. */
export function isPaymentReference(text: string): boolean {
  const [, digits, check] = /^JF(\d{10})(\d{2})$/.exec(text) ?? [];
  if (digits === undefined) return false;
  return BigInt(`${digits}${LETTERS_AS_DIGITS}${check}`) % 97n === 1n;
}

/**
 * The reference in what a payer typed: in full-width characters, with spaces or dashes between, amid other words, with its
 * letters left away. `undefined` where there is none, or where more than one would fit.
 */
export function findPaymentReference(typed: string): string | undefined {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-–—_.·]/g, '');
  const found = [...plain.matchAll(/(?<!\d)\d{12}(?!\d)/g)].map(([digits]) => LETTERS + digits);
  const right = new Set(found.filter(isPaymentReference));
  return right.size === 1 ? [...right][0] : undefined;
}
