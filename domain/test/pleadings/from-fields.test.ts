import fc from 'fast-check';
import t from 'tap';
import { parseDay } from '../../src/deadlines/day.ts';
import {
  type Answers,
  checkAnswers,
  FORM_IDS,
  gatherAnswers,
  MAX_FEN,
  makePaper,
  PLEADING_FORMS,
  parseAnswers,
  type SavedField,
} from '../../src/pleadings/index.ts';
import { SAMPLE_ANSWERS } from './sample-answers.ts';

const LOAN = PLEADING_FORMS.privateLoan;

/** Every leaf under its path, as a page saves it. */
function leaves(value: unknown, path: string): SavedField[] {
  const items = Array.isArray(value) && value.every((item) => typeof item === 'object');
  const inside = items || (typeof value === 'object' && value !== null && !Array.isArray(value));
  if (!inside) return [{ field: path, value }];
  return Object.entries(value as object).flatMap(([key, part]) =>
    leaves(part, path === '' ? key : `${path}.${key}`),
  );
}

t.test('answers saved one by one come together as they were, in any order', async (t) => {
  for (const id of FORM_IDS) {
    const form = PLEADING_FORMS[id];
    const whole = SAMPLE_ANSWERS[id];
    const saved = leaves(whole, '');
    t.same(gatherAnswers(form, saved), { answers: whole, unfit: [] }, id);
    t.same(gatherAnswers(form, saved.toReversed()).answers, whole, `${id} backwards`);
    const lists = Object.entries(whole).map(([field, value]) => ({ field, value }));
    t.same(gatherAnswers(form, lists).answers, whole, `${id} list by list`);
  }
});

t.test('the longer path counts over the whole, and what was emptied is not there', async (t) => {
  const given: Answers = { plaintiffs: [{ kind: 'person', name: '甲' }], serviceName: '甲' };
  const saved = [
    { field: 'plaintiffs', value: [{ kind: 'person', name: '乙', phone: '1' }] },
    { field: 'plaintiffs.0.phone', value: null },
    { field: 'plaintiffs.0.nation', value: '汉族' },
    { field: 'serviceName', value: null },
  ];
  t.same(gatherAnswers(LOAN, saved, given), {
    answers: { plaintiffs: [{ kind: 'person', name: '乙', nation: '汉族' }] },
    unfit: [],
  });
  t.same(gatherAnswers(LOAN, [], given).answers, given, 'what is given stands otherwise');
});

t.test('a missing item keeps its place empty', async (t) => {
  const { answers } = gatherAnswers(LOAN, [{ field: 'defendants.2.name', value: '丙' }]);
  t.same(answers, { defendants: [{}, {}, { name: '丙' }] });
});

t.test('what is no answer of the form is left out and named', async (t) => {
  const saved: SavedField[] = [
    { field: 'principalOwed', value: 'much' },
    { field: 'toString', value: 'x' },
    { field: 'defendants.0.__proto__', value: { polluted: true } },
    { field: 'defendants.00.name', value: 'x' },
    { field: 'defendants.9999.name', value: 'x' },
    { field: 'defendants.1', value: 'nobody' },
    { field: 'evidence', value: 'a list?' },
    { field: 'plaintiffs.20.name', value: 'one too many' },
    { field: 'serviceName', value: 'a\nb' },
    { field: 'gone', value: null },
  ];
  const { answers, unfit } = gatherAnswers(LOAN, saved);
  t.same(
    unfit.toSorted(),
    [
      ...['defendants.0.__proto__', 'defendants.00.name', 'defendants.1', 'defendants.9999.name'],
      ...['evidence', 'plaintiffs', 'plaintiffs.20.name', 'principalOwed', 'serviceName'],
      'toString',
    ].toSorted(),
  );
  t.equal(({} as { polluted?: boolean }).polluted, undefined);
  t.same(parseAnswers(LOAN, answers), answers, 'what is left, the form takes');
});

t.test('whatever was saved, remarks and paper can be made of it', async (t) => {
  const facts = { courtName: '北京互联网法院', today: parseDay('2026-11-22') };
  const odd = [MAX_FEN, 100_000_000, 0, -1, '1000-01-01', '2999-12-31', '', true, [], {}, [{}]];
  for (const id of FORM_IDS) {
    const form = PLEADING_FORMS[id];
    const whole = leaves(SAMPLE_ANSWERS[id], '');
    const choices = fc.array(fc.integer({ min: -4, max: odd.length - 1 }), {
      minLength: whole.length,
      maxLength: whole.length,
    });
    fc.assert(
      fc.property(choices, (chosen) => {
        const saved = whole.flatMap(({ field, value }, i) => {
          const choice = chosen[i] as number;
          if (choice === -1) return [];
          return [{ field, value: choice < 0 ? value : odd[choice] }];
        });
        const { answers } = gatherAnswers(form, saved);
        checkAnswers(form, answers, facts.today);
        return makePaper(form, answers, facts).blocks.length > 3;
      }),
      { numRuns: 100 },
    );
    t.pass(id);
  }
});
