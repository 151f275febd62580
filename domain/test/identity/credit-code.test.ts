import fc from 'fast-check';
import t from 'tap';
import {
  checkCreditCode,
  checkOrganisationCode,
  creditCodeCheck,
  organisationCodeCheck,
} from '../../src/identity/index.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The check of GB 32100 by Horner's rule from the right, without the table of weights. */
function horner(first17: string): string {
  let sum = 0;
  for (const char of [...first17].reverse()) sum = (sum * 3 + ALPHABET.indexOf(char)) % 31;
  return ALPHABET[(31 - sum) % 31] as string;
}

const code = (length: number) =>
  fc
    .array(fc.constantFrom(...ALPHABET), { minLength: length, maxLength: length })
    .map((chars) => chars.join(''));
const first17 = fc
  .tuple(
    fc.constantFrom('11', '51', '91', '92', '93'),
    fc.constantFrom('110000', '350100', '440300'),
    code(8),
  )
  .map(([category, region, body]) => `${category}${region}${body}${organisationCodeCheck(body)}`);

t.test('the sample of the standard is well formed, however it is typed', async (t) => {
  for (const typed of [
    '91350100M000100Y43',
    '91350100m000100y43',
    '９１３５０１００Ｍ０００１００Ｙ４３',
    '91350100 M000100Y4 3',
  ])
    t.same(
      checkCreditCode(typed),
      { outcome: 'wellFormed', number: '91350100M000100Y43', doubts: [] },
      typed,
    );
});

t.test('letters count by their place in the alphabet of GB 32100, not in ASCII', async (t) => {
  // The mistake: A = 10 … Y = 34, as if I, O, S, V and Z were there.
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  const mistaken = (text: string) => {
    const sum = weights.reduce((s, w, i) => s + w * Number.parseInt(text[i] as string, 36), 0);
    return ALPHABET[(31 - (sum % 31)) % 31];
  };
  const sample = '91350100M000100Y4';
  t.equal(creditCodeCheck(sample), '3');
  t.not(mistaken(sample), '3', 'the sample tells the two apart');
  t.match(checkCreditCode(`${sample}${mistaken(sample)}`), { fault: 'checkDigit' });
});

t.test('a sum that 31 divides gives 0 and not the 32nd of 31 characters', async (t) => {
  const code = '911100000000004570';
  t.equal(creditCodeCheck(code.slice(0, 17)), '0');
  t.same(checkCreditCode(code), { outcome: 'wellFormed', number: code, doubts: [] });
  t.notOk(checkCreditCode('91110000000000457u').outcome === 'wellFormed');
});

t.test('the check is that of the standard, for every one of its 31 values', async (t) => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(code(17), (text) => {
      seen.add(creditCodeCheck(text));
      return creditCodeCheck(text) === horner(text);
    }),
    { numRuns: 2000 },
  );
  t.equal(seen.size, 31);
  for (const text of ['', '9'.repeat(16), '9'.repeat(18), `${'9'.repeat(16)}I`])
    t.throws(() => creditCodeCheck(text), TypeError, text);
});

/** Refused, or taken for a law firm's licence number, which a clerk looks at. */
function isNoticed(typed: string): boolean {
  const check = checkCreditCode(typed);
  return check.outcome === 'fault' || check.doubts.includes('firmLicence');
}

t.test('a code is well formed, and not after one wrong character or two swapped', async () => {
  fc.assert(
    fc.property(first17, fc.nat(17), fc.integer({ min: 1, max: 30 }), (text, at, more) => {
      const whole = text + creditCodeCheck(text);
      const wrong = ALPHABET[(ALPHABET.indexOf(whole[at] as string) + more) % 31];
      const typo = whole.slice(0, at) + wrong + whole.slice(at + 1);
      const swapped = whole.slice(0, at) + (whole[at + 1] ?? '') + whole[at] + whole.slice(at + 2);
      return (
        checkCreditCode(whole).outcome === 'wellFormed' &&
        isNoticed(typo) &&
        (swapped === whole || isNoticed(swapped))
      );
    }),
    { numRuns: 1000 },
  );
});

t.test('each fault is told apart', async (t) => {
  for (const [typed, fault] of [
    ['', 'length'],
    ['91350100M000100Y4', 'length'],
    ['91350100M000100Y430', 'length'],
    ['91350100M000100I43', 'characters'],
    ['91350100M000100-Y4*', 'characters'],
    ['9135010AM000100Y43', 'region'],
    ['91350100M000100Y44', 'checkDigit'],
  ] as const)
    t.same(checkCreditCode(typed), { outcome: 'fault', fault }, typed);
});

t.test('odd parts of a code whose check fits are doubts', async (t) => {
  const whole = (text: string) => text + creditCodeCheck(text);
  t.match(checkCreditCode(whole('9Y350100M000100Y4')), { doubts: ['category'] });
  t.match(checkCreditCode(whole('91350100M000100Y5')), { doubts: ['organisationCode'] });
});

t.test('a law firm’s licence number is not called a bad credit code', async (t) => {
  for (const typed of ['31110000E00012345', '31110000E000123456', '31110000EZ00123456'])
    t.same(
      checkCreditCode(typed),
      { outcome: 'wellFormed', number: typed, doubts: ['firmLicence'] },
      typed,
    );
  t.match(checkCreditCode('31110000F000123456'), { outcome: 'fault' });
  t.match(checkCreditCode('31110000E0001234567'), { fault: 'length' });
});

t.test('an organisation code has a check of its own, 10 as X and 11 as 0', async (t) => {
  t.match(checkOrganisationCode('D2143569-X'), {
    outcome: 'wellFormed',
    number: 'D2143569X',
    doubts: ['oldForm'],
  });
  t.match(checkOrganisationCode('D2143569-1'), { fault: 'checkDigit' });
  t.match(checkOrganisationCode('D214356-9'), { fault: 'length' });
  t.match(checkOrganisationCode('D2143569-A'), { fault: 'characters' });
  t.equal(organisationCodeCheck('00000000'), '0');
  t.throws(() => organisationCodeCheck('0000000'), TypeError);
  const checks = new Set<string>();
  fc.assert(fc.property(code(8), (text) => checks.add(organisationCodeCheck(text)).size > 0));
  t.ok([...checks].every((check) => '0123456789X'.includes(check)));
});
