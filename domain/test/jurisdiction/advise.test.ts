import t from 'tap';
import { FILING_KINDS, type FilingKind } from '../../src/filing/index.ts';
import {
  adviseJurisdiction,
  CHOOSE_ONE,
  JURISDICTION_QUESTION_IDS,
  JURISDICTION_QUESTIONS,
  JURISDICTION_RULES,
  type JurisdictionAnswers,
} from '../../src/jurisdiction/index.ts';

/** Every way through the questions of a kind, with the rules at its end. */
function* ways(
  kind: FilingKind,
  answers: JurisdictionAnswers = {},
): Generator<[JurisdictionAnswers, ReturnType<typeof adviseJurisdiction>]> {
  const advice = adviseJurisdiction(kind, answers);
  if (advice.next === undefined) {
    yield [answers, advice];
    return;
  }
  for (const { id } of JURISDICTION_QUESTIONS[advice.next].options)
    yield* ways(kind, { ...answers, [advice.next]: id });
}

t.test('every way ends at a rule, every question and every rule lies on a way', async (t) => {
  const asked = new Set<string>();
  const ruled = new Set<string>();
  for (const kind of FILING_KINDS)
    for (const [answers, advice] of ways(kind)) {
      t.ok(advice.rules.length > 0, JSON.stringify(answers));
      t.equal(new Set(advice.rules.map(({ id }) => id)).size, advice.rules.length);
      t.ok(!advice.exclusive || advice.rules.length === 1, 'exclusive jurisdiction stands alone');
      for (const id of advice.asked) asked.add(id);
      for (const { id } of advice.rules) ruled.add(id);
    }
  t.same([...asked].sort(), [...JURISDICTION_QUESTION_IDS].sort());
  t.same([...ruled].sort(), Object.keys(JURISDICTION_RULES).sort());
});

t.test('every rule names its article in both languages', async (t) => {
  for (const { law, where } of [
    ...Object.values(JURISDICTION_RULES),
    { ...CHOOSE_ONE, where: CHOOSE_ONE.words },
  ]) {
    t.match(law['zh-CN'], /第[一二三四五六七八九十百]+条/);
    t.match(law.en, /art\. \d+/);
    t.match(where['zh-CN'], /[一-龥]/);
    t.notMatch(where.en, /[一-龥]/);
  }
});

const CASES: readonly [string, FilingKind, JurisdictionAnswers, readonly string[]][] = [
  [
    'a loan without any agreement',
    'civil',
    { dispute: 'loan', loanAgreement: 'no', loanPerformance: 'no' },
    ['loanReceives', 'defendant'],
  ],
  ['a lease of a house', 'civil', { dispute: 'contract', contract: 'house' }, ['realEstate']],
  ['an estate', 'civil', { dispute: 'inheritance' }, ['inheritance']],
  [
    'support by somebody in prison',
    'civil',
    { dispute: 'family', status: 'confined' },
    ['plaintiff'],
  ],
  ['a private prosecution', 'privateProsecution', {}, ['crime']],
  ['an award', 'enforcement', { basis: 'other' }, ['enforceOther']],
];

for (const [what, kind, answers, ids] of CASES)
  t.test(`${what} leads to ${ids.join(' and ')}`, async (t) => {
    t.same(
      adviseJurisdiction(kind, answers).rules.map(({ id }) => id),
      ids,
    );
  });

t.test('an answer that is none of the question’s counts as not given', async (t) => {
  const advice = adviseJurisdiction('civil', { dispute: 'nothing of this' });
  t.same(advice, { asked: ['dispute'], next: 'dispute', rules: [], exclusive: false });
});

t.test('answers off the way are passed over', async (t) => {
  const advice = adviseJurisdiction('civil', { dispute: 'labour', delivered: 'goods' });
  t.same(advice.asked, ['dispute']);
  t.equal(advice.next, undefined);
});
