import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import {
  AGENT_AUTHORITIES,
  FILING_KIND_ROWS,
  FILING_KINDS,
  type FilingKind,
} from '@cunzheng/domain/filing';
import { FORM_IDS, PLEADING_FORMS } from '@cunzheng/domain/pleadings';
import { and, eq } from 'drizzle-orm';
import { demandLevel } from '../../access/levels.ts';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { random128 } from '../../salt.ts';
import { person } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { type FilingRow, filing, NO_END } from '../../store/tables/filing.ts';
import { identityLevel } from '../accounts/proofing-row.ts';
import { noteEvent } from './events.ts';
import { lockFor, servicePlace } from './load.ts';
import { type FilingView, viewOf } from './views.ts';
import { label, MAX_CAUSE, MAX_NAME, oneOf } from './words.ts';

/** Drafts of one person at a time: each may hold papers of many megabytes. */
export const MAX_DRAFTS = 20;

/** What somebody says first: where, what, and for whom. */
export interface NewFiling {
  readonly court: string;
  readonly kind: string;
  readonly cause: string;
  /** Form whose questions he will answer. */
  readonly form?: string | undefined;
  readonly capacity: 'self' | 'agent';
  /** 一般授权 or 特别授权 (民诉法 62); of an agent, and nobody else. */
  readonly authority?: string | undefined;
}

/**
 * Begins a filing: a draft that nobody sees but its author. Throws `IDENTITY_LEVEL_LOW` for who is not proofed,
 * `COURT_UNKNOWN`, `INPUT_INVALID`, `STATE_UNFIT` for one draft too many.
 */
export async function beginFiling(
  house: Court,
  actor: Actor,
  wanted: NewFiling,
): Promise<FilingView> {
  const court = asActor(house, actor);
  await court.knowCourts([wanted.court]);
  demand(court.courts.has(wanted.court), 'COURT_UNKNOWN');
  const row = newRow(court, actor, wanted);
  await court.store.transaction(async (unit) => {
    demandLevel(await identityLevel(unit.db, actor.person), 'case.file');
    await demandFewDrafts(unit, actor);
    await unit.db.insert(filing).values(row);
    await noteEvent(unit, row, { act: 'begin', actor, at: row.begunAt });
  });
  return viewOf(court, actor, row.id);
}

function newRow(court: Court, actor: Actor, wanted: NewFiling): FilingRow {
  const kind = oneOf(wanted.kind, FILING_KINDS, 'kind');
  const now = new Date(court.clock());
  return {
    ...{ id: randomUUID(), court: wanted.court, person: actor.person, kind },
    ...{ cause: label(wanted.cause, MAX_CAUSE, 'cause'), ...formOf(wanted.form) },
    ...{ caseType: FILING_KIND_ROWS[kind].types[0], ...capacityOf(wanted) },
    ...{ mediation: null, eService: null, serviceSealed: null, state: 'draft', round: 0 },
    ...{ tag: random128(), applicantTag: random128(), agentTag: random128() },
    ...{ reviewer: null, recordId: null, submittedAt: null, caseId: null, dueAt: NO_END },
    names: '',
    ...{ begunAt: now, changedAt: now },
  };
}

/** The form in its present edition. Throws `INPUT_INVALID`. */
function formOf(form: string | null | undefined): Pick<FilingRow, 'form' | 'edition'> {
  if (form === undefined || form === null) return { form: null, edition: null };
  const id = oneOf(form, FORM_IDS, 'form');
  return { form: id, edition: PLEADING_FORMS[id].edition };
}

function capacityOf({
  capacity,
  authority,
}: Pick<NewFiling, 'capacity' | 'authority'>): Pick<FilingRow, 'capacity' | 'authority'> {
  oneOf(capacity, ['self', 'agent'], 'capacity');
  demand((capacity === 'agent') === (authority !== undefined), 'INPUT_INVALID', 'authority');
  const known = authority === undefined ? null : oneOf(authority, AGENT_AUTHORITIES, 'authority');
  return { capacity, authority: known };
}

/** The person's row is locked, so that drafts begun at once are counted one after the other. */
async function demandFewDrafts({ db }: Unit, actor: Actor): Promise<void> {
  await db.select().from(person).where(eq(person.id, actor.person)).for('no key update');
  const mine = and(eq(filing.person, actor.person), eq(filing.state, 'draft'));
  if ((await db.$count(filing, mine)) < MAX_DRAFTS) return;
  const details = { max: MAX_DRAFTS };
  throw new CunzhengError('STATE_UNFIT', 'too many drafts', { details });
}

/** Where the court's papers shall go. Every field is free text; which are needed, the form says. */
export interface ServiceAddress {
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly postcode?: string | undefined;
  readonly mobile?: string | undefined;
  readonly mail?: string | undefined;
}

/** What may be changed of a filing while it is being written. */
export interface FilingChange {
  readonly cause?: string | undefined;
  /** Null: no form, but papers of one's own. Answers that were given stay. */
  readonly form?: string | null | undefined;
  readonly caseType?: string | undefined;
  readonly capacity?: 'self' | 'agent' | undefined;
  readonly authority?: string | undefined;
  readonly mediation?: 'wanted' | 'notWanted' | null | undefined;
  readonly eService?: boolean | null | undefined;
  readonly service?: ServiceAddress | null | undefined;
}

/**
 * Changes what a filing says of itself, in a draft or while it is corrected; its court and kind stay. Throws `NOT_FOUND`,
 * `STATE_UNFIT`, `INPUT_INVALID`.
 */
export async function changeFiling(
  house: Court,
  actor: Actor,
  id: string,
  change: FilingChange,
): Promise<FilingView> {
  const court = asActor(house, actor);
  await court.store.transaction(async (unit) => {
    const row = await lockFor(unit, actor, id, 'edit');
    const columns = columnsOf(court, row, change);
    await touch(court, unit, id, columns);
  });
  return viewOf(court, actor, id);
}

function columnsOf(court: Court, row: FilingRow, change: FilingChange): Partial<FilingRow> {
  const { cause, form, caseType, capacity, mediation, eService, service } = change;
  return {
    ...(cause === undefined ? {} : { cause: label(cause, MAX_CAUSE, 'cause') }),
    ...(form === undefined ? {} : formOf(form)),
    ...(caseType === undefined ? {} : { caseType: typeOf(row.kind, caseType) }),
    ...(capacity === undefined ? {} : capacityOf({ capacity, authority: change.authority })),
    ...(mediation === undefined ? {} : { mediation }),
    ...(eService === undefined ? {} : { eService }),
    ...(service === undefined ? {} : { serviceSealed: sealedAddress(court, row.id, service) }),
  };
}

/** A type that a case of this kind may get. Throws `INPUT_INVALID`. */
export function typeOf(kind: FilingKind, type: string): string {
  return oneOf(type, FILING_KIND_ROWS[kind].types, 'caseType');
}

const ADDRESS_FIELDS = ['name', 'address', 'postcode', 'mobile', 'mail'] as const;

function sealedAddress(
  { vault }: Court,
  id: string,
  address: ServiceAddress | null,
): string | null {
  if (address === null) return null;
  const lines = ADDRESS_FIELDS.flatMap((field) => {
    const text = address[field];
    return text === undefined ? [] : [[field, label(text, MAX_NAME, field)] as const];
  });
  return vault.seal(JSON.stringify(Object.fromEntries(lines)), servicePlace(id));
}

/** Writes columns of a locked filing, and that it was changed. */
export async function touch(
  court: Pick<Court, 'clock'>,
  { db }: Pick<Unit, 'db'>,
  id: string,
  columns: Partial<FilingRow> = {},
): Promise<void> {
  await db
    .update(filing)
    .set({ ...columns, changedAt: new Date(court.clock()) })
    .where(eq(filing.id, id));
}

/** Throws a draft away, with its answers and papers. Throws `NOT_FOUND`, `STATE_UNFIT` once it was submitted. */
export async function discardFiling(house: Court, actor: Actor, id: string): Promise<void> {
  const court = asActor(house, actor);
  await court.store.transaction(async (unit) => {
    await lockFor(unit, actor, id, 'discard');
    await unit.db.delete(filing).where(eq(filing.id, id));
  });
}
