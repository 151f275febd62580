import { randomUUID } from 'node:crypto';
import { demand, type FilingRecord, recordId } from '@cunzheng/domain';
import { type FilingState, lifeEdge } from '@cunzheng/domain/filing';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { withinHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { detailsPlace } from '../../personal/sealed-columns.ts';
import type { preparedAct } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import {
  type FilingRow,
  filing,
  filingAnswer,
  filingEvent,
  filingItem,
  filingPaper,
  filingParty,
  filingRound,
} from '../../store/tables/filing.ts';
import { chargeFee } from '../payments/acceptance.ts';
import { endOrderOf } from '../payments/orders.ts';
import { queueSuits } from '../suits/note.ts';
import { touch } from './begin.ts';
import {
  awaitCorrection,
  endCorrection,
  endReview,
  handOverClocks,
  reviewAnew,
  startReview,
} from './clocks.ts';
import type { ActDetails } from './decision.ts';
import { docket } from './docket.ts';
import { noteEvent } from './events.ts';
import { lockFor, roundPlace } from './load.ts';
import { whatIsFiled } from './prepare.ts';
import { isSameFiling, type Manifest } from './records.ts';
import { keepRuling } from './ruling.ts';
import { becomeReviewer, demandReviewer } from './take.ts';
import { tellAnswer, tellCorrection, tellReceived } from './told.ts';
import { keepVerdicts } from './verdicts.ts';

type ActRow = typeof preparedAct.$inferSelect;

/** A signed act with all it needs. */
export interface SignedFiling {
  readonly actor: Actor;
  readonly row: FilingRow;
  readonly details: ActDetails;
  readonly record: FilingRecord;
  readonly id: string;
  readonly at: Date;
}

/**
 * Does what was signed, in the transaction that takes the signature: everything is asked again that was asked when it was
 * prepared. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` (submitted twice is filed once), `FILING_CHANGED`,
 * `FILING_TAKEN`, `CASE_NUMBER_TAKEN`, `CASE_EXISTS`, `FEE_OPEN`, `FEE_UNPAID`.
 */
export async function commitFiling(
  court: Court,
  unit: Unit,
  { actor, act, record }: { actor: Actor; act: ActRow; record: FilingRecord },
): Promise<void> {
  const details = readDetails(court, act);
  const row = await lockFor(unit, actor, act.subject, details.command as 'submit');
  const at = new Date(record.actTime);
  const signed: SignedFiling = { actor, row, details, record, id: recordId(record), at };
  demand(record.court === row.court, 'STATE_UNFIT', 'it was transferred meanwhile');
  const official = details.command !== 'submit' && details.command !== 'withdraw';
  if (official) await review(court, unit, signed);
  await noteSigned(unit, signed, act.id);
  if (details.command === 'submit') await submit(court, unit, signed);
  else if (details.command === 'withdraw') await close(court, unit, signed);
  else await answer(court, unit, signed);
}

function readDetails({ vault }: Court, act: ActRow): ActDetails {
  if (act.detailsSealed === null) throw new TypeError('an act on a filing without its details');
  return JSON.parse(vault.open(act.detailsSealed, detailsPlace(act.id))) as ActDetails;
}

/** A submission stands in the timeline under the round that it begins. */
async function noteSigned(unit: Unit, signed: SignedFiling, prepared: string): Promise<void> {
  const { actor, row, details, id: record, at } = signed;
  const { command: act, words, detail } = details;
  const round = act === 'submit' ? row.round + 1 : row.round;
  await noteEvent(unit, row, { act, actor, at, round, words, detail, prepared, recordId: record });
}

async function submit(court: Court, unit: Unit, signed: SignedFiling): Promise<void> {
  const { row, details, id, at } = signed;
  const manifest = details.manifest as Manifest;
  const now = await whatIsFiled(court, unit, row);
  demand(isSameFiling(manifest, now), 'FILING_CHANGED');
  const previous = await roundId(unit, row);
  await insertRound(court, unit, signed, manifest);
  const first = row.recordId === null ? { recordId: id, submittedAt: at } : {};
  await touch(court, unit, row.id, { ...first, state: 'review', round: row.round + 1 });
  await queueSuits(unit, {
    filing: row.id,
    round: row.round + 1,
    court: row.court,
    recordId: id,
    at,
  });
  if (previous === undefined) await startReview(court, unit, row, at);
  else await reviewAnew(court, unit, { row, round: previous, at });
  await tellReceived(court, unit, row, { at, papers: manifest.papers.length });
}

async function insertRound(
  { vault }: Court,
  { db }: Unit,
  { actor, row, record, id: recordOf, at }: SignedFiling,
  manifest: Manifest,
): Promise<void> {
  const id = randomUUID();
  const { papers } = record as Extract<FilingRecord, { action: 'submitted' }>;
  await db.insert(filingRound).values({
    ...{ id, court: row.court, filing: row.id, round: row.round + 1, recordId: recordOf },
    ...{ size: papers.size, root: papers.root },
    manifestSealed: vault.seal(JSON.stringify(manifest), roundPlace(id)),
    ...{ submittedAt: at, submittedBy: actor.person },
  });
}

/** Id of the submission that the filing is at; `undefined` before the first. */
async function roundId({ db }: Unit, row: FilingRow): Promise<string | undefined> {
  const [found] = await db
    .select({ id: filingRound.id })
    .from(filingRound)
    .where(and(eq(filingRound.filing, row.id), eq(filingRound.round, row.round)));
  return found?.id;
}

/** Who answers what nobody has taken has taken it by that. */
async function review(court: Court, unit: Unit, signed: SignedFiling): Promise<void> {
  const { actor, row, at } = signed;
  demandReviewer(actor, row);
  if (row.state === 'review') await becomeReviewer(court, unit, actor, row, { at });
}

async function answer(court: Court, unit: Unit, signed: SignedFiling): Promise<void> {
  switch (signed.details.command) {
    case 'requestCorrection':
      return requestCorrection(court, unit, signed);
    case 'transfer':
      return transfer(court, unit, signed);
    case 'docket':
      return docket(court, unit, signed);
    default:
      return close(court, unit, signed);
  }
}

async function requestCorrection(court: Court, unit: Unit, signed: SignedFiling): Promise<void> {
  const { row, details, at } = signed;
  const { items = [] } = details;
  await unit.db.insert(filingItem).values(
    items.map(({ field, paper, slot, words }, place) => ({
      ...{ id: randomUUID(), court: row.court, filing: row.id, round: row.round, place, words },
      ...{ field: field ?? null, paper: paper ?? null },
      slot: (slot ?? null) as typeof filingItem.$inferInsert.slot,
    })),
  );
  await decide(court, unit, signed);
  const round = (await roundId(unit, row)) as string;
  const { lastDay } = await awaitCorrection(court, unit, { row, round, at });
  await tellCorrection(court, unit, row, { items: items.length, lastDay });
}

/** The submission has its answer, and the filing stands where the act leads. */
async function decide(court: Court, unit: Unit, signed: SignedFiling): Promise<FilingState> {
  const { actor, row, details, at } = signed;
  await keepVerdicts(unit, row, details.verdicts ?? []);
  if (details.ruling !== undefined) await keepRuling(unit, signed);
  const to = lifeEdge(row.state, details.command)?.to as FilingState;
  await unit.db
    .update(filingRound)
    .set({ outcome: to, decidedAt: at, decidedBy: actor.person })
    .where(and(eq(filingRound.filing, row.id), eq(filingRound.round, row.round)));
  await touch(court, unit, row.id, { state: to });
  return to;
}

/** Said of an order to pay. */
const ENDED_WORDS = '立案申请已撤回或者按撤回处理';

/** Accepted, or ended without a number. */
async function close(court: Court, unit: Unit, signed: SignedFiling): Promise<void> {
  const { row, details, at } = signed;
  const to = await decide(court, unit, signed);
  const outcome = to === 'withdrawn' || to === 'deemedWithdrawn' ? 'ended' : 'met';
  await endReview(court, unit, row, { outcome, at, because: details.command });
  if (outcome === 'ended')
    await endOrderOf(court, unit, row, { words: ENDED_WORDS, by: signed.actor.person });
  const round = await roundId(unit, row);
  if (round !== undefined) {
    await endCorrection(court, unit, round, { outcome: 'ended', because: details.command });
  }
  if (details.command !== 'withdraw') await tellAnswer(court, unit, row, to);
  if (details.fee !== undefined) await chargeFee(court, unit, signed.actor, row, details.fee);
}

/**
 * 跨域, 移送: the filing goes to another court with all its parts, and nobody of this one sees it any more. What happened
 * here keeps this court's code.
 */
async function transfer(court: Court, unit: Unit, signed: SignedFiling): Promise<void> {
  const { row, details } = signed;
  const to = details.detail as string;
  await handOverClocks(unit, row.id, to);
  await tellAnswer(court, unit, row, 'review', to);
  await withinHouse(unit, 'filing', async ({ db }) => {
    await touch(court, { db }, row.id, { court: to, reviewer: null });
    for (const part of [filingParty, filingAnswer, filingPaper])
      await db.update(part).set({ court: to }).where(eq(part.filing, row.id));
  });
}

/** The record of an act that was signed and done before; `undefined` when it was not. */
export async function doneAs({ db }: Unit, actId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ recordId: filingEvent.recordId })
    .from(filingEvent)
    .where(eq(filingEvent.prepared, actId));
  return row?.recordId ?? undefined;
}

/** A filing's row, no permission asked. */
export async function findFiling(court: Court, id: string): Promise<FilingRow | undefined> {
  const [row] = await court.store.db.select().from(filing).where(eq(filing.id, id));
  return row;
}
