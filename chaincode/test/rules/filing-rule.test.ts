import {
  canonicalize,
  FILING_CHAIN_STATES,
  FILING_EDGES,
  type FilingAct,
  type FilingChainState,
  type FilingRecord,
  type FilingSubmission,
  filingStateAfter,
  type PartyTag,
  recordId,
} from '@cunzheng/domain';
import t from 'tap';
import { compositeKey, KEY_TYPES } from '../../src/state/keys.ts';
import {
  type ActChange,
  COURT,
  digest,
  enact,
  fate,
  makeDocument,
  makeFiled,
  makeFilingAct,
  makeSigner,
  makeSubmission,
  OTHER_COURT,
  type Signer,
  submit,
  tag,
} from '../support/acts.ts';

const NUMBER = '（2026）京0491民初1号';
const THERE = { member: 'HzicMSP' };

/** What a record of each act says; a first submission is another story. */
const ACTS: Readonly<Record<Exclude<FilingAct, 'submitted'>, ActChange>> = {
  resubmitted: { action: 'submitted' },
  transferred: { action: 'transferred', to: OTHER_COURT },
  accepted: { action: 'accepted' },
  docketed: { action: 'docketed', number: NUMBER },
  'returned.correction': { action: 'returned', outcome: 'correction' },
  'returned.refused': { action: 'returned', outcome: 'refused' },
  'returned.redirected': { action: 'returned', outcome: 'redirected' },
  'returned.withdrawn': { action: 'returned', outcome: 'withdrawn' },
  'returned.deemedWithdrawn': { action: 'returned', outcome: 'deemedWithdrawn' },
};
type LaterAct = keyof typeof ACTS;

/** The shortest way from a first submission to each state. */
const WAYS: Readonly<Record<FilingChainState, readonly LaterAct[]>> = {
  review: [],
  correction: ['returned.correction'],
  accepted: ['accepted'],
  docketed: ['accepted', 'docketed'],
  closed: ['returned.refused'],
};

type Filed = Awaited<ReturnType<typeof makeFiled>>;

/** The act, signed by whoever may. */
function actOf({ clerk, applicant, first }: Filed, act: LaterAct): FilingRecord {
  return makeFilingAct(first, act === 'resubmitted' ? applicant : clerk, ACTS[act]);
}

async function filedIn(state: FilingChainState): Promise<Filed> {
  const filed = await makeFiled();
  for (const act of WAYS[state]) await submit(filed.ledger, [actOf(filed, act)]);
  return filed;
}

/** What the contract keeps of a filing. */
function stateOf({ ledger, first }: Filed): string | undefined {
  return ledger.state.get(compositeKey(KEY_TYPES.filing, recordId(first)))?.toString();
}

t.test('a first submission is at its court, in review', async (t) => {
  const filed = await makeFiled();
  t.ok(filed.outcomes.every(({ outcome }) => outcome === 'recorded'));
  const { applicant, caseTag } = filed.first;
  const expected = canonicalize({ applicant, caseTag, court: COURT, state: 'review' });
  t.equal(stateOf(filed), expected);
});

for (const state of FILING_CHAIN_STATES) {
  t.test(`in ${state} the ledger takes the acts that the table has, and no others`, async (t) => {
    for (const act of Object.keys(ACTS) as LaterAct[]) {
      const filed = await filedIn(state);
      const record = actOf(filed, act);
      // The way there may have taken the very same record already.
      const taken = (WAYS[state] as readonly string[]).includes(act);
      const to = filingStateAfter(act, state);
      const expected = to === undefined ? 'FILING_NOT_AT_TURN' : 'recorded';
      const again = makeFilingAct(
        filed.first,
        act === 'resubmitted' ? filed.applicant : filed.clerk,
        { ...ACTS[act], actTime: '2026-03-02T01:59:30.000Z' },
      );
      t.equal(await fate(filed.ledger, taken ? again : record), expected, act);
      if (to === undefined) continue;
      t.match(JSON.parse(stateOf(filed) as string), { state: to }, act);
    }
  });
}

t.test('every edge of the table was walked', async (t) => {
  const walked = new Set<string>(Object.keys(ACTS));
  for (const { act } of FILING_EDGES) t.ok(act === 'submitted' || walked.has(act), act);
});

t.test('a filing goes on from record to record of one call', async (t) => {
  const filed = await makeFiled();
  const way: LaterAct[] = ['returned.correction', 'resubmitted', 'accepted', 'docketed'];
  const outcomes = await submit(
    filed.ledger,
    way.map((act) => actOf(filed, act)),
  );
  t.same(
    outcomes.map(({ outcome }) => outcome),
    way.map(() => 'recorded'),
  );
});

t.test('the very same record again is there already, whatever came after', async (t) => {
  const filed = await makeFiled();
  const records = [filed.first, actOf(filed, 'accepted'), actOf(filed, 'docketed')];
  await submit(filed.ledger, records);
  for (const record of records)
    t.same(await submit(filed.ledger, [record]), [{ id: recordId(record), outcome: 'exists' }]);
});

t.test('after a transfer the other court is at turn, and only that one', async (t) => {
  const filed = await makeFiled();
  const { ledger, clerk, otherClerk, first, applicant, applicantThere } = filed;
  await submit(ledger, [actOf(filed, 'transferred')]);
  const accepted: ActChange = { action: 'accepted' };
  const correction: ActChange = { action: 'returned', outcome: 'correction' };
  t.equal(await fate(ledger, makeFilingAct(first, clerk, accepted)), 'FILING_NOT_AT_TURN');
  t.equal(await fate(ledger, makeFilingAct(first, otherClerk, correction), THERE), 'recorded');
  const again: ActChange = { action: 'submitted' };
  t.equal(await fate(ledger, makeFilingAct(first, applicant, again)), 'FILING_NOT_AT_TURN');
  const there = makeFilingAct(first, applicantThere, again);
  t.equal(await fate(ledger, there, THERE), 'recorded');
  const back = makeFilingAct(first, otherClerk, { action: 'transferred', to: COURT });
  t.equal(await fate(ledger, back, THERE), 'recorded');
  t.equal(await fate(ledger, makeFilingAct(first, clerk, accepted)), 'recorded');
});

t.test('a court that is not at turn does not act, though its clerk signs', async (t) => {
  const { ledger, otherClerk, first } = await makeFiled();
  for (const change of Object.values(ACTS)) {
    const record = makeFilingAct(first, otherClerk, change);
    t.equal(await fate(ledger, record, THERE), 'FILING_NOT_AT_TURN', change.action);
  }
});

t.test('a member acts for none but its own courts', async (t) => {
  const { ledger, clerk, first } = await makeFiled();
  const accepted = makeFilingAct(first, clerk, { action: 'accepted' });
  t.equal(await fate(ledger, accepted, THERE), 'COURT_NOT_YOURS');
});

t.test('a transfer is to another court, and to one in effect', async (t) => {
  const { ledger, clerk, first } = await makeFiled();
  const to = (court: string) => makeFilingAct(first, clerk, { action: 'transferred', to: court });
  t.equal(await fate(ledger, to(COURT)), 'TRANSFER_UNFIT');
  t.equal(await fate(ledger, to('粤0192')), 'COURT_UNKNOWN');
  await enact(ledger, { code: '京0105', name: '北京市朝阳区人民法院', member: 'BjicMSP' });
  t.equal(await fate(ledger, to('京0105')), 'recorded', 'also of the same member');
});

t.test('an act names a filing that was submitted, and its case', async (t) => {
  const { ledger, clerk, applicant, first } = await makeFiled();
  const document = makeDocument(clerk);
  await submit(ledger, [document]);
  const nothing = makeSubmission(applicant);
  for (const filing of [recordId(nothing), recordId(document), recordId(clerk.registration)]) {
    const record = makeFilingAct(first, clerk, { action: 'accepted', filing });
    t.equal(await fate(ledger, record), 'FILING_UNKNOWN');
  }
  const elsewhere = makeFilingAct(first, clerk, { action: 'accepted', caseTag: tag() });
  t.equal(await fate(ledger, elsewhere), 'CASE_DIFFERS');
});

t.test('an act names the first submission, not a later one', async (t) => {
  const filed = await makeFiled();
  const again = actOf(filed, 'resubmitted');
  await submit(filed.ledger, [actOf(filed, 'returned.correction'), again]);
  const filing = recordId(again);
  const accepted = makeFilingAct(filed.first, filed.clerk, { action: 'accepted', filing });
  t.equal(await fate(filed.ledger, accepted), 'FILING_UNKNOWN');
});

t.test('corrected papers are of the applicant who filed', async (t) => {
  const { ledger, first, ...filed } = await filedIn('correction');
  const other: PartyTag = tag();
  const taken = makeFilingAct(first, filed.clerk, {
    ...{ action: 'submitted', applicant: other, attended: true },
  });
  t.equal(await fate(ledger, taken), 'APPLICANT_DIFFERS');
});

t.test('a case number is of the court that dockets, and used once', async (t) => {
  const filed = await filedIn('accepted');
  const { ledger, clerk, applicant, first } = filed;
  const docketed = (of: FilingSubmission, number: string) =>
    makeFilingAct(of, clerk, { action: 'docketed', number });
  for (const number of ['（2026）浙0192民初1号', '（2026）京04民初1号', '（2026）京民初1号'])
    t.equal(await fate(ledger, docketed(first, number)), 'COURT_NOT_YOURS', number);
  const second = makeSubmission(applicant);
  const accepted = makeFilingAct(second, clerk, { action: 'accepted' });
  const outcomes = await submit(ledger, [
    ...[docketed(first, NUMBER), second, accepted, docketed(second, NUMBER)],
    docketed(second, '（2026）京0491民初2号'),
  ]);
  t.same(
    outcomes.map(({ code, outcome }) => code ?? outcome),
    ['recorded', 'recorded', 'recorded', 'CASE_NUMBER_USED', 'recorded'],
  );
  t.equal(await fate(ledger, docketed(first, '（2026）京0491民初3号')), 'FILING_NOT_AT_TURN');
});

t.test('the number of a case leads to its filing', async (t) => {
  const filed = await filedIn('docketed');
  const key = compositeKey(KEY_TYPES.number, COURT, NUMBER);
  t.equal(String(filed.ledger.state.get(key)), recordId(filed.first));
});

const people = ['clerk', 'judge', 'system', 'administrator', 'applicant', 'stranger'] as const;
type Person = (typeof people)[number];

/** Fate of an act on a ledger where everybody's key is registered. */
async function fateBy(
  person: Person,
  state: FilingChainState | undefined,
  change: ActChange,
): Promise<string> {
  const filed = await (state === undefined ? makeFiled() : filedIn(state));
  const { ledger, clerk, applicant, first } = filed;
  const judge = makeSigner('judge');
  const system = makeSigner('system');
  const administrator = makeSigner('administrator');
  const stranger = makeSigner('litigant');
  const all: Record<Person, Signer> = { clerk, judge, system, administrator, applicant, stranger };
  await submit(
    ledger,
    [judge, system, administrator, stranger].map(({ registration }) => registration),
  );
  const signer = all[person];
  if (state !== undefined) return fate(ledger, makeFilingAct(first, signer, change));
  const { owner } = applicant.registration;
  const said = { applicant: owner, ...change } as Partial<FilingSubmission>;
  return fate(ledger, makeSubmission(signer, said));
}

/** Who may sign what; everybody not named is unfit. */
const FIT: readonly (readonly [
  title: string,
  state: FilingChainState | undefined,
  change: ActChange,
  fit: readonly Person[],
])[] = [
  ['submitted', undefined, { action: 'submitted' }, ['applicant']],
  ['submitted by an agent', undefined, { action: 'submitted', capacity: 'agent' }, ['stranger']],
  [
    'submitted before a clerk',
    undefined,
    { action: 'submitted', attended: true },
    ['clerk', 'judge'],
  ],
  [
    'submitted by an agent before a clerk',
    undefined,
    { action: 'submitted', attended: true, capacity: 'agent' },
    ['clerk', 'judge'],
  ],
  ['submitted again', 'correction', { action: 'submitted' }, ['applicant']],
  [
    'submitted again by an agent',
    'correction',
    { action: 'submitted', capacity: 'agent' },
    ['stranger'],
  ],
  ['transferred', 'review', ACTS.transferred, ['clerk', 'judge']],
  ['accepted', 'review', ACTS.accepted, ['clerk', 'judge']],
  ['docketed', 'accepted', ACTS.docketed, ['clerk', 'judge']],
  ['returned for correction', 'review', ACTS['returned.correction'], ['clerk', 'judge']],
  ['refused', 'review', ACTS['returned.refused'], ['clerk', 'judge']],
  ['redirected', 'review', ACTS['returned.redirected'], ['clerk', 'judge']],
  ['withdrawn', 'review', ACTS['returned.withdrawn'], ['clerk', 'judge', 'applicant']],
  ['withdrawn later', 'accepted', ACTS['returned.withdrawn'], ['clerk', 'judge', 'applicant']],
  ['deemed withdrawn', 'accepted', ACTS['returned.deemedWithdrawn'], ['clerk', 'judge']],
];

for (const [title, state, change, fit] of FIT) {
  t.test(`${title}: signed by ${fit.join(', ')}`, async (t) => {
    for (const person of people) {
      const expected = fit.includes(person) ? 'recorded' : 'SIGNER_UNFIT';
      t.equal(await fateBy(person, state, change), expected, person);
    }
  });
}

t.test('a key of another court signs nothing here', async (t) => {
  const { ledger, otherClerk, first } = await makeFiled();
  const record = makeFilingAct(first, otherClerk, { action: 'accepted', court: COURT });
  t.equal(await fate(ledger, record), 'KEY_UNKNOWN');
});

t.test('every field of the statement is under the signature', async (t) => {
  const { ledger, clerk, applicant, first } = await makeFiled();
  const submitted = makeSubmission(applicant, { checkpoint: { size: 1, root: digest('root') } });
  const { checkpoint, ...unseen } = submitted;
  const returned = makeFilingAct(first, clerk, { action: 'returned', outcome: 'correction' });
  const transferred = makeFilingAct(first, clerk, { action: 'transferred', to: OTHER_COURT });
  await enact(ledger, { code: '京0105', name: '北京市朝阳区人民法院', member: 'BjicMSP' });
  const altered = [
    unseen,
    { ...submitted, papers: { ...submitted.papers, size: 4 } },
    { ...submitted, papers: { ...submitted.papers, root: digest('other papers') } },
    { ...submitted, sd: { name: digest('name') } },
    { ...returned, outcome: 'refused' },
    { ...transferred, to: '京0105' },
  ] as FilingRecord[];
  for (const record of altered) t.equal(await fate(ledger, record), 'SIGNATURE_INVALID');
});

t.test('a signature made for one filing does not fit another', async (t) => {
  const { ledger, clerk, applicant, first } = await makeFiled();
  const second = makeSubmission(applicant, { caseTag: first.caseTag });
  await submit(ledger, [second]);
  const accepted = makeFilingAct(first, clerk, { action: 'accepted' });
  const moved = { ...accepted, filing: recordId(second) } as FilingRecord;
  t.equal(await fate(ledger, moved), 'SIGNATURE_INVALID');
});

t.test('a refused act leaves the filing where it was', async (t) => {
  const filed = await makeFiled();
  const before = stateOf(filed);
  const bad = { ...actOf(filed, 'accepted'), actTime: '2026-03-02T01:58:00.000Z' } as FilingRecord;
  const outcomes = await submit(filed.ledger, [bad, actOf(filed, 'docketed')]);
  t.same(
    outcomes.map(({ code }) => code),
    ['SIGNATURE_INVALID', 'FILING_NOT_AT_TURN'],
  );
  t.equal(stateOf(filed), before);
});
