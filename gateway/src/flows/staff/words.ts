import { CunzhengError } from '@cunzheng/domain';
import { checkMobileNumber } from '@cunzheng/domain/identity';

const MAX_NAME = 60;
const MAX_REASON = 200;
const ACCOUNT = /^[a-z0-9][a-z0-9._-]{2,31}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const wrong = (field: string) => new CunzhengError('INPUT_INVALID', field, { details: { field } });

/** Why something is done, as it will be read later. Throws `INPUT_INVALID`. */
export function demandReason(text: string): string {
  const reason = text.trim();
  if (reason === '' || reason.length > MAX_REASON) throw wrong('reason');
  return reason;
}

/** True for an account's name: small letters, digits, dot, hyphen, underscore; 3 to 32. */
export function isAccount(text: string): boolean {
  return ACCOUNT.test(text);
}

/** True for the name of a person, or of a team. */
export function isName(text: string): boolean {
  return text.trim() !== '' && text.length <= MAX_NAME && !/[\p{Cc}<>]/u.test(text);
}

/** Throws `INPUT_INVALID` naming the field. */
export function demandName(text: string, field = 'name'): string {
  if (!isName(text)) throw wrong(field);
  return text.trim().normalize('NFC');
}

/** Throws `INPUT_INVALID`. */
export function demandAccount(text: string): string {
  const account = text.trim();
  if (!isAccount(account)) throw wrong('account');
  return account;
}

/** The stored form of a mobile number; `undefined` for none. Throws `INPUT_INVALID`. */
export function demandMobile(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const check = checkMobileNumber(text);
  if (check.outcome !== 'wellFormed') throw wrong('mobile');
  return check.number;
}

/** True for a day that is in the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const midnight = DAY.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (midnight === undefined || Number.isNaN(midnight.getTime())) return false;
  return midnight.toISOString().startsWith(text);
}

/** Throws `INPUT_INVALID` naming the field unless both are days and the first is not after the second. */
export function demandDays(from: string, to: string): void {
  if (!isDay(from)) throw wrong('from');
  if (!isDay(to) || to < from) throw wrong('to');
}

/** The first moment of a day in Beijing. */
export function beginningOf(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}

/** The first moment after a day in Beijing. */
export function endOf(day: string): number {
  return beginningOf(day) + 24 * 3_600_000;
}
