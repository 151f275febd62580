import type { CalendarDay } from '../deadlines/day.ts';
import { text, type Wording } from '../deadlines/wording.ts';
import { checkCitizenNumber, checkResidencePermit } from './citizen-number.ts';
import { fault, type NumberCheck, type NumberDoubt, plainNumber } from './number-check.ts';

/** Papers by which a natural person tells who he is (在线诉讼规则 7; practice of courts for those who have none of these). */
export const IDENTITY_DOCUMENTS = {
  citizenCard: text('居民身份证', 'Resident identity card'),
  residencePermit: text(
    '港澳台居民居住证',
    'Residence permit for people of Hong Kong, Macau and Taiwan',
  ),
  hongKongMacauPermit: text(
    '港澳居民来往内地通行证',
    'Mainland travel permit for people of Hong Kong and Macau',
  ),
  taiwanPermit: text('台湾居民来往大陆通行证', 'Mainland travel permit for people of Taiwan'),
  passport: text('护照', 'Passport'),
  permanentResidentCard: text('外国人永久居留身份证', 'Foreign permanent resident card'),
  other: text('其他证件', 'Another document'),
} as const satisfies Readonly<Record<string, Wording>>;
export type IdentityDocument = keyof typeof IDENTITY_DOCUMENTS;

/** Whether a text has the form of a number of this document. `today` is the day in Beijing. */
export function checkDocumentNumber(
  document: IdentityDocument,
  typed: string,
  today: CalendarDay,
): NumberCheck {
  const number = plainNumber(typed);
  switch (document) {
    case 'citizenCard':
      return checkCitizenNumber(number, today);
    case 'residencePermit':
      return checkResidencePermit(number, today);
    case 'hongKongMacauPermit':
      return checkTravelPermit(number);
    case 'taiwanPermit':
      return bare(number, /^\d{8}$/);
    case 'passport':
      return bare(number, /^[A-Z0-9]{5,15}$/);
    case 'permanentResidentCard':
      return checkPermanentResident(number);
    case 'other':
      return bare(number, /^[\p{L}\p{N}()（）〔〕第字号]{1,40}$/u);
  }
}

/** Forms without a check digit that this product knows. */
function bare(number: string, form: RegExp, ...more: NumberDoubt[]): NumberCheck {
  return form.test(number)
    ? { outcome: 'wellFormed', number, doubts: ['noCheckDigit', ...more] }
    : fault('form');
}

/** H or M and eight digits for life; cards until 2013 bear two more, the count of re-issues, which is not kept. */
function checkTravelPermit(number: string): NumberCheck {
  return bare(number.replace(/^([HM]\d{8})\d{2}$/, '$1'), /^[HM]\d{8}$/);
}

/** Three letters and twelve digits; cards since 2023 have 18 characters that begin with 9. */
function checkPermanentResident(number: string): NumberCheck {
  return number.startsWith('9')
    ? bare(number, /^9\d{16}[\dX]$/)
    : bare(number, /^[A-Z]{3}\d{12}$/, 'oldForm');
}
