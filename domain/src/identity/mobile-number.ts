import { fault, type NumberCheck, plainNumber } from './number-check.ts';

/**
 * A number that can get a text message: one of the mainland as its 11 digits, with or without 86 before it, or one from
 * abroad with its country code, stored as +…. Fixed lines are refused: a code cannot be sent there.
 */
export function checkMobileNumber(typed: string): NumberCheck {
  const plain = plainNumber(typed).replace(/[().]/g, '').replace(/^00/, '+');
  const number = plain.replace(/^\+?86(?=1\d{10}$)/, '');
  if (!/^\+?\d+$/.test(number)) return fault('characters');
  if (number.startsWith('+') && !number.startsWith('+86')) {
    return /^\+[1-9]\d{6,14}$/.test(number)
      ? { outcome: 'wellFormed', number, doubts: ['foreign'] }
      : fault('length');
  }
  if (!/^1[3-9]/.test(number)) return fault('form');
  return number.length === 11 ? { outcome: 'wellFormed', number, doubts: [] } : fault('length');
}
