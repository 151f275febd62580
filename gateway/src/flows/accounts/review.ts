import { CunzhengError, demand } from '@cunzheng/domain';
import type { IdentityDocument } from '@cunzheng/domain/identity';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Actor, authorize, courtsFor } from '../../access/policy.ts';
import { asActor, asHouse } from '../../access/scoped.ts';
import { type Court, courtName, courtOf } from '../../context.ts';
import { maskedName } from '../../personal/masked-name.ts';
import { notePersonal, readPersonal } from '../../personal/read-personal.ts';
import { session } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import {
  identityPhoto,
  type ProofingRow,
  proofing,
  type ReviewRow,
  review,
} from '../../store/tables/accounts.ts';
import { noteStoodIn } from '../audit/stood-in.ts';
import { tell } from '../notices/tell.ts';
import { noteEvent } from './events.ts';
import { proceed } from './finish.ts';
import { stopLook, withClocks } from './look-clock.ts';
import { openPhoto, type Photo } from './photos.ts';
import { change, lockedRow } from './proofing-row.ts';
import { approve, type ReviewField, reopen } from './steps.ts';

export const MAX_REVIEW_WORDS = 200;

/** One line of a clerk's queue; names and numbers stand in lists masked only. */
export interface ReviewLine {
  readonly id: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly name: string;
  readonly document: IdentityDocument;
  readonly causes: readonly string[];
  readonly state: ReviewRow['state'];
  readonly askedAt: string;
  readonly dueAt: string;
  readonly overdue: boolean;
}

/** Everything a clerk needs beside the photographs. */
export interface ReviewView extends ReviewLine {
  readonly number: string;
  readonly photos: readonly string[];
  readonly contested: boolean;
  readonly reasons: ReviewRow['reasons'];
  readonly words?: string;
}

/** What waits in my courts, the longest overdue first. Throws `NOT_PERMITTED`. */
export async function listReviews(court: Court, actor: Actor): Promise<ReviewLine[]> {
  const mine = courtsFor(actor, 'review.read');
  const { db } = asActor(court, actor).store;
  const rows = await db
    .select()
    .from(review)
    .innerJoin(proofing, eq(proofing.person, review.person))
    .where(and(inArray(review.court, mine), eq(review.state, 'waiting')));
  const whose = new Map(rows.map((row) => [row.review.id, row.proofing]));
  const reviews = await withClocks(
    db,
    rows.map((row) => row.review),
  );
  return reviews
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
    .map((row) => lineOf(court, row, whose.get(row.id) as ProofingRow));
}

function lineOf(court: Court, row: ReviewRow, whose: ProofingRow): ReviewLine {
  return {
    id: row.id,
    court: courtName(court, row.court),
    name: maskedName(court.vault.open(whose.nameSealed as string, `proofing.name/${row.person}`)),
    document: whose.document as IdentityDocument,
    causes: row.causes,
    state: row.state,
    askedAt: row.askedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    overdue: row.state === 'waiting' && row.dueAt.getTime() < court.clock(),
  };
}

/** One item with fields in the clear; that they were read is noted. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export function readReview(court: Court, actor: Actor, id: string): Promise<ReviewView> {
  return asActor(court, actor).store.transaction(async (unit) => {
    const asked = await demandReview(unit, actor, id, 'review.read');
    const [row = asked] = await withClocks(unit.db, [asked]);
    const [whose] = await unit.db.select().from(proofing).where(eq(proofing.person, row.person));
    if (whose === undefined) throw new CunzhengError('NOT_FOUND');
    const sides = await unit.db
      .select({ side: identityPhoto.side })
      .from(identityPhoto)
      .where(eq(identityPhoto.person, row.person));
    const open = row.state === 'waiting';
    const line = lineOf(court, row, whose);
    const name = open ? await readPersonal(court, unit, actor, whose, 'name', 'review') : undefined;
    const number = open ? await readPersonal(court, unit, actor, whose, 'number', 'review') : '';
    return {
      ...line,
      name: name ?? line.name,
      number: number ?? '',
      photos: open ? sides.map(({ side }) => side) : [],
      contested: whose.contested,
      reasons: row.reasons,
      ...(row.words === null ? {} : { words: row.words }),
    };
  });
}

/** A photograph of an item that still waits; that it was read is noted. */
export function readReviewPhoto(
  court: Court,
  actor: Actor,
  id: string,
  side: string,
): Promise<Photo> {
  return asActor(court, actor).store.transaction(async (unit) => {
    const row = await demandReview(unit, actor, id, 'review.read');
    demand(row.state === 'waiting', 'STATE_UNFIT');
    const { person } = row;
    const read = { court: row.court, person, field: `photo.${side}`, why: 'review' } as const;
    await notePersonal(court, unit, actor, read);
    return openPhoto(court, unit.db, person, side);
  });
}

async function demandReview(
  { db }: Unit,
  actor: Actor,
  id: string,
  action: 'review.read' | 'review.decide',
): Promise<ReviewRow> {
  const [row] = await db.select().from(review).where(eq(review.id, id));
  authorize(actor, action, row);
  return row;
}

/** What a clerk decides. Approving with `attended` says that he saw the person and the original. */
export type ReviewDecision =
  | { readonly decision: 'approved'; readonly attended?: boolean }
  | {
      readonly decision: 'returned';
      readonly reasons: readonly { readonly field: ReviewField; readonly reason: string }[];
    }
  | { readonly decision: 'refused'; readonly words: string };

/**
 * Decides an item once. Throws `NOT_FOUND`, `NOT_PERMITTED` (also for one's own), `STATE_UNFIT` for one decided before,
 * for an approval without any portrait when nobody was seen, and for a contested number unless he was seen; and
 * `INPUT_INVALID` without a reason.
 */
export async function decideReview(
  court: Court,
  actor: Actor,
  id: string,
  said: ReviewDecision,
): Promise<void> {
  const seen = await asActor(court, actor).store.transaction((unit) =>
    demandReview(unit, actor, id, 'review.decide'),
  );
  demand(seen.person !== actor.person, 'NOT_PERMITTED');
  demandReasons(said);
  // Closing gives the person his name and looks for his number among everybody's.
  await asHouse(court, 'accounts').store.transaction(async (unit) => {
    const row = await lockedRow(unit.db, seen.person);
    await closeItem(court, unit, actor, id, said);
    await stopLook(court, unit, id, { outcome: 'met', author: actor.person });
    await apply(court, unit, row, said);
    const { decision } = said;
    const detail = { decision, attended: 'attended' in said && said.attended === true };
    await noteEvent(court, unit, {
      person: seen.person,
      actor: actor.person,
      event: 'reviewed',
      detail,
    });
    const acted = { court: seen.court, subject: id, about: seen.person };
    await noteStoodIn(court, unit, actor, 'review.decide', acted);
    await tellDecision(court, unit, seen, said);
    if (decision === 'approved') await proceed(court, unit, seen.person);
  });
}

/** The person is told over other channels what was decided; reasons stand on his page only. */
async function tellDecision(
  court: Court,
  unit: Unit,
  { person, court: code }: ReviewRow,
  said: ReviewDecision,
): Promise<void> {
  const [template, values] =
    said.decision === 'returned'
      ? (['proofingReturned', { count: String(said.reasons.length) }] as const)
      : ([said.decision === 'approved' ? 'proofingApproved' : 'proofingRefused', {}] as const);
  const { name } = courtOf(court, code);
  await tell(court, unit, {
    ...{ person, court: code, template, link: '/proofing', about: `proofing/${person}` },
    values: { court: name, ...values },
  });
}

function demandReasons(said: ReviewDecision): void {
  const words =
    said.decision === 'returned'
      ? said.reasons.map(({ reason }) => reason.trim())
      : said.decision === 'refused'
        ? [said.words.trim()]
        : ['none'];
  demand(words.length > 0 && words.every((text) => text !== ''), 'INPUT_INVALID', 'reasons');
}

async function closeItem(
  court: Court,
  { db }: Unit,
  actor: Actor,
  id: string,
  said: ReviewDecision,
): Promise<void> {
  const decided = await db
    .update(review)
    .set({
      state: said.decision,
      decidedAt: new Date(court.clock()),
      decidedBy: actor.person,
      attended: said.decision === 'approved' && said.attended === true,
      reasons: said.decision === 'returned' ? said.reasons : [],
      words: said.decision === 'refused' ? said.words.trim() : null,
    })
    .where(and(eq(review.id, id), eq(review.state, 'waiting')))
    .returning({ id: review.id });
  demand(decided.length === 1, 'STATE_UNFIT');
}

async function apply(
  court: Court,
  unit: Unit,
  row: ProofingRow,
  said: ReviewDecision,
): Promise<void> {
  const { person, results } = row;
  if (said.decision === 'refused') return;
  if (said.decision === 'returned') {
    const open = reopen(
      results,
      said.reasons.map(({ field }) => field),
    );
    return change(unit, person, { results: open, trouble: null });
  }
  const attended = said.attended === true;
  demand(attended || !(await needsWindow(unit, row)), 'STATE_UNFIT', 'window');
  if (row.contested) await giveNumberTo(court, unit, row);
  await change(unit, person, { results: approve(results), attended, contested: false });
}

/** Two things that no photograph settles: a portrait that was never taken, and a number that two people claim. */
async function needsWindow({ db }: Unit, row: ProofingRow): Promise<boolean> {
  const { person, results, contested } = row;
  if (contested) return true;
  const holding = and(eq(identityPhoto.person, person), eq(identityPhoto.side, 'holding'));
  return results.portrait === 'forReview' && (await db.$count(identityPhoto, holding)) === 0;
}

/** The other account under this number is proofed no longer: who holds it proves himself again, or comes too. */
async function giveNumberTo(court: Court, unit: Unit, row: ProofingRow): Promise<void> {
  const others = await unit.db
    .update(proofing)
    .set({ doneAt: null, contested: true, results: sql`'{}'::jsonb` })
    .where(
      and(
        eq(proofing.numberDigest, row.numberDigest as string),
        sql`${proofing.person} <> ${row.person}`,
        sql`${proofing.doneAt} IS NOT NULL`,
      ),
    )
    .returning({ person: proofing.person });
  for (const { person } of others) {
    await unit.db.delete(session).where(eq(session.person, person));
    await noteEvent(court, unit, { person, event: 'numberGivenAway' });
  }
}
