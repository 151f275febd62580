import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { beijingTime, dayOf, parseDay } from '@cunzheng/domain/deadlines';
import { LEAST_REDUCTION } from '@cunzheng/domain/fees';
import { and, asc, eq } from 'drizzle-orm';
import { type Action, type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { isDuplicate } from '../../store/faults.ts';
import type { Db, Unit } from '../../store/store.ts';
import { type FilingRow, filing, filingParty } from '../../store/tables/filing.ts';
import {
  feeRelief,
  RELIEF_KINDS,
  type ReliefKind,
  type ReliefRow,
} from '../../store/tables/payments.ts';
import { noteLook } from '../audit/note.ts';
import { authorizeFiling } from '../filing/load.ts';
import { grounds, oneOf } from '../filing/words.ts';
import type { NoticeValue } from '../notices/words.ts';
import { endPaying } from './clocks.ts';
import { endOrder } from './credit.ts';
import { demandOther } from './load.ts';
import { issue, type KeptQuote, lockPayable } from './orders.ts';
import { tellRelief } from './told.ts';

/** An application for 缓交, 减交 or 免交, with what the court said to it. Times are ISO texts. */
export interface ReliefView {
  readonly id: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly filing: string;
  readonly wanted: ReliefKind;
  readonly grounds: string;
  readonly state: ReliefRow['state'];
  readonly granted?: ReliefKind;
  /** 减交: how much less. */
  readonly percent?: number;
  /** 缓交: until that day. */
  readonly untilDay?: string;
  readonly words?: string;
  readonly askedAt: string;
  readonly endedAt?: string;
}

/** What a judge says to it: another relief than was asked for may be granted. */
export type ReliefDecision =
  | { readonly grant: 'waived'; readonly words: string }
  | { readonly grant: 'reduced'; readonly percent: number; readonly words: string }
  | { readonly grant: 'deferred'; readonly untilDay: string; readonly words: string }
  | { readonly grant?: undefined; readonly words: string };

const PLACE = (id: string) => `fee_relief/${id}`;

/**
 * 申请司法救助: somebody asks, with his grounds, before the case is filed; what shows them he adds to the filing's papers
 * (诉讼费用交纳办法 48, 49). Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` also where one is asked for or granted,
 * `RELIEF_UNFIT` for 免交 of who is no natural person, `INPUT_INVALID`.
 */
export async function askRelief(
  house: Court,
  actor: Actor,
  id: string,
  { wanted, words }: { readonly wanted: string; readonly words: string },
): Promise<ReliefView> {
  const court = asActor(house, actor);
  const kind = oneOf(wanted, RELIEF_KINDS, 'wanted');
  const said = grounds(words);
  const relief = randomUUID();
  await court.store.transaction(async (unit) => {
    const filed = await lockFiling(unit, actor, id);
    if (kind === 'waived') await demandPeople(unit.db, filed);
    await unit.db
      .insert(feeRelief)
      .values({
        ...{ id: relief, court: filed.court, filing: id, person: filed.person, wanted: kind },
        groundsSealed: court.vault.seal(said, PLACE(relief)),
        ...{ state: 'asked', askedAt: new Date(court.clock()) },
      })
      .catch(asUnfit);
  });
  return viewOf(court, relief);
}

async function lockFiling({ db }: Unit, actor: Actor, id: string): Promise<FilingRow> {
  const [row] = await db.select().from(filing).where(eq(filing.id, id)).for('update');
  authorizeFiling(actor, 'relief.ask', row);
  return row;
}

/** 免交 is for natural persons alone (45). */
async function demandPeople(db: Db, { id }: Pick<FilingRow, 'id'>): Promise<void> {
  const rows = await db
    .select({ kind: filingParty.kind })
    .from(filingParty)
    .where(and(eq(filingParty.filing, id), eq(filingParty.side, 'applicant')));
  const people = rows.length > 0 && rows.every(({ kind }) => kind === 'person');
  demand(people, 'RELIEF_UNFIT', 'natural persons only');
}

function asUnfit(cause: unknown): never {
  throw isDuplicate(cause) ? new CunzhengError('STATE_UNFIT', 'asked before', { cause }) : cause;
}

/** He asks for it no more. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`. */
export async function withdrawRelief(house: Court, actor: Actor, id: string): Promise<void> {
  const court = asActor(house, actor);
  await court.store.transaction(async (unit) => {
    const row = await lockRelief(unit, actor, 'relief.withdraw', id);
    const endedAt = new Date(court.clock());
    await set(unit, row, { state: 'withdrawn', endedAt });
  });
}

async function lockRelief(
  { db }: Unit,
  actor: Actor,
  action: Action,
  id: string,
): Promise<ReliefRow> {
  const [row] = await db.select().from(feeRelief).where(eq(feeRelief.id, id)).for('update');
  const subject = row && { court: row.court, state: row.state, recipients: [row.person] };
  authorize(actor, action, subject);
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  return row;
}

async function set({ db }: Unit, { id }: ReliefRow, values: Partial<ReliefRow>): Promise<void> {
  await db.update(feeRelief).set(values).where(eq(feeRelief.id, id));
}

/**
 * A judge grants or refuses (44–50). An order that waits to be paid follows at once: waived, ended and asked anew over the
 * reduced sum, or its time does not run any more. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` also where the case is
 * filed by now (49), `RELIEF_UNFIT` for less than 30 per cent and for 免交 of who is no natural person, `INPUT_INVALID`,
 * `FEE_OPEN` where the reduced sum is not known to the fen.
 */
export async function decideRelief(
  house: Court,
  actor: Actor,
  id: string,
  decision: ReliefDecision,
): Promise<ReliefView> {
  const court = asActor(house, actor);
  const decided = { words: grounds(decision.words), values: valuesOf(court, decision) };
  await court.store.transaction(async (unit) => {
    const row = await lockRelief(unit, actor, 'relief.decide', id);
    await demandOther(court, unit, actor, 'relief.decide', row);
    const filed = await lockUndecided(unit, row.filing);
    if (decision.grant === 'waived') await demandPeople(unit.db, filed);
    const by = { decidedBy: actor.person, decidedWords: decided.words };
    await set(unit, row, { ...decided.values, ...by, endedAt: new Date(court.clock()) });
    await applyTo(court, unit, { actor, filed, decision });
    await tellRelief(court, unit, row, ANSWERS[decision.grant ?? 'refused']);
  });
  return viewOf(court, id);
}

/** Once the case has its number it is too late. */
async function lockUndecided({ db }: Unit, id: string): Promise<FilingRow> {
  const [row] = await db.select().from(filing).where(eq(filing.id, id)).for('update');
  const open = row !== undefined && ['review', 'correction', 'accepted'].includes(row.state);
  if (!open) throw new CunzhengError('STATE_UNFIT', 'decided before the case is filed');
  return row;
}

function valuesOf({ clock }: Court, decision: ReliefDecision): Partial<ReliefRow> {
  const { grant } = decision;
  if (grant === undefined) return { state: 'refused' };
  const granted = { state: 'granted', granted: oneOf(grant, RELIEF_KINDS, 'grant') } as const;
  if (grant === 'reduced') {
    const { percent } = decision;
    demand(Number.isInteger(percent) && percent < 100, 'INPUT_INVALID', 'percent');
    demand(percent >= LEAST_REDUCTION, 'RELIEF_UNFIT', 'at least 30 per cent');
    return { ...granted, percent };
  }
  if (grant === 'waived') return granted;
  const { untilDay } = decision;
  parseDay(untilDay);
  demand(untilDay > dayOf(beijingTime(clock())), 'INPUT_INVALID', 'untilDay');
  return { ...granted, untilDay };
}

const ANSWERS: Readonly<Record<ReliefKind | 'refused', NoticeValue>> = {
  waived: { 'zh-CN': '准予免交', en: 'waived' },
  reduced: { 'zh-CN': '准予减交', en: 'reduced' },
  deferred: { 'zh-CN': '准予缓交', en: 'deferred' },
  refused: { 'zh-CN': '不予准许', en: 'refused' },
};

async function applyTo(
  court: Court,
  unit: Unit,
  { actor, filed, decision }: { actor: Actor; filed: FilingRow; decision: ReliefDecision },
): Promise<void> {
  const order = await lockPayable(unit, filed.id);
  if (order === undefined || decision.grant === undefined) return;
  const words = (ANSWERS[decision.grant] as Record<'zh-CN', string>)['zh-CN'];
  if (decision.grant === 'deferred')
    return endPaying(court, unit, order, { outcome: 'ended', because: words });
  const act = decision.grant === 'waived' ? 'waive' : 'cancel';
  await endOrder(court, unit, order, { act, words, by: actor.person });
  if (act === 'waive') return;
  const { question } = order.quote as KeptQuote;
  await issue(court, unit, { actor, filed, question });
}

/** What was asked for a filing, the oldest first; that an official read the grounds is noted. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export async function listRelief(house: Court, actor: Actor, id: string): Promise<ReliefView[]> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const [filed] = await db.select().from(filing).where(eq(filing.id, id));
  authorizeFiling(actor, 'relief.read', filed);
  const rows = await db
    .select()
    .from(feeRelief)
    .where(eq(feeRelief.filing, id))
    .orderBy(asc(feeRelief.askedAt), asc(feeRelief.id));
  if (filed.person !== actor.person && rows.length > 0) {
    const looked = { court: filed.court, act: 'case.read', thing: filed.cause } as const;
    await court.store.transaction((unit) =>
      noteLook(court, unit, actor, { ...looked, about: filed.person }),
    );
  }
  return rows.map((row) => reliefView(court, row));
}

async function viewOf(court: Court, id: string): Promise<ReliefView> {
  const [row] = await court.store.db.select().from(feeRelief).where(eq(feeRelief.id, id));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  return reliefView(court, row);
}

function reliefView(court: Court, row: ReliefRow): ReliefView {
  const { id, filing: of, wanted, state, granted, percent, untilDay } = row;
  return {
    ...{ id, court: courtName(court, row.court), filing: of, wanted, state },
    grounds: court.vault.open(row.groundsSealed, PLACE(id)),
    ...(granted === null ? {} : { granted }),
    ...(percent === null ? {} : { percent }),
    ...(untilDay === null ? {} : { untilDay }),
    ...(row.decidedWords === null ? {} : { words: row.decidedWords }),
    askedAt: row.askedAt.toISOString(),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt.toISOString() }),
  };
}
