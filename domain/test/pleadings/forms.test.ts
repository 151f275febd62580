import fc from 'fast-check';
import t from 'tap';
import { parseDay } from '../../src/deadlines/day.ts';
import {
  type Answers,
  type Condition,
  checkAnswers,
  type Field,
  FORM_IDS,
  fieldsOf,
  makeEvidenceList,
  makePaper,
  nextQuestion,
  PLEADING_FORMS,
  parseAnswers,
  pruneAnswers,
  questions,
  sumOfClaims,
} from '../../src/pleadings/index.ts';
import { SAMPLE_ANSWERS } from './sample-answers.ts';

const TODAY = parseDay('2026-11-22');
const FACTS = { courtName: '北京互联网法院', today: TODAY };
const forms = FORM_IDS.map((id) => PLEADING_FORMS[id]);

function namesOf(condition: Condition | undefined): string[] {
  if (condition === undefined) return [];
  if ('all' in condition) return condition.all.flatMap(namesOf);
  return 'any' in condition ? condition.any.flatMap(namesOf) : [condition.field];
}

/** Names, conditions and option ids of a level of fields, with those above in sight. */
function faultsOf(fields: readonly Field[], above: readonly string[]): string[] {
  const seen: string[] = [];
  return fields.flatMap((field) => {
    const faults = namesOf(field.when)
      .filter((name) => !seen.includes(name) && !above.includes(name))
      .map((name) => `${field.id} looks down at ${name}`);
    if (seen.includes(field.id)) faults.push(`${field.id} is there twice`);
    seen.push(field.id);
    if (field.kind === 'list') faults.push(...faultsOf(field.fields, [...above, ...seen]));
    return faults;
  });
}

t.test('conditions look upwards only and no name is there twice', async (t) => {
  for (const form of forms) t.same(faultsOf(fieldsOf(form), []), [], form.id);
});

t.test('every question is asked in both languages and every row is named', async (t) => {
  for (const form of forms) {
    for (const field of fieldsOf(form)) {
      t.match(field.ask['zh-CN'], /\p{Script=Han}/u, field.id);
      t.match(field.ask.en, /^[\x20-\x7e’“”…]+$/, field.id);
    }
    for (const { rows } of form.sections) for (const row of rows) t.not(row.label, '', row.id);
  }
});

t.test('whole answers are read, pruned to themselves and lack nothing required', async (t) => {
  for (const form of forms) {
    const answers = parseAnswers(form, SAMPLE_ANSWERS[form.id]);
    t.same(pruneAnswers(form, answers), answers, form.id);
    const missing = checkAnswers(form, answers, TODAY).filter(({ weight }) => weight === 'missing');
    const names = missing.map(({ path }) => path.join('.'));
    t.same(names, form.id === 'sale' ? ['plaintiffs.0.creditCode'] : [], form.id);
    t.equal(sumOfClaims(answers), answers.total, form.id);
  }
});

t.test('an empty draft begins with the plaintiff', async (t) => {
  for (const form of forms) {
    t.same(nextQuestion(form, {})?.path, ['plaintiffs']);
    t.ok(questions(form, {}).length > 10);
  }
});

t.test('what a changed answer hides is pruned with all that hung on it', async (t) => {
  const form = PLEADING_FORMS.privateLoan;
  const answers: Answers = {
    ...SAMPLE_ANSWERS.privateLoan,
    claimInterest: false,
    secured: false,
    securedUpTo: true,
    securedMaximum: 5,
  };
  const pruned = pruneAnswers(form, answers);
  for (const gone of ['interestPeriods', 'interestOwed', 'securedUpTo', 'securedMaximum'])
    t.notOk(gone in pruned, gone);
  const changed = pruneAnswers(form, {
    plaintiffs: [{ kind: 'organisation', name: '吴𠮷', organisation: '虚构公司' }],
  });
  t.same(changed.plaintiffs, [{ kind: 'organisation', organisation: '虚构公司' }]);
});

t.test('pruning twice is pruning once, whatever was answered', async (t) => {
  for (const form of forms) {
    const sample = SAMPLE_ANSWERS[form.id];
    const flips = fieldsOf(form).filter(({ kind }) => kind === 'yesNo');
    fc.assert(
      fc.property(
        fc.subarray(flips),
        fc.boolean(),
        fc.subarray(Object.keys(sample)),
        (on, to, kept) => {
          const answers = Object.fromEntries([
            ...Object.entries(sample).filter(([id]) => kept.includes(id)),
            ...on.map(({ id }) => [id, to] as const),
          ]);
          const once = pruneAnswers(form, answers);
          const twice = pruneAnswers(form, once);
          return (
            JSON.stringify(once) === JSON.stringify(twice) &&
            makePaper(form, answers, FACTS) !== null
          );
        },
      ),
      { numRuns: 40 },
    );
  }
  t.pass('the property holds');
});

t.test('answers that do not fit their fields are refused by name', async (t) => {
  const form = PLEADING_FORMS.privateLoan;
  const refused = (value: unknown, field: string) =>
    t.throws(() => parseAnswers(form, value), { code: 'INPUT_INVALID', details: { field } }, field);
  refused({ nonsense: 1 }, 'nonsense');
  refused({ principalOwed: 1.5 }, 'principalOwed');
  refused({ principalOwed: -1 }, 'principalOwed');
  refused({ principalDay: '2026-02-30' }, 'principalDay');
  refused({ claimInterest: 'yes' }, 'claimInterest');
  refused({ mediate: 'maybe' }, 'mediate');
  refused({ eChannels: ['sms', 'sms'] }, 'eChannels');
  refused({ contractName: 'a\nb' }, 'contractName');
  refused({ contractName: '\ud800' }, 'contractName');
  refused({ more: 'x'.repeat(5001) }, 'more');
  refused({ plaintiffs: [{ name: 7 }] }, 'plaintiffs.0.name');
  refused({ agents: [{}, {}, {}] }, 'agents');
  refused({ __proto__: null, constructor: 1 }, 'constructor');
  refused([], '');
  t.same(parseAnswers(form, { contractName: '𠮷'.repeat(100) }), {
    contractName: '𠮷'.repeat(100),
  });
});

function remarksOf(id: keyof typeof PLEADING_FORMS, change: Record<string, unknown>) {
  const answers = { ...SAMPLE_ANSWERS[id], ...change } as Answers;
  return checkAnswers(PLEADING_FORMS[id], answers, TODAY).map(
    ({ check, path }) => `${check} ${path}`,
  );
}

t.test('remarks say what is odd', async (t) => {
  const rows: readonly (readonly [keyof typeof PLEADING_FORMS, Record<string, unknown>, string])[] =
    [
      ['privateLoan', {}, 'loanRateLimit rate'],
      ['privateLoan', { interestOwed: 2_891_727 }, 'loanInterestFigure interestOwed'],
      ['privateLoan', { total: 1 }, 'claimTotal total'],
      ['privateLoan', { rateAgreed: false }, 'loanInterestAgreed claimInterest'],
      ['privateLoan', { deducted: true, providedAmount: 9_000_000 }, 'loanDeducted principalOwed'],
      ['privateLoan', { providedAmount: 9_000_000 }, 'loanProvided provided'],
      ['privateLoan', { due: false }, 'loanNotDue due'],
      ['privateLoan', {}, 'loanTotalLimit costs'],
      ['privateLoan', { contractDay: '2027-01-01' }, 'field contractDay'],
      ['general', { evidence: [] }, 'evidenceListed evidence'],
      [
        'general',
        { defendants: [{ kind: 'person', name: '郑示例' }] },
        'defendantDistinguishable defendants,0',
      ],
      [
        'general',
        { defendants: [{ kind: 'person', name: '郑示例', citizenNumber: '110101198803040027' }] },
        'sameParty defendants,0',
      ],
      [
        'general',
        { defendants: [{ kind: 'person', name: '郑示例', citizenNumber: '110101198803040026' }] },
        'field defendants,0,citizenNumber',
      ],
      ['labour', { arbitrated: false }, 'labourArbitration arbitrated'],
      ['labour', { awardReceived: '2026-11-06' }, 'labourTerm awardReceived'],
    ];
  for (const [id, change, expected] of rows)
    t.ok(remarksOf(id, change).includes(expected), `${id}: ${expected}`);
});

t.test('remarks are silent where nothing is odd', async (t) => {
  t.notOk(
    remarksOf('privateLoan', { rate: 11_500 }).includes('loanRateLimit rate'),
    '13.8 % is the limit',
  );
  t.notOk(
    remarksOf('labour', { awardReceived: '2026-11-07' }).includes('labourTerm awardReceived'),
  );
  t.notOk(remarksOf('labour', {}).some((remark) => remark.startsWith('labour')));
});

t.test('the LPR is asked only where the table does not know it', async (t) => {
  const asked = (contractDay: string) =>
    questions(PLEADING_FORMS.privateLoan, { contractDay }).some(
      ({ field }) => field.id === 'lprGiven',
    );
  t.notOk(asked('2024-01-01'));
  t.ok(asked('2026-10-01'));
  t.ok(asked('2019-01-01'));
});

t.test('the paper has every answer, ticks and amounts in capitals', async (t) => {
  const paper = makePaper(PLEADING_FORMS.privateLoan, SAMPLE_ANSWERS.privateLoan, FACTS);
  const text = JSON.stringify(paper);
  for (const words of [
    '（民间借贷纠纷）',
    '吴𠮷',
    '阿依古丽·买买提',
    '龚䶮',
    '男□　女☑',
    '100,000.00元（大写：人民币壹拾万元整）',
    '附：本起诉状副本 2 份',
    '13.8%\\n（约定24%）',
    '28,917.26',
    '见所附证据清单，共 2 项',
  ])
    t.match(text, words);
  t.same(
    paper.blocks.map(({ block }) => block),
    'title note form text closing newPage title grid text newPage title grid closing'.split(' '),
  );
});

t.test('the list of evidence can stand alone, and a general form names its cause', async (t) => {
  const form = PLEADING_FORMS.general;
  const alone = makeEvidenceList(form, SAMPLE_ANSWERS.general, FACTS);
  t.match(alone.blocks, [{ block: 'title' }, { block: 'grid' }, { block: 'closing' }]);
  const signed = { ...FACTS, signed: TODAY };
  const text = JSON.stringify(makePaper(form, SAMPLE_ANSWERS.general, signed));
  t.match(text, '（房屋租赁合同纠纷）');
  t.match(text, '日期：2026年11月22日');
});
