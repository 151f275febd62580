import { CunzhengError } from '@cunzheng/domain';
import type { FilingCommand, FilingState, PaperSlot } from '@cunzheng/domain/filing';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { type ChainState, chainStates } from '../../chain-state.ts';
import { type Court, courtName } from '../../context.ts';
import { courtCase, person } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import {
  type FilingEventRow,
  type FilingPaperRow,
  type FilingPartyRow,
  type FilingRow,
  filing,
  filingEvent,
  filingItem,
  filingPaper,
  filingRound,
  type ScanState,
} from '../../store/tables/filing.ts';
import { deadline } from '../../store/tables/settings.ts';
import { type DeadlineView, deadlineView } from '../clocks/views.ts';
import { type Answer, answersOf, papersIn } from './load.ts';
import { type RulingView, rulingOf } from './ruling.ts';
import { handedIn, type Said, saidNow } from './said.ts';
import { lastVerdicts, type VerdictView } from './verdicts.ts';

type Place = { readonly code: string; readonly name: string };

/** A paper in the list. Size in bytes. */
export interface PaperView {
  readonly id: string;
  readonly slot: PaperSlot;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
  /** The submission that it is part of; one more than the filing's is not submitted yet. */
  readonly addedRound: number;
  /** Written by the court's own system from the answers. */
  readonly made?: true;
  readonly scan: ScanState;
}

/** A party with everything that was said of him. */
export interface FilingPartyView {
  readonly side: FilingPartyRow['side'];
  readonly kind: FilingPartyRow['kind'];
  readonly name: string;
  readonly details: Readonly<Record<string, string>>;
}

/** One thing to correct. */
export interface CorrectionView {
  readonly field?: string;
  readonly paper?: string;
  readonly slot?: PaperSlot;
  readonly words: string;
}

/** One line of the timeline, with the state of its record where the act made one. */
export interface FilingEventView {
  readonly act: FilingCommand;
  readonly at: string;
  readonly round: number;
  readonly by: 'applicant' | 'court';
  readonly words?: string;
  readonly detail?: string;
  readonly chain?: ChainState;
}

/** A filing as who filed it and the officials of its court see it. Times are ISO texts. */
export interface FilingView {
  readonly id: string;
  readonly court: Place;
  readonly kind: FilingRow['kind'];
  readonly cause: string;
  readonly caseType: string;
  readonly form?: string;
  readonly edition?: number;
  readonly capacity: FilingRow['capacity'];
  readonly authority?: 'general' | 'special';
  readonly mediation?: 'wanted' | 'notWanted';
  readonly eService?: boolean;
  readonly service?: Readonly<Record<string, string>>;
  readonly state: FilingState;
  readonly round: number;
  readonly mine: boolean;
  readonly changedAt: string;
  readonly submittedAt?: string;
  /** Who looks at it. */
  readonly reviewer?: { readonly name: string; readonly isMe: boolean };
  readonly parties: readonly FilingPartyView[];
  readonly papers: readonly PaperView[];
  readonly answers: readonly Answer[];
  /** Of the last notice. */
  readonly items: readonly CorrectionView[];
  readonly timeline: readonly FilingEventView[];
  /** The court's look, and the time for a correction, as far as there are any. */
  readonly deadlines: readonly DeadlineView[];
  readonly recordId?: string;
  readonly caseId?: string;
  readonly caseNumber?: string;
  /** What the court said of each paper last. */
  readonly verdicts: readonly VerdictView[];
  /** By which it was refused. */
  readonly ruling?: RulingView;
}

/** The form of a paper in answers. */
export function paperView(row: FilingPaperRow): PaperView {
  const { id, slot, name, type, size, sha256, sm3, addedRound, scan, madeFrom } = row;
  const made = madeFrom === null ? {} : { made: true as const };
  return { id, slot, name, type, size, sha256, sm3, addedRound, scan, ...made };
}

/**
 * The whole view; the caller has asked whether the actor may see it. Who files sees what he is writing, an official what was
 * handed in last. Throws `NOT_FOUND`.
 */
export async function viewOf(court: Court, actor: Actor, id: string): Promise<FilingView> {
  const { db } = court.store;
  const [row] = await db.select().from(filing).where(eq(filing.id, id));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  await court.knowCourts([row.court]);
  return {
    ...plainView(court, row),
    mine: row.person === actor.person,
    ...(await contentsOf(court, db, actor, row)),
    ...(await reviewerOf(db, actor, row)),
    items: await itemsOf(db, id),
    timeline: await timelineOf(court, row),
    deadlines: await deadlinesOf(court, row),
    ...(await caseOf(db, row)),
    verdicts: await lastVerdicts(db, id),
    ...(await ruledOf(db, row)),
  };
}

async function ruledOf(db: Db, { id, state }: FilingRow) {
  const ruling = state === 'refused' ? await rulingOf(db, id) : undefined;
  return ruling === undefined ? {} : { ruling };
}

function plainView(court: Court, row: FilingRow) {
  const { id, caseType, state, round, changedAt, submittedAt, recordId } = row;
  return {
    ...{ id, court: courtName(court, row.court), caseType, state, round },
    changedAt: changedAt.toISOString(),
    ...(submittedAt === null ? {} : { submittedAt: submittedAt.toISOString() }),
    ...(recordId === null ? {} : { recordId }),
  };
}

/** What is in a filing, as this person may see it. Throws `NOT_FOUND` for another's draft. */
export function contentsOf(court: Court, db: Db, actor: Actor, row: FilingRow): Promise<Contents> {
  return row.person === actor.person ? asWritten(court, db, row) : asHandedIn(court, db, row);
}

type Contents = Said & {
  readonly papers: readonly PaperView[];
  readonly answers: readonly Answer[];
};

async function asWritten(court: Court, db: Db, row: FilingRow): Promise<Contents> {
  return {
    ...(await saidNow(court, db, row)),
    answers: await answersOf(court, db, row.id),
    papers: (await papersIn(db, row.id)).map(paperView),
  };
}

/** Of the last submission. Its answers have no version: nobody writes on in them. */
async function asHandedIn(court: Court, db: Db, row: FilingRow): Promise<Contents> {
  const last = await handedIn(court, db, row);
  if (last === undefined) throw new CunzhengError('NOT_FOUND');
  const ids = last.papers.map(({ id }) => id);
  const rows = await db.select().from(filingPaper).where(inArray(filingPaper.id, ids));
  const byId = new Map(rows.map((paper) => [paper.id, paper]));
  return {
    ...last.said,
    answers: last.said.answers.map((answer) => ({ ...answer, version: 0 })),
    papers: ids.map((id) => paperView(byId.get(id) as FilingPaperRow)),
  };
}

async function reviewerOf(db: Db, actor: Actor, { reviewer }: FilingRow) {
  if (reviewer === null) return {};
  const [row] = await db.select({ name: person.name }).from(person).where(eq(person.id, reviewer));
  return row && { reviewer: { name: row.name, isMe: reviewer === actor.person } };
}

/** Of the last notice; what was asked for before is in the timeline. */
async function itemsOf(db: Db, id: string): Promise<CorrectionView[]> {
  const rows = await db
    .select()
    .from(filingItem)
    .where(eq(filingItem.filing, id))
    .orderBy(asc(filingItem.round), asc(filingItem.place));
  const last = rows.at(-1)?.round;
  return rows
    .filter(({ round }) => round === last)
    .map(({ field, paper, slot, words }) => ({
      ...(field === null ? {} : { field }),
      ...(paper === null ? {} : { paper }),
      ...(slot === null ? {} : { slot }),
      words,
    }));
}

async function timelineOf(court: Court, row: FilingRow): Promise<FilingEventView[]> {
  const rows = await court.store.db
    .select()
    .from(filingEvent)
    .where(eq(filingEvent.filing, row.id))
    .orderBy(asc(filingEvent.seq));
  const states = await chainStates(
    court.notary,
    rows.flatMap(({ recordId }) => recordId ?? []),
  );
  return rows.map((each) => eventView(row, each, states));
}

function eventView(
  { person: applicant }: FilingRow,
  event: FilingEventRow,
  states: (id: string) => ChainState,
): FilingEventView {
  const { act, at, round, actor, words, detail, recordId } = event;
  return {
    ...{ act, at: at.toISOString(), round, by: actor === applicant ? 'applicant' : 'court' },
    ...(words === null ? {} : { words }),
    ...(detail === null ? {} : { detail }),
    ...(recordId === null ? {} : { chain: states(recordId) }),
  };
}

/** The clock of the review runs for the filing, that of a correction for the submission. */
async function deadlinesOf(court: Court, row: FilingRow): Promise<DeadlineView[]> {
  const { db } = court.store;
  const rounds = await db
    .select({ id: filingRound.id })
    .from(filingRound)
    .where(eq(filingRound.filing, row.id));
  const subjects = [row.id, ...rounds.map(({ id }) => id)];
  const rows = await db
    .select()
    .from(deadline)
    .where(and(eq(deadline.subjectKind, 'filing'), inArray(deadline.subject, subjects)))
    .orderBy(asc(deadline.startedAt));
  await court.knowCourts(rows.map((each) => each.court));
  return rows.map((each) => deadlineView(court, each));
}

async function caseOf(db: Db, { caseId }: FilingRow) {
  if (caseId === null) return {};
  const [row] = await db
    .select({ caseNumber: courtCase.caseNumber })
    .from(courtCase)
    .where(eq(courtCase.id, caseId));
  return { caseId, ...(row === undefined ? {} : { caseNumber: row.caseNumber }) };
}
