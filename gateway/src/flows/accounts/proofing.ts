import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import {
  checkDocumentNumber,
  demandNumber,
  type IdentityDocument,
} from '@cunzheng/domain/identity';
import { and, eq, gt } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { Finding } from '../../providers/identity/ports.ts';
import type { Unit } from '../../store/store.ts';
import {
  identityPhoto,
  type ProofingRow,
  proofingEvent,
  providerCall,
  review,
} from '../../store/tables/accounts.ts';
import { noteEvent } from './events.ts';
import { isTaken, proceed } from './finish.ts';
import { machinesFor } from './machines.ts';
import { atStep, change, stepping, today, type Who } from './proofing-row.ts';
import { type Results, type SettledBy, type Step, settle } from './steps.ts';
import { IDENTITY_NOTICE, REGISTRATION_RULES } from './texts.ts';

export const MAX_NAME_CHARACTERS = 50;
/** After so many a machine is not asked again; a clerk looks. */
export const MAX_MACHINE_TRIES = 3;
/** How often a day somebody may say another number: what answers could be asked for people's numbers. */
export const MAX_DECLARATIONS = 10;
const DAY_MS = 24 * 3_600_000;

/** Notes that the rules of registration were read, in the version shown. Throws `STATE_UNFIT` for another version. */
export function readRules(court: Court, who: Who, version: string): Promise<void> {
  return stepping(court, who, async (unit) => {
    const row = await atStep(court, unit, who, 'rules');
    demand(version === REGISTRATION_RULES.version, 'STATE_UNFIT', 'another version');
    const readAt = { rulesVersion: version, rulesReadAt: new Date(court.clock()) };
    await settled(court, unit, who, row, 'rules', 'self', readAt);
  });
}

/** Chooses the kind of account, and the court whose clerks look where no machine can. Throws `COURT_UNKNOWN`. */
export function chooseKind(
  court: Court,
  who: Who,
  { kind, court: code }: { readonly kind: 'person' | 'organisation'; readonly court: string },
): Promise<void> {
  return stepping(court, who, async (unit) => {
    const row = await atStep(court, unit, who, 'kind');
    await court.knowCourts([code]);
    demand(court.courts.has(code), 'COURT_UNKNOWN');
    await settled(court, unit, who, row, 'kind', 'self', { kind, court: code });
  });
}

export interface Declaration {
  readonly document: IdentityDocument;
  readonly name: string;
  readonly number: string;
  /** He says so although somebody else is proofed under this number; a clerk will look. */
  readonly contest?: boolean;
}

/**
 * Takes name and number, checked by the rules of the document. Throws `INPUT_INVALID` with field and fault,
 * `IDENTITY_TAKEN` when another account is proofed under the number, `TOO_MANY_REQUESTS` after ten a day.
 */
export function declare(court: Court, who: Who, said: Declaration): Promise<void> {
  const name = plainName(said.name);
  const { number } = demandNumber(checkDocumentNumber(said.document, said.number, today(court)));
  return stepping(court, who, async (unit) => {
    const row = await atStep(court, unit, who, 'document');
    await demandFewDeclarations(court, unit, who);
    const numberDigest = court.vault.digest('identity', `${said.document}/${number}`);
    const contested = await isTaken(unit, { person: who.person, numberDigest });
    demand(!contested || said.contest === true, 'IDENTITY_TAKEN');
    await settled(court, unit, who, row, 'document', 'self', {
      ...{ document: said.document, numberDigest, contested, attempts: 0, trouble: null },
      nameSealed: court.vault.seal(name, `proofing.name/${who.person}`),
      numberSealed: court.vault.seal(number, `proofing.number/${who.person}`),
    });
  });
}

/** NFC, no spaces at the ends, middle dots of one form. Throws `INPUT_INVALID`. */
function plainName(typed: string): string {
  const name = typed
    .normalize('NFC')
    .trim()
    .replace(/[•・‧∙]/g, '·');
  const fits = /^[\p{L}\p{M}〇·.' -]+$/u.test(name) && [...name].length <= MAX_NAME_CHARACTERS;
  if (fits) return name;
  throw new CunzhengError('INPUT_INVALID', 'name', { details: { field: 'name' } });
}

async function demandFewDeclarations(court: Court, { db }: Unit, { person }: Who): Promise<void> {
  const since = new Date(court.clock() - DAY_MS);
  const said = and(
    eq(proofingEvent.person, person),
    eq(proofingEvent.event, 'document'),
    gt(proofingEvent.at, since),
  );
  demand((await db.$count(proofingEvent, said)) < MAX_DECLARATIONS, 'TOO_MANY_REQUESTS');
}

/** The person looked at photographs and fields together and says they agree. Throws `STATE_UNFIT` without a front. */
export function confirmPhotos(court: Court, who: Who): Promise<void> {
  return stepping(court, who, async (unit) => {
    const row = await atStep(court, unit, who, 'photos');
    const sides = await sidesOf(unit, who.person);
    const missing = sidesNeeded(row.document as IdentityDocument).find((side) => !sides.has(side));
    demand(missing === undefined, 'STATE_UNFIT', missing);
    await settled(court, unit, who, row, 'photos', 'self');
  });
}

/** A passport is known by one page; what has two sides is shown with both. */
export function sidesNeeded(document: IdentityDocument): readonly ('front' | 'back')[] {
  return document === 'passport' || document === 'other' ? ['front'] : ['front', 'back'];
}

async function sidesOf({ db }: Unit, person: string): Promise<Set<string>> {
  const rows = await db
    .select({ side: identityPhoto.side })
    .from(identityPhoto)
    .where(eq(identityPhoto.person, person));
  return new Set(rows.map(({ side }) => side));
}

/**
 * Has the register compare name and number. What it does not know, or does not answer, goes to a clerk and the person goes
 * on; a mismatch he may correct first. Asking twice at once settles once.
 */
export async function checkRegister(court: Court, who: Who): Promise<void> {
  const { row, provider } = await stepping(court, who, async (unit) => {
    const row = await atStep(court, unit, who, 'register');
    return { row, provider: (await machinesFor(court, unit, row)).register };
  });
  if (provider === undefined) return forReview(court, who, 'register', 'noProvider');
  if (row.attempts >= MAX_MACHINE_TRIES) return forReview(court, who, 'register', 'mismatch');
  const call = await noteCall(court, row, 'register');
  const finding = await provider.ask(questionOf(court, row)).catch(asUnavailable);
  await settleCall(court, who, { id: call, ...finding }, (unit) => {
    if (finding.outcome === 'match') return machineSettled(court, unit, who, 'register', row);
    if (finding.outcome === 'mismatch') return machineFailed(court, unit, who, 'register', row);
    return leaveToClerk(court, unit, who, 'register', finding.outcome);
  });
}

/** Name and number as a provider needs them. */
export function questionOf(court: Court, row: ProofingRow): { name: string; number: string } {
  const { person } = row;
  return {
    name: court.vault.open(row.nameSealed as string, `proofing.name/${person}`),
    number: court.vault.open(row.numberSealed as string, `proofing.number/${person}`),
  };
}

export interface Unavailable {
  readonly outcome: 'unavailable';
  readonly said: string;
}

/** A provider that does not answer is a fact to go on with; anything else is passed on. */
export function asUnavailable(error: unknown): Unavailable {
  if (error instanceof CunzhengError && error.code === 'PROVIDER_UNAVAILABLE') {
    return { outcome: 'unavailable', said: error.message };
  }
  throw error;
}

/** Notes that a provider is asked, before it is: an answer that never came can be told from a question never put. */
export async function noteCall(
  court: Court,
  { person, numberDigest }: ProofingRow,
  service: 'register' | 'portrait' | 'unified',
): Promise<string> {
  const id = randomUUID();
  const asked = { state: 'asked', askedAt: new Date(court.clock()) } as const;
  const row = { id, person, service, numberDigest: numberDigest as string, ...asked };
  await stepping(court, { person }, ({ db }) => db.insert(providerCall).values(row));
  return id;
}

/**
 * Closes a call with what the provider said, and lets what follows from it happen in the same transaction: an answer that
 * several processes fetch at once, or that one fetches and dies, counts once.
 */
export function settleCall(
  court: Court,
  who: Who,
  { id, outcome, said }: { readonly id: string } & (Finding | Unavailable),
  follow?: (unit: Unit) => Promise<void>,
): Promise<void> {
  const settledAt = new Date(court.clock());
  return stepping(court, who, async (unit) => {
    const closed = await unit.db
      .update(providerCall)
      .set({ state: outcome, said, settledAt })
      .where(and(eq(providerCall.id, id), eq(providerCall.state, 'asked')))
      .returning({ id: providerCall.id });
    if (closed.length > 0) await follow?.(unit);
  });
}

/** Settles a step by a machine, if the person still stands there with the number that was asked about. */
export async function machineSettled(
  court: Court,
  unit: Unit,
  who: Who,
  step: 'register' | 'portrait',
  asked: Pick<ProofingRow, 'numberDigest'>,
): Promise<void> {
  const row = await stillAt(court, unit, who, step, asked);
  if (row === undefined) return;
  // Whoever contests a number is settled by nobody but a clerk.
  const by = row.contested && step === 'register' ? 'forReview' : 'provider';
  await settled(court, unit, who, row, step, by, { attempts: 0, trouble: null });
}

/** Counts a mismatch, if the person still stands at the step with the number that was asked about. */
export async function machineFailed(
  court: Court,
  unit: Unit,
  who: Who,
  step: 'register' | 'portrait',
  asked: Pick<ProofingRow, 'numberDigest'>,
): Promise<void> {
  const row = await stillAt(court, unit, who, step, asked);
  if (row === undefined) return;
  const trouble = 'mismatch';
  await change(unit, who.person, { trouble, attempts: row.attempts + 1 });
  await noteEvent(court, unit, { ...actorIn(who), event: `${step}Failed`, detail: { trouble } });
}

async function stillAt(
  court: Court,
  unit: Unit,
  who: Who,
  step: Step,
  asked: Pick<ProofingRow, 'numberDigest'>,
): Promise<ProofingRow | undefined> {
  const row = await atStep(court, unit, who, step).catch((error: unknown) => {
    if (error instanceof CunzhengError && error.code === 'STATE_UNFIT') return undefined;
    throw error;
  });
  return row?.numberDigest === asked.numberDigest ? row : undefined;
}

/**
 * Leaves a step to a clerk; the person goes on. The portrait needs a photograph of him with the paper, unless he will come
 * to the court's window. Throws `STATE_UNFIT`.
 */
export function forReview(
  court: Court,
  who: Who,
  step: 'register' | 'portrait',
  trouble: string,
): Promise<void> {
  return stepping(court, who, (unit) => leaveToClerk(court, unit, who, step, trouble));
}

async function leaveToClerk(
  court: Court,
  unit: Unit,
  who: Who,
  step: 'register' | 'portrait',
  trouble: string,
): Promise<void> {
  const row = await atStep(court, unit, who, step);
  if (step === 'portrait' && trouble !== 'window') {
    demand((await sidesOf(unit, who.person)).has('holding'), 'STATE_UNFIT', 'holding');
  }
  // A clerk sees what kept the machine, not that the person then asked for him.
  const kept = trouble === 'asked' ? row.trouble : trouble;
  await settled(court, unit, who, row, step, 'forReview', { trouble: kept, attempts: 0 });
}

/**
 * Goes back to say name and number anew, before anything was closed, or after a clerk refused. Throws `STATE_UNFIT`, also
 * while a clerk looks.
 */
export function correct(court: Court, who: Who): Promise<void> {
  return stepping(court, who, async (unit) => {
    const row = await atStep(
      court,
      unit,
      who,
      'photos',
      'register',
      'portrait',
      'notice',
      'review',
    );
    const waiting = and(eq(review.person, who.person), eq(review.state, 'waiting'));
    demand((await unit.db.$count(review, waiting)) === 0, 'STATE_UNFIT', 'a clerk looks');
    const { rules, kind } = row.results as Results;
    const results = { rules, kind } as Results;
    await change(unit, who.person, { results, trouble: null });
    await noteEvent(court, unit, { ...actorIn(who), event: 'corrected' });
  });
}

/** Signs the notice: version, digest of its text and time are kept. Throws `STATE_UNFIT` for another text. */
export function signNotice(
  court: Court,
  who: Who,
  said: { readonly version: string; readonly sha256: string },
): Promise<void> {
  demand(who.helper === undefined, 'NOT_PERMITTED', 'a helper signs nothing');
  return stepping(court, who, async (unit) => {
    const row = await atStep(court, unit, who, 'notice');
    const { version, sha256 } = IDENTITY_NOTICE;
    demand(said.version === version && said.sha256 === sha256, 'STATE_UNFIT', 'another text');
    const signed = { noticeVersion: version, noticeSha256: sha256 };
    const noticeSignedAt = new Date(court.clock());
    await settled(court, unit, who, row, 'notice', 'self', { ...signed, noticeSignedAt });
  });
}

/** Person and acting helper, as events name them. */
export function actorIn({ person, helper }: Who) {
  return { person, actor: helper };
}

async function settled(
  court: Court,
  unit: Unit,
  who: Who,
  row: ProofingRow,
  step: Step,
  by: SettledBy,
  columns: Partial<ProofingRow> = {},
): Promise<void> {
  const results = settle(row.results as Results, step, by);
  await change(unit, who.person, { ...columns, results });
  await noteEvent(court, unit, { ...actorIn(who), event: step, detail: { by } });
  await proceed(court, unit, who.person);
}
