import { CunzhengError } from '@cunzheng/domain';
import { FILING_STATES, statesFor } from '@cunzheng/domain/filing';
import { ORDER_LIFE, PAYABLE, paymentStates } from '@cunzheng/domain/payments';
import type { SessionFacts } from '../flows/sign-in/kinds.ts';

/** What a person can be towards one thing: recipient of it, or an official of its court. */
export const ROLES = [
  'litigant',
  'judge',
  'clerk',
  'filingReviewer',
  'mediator',
  'archivist',
  'finance',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];
export type StaffRole = Exclude<Role, 'litigant'>;
export const STAFF_ROLES = ROLES.filter((role): role is StaffRole => role !== 'litigant');

/** An office a person holds now, or exercises for somebody who is away. */
export interface Office {
  readonly court: string;
  readonly role: StaffRole;
  /** Whose office it is, when the person stands in 代理. */
  readonly actingFor?: { readonly person: string; readonly name: string };
}

/** Who asks, with every office the person holds. */
export interface Actor {
  readonly person: string;
  readonly name: string;
  readonly offices: readonly Office[];
  /** How he is signed in; absent where the house acts for him. */
  readonly session?: SessionFacts;
}

/** What is asked about: its court, its state, and the person it is addressed to, if there is one. */
export interface Subject {
  readonly court: string;
  readonly state?: string;
  readonly recipients?: readonly string[];
}

const any = 'any';
const READ = ['opened', 'signed', 'refused', 'left', 'objected'] as const;
/** A deadline that has not ended. */
const TICKING = ['running', 'suspended', 'overdue'] as const;
/** What waits for a look by people of the court. */
const WAITING = ['waiting'] as const;
/** What was handed in; a draft is seen by nobody but its author. */
const FILED = FILING_STATES.filter((state) => state !== 'draft');
/** What can have a fee: its filing was accepted, with or without a number yet. */
const CHARGED = ['accepted', 'docketed'] as const;
/** 缓减免 is decided before a case is filed (诉讼费用交纳办法 49). */
const BEFORE_DOCKETING = ['review', 'correction', 'accepted'] as const;
const EVERY_OFFICE = {
  judge: any,
  clerk: any,
  filingReviewer: any,
  mediator: any,
  archivist: any,
  finance: any,
  administrator: any,
} as const;
type Allowed = typeof any | readonly string[];

/**
 * Role × state for every action, closed by default: what is not written here is refused.
 * A litigant's line counts only for what is addressed to him, an official's only within his court.
 */
export const POLICY = {
  'courts.list': { administrator: any },
  'courts.setUp': { administrator: any },
  'case.open': { clerk: any },
  'case.read': { clerk: any, judge: any, administrator: any, filingReviewer: any, archivist: any },
  'case.access': { clerk: any, judge: any },
  'case.newCode': { clerk: any, judge: any },
  'document.draft': { clerk: any, judge: any },
  'document.read': { clerk: any, judge: any, administrator: any, archivist: any },
  'document.file': { clerk: any, judge: any },
  'document.withdraw': { clerk: ['draft'], judge: ['draft'] },
  'document.issue': { clerk: ['draft'], judge: ['draft'] },
  'document.serve': { clerk: ['issued'], judge: ['issued'] },
  'service.read': { litigant: any, clerk: any, judge: any, administrator: any },
  'service.open': { litigant: any },
  'service.file': { litigant: READ },
  'service.sign': { litigant: READ },
  'service.leave': { clerk: ['arrived', 'refused'], judge: ['arrived', 'refused'] },
  'filing.read': { litigant: any, clerk: FILED, judge: FILED, filingReviewer: FILED },
  'filing.likeSuits': { clerk: FILED, judge: FILED, filingReviewer: FILED },
  'filing.edit': { litigant: statesFor('edit') },
  'filing.discard': { litigant: statesFor('discard') },
  'filing.submit': { litigant: statesFor('submit') },
  'filing.withdraw': { litigant: statesFor('withdraw') },
  'filing.list': { clerk: any, judge: any, filingReviewer: any },
  'filing.take': {
    clerk: statesFor('take'),
    judge: statesFor('take'),
    filingReviewer: statesFor('take'),
  },
  'filing.requestCorrection': {
    clerk: statesFor('requestCorrection'),
    judge: statesFor('requestCorrection'),
  },
  'filing.refuse': { judge: statesFor('refuse') },
  'filing.redirect': { clerk: statesFor('redirect'), judge: statesFor('redirect') },
  'filing.transfer': { clerk: statesFor('transfer'), judge: statesFor('transfer') },
  'filing.accept': { clerk: statesFor('accept'), judge: statesFor('accept') },
  'filing.deemWithdrawn': { judge: statesFor('deemWithdrawn') },
  'filing.docket': { clerk: statesFor('docket'), judge: statesFor('docket') },
  'payment.issue': { clerk: CHARGED, judge: CHARGED },
  'payment.read': { litigant: any, clerk: any, judge: any, filingReviewer: any, finance: any },
  'payment.pay': { litigant: PAYABLE },
  'payment.cancel': {
    clerk: paymentStates(ORDER_LIFE, 'cancel'),
    judge: paymentStates(ORDER_LIFE, 'cancel'),
  },
  'payment.refund': { judge: paymentStates(ORDER_LIFE, 'refundRest') },
  'payment.unpaid': { judge: any },
  'payment.books': { finance: any, clerk: any },
  'relief.ask': { litigant: BEFORE_DOCKETING },
  'relief.read': { litigant: any, clerk: any, judge: any },
  'relief.withdraw': { litigant: ['asked'] },
  'relief.decide': { judge: ['asked'] },
  'integrity.read': { clerk: any, judge: any, administrator: any, archivist: any },
  'problems.read': { clerk: any, judge: any, administrator: any },
  'record.read': { litigant: any, clerk: any, judge: any, administrator: any, archivist: any },
  'record.proof': { litigant: any, clerk: any, judge: any },
  'claim.read': { clerk: any, filingReviewer: any, administrator: any },
  'claim.decide': { clerk: WAITING, filingReviewer: WAITING, administrator: WAITING },
  'review.read': { clerk: any, filingReviewer: any, administrator: any },
  'review.decide': { clerk: WAITING, filingReviewer: WAITING, administrator: WAITING },
  'recovery.read': { clerk: any, filingReviewer: any, administrator: any },
  'recovery.decide': { clerk: ['review'], filingReviewer: ['review'], administrator: ['review'] },
  'recovery.window': { clerk: any },
  'helper.codeFor': { clerk: any },
  'key.revoke': { litigant: any },
  'signature.list': { litigant: any },
  'audit.read': { administrator: any },
  'setting.read': EVERY_OFFICE,
  'erasure.decide': { administrator: ['waiting'] },
  'retention.read': { administrator: any },
  'setting.change': { administrator: any },
  'clock.read': { litigant: any, clerk: any, judge: any, administrator: any, filingReviewer: any },
  'clock.start': { clerk: any, judge: any },
  'clock.change': { clerk: TICKING, judge: TICKING },
  'notice.read': { litigant: any },
  'notice.unread': { clerk: any, judge: any },
  'staff.manage': { administrator: any },
  'teams.read': EVERY_OFFICE,
} as const satisfies Record<string, Partial<Record<Role, Allowed>>>;

export type Action = keyof typeof POLICY;

/**
 * `allowed`; `hidden` when the person has nothing to do with the thing and must not learn that it exists;
 * `forbidden` when no role of his may do this; `unfit` when he may, but not in the state the thing is in.
 */
export type Decision = 'allowed' | 'hidden' | 'forbidden' | 'unfit';

/** The roles that a person has towards one thing. */
export function rolesTowards(actor: Actor, subject: Subject): Role[] {
  const offices = actor.offices.filter(({ court }) => court === subject.court);
  const roles: Role[] = offices.map(({ role }) => role);
  return subject.recipients?.includes(actor.person) ? [...roles, 'litigant'] : roles;
}

/** May this person do this to that? Pure; every query and command asks here. */
export function decide(actor: Actor, action: Action, subject: Subject): Decision {
  const roles = rolesTowards(actor, subject);
  if (roles.length === 0) return 'hidden';
  const lines: Partial<Record<Role, Allowed>> = POLICY[action];
  const allowed = roles.flatMap((role) => (lines[role] === undefined ? [] : [lines[role]]));
  if (allowed.length === 0) return 'forbidden';
  return allowed.some((states) => covers(states, subject.state)) ? 'allowed' : 'unfit';
}

function covers(states: Allowed, state: string | undefined): boolean {
  return states === any || (state !== undefined && states.includes(state));
}

/** Throws `NOT_FOUND` (also for what belongs to others), `NOT_PERMITTED` or `STATE_UNFIT` unless allowed. */
export function authorize<S extends Subject>(
  actor: Actor,
  action: Action,
  subject: S | undefined,
): asserts subject is S {
  const decision = subject === undefined ? 'hidden' : decide(actor, action, subject);
  if (decision === 'hidden') throw new CunzhengError('NOT_FOUND');
  if (decision === 'forbidden') throw new CunzhengError('NOT_PERMITTED');
  if (decision === 'unfit') throw new CunzhengError('STATE_UNFIT');
}

/**
 * The offices of people who are away that alone give the person the right to do this in a court; none where an office of
 * his own gives it. Pure.
 */
export function standsInFor(
  actor: Actor,
  action: Action,
  court: string,
): (Office & { readonly actingFor: NonNullable<Office['actingFor']> })[] {
  const lines: Partial<Record<Role, Allowed>> = POLICY[action];
  const giving = actor.offices.filter(
    (office) => office.court === court && lines[office.role] !== undefined,
  );
  const borrowed = giving.flatMap(({ actingFor, ...office }) =>
    actingFor === undefined ? [] : [{ ...office, actingFor }],
  );
  return borrowed.length === giving.length ? borrowed : [];
}

/** Courts in which the person may do this as an official; the `where` of every list. Throws `NOT_PERMITTED` when none. */
export function courtsFor(actor: Actor, action: Action): string[] {
  const lines: Partial<Record<Role, Allowed>> = POLICY[action];
  const courts = actor.offices
    .filter(({ role }) => lines[role] !== undefined)
    .map(({ court }) => court);
  if (courts.length === 0) throw new CunzhengError('NOT_PERMITTED');
  return [...new Set(courts)];
}
