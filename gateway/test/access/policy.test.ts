import { FILING_STATES } from '@cunzheng/domain/filing';
import { ORDER_STATES, RELIEF_STATES } from '@cunzheng/domain/payments';
import t from 'tap';
import {
  type Action,
  type Actor,
  authorize,
  courtsFor,
  type Decision,
  decide,
  POLICY,
  ROLES,
  type Role,
} from '../../src/access/policy.ts';
import { SERVICE_STATES } from '../../src/flows/service/state.ts';
import { CLOCK_STATES } from '../../src/store/tables/settings.ts';

const OWN = '京0491';
const OTHER = '浙0192';

/** Somebody in one role: a litigant is recipient of the thing, an official of its court. */
function actorAs(role: Role, court = OWN): Actor {
  const offices = role === 'litigant' ? [] : [{ court, role }];
  return { person: `person-${role}`, name: 'x', offices };
}

const subject = (state: string) => ({ court: OWN, state, recipients: ['person-litigant'] });

/** The whole table, written out again by hand: letters of the roles that may, for each action and state. */
const STAFF = 'clerk judge administrator';
const EXPECTED: Readonly<Record<Action, (state: string) => string>> = {
  'courts.list': () => 'administrator',
  'courts.setUp': () => 'administrator',
  'case.open': () => 'clerk',
  'case.read': () => `${STAFF} filingReviewer archivist`,
  'case.access': () => 'clerk judge',
  'case.newCode': () => 'clerk judge',
  'document.draft': () => 'clerk judge',
  'document.read': () => `${STAFF} archivist`,
  'document.file': () => 'clerk judge',
  'document.withdraw': (state) => (state === 'draft' ? 'clerk judge' : ''),
  'document.issue': (state) => (state === 'draft' ? 'clerk judge' : ''),
  'document.serve': (state) => (state === 'issued' ? 'clerk judge' : ''),
  'service.read': () => `litigant ${STAFF}`,
  'service.open': () => 'litigant',
  'service.file': (state) =>
    ['opened', 'signed', 'refused', 'left', 'objected'].includes(state) ? 'litigant' : '',
  'service.sign': (state) =>
    ['opened', 'signed', 'refused', 'left', 'objected'].includes(state) ? 'litigant' : '',
  'service.leave': (state) => (['arrived', 'refused'].includes(state) ? 'clerk judge' : ''),
  'filing.read': (state) =>
    state !== 'draft' && (FILING_STATES as readonly string[]).includes(state)
      ? 'litigant clerk judge filingReviewer'
      : 'litigant',
  'filing.likeSuits': (state) =>
    state !== 'draft' && (FILING_STATES as readonly string[]).includes(state)
      ? 'clerk judge filingReviewer'
      : '',
  'filing.edit': (state) => (['draft', 'correction'].includes(state) ? 'litigant' : ''),
  'filing.discard': (state) => (state === 'draft' ? 'litigant' : ''),
  'filing.submit': (state) => (['draft', 'correction'].includes(state) ? 'litigant' : ''),
  'filing.withdraw': (state) =>
    ['review', 'correction', 'accepted'].includes(state) ? 'litigant' : '',
  'filing.list': () => 'clerk judge filingReviewer',
  'filing.take': (state) => (state === 'review' ? 'clerk judge filingReviewer' : ''),
  'filing.requestCorrection': (state) => (state === 'review' ? 'clerk judge' : ''),
  'filing.refuse': (state) => (state === 'review' ? 'judge' : ''),
  'filing.redirect': (state) => (state === 'review' ? 'clerk judge' : ''),
  'filing.transfer': (state) => (state === 'review' ? 'clerk judge' : ''),
  'filing.accept': (state) => (state === 'review' ? 'clerk judge' : ''),
  'filing.deemWithdrawn': (state) => (['correction', 'accepted'].includes(state) ? 'judge' : ''),
  'filing.docket': (state) => (state === 'accepted' ? 'clerk judge' : ''),
  'payment.issue': (state) => (['accepted', 'docketed'].includes(state) ? 'clerk judge' : ''),
  'payment.read': () => 'litigant clerk judge filingReviewer finance',
  'payment.pay': (state) => (['open', 'partly'].includes(state) ? 'litigant' : ''),
  'payment.cancel': (state) => (['open', 'partly'].includes(state) ? 'clerk judge' : ''),
  'payment.refund': (state) => (state === 'paid' ? 'judge' : ''),
  'payment.unpaid': () => 'judge',
  'payment.books': () => 'clerk finance',
  'relief.ask': (state) => (['review', 'correction', 'accepted'].includes(state) ? 'litigant' : ''),
  'relief.read': () => 'litigant clerk judge',
  'relief.withdraw': (state) => (state === 'asked' ? 'litigant' : ''),
  'relief.decide': (state) => (state === 'asked' ? 'judge' : ''),
  'integrity.read': () => `${STAFF} archivist`,
  'problems.read': () => STAFF,
  'record.read': () => `litigant ${STAFF} archivist`,
  'record.proof': () => 'litigant clerk judge',
  'claim.read': () => 'clerk filingReviewer administrator',
  'claim.decide': (state) => (state === 'waiting' ? 'clerk filingReviewer administrator' : ''),
  'review.read': () => 'clerk filingReviewer administrator',
  'review.decide': (state) => (state === 'waiting' ? 'clerk filingReviewer administrator' : ''),
  'recovery.read': () => 'clerk filingReviewer administrator',
  'recovery.decide': (state) => (state === 'review' ? 'clerk filingReviewer administrator' : ''),
  'recovery.window': () => 'clerk',
  'helper.codeFor': () => 'clerk',
  'key.revoke': () => 'litigant',
  'signature.list': () => 'litigant',
  'setting.read': () => `${STAFF} filingReviewer mediator archivist finance`,
  'setting.change': () => 'administrator',
  'clock.read': () => `litigant ${STAFF} filingReviewer`,
  'clock.start': () => 'clerk judge',
  'clock.change': (state) =>
    CLOCK_STATES.slice(0, 3).includes(state as 'overdue') ? 'clerk judge' : '',
  'notice.read': () => 'litigant',
  'audit.read': () => 'administrator',
  'erasure.decide': (state) => (state === 'waiting' ? 'administrator' : ''),
  'retention.read': () => 'administrator',
  'notice.unread': () => 'clerk judge',
  'staff.manage': () => 'administrator',
  'teams.read': () => `${STAFF} filingReviewer mediator archivist finance`,
};
const STATES = [
  ...['draft', 'waiting', 'issued'],
  ...SERVICE_STATES,
  ...CLOCK_STATES,
  ...FILING_STATES,
  ...ORDER_STATES,
  ...RELIEF_STATES,
  'unheard-of',
];
const ACTIONS = Object.keys(POLICY) as Action[];

t.test('every role in every state may do what the table says and nothing else', async (t) => {
  for (const action of ACTIONS) {
    for (const state of STATES) {
      const may = EXPECTED[action](state).split(' ');
      for (const role of ROLES) {
        const decision = decide(actorAs(role), action, subject(state));
        t.equal(decision === 'allowed', may.includes(role), `${action} ${state} ${role}`);
      }
    }
  }
});

t.test('what belongs to another court or another person is hidden, whatever one is', async (t) => {
  for (const action of ACTIONS) {
    for (const role of ROLES) {
      const stranger = { ...actorAs(role, OTHER), person: 'somebody else' };
      t.equal(decide(stranger, action, subject('issued')), 'hidden', `${action} ${role}`);
    }
  }
});

t.test('a person with two offices may do what either may', async (t) => {
  const both: Actor = {
    person: 'p',
    name: 'x',
    offices: [
      { court: OWN, role: 'administrator' },
      { court: OWN, role: 'clerk' },
      { court: OTHER, role: 'judge' },
    ],
  };
  t.equal(decide(both, 'document.issue', subject('draft')), 'allowed');
  t.equal(decide(both, 'document.issue', { court: OTHER, state: 'draft' }), 'allowed');
  t.strictSame(courtsFor(both, 'case.read'), [OWN, OTHER]);
});

t.test('a refusal says as much as the person may know', async (t) => {
  const cases: [Actor, Action, string, Decision, string][] = [
    [actorAs('clerk'), 'document.issue', 'issued', 'unfit', 'STATE_UNFIT'],
    [actorAs('administrator'), 'document.issue', 'draft', 'forbidden', 'NOT_PERMITTED'],
    [actorAs('clerk', OTHER), 'document.issue', 'draft', 'hidden', 'NOT_FOUND'],
  ];
  for (const [actor, action, state, decision, code] of cases) {
    t.equal(decide(actor, action, subject(state)), decision);
    t.throws(() => authorize(actor, action, subject(state)), { code });
  }
  t.throws(() => authorize(actorAs('clerk'), 'case.read', undefined), { code: 'NOT_FOUND' });
  t.throws(() => courtsFor(actorAs('litigant'), 'case.read'), { code: 'NOT_PERMITTED' });
});
