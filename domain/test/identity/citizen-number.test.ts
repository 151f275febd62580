import fc from 'fast-check';
import t from 'tap';
import { addDays, parseDay } from '../../src/deadlines/index.ts';
import {
  checkCitizenNumber,
  checkResidencePermit,
  citizenCheckDigit,
  isProvince,
} from '../../src/identity/index.ts';

const TODAY = parseDay('2026-11-22');

/** ISO 7064 MOD 11-2 as the standard has it, character by character, without the table of weights. */
function iso7064(digits: string): string {
  let p = 0;
  for (const digit of digits) p = ((p + Number(digit)) * 2) % 11;
  const check = (12 - p) % 11;
  return check === 10 ? 'X' : String(check);
}

const province = fc.constantFrom('11', '15', '31', '44', '54', '65');
const birth = fc
  .integer({ min: 0, max: 40_000 })
  .map((days) => addDays(TODAY, -days).replaceAll('-', ''));
const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''));
/** Numbers made up for the test; a check digit belongs to them as to real ones. */
const citizenNumber = fc
  .tuple(province, digits(4), birth, digits(3))
  .map((parts) => parts.join(''))
  .map((first17) => first17 + iso7064(first17));

t.test('the two samples of the standard are well formed', async (t) => {
  t.same(checkCitizenNumber('11010519491231002X', TODAY), {
    outcome: 'wellFormed',
    number: '11010519491231002X',
    doubts: [],
    birth: '1949-12-31',
    sex: 'female',
  });
  t.match(checkCitizenNumber('440524188001010014', TODAY), {
    outcome: 'wellFormed',
    birth: '1880-01-01',
    sex: 'male',
  });
});

t.test('however it is typed, the stored form is the same', async (t) => {
  for (const typed of [
    '11010519491231002x',
    ' 110105 19491231 002X ',
    '110105-19491231-002X',
    '１１０１０５１９４９１２３１００２Ｘ',
    '110105\u200b19491231002X',
  ])
    t.match(checkCitizenNumber(typed, TODAY), { number: '11010519491231002X' }, typed);
});

t.test('each fault is told apart', async (t) => {
  for (const [typed, fault] of [
    ['', 'length'],
    ['110105491231002', 'length'],
    ['11010519491231002X1', 'length'],
    ['1101051949123100２a', 'characters'],
    ['X10105194912310021', 'characters'],
    ['990105194912310021', 'region'],
    ['110105194902290021', 'date'],
    ['110105194913010021', 'date'],
    ['110105104912310021', 'date'],
    ['110105202611230021', 'future'],
    ['110105194912310021', 'checkDigit'],
    ['810000199408230021', 'otherKind'],
  ] as const)
    t.same(checkCitizenNumber(typed, TODAY), { outcome: 'fault', fault }, typed);
});

t.test('who is born today has a number, who is born tomorrow has none', async (t) => {
  const number = (day: string) => `11010520261${day}002${iso7064(`11010520261${day}002`)}`;
  t.match(checkCitizenNumber(number('122'), TODAY), { outcome: 'wellFormed' });
  t.match(checkCitizenNumber(number('123'), TODAY), { fault: 'future' });
});

t.test('the check digit is that of ISO 7064, and anything else is no question', async (t) => {
  fc.assert(fc.property(digits(17), (first17) => citizenCheckDigit(first17) === iso7064(first17)));
  for (const text of ['', '1'.repeat(16), `${'1'.repeat(16)}X`, '1'.repeat(18)])
    t.throws(() => citizenCheckDigit(text), TypeError, text);
});

t.test('a number is well formed, and not after one wrong digit or two swapped', async () => {
  fc.assert(
    fc.property(
      citizenNumber,
      fc.integer({ min: 0, max: 16 }),
      fc.integer({ min: 1, max: 9 }),
      (number, at, more) => {
        const digit = String((Number(number[at]) + more) % 10);
        const typo = number.slice(0, at) + digit + number.slice(at + 1);
        const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
        return (
          checkCitizenNumber(number, TODAY).outcome === 'wellFormed' &&
          checkCitizenNumber(typo, TODAY).outcome === 'fault' &&
          (swapped === number || checkCitizenNumber(swapped, TODAY).outcome === 'fault')
        );
      },
    ),
    { numRuns: 1000 },
  );
});

t.test('no text makes the check fail', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      return checkCitizenNumber(text, TODAY).outcome !== undefined;
    }),
  );
});

t.test('a residence permit is checked alike, within its three regions', async (t) => {
  for (const region of ['810000', '820000', '830000']) {
    const first17 = `${region}19940823002`;
    const number = first17 + iso7064(first17);
    t.match(checkResidencePermit(number, TODAY), { outcome: 'wellFormed', number, sex: 'female' });
    t.match(checkCitizenNumber(number, TODAY), { fault: 'otherKind' });
  }
  t.match(checkResidencePermit('11010519491231002X', TODAY), { fault: 'region' });
});

t.test('a province is one of GB/T 2260', async (t) => {
  for (const known of ['11', '46', '50', '65', '71']) t.ok(isProvince(known), known);
  for (const unknown of ['', '10', '16', '66', '81', '91', '1'])
    t.notOk(isProvince(unknown), unknown);
});
