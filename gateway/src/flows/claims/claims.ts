import { randomUUID } from 'node:crypto';
import { CunzhengError, demand, type Sha256 } from '@cunzheng/domain';
import { type CalendarDay, parseDay } from '@cunzheng/domain/deadlines';
import { checkCreditCode, checkLawyerLicence, demandNumber } from '@cunzheng/domain/identity';
import { and, desc, eq, inArray, isNotNull, ne, or } from 'drizzle-orm';
import { demandLevel } from '../../access/levels.ts';
import { type Actor, authorize, courtsFor } from '../../access/policy.ts';
import { asActor, asHouse } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { maskedName } from '../../personal/masked-name.ts';
import { notePersonal } from '../../personal/read-personal.ts';
import { type Db, show, type Unit } from '../../store/store.ts';
import { type ClaimRow, claim } from '../../store/tables/claims.ts';
import { startLook, stopLook, withClocks } from '../accounts/look-clock.ts';
import { imageType, MAX_PHOTO_BYTES, type Photo } from '../accounts/photos.ts';
import { identityLevel, today } from '../accounts/proofing-row.ts';
import { noteStoodIn } from '../audit/stood-in.ts';
import { tell } from '../notices/tell.ts';
import { maskedLicence } from './lawyers.ts';

/** 特别授权 lets the agent admit, waive, settle; 一般授权 does not (民诉法 62). */
export const MANDATE_SCOPES = ['general', 'special'] as const;

/** What somebody says he is. Days are days in Beijing. */
export type NewClaim =
  | {
      readonly kind: 'organisation';
      readonly court: string;
      readonly name: string;
      readonly code: string;
      readonly legalName: string;
    }
  | {
      readonly kind: 'agent';
      readonly code: string;
      readonly scope: (typeof MANDATE_SCOPES)[number];
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'lawyer';
      readonly court: string;
      readonly licence: string;
      readonly firm: string;
      /** Last day of the yearly check 年度考核 that is stamped into it. */
      readonly to?: string | undefined;
    };

type Details = Readonly<Record<string, string>>;

/** A claim as the person, the organisation's owner and the court's clerks see it. */
export interface ClaimView {
  readonly id: string;
  readonly kind: ClaimRow['kind'];
  readonly court: { readonly code: string; readonly name: string };
  /** Mine, or an agent of an organisation of mine. */
  readonly mine: boolean;
  /** Who claims. */
  readonly claimant: string;
  readonly details: Details;
  readonly from?: string;
  readonly to?: string;
  readonly hasPhoto: boolean;
  readonly state: ClaimRow['state'] | 'expired';
  readonly dueAt: string;
  readonly overdue: boolean;
  readonly words?: string;
}

/**
 * Notes a claim; it waits for a clerk once its paper is photographed. Throws `IDENTITY_LEVEL_LOW` for who is not proofed,
 * `INPUT_INVALID`, `COURT_UNKNOWN`, `NOT_FOUND` for an organisation that is not registered.
 */
export function makeClaim(court: Court, actor: Actor, said: NewClaim): Promise<ClaimView> {
  return asActor(court, actor).store.transaction(async (unit) => {
    const level = await identityLevel(unit.db, actor.person);
    demandLevel(level, said.kind === 'lawyer' ? 'lawyer.register' : 'organisation.register');
    const id = randomUUID();
    const now = court.clock();
    const part = await partOf(court, unit, said);
    await court.knowCourts([part.court]);
    demand(court.courts.has(part.court), 'COURT_UNKNOWN');
    const { details, ...columns } = part;
    const [row] = await unit.db
      .insert(claim)
      .values({
        ...{ id, person: actor.person, kind: said.kind, state: 'draft', ...columns },
        detailsSealed: court.vault.seal(
          JSON.stringify({ ...details, claimant: actor.name }),
          `claim/${id}`,
        ),
        askedAt: new Date(now),
        dueAt: new Date(now),
      })
      .returning();
    return viewOf(court, actor, row as ClaimRow);
  });
}

async function partOf(court: Court, unit: Unit, said: NewClaim) {
  switch (said.kind) {
    case 'organisation': {
      const { number } = demandNumber(checkCreditCode(said.code));
      const details = { name: words(said.name), code: number, legalName: words(said.legalName) };
      return { court: said.court, digest: digestOf(court, number), details };
    }
    case 'lawyer': {
      const { number } = demandNumber(checkLawyerLicence(said.licence, today(court)));
      const details = { licence: number, firm: words(said.firm) };
      const digest = court.vault.digest('claim.lawyer', number);
      if (said.to === undefined) return { court: said.court, digest, details };
      const toDay = dayIn(said.to);
      demand(toDay >= today(court), 'INPUT_INVALID', 'days');
      return { court: said.court, digest, details, toDay };
    }
    case 'agent':
      return mandateOf(court, unit, said);
  }
}

const digestOf = (court: Court, code: string) => court.vault.digest('claim.organisation', code);

async function mandateOf(court: Court, unit: Unit, said: Extract<NewClaim, { kind: 'agent' }>) {
  const { number } = demandNumber(checkCreditCode(said.code));
  const digest = digestOf(court, number);
  await show(unit, [digest]);
  const [found] = await unit.db
    .select()
    .from(claim)
    .where(
      and(eq(claim.digest, digest), eq(claim.kind, 'organisation'), eq(claim.state, 'approved')),
    );
  if (found === undefined) throw new CunzhengError('NOT_FOUND', 'no such organisation');
  const [fromDay, toDay] = [dayIn(said.from), dayIn(said.to)];
  demand(fromDay <= toDay && toDay >= today(court), 'INPUT_INVALID', 'days');
  const { name, code } = detailsOf(court, found);
  return {
    ...{ court: found.court, digest, organisation: found.id, owner: found.person, fromDay, toDay },
    details: { name: name ?? '', code: code ?? '', scope: said.scope },
  };
}

/** Throws `INPUT_INVALID` for what is no day. */
function dayIn(text: string): CalendarDay {
  try {
    return parseDay(text);
  } catch (cause) {
    throw new CunzhengError('INPUT_INVALID', 'a day', { cause });
  }
}

function words(text: string): string {
  const plain = text.normalize('NFC').trim();
  demand(plain !== '' && [...plain].length <= 100, 'INPUT_INVALID', 'words');
  return plain;
}

/** Takes the photograph of the paper: licence, 授权委托书 or 执业证; from then on the claim waits for a clerk. */
export async function putClaimPhoto(
  court: Court,
  actor: Actor,
  id: string,
  bytes: Uint8Array,
): Promise<ClaimView> {
  demand(bytes.length <= MAX_PHOTO_BYTES, 'FILE_TOO_LARGE');
  const type = imageType(bytes);
  const { sha256 } = await court.files.put(court.vault.sealBytes(bytes, `claim.photo/${id}`));
  const askedAt = new Date(court.clock());
  const photo = { photoSha256: sha256, photoType: type, state: 'waiting', askedAt } as const;
  return asActor(court, actor).store.transaction(async (unit) => {
    const [row] = await unit.db
      .update(claim)
      .set(photo)
      .where(and(eq(claim.id, id), eq(claim.person, actor.person), eq(claim.state, 'draft')))
      .returning();
    if (row === undefined) throw new CunzhengError('NOT_FOUND');
    const dueAt = await startLook(court, unit, row);
    await unit.db.update(claim).set({ dueAt }).where(eq(claim.id, id));
    return viewOf(court, actor, { ...row, dueAt });
  });
}

/**
 * The paper's photograph, for the person, the organisation's owner, and clerks of the court, whose reading is noted.
 * Throws `NOT_FOUND`.
 */
export async function readClaimPhoto(court: Court, actor: Actor, id: string): Promise<Photo> {
  const row = await asActor(court, actor).store.transaction((unit) =>
    demandClaim(court, unit, actor, id, 'claim.photo'),
  );
  if (row.photoSha256 === null || row.photoType === null) throw new CunzhengError('NOT_FOUND');
  const { stream } = await court.files.read(row.photoSha256 as Sha256);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  const bytes = court.vault.openBytes(Buffer.concat(chunks), `claim.photo/${id}`);
  return { type: row.photoType, bytes };
}

/** One claim with everything that was said, for the same people; a clerk's reading is noted. Throws `NOT_FOUND`. */
export function readClaim(court: Court, actor: Actor, id: string): Promise<ClaimView> {
  return asActor(court, actor).store.transaction(async (unit) => {
    const found = await demandClaim(court, unit, actor, id, 'claim');
    const [row = found] = await withClocks(unit.db, [found]);
    return viewOf(court, actor, row);
  });
}

/** A claim of one's own or of one's organisation, or one of the court where one may look at claims. */
async function demandClaim(
  court: Court,
  unit: Unit,
  actor: Actor,
  id: string,
  field: 'claim' | 'claim.photo',
): Promise<ClaimRow> {
  const [row] = await unit.db.select().from(claim).where(eq(claim.id, id));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  if (row.person !== actor.person && row.owner !== actor.person) {
    authorize(actor, 'claim.read', row);
    const { person } = row;
    await notePersonal(court, unit, actor, { court: row.court, person, field, why: 'claim' });
  }
  return row;
}

/** What I claim, and the agents of organisations of mine; newest first. */
export async function listMyClaims(court: Court, actor: Actor): Promise<ClaimView[]> {
  const { db } = asActor(court, actor).store;
  const found = await db
    .select()
    .from(claim)
    .where(
      or(
        eq(claim.person, actor.person),
        and(eq(claim.owner, actor.person), ne(claim.state, 'draft')),
      ),
    )
    .orderBy(desc(claim.askedAt));
  const rows = await withClocks(db, found);
  await court.knowCourts(rows.map((row) => row.court));
  return rows.map((row) => viewOf(court, actor, row));
}

/** What waits in my courts, the longest overdue first; names and numbers masked. Throws `NOT_PERMITTED`. */
export async function listWaitingClaims(court: Court, actor: Actor): Promise<ClaimView[]> {
  const mine = courtsFor(actor, 'claim.read');
  const { db } = asActor(court, actor).store;
  const rows = await db
    .select()
    .from(claim)
    .where(
      and(inArray(claim.court, mine), eq(claim.state, 'waiting'), isNotNull(claim.photoSha256)),
    );
  return (await withClocks(db, rows))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
    .map((row) => masked(viewOf(court, actor, row)));
}

/** An organisation's own name and code are public; those of persons are not. */
function masked({ claimant, details, ...view }: ClaimView): ClaimView {
  const { legalName, licence, ...rest } = details;
  return {
    ...view,
    claimant: maskedName(claimant),
    details: {
      ...rest,
      ...(legalName === undefined ? {} : { legalName: maskedName(legalName) }),
      ...(licence === undefined ? {} : { licence: maskedLicence(licence) }),
    },
  };
}

/**
 * A clerk decides, once; a refusal has a reason. Throws `NOT_FOUND`, `NOT_PERMITTED` (also for one's own), `STATE_UNFIT`
 * (also where another account is approved under the same number), `INPUT_INVALID`.
 */
export async function decideClaim(
  court: Court,
  actor: Actor,
  id: string,
  said: { readonly decision: 'approved' | 'refused'; readonly words?: string | undefined },
): Promise<void> {
  const reason = said.words?.trim() ?? '';
  demand(said.decision === 'approved' || reason !== '', 'INPUT_INVALID', 'words');
  await asActor(court, actor).store.transaction(async (unit) => {
    const [row] = await unit.db.select().from(claim).where(eq(claim.id, id)).for('update');
    authorize(actor, 'claim.decide', row);
    demand(row.person !== actor.person && row.owner !== actor.person, 'NOT_PERMITTED');
    if (said.decision === 'approved') await demandFree(unit.db, row);
    const decided = { decidedAt: new Date(court.clock()), decidedBy: actor.person };
    await unit.db
      .update(claim)
      .set({ ...decided, state: said.decision, words: reason === '' ? null : reason })
      .where(eq(claim.id, id));
    await stopLook(court, unit, id, { outcome: 'met', author: actor.person });
    const acted = { court: row.court, subject: id, about: row.person };
    await noteStoodIn(court, unit, actor, 'claim.decide', acted);
    await tellClaim(
      court,
      unit,
      row,
      said.decision === 'approved' ? 'claimApproved' : 'claimRefused',
    );
  });
}

/** One approved account for an organisation, and for a lawyer's licence. */
async function demandFree(db: Db, { kind, digest }: ClaimRow): Promise<void> {
  if (kind === 'agent') return;
  const same = and(eq(claim.kind, kind), eq(claim.digest, digest), eq(claim.state, 'approved'));
  demand((await db.$count(claim, same)) === 0, 'STATE_UNFIT', 'taken');
}

async function tellClaim(
  court: Court,
  unit: Unit,
  { person, owner, court: code }: ClaimRow,
  template: 'claimApproved' | 'claimRefused',
): Promise<void> {
  const { name } = courtName(court, code);
  const people = template === 'claimApproved' && owner !== null ? [person, owner] : [person];
  for (const each of new Set(people)) {
    const telling = { person: each, court: code, template, values: { court: name } };
    await tell(court, unit, { ...telling, link: '/capacity' });
  }
}

/** Ends a claim at once: the person his own, the organisation its agents'. Throws `NOT_FOUND`, `STATE_UNFIT`. */
export async function endClaim(court: Court, actor: Actor, id: string): Promise<ClaimView> {
  const { db } = asActor(court, actor).store;
  const whose = or(eq(claim.person, actor.person), eq(claim.owner, actor.person));
  const [row] = await db
    .select()
    .from(claim)
    .where(and(eq(claim.id, id), whose));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  // The clock is the claimant's; an owner who ends it for him does not see it.
  return asHouse(court, 'accounts').store.transaction(async (unit) => {
    const [ended] = await unit.db
      .update(claim)
      .set({ state: 'ended', endedAt: new Date(court.clock()), endedBy: actor.person })
      .where(and(eq(claim.id, id), ne(claim.state, 'ended')))
      .returning();
    if (ended === undefined) throw new CunzhengError('STATE_UNFIT');
    await stopLook(court, unit, id, { outcome: 'ended', author: actor.person });
    return viewOf(court, actor, ended);
  });
}

/** An organisation that a person may act for today. */
export interface ActingFor {
  readonly organisation: string;
  readonly name: string;
  readonly as: 'owner' | 'agent';
  readonly scope: 'general' | 'special';
}

/** Organisations that the person registered, and those whose agent he is today. */
export async function actingFor(court: Court, actor: Actor): Promise<ActingFor[]> {
  const views = (await listMyClaims(court, actor)).filter(
    ({ mine, state }) => mine && state === 'approved',
  );
  const own = views.filter(({ kind }) => kind === 'organisation');
  const agent = views.filter((view) => view.kind === 'agent' && begun(court, view));
  const rows = await asActor(court, actor)
    .store.db.select({ id: claim.id, organisation: claim.organisation })
    .from(claim)
    .where(eq(claim.person, actor.person));
  const organisationOf = new Map(rows.map(({ id, organisation }) => [id, organisation ?? id]));
  return [...own, ...agent].map(({ id, kind, details }) => ({
    organisation: organisationOf.get(id) as string,
    name: details.name ?? '',
    as: kind === 'agent' ? 'agent' : 'owner',
    scope: kind === 'agent' && details.scope !== 'special' ? 'general' : 'special',
  }));
}

function begun(court: Court, { from }: ClaimView): boolean {
  return from === undefined || from <= today(court);
}

/** Throws `NOT_PERMITTED` unless the person may act for this organisation today. */
export async function demandActingFor(
  court: Court,
  actor: Actor,
  organisation: string,
): Promise<ActingFor> {
  const found = (await actingFor(court, actor)).find((each) => each.organisation === organisation);
  if (found === undefined) throw new CunzhengError('NOT_PERMITTED', 'not for this organisation');
  return found;
}

function detailsOf({ vault }: Pick<Court, 'vault'>, row: ClaimRow): Details {
  return JSON.parse(vault.open(row.detailsSealed, `claim/${row.id}`)) as Details;
}

function viewOf(court: Court, actor: Actor, row: ClaimRow): ClaimView {
  const { claimant = '', ...details } = detailsOf(court, row);
  const expired = row.state === 'approved' && row.toDay !== null && row.toDay < today(court);
  return {
    ...{ id: row.id, kind: row.kind, court: courtName(court, row.court), claimant, details },
    mine: row.person === actor.person,
    ...(row.fromDay === null ? {} : { from: row.fromDay }),
    ...(row.toDay === null ? {} : { to: row.toDay }),
    hasPhoto: row.photoSha256 !== null,
    state: expired ? 'expired' : row.state,
    dueAt: row.dueAt.toISOString(),
    overdue: row.state === 'waiting' && row.dueAt.getTime() < court.clock(),
    ...(row.words === null ? {} : { words: row.words }),
  };
}
