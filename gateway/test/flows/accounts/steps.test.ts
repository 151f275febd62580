import fc from 'fast-check';
import t from 'tap';
import { demandLevel, LEVELS, PERMITTED_AT, reaches } from '../../../src/access/levels.ts';
import {
  approve,
  levelOf,
  PROOFING_STEPS,
  REVIEW_FIELDS,
  type Results,
  reopen,
  type SettledBy,
  STEPS,
  type Step,
  settle,
  stepOf,
} from '../../../src/flows/accounts/steps.ts';

const all = (by: (step: Step) => SettledBy): Results =>
  Object.fromEntries(STEPS.map((step) => [step, by(step)]));
const machines = new Set<Step>(['register', 'portrait']);
const byMachine = all((step) => (machines.has(step) ? 'provider' : 'self'));
const mayBe = (step: Step): readonly SettledBy[] =>
  PROOFING_STEPS.find((each) => each.step === step)?.by ?? [];
const someResults = fc
  .subarray([...STEPS])
  .chain((steps) =>
    fc
      .tuple(...steps.map((step) => fc.constantFrom(...mayBe(step))))
      .map((by) => Object.fromEntries(steps.map((step, i) => [step, by[i]])) as Results),
  );

t.test('steps come one after the other, each giving its level', async (t) => {
  let results: Results = {};
  for (const { step, gives, by } of PROOFING_STEPS) {
    t.equal(stepOf(results), step);
    results = settle(results, step, by[0]);
    t.equal(levelOf(results), gives);
  }
  t.equal(stepOf(results), 'done');
});

t.test('nobody is proofed while anything waits for a clerk', async (t) => {
  const waiting = all((step) => (step === 'portrait' ? 'forReview' : (byMachine[step] ?? 'self')));
  t.equal(stepOf(waiting), 'review');
  t.equal(levelOf(waiting), 'matched');
  t.equal(levelOf(approve(waiting)), 'verified');
  t.equal(stepOf(approve(waiting)), 'done');
});

t.test('approval settles what waited, and nothing that was never done', async (t) => {
  fc.assert(
    fc.property(someResults, (results) => {
      const approved = approve(results);
      t.same(Object.keys(approved), Object.keys(results));
      return !Object.values(approved).includes('forReview');
    }),
  );
});

t.test(
  'a corrected field opens its step, and a name or number the machines’ steps too',
  async (t) => {
    t.same(reopen(byMachine, ['back']).photos, undefined);
    t.equal(reopen(byMachine, ['back']).register, 'provider');
    const anew = reopen(byMachine, ['name']);
    t.same([anew.document, anew.register, anew.portrait], [undefined, undefined, undefined]);
    for (const field of REVIEW_FIELDS) t.not(stepOf(reopen(byMachine, [field])), 'done', field);
  },
);

t.test('who may not settle a step does not', async (t) => {
  t.throws(() => settle({}, 'register', 'self'), TypeError);
  t.throws(() => settle({}, 'notice', 'clerk'), TypeError);
});

t.test(
  'everything about a case needs a proofed person; going on with proofing needs none',
  async (t) => {
    t.throws(() => demandLevel('portrayed', 'case.file'), {
      code: 'IDENTITY_LEVEL_LOW',
      details: { needed: 'verified', has: 'portrayed' },
    });
    t.doesNotThrow(() => demandLevel('code', 'proofing.continue'));
    for (const level of Object.values(PERMITTED_AT)) t.ok(reaches('verified', level));
    t.equal(LEVELS.filter((level) => reaches(level, 'verified')).length, 1);
  },
);
