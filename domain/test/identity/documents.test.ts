import fc from 'fast-check';
import t from 'tap';
import { parseDay } from '../../src/deadlines/index.ts';
import {
  checkDocumentNumber,
  checkLawyerLicence,
  checkMobileNumber,
  demandNumber,
  IDENTITY_DOCUMENTS,
  type IdentityDocument,
  type MaskedNumber,
  maskNumber,
  NUMBER_DOUBTS,
  NUMBER_FAULTS,
} from '../../src/identity/index.ts';
import { LANGUAGES } from '../../src/index.ts';

const TODAY = parseDay('2026-11-22');
const KINDS = Object.keys(IDENTITY_DOCUMENTS) as IdentityDocument[];

t.test('each document has its own form', async (t) => {
  for (const [document, typed, number] of [
    ['citizenCard', '11010519491231002x', '11010519491231002X'],
    ['hongKongMacauPermit', 'h01234567', 'H01234567'],
    ['hongKongMacauPermit', 'M0123456702', 'M01234567'],
    ['taiwanPermit', '01234567', '01234567'],
    ['passport', 'e 12345678', 'E12345678'],
    ['passport', 'EA1234567', 'EA1234567'],
    ['passport', 'C01X00T47', 'C01X00T47'],
    ['permanentResidentCard', 'abc123456789012', 'ABC123456789012'],
    ['permanentResidentCard', '91104519870321123X', '91104519870321123X'],
    ['other', '军字第1234567号', '军字第1234567号'],
  ] as const)
    t.match(checkDocumentNumber(document, typed, TODAY), { outcome: 'wellFormed', number }, typed);
});

t.test('a number of another form is refused', async (t) => {
  for (const [document, typed] of [
    ['citizenCard', 'E12345678'],
    ['residencePermit', '11010519491231002X'],
    ['hongKongMacauPermit', 'A01234567'],
    ['hongKongMacauPermit', 'H012345678'],
    ['taiwanPermit', '0123456'],
    ['passport', 'E123'],
    ['passport', 'E123456789012345'],
    ['passport', 'E1234567;'],
    ['permanentResidentCard', 'AB1234567890123'],
    ['permanentResidentCard', '9110451987032112'],
    ['other', ''],
    ['other', 'x'.repeat(41)],
    ['other', '<b>1</b>'],
  ] as const)
    t.match(
      checkDocumentNumber(document, typed, TODAY),
      { outcome: 'fault' },
      `${document} ${typed}`,
    );
});

t.test(
  'a number without a check digit is doubted, so that nobody takes it for checked',
  async (t) => {
    for (const [document, typed] of [
      ['passport', 'E12345678'],
      ['taiwanPermit', '01234567'],
      ['hongKongMacauPermit', 'H01234567'],
    ] as const)
      t.match(checkDocumentNumber(document, typed, TODAY), { doubts: ['noCheckDigit'] }, document);
    t.match(checkDocumentNumber('permanentResidentCard', 'ABC123456789012', TODAY), {
      doubts: ['noCheckDigit', 'oldForm'],
    });
  },
);

t.test('a lawyer’s licence has 17 digits that only the register can check', async (t) => {
  t.same(checkLawyerLicence('1110 1200 6101 2345 6', TODAY), {
    outcome: 'wellFormed',
    number: '11101200610123456',
    doubts: ['noCheckDigit'],
  });
  t.match(checkLawyerLicence('110198123456', TODAY), { doubts: ['noCheckDigit', 'oldForm'] });
  for (const [typed, fault] of [
    ['', 'length'],
    ['1110120061012345', 'length'],
    ['1110120061012345X', 'characters'],
    ['21101200610123456', 'form'],
    ['19901200610123456', 'region'],
    ['11101202710123456', 'future'],
    ['11101194810123456', 'date'],
  ] as const)
    t.match(checkLawyerLicence(typed, TODAY), { fault }, typed);
});

t.test('a mobile number is stored in one form', async (t) => {
  for (const typed of [
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+86 13800138000',
    '8613800138000',
    '0086 138 0013 8000',
    '（+86）13800138000',
    '１３８００１３８０００',
  ])
    t.same(
      checkMobileNumber(typed),
      { outcome: 'wellFormed', number: '13800138000', doubts: [] },
      typed,
    );
  t.match(checkMobileNumber('+852 9123 4567'), { number: '+85291234567', doubts: ['foreign'] });
  t.match(checkMobileNumber('001 212 555 0100'), { number: '+12125550100', doubts: ['foreign'] });
});

t.test('a fixed line or a wrong number is no mobile number', async (t) => {
  for (const [typed, fault] of [
    ['', 'characters'],
    ['1380013800', 'length'],
    ['138001380001', 'length'],
    ['12800138000', 'form'],
    ['01065500000', 'form'],
    ['+86 10 6550 0000', 'form'],
    ['12368', 'form'],
    ['1380013800O', 'characters'],
    ['+1', 'length'],
    ['+0123456789', 'length'],
  ] as const)
    t.same(checkMobileNumber(typed), { outcome: 'fault', fault }, typed);
});

t.test('a refusal names the fault and never the number', async (t) => {
  const number = '110105194912310021';
  const check = checkDocumentNumber('citizenCard', number, TODAY);
  try {
    demandNumber(check);
    t.fail('it throws');
  } catch (error) {
    t.match(error, { code: 'INPUT_INVALID', details: { fault: 'checkDigit' } });
    t.notMatch(JSON.stringify(error) + String(error), number);
  }
  t.equal(demandNumber(checkMobileNumber('138 0013 8000')).number, '13800138000');
});

t.test('every fault and doubt has its words in both languages', async (t) => {
  for (const wording of [...Object.values(NUMBER_FAULTS), ...Object.values(NUMBER_DOUBTS)])
    for (const language of LANGUAGES) t.match(wording[language], /[。.]$/);
});

t.test('a mask shows the ends', async (t) => {
  for (const [kind, number, masked] of [
    ['citizenCard', '11010519491231002X', '110***********002X'],
    ['citizenCard', '110105 19491231 002x', '110***********002X'],
    ['mobile', '13800138000', '138****8000'],
    ['mobile', '+85291234567', '+85*****4567'],
    ['passport', 'E12345678', 'E******78'],
    ['hongKongMacauPermit', 'H01234567', 'H******67'],
    ['creditCode', '91350100M000100Y43', '9135**********0Y43'],
    ['lawyerLicence', '11101200610123456', '11101********3456'],
    ['other', '军字第1234567号', '*********7号'],
    ['other', '12', '********'],
    ['mobile', '', '********'],
  ] as const)
    t.equal(maskNumber(kind, number), masked, number);
});

t.test('a mask hides at least four characters of whatever it is given', async () => {
  const kinds: MaskedNumber[] = [...KINDS, 'mobile', 'creditCode', 'lawyerLicence'];
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((s) => !s.includes('*')),
      (kind, number) => {
        const masked = maskNumber(kind, number);
        const shown = [...masked].filter((char) => char !== '*').length;
        return masked.includes('****') && shown <= 9 && masked !== number;
      },
    ),
  );
});

t.test('of a citizen’s number a mask never shows the birth', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
      const birth = new Date(Date.UTC(2026, 10, 22) - days * 86_400_000)
        .toISOString()
        .slice(0, 10)
        .replaceAll('-', '');
      const masked = maskNumber('citizenCard', `110105${birth}002X`);
      return masked === '110***********002X';
    }),
  );
});
