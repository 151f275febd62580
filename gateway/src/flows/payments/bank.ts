import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import type { Fen } from '@cunzheng/domain/fees';
import { bankFit } from '@cunzheng/domain/payments';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { Db, Unit } from '../../store/store.ts';
import { type BankLineRow, bankLine, paymentOrder } from '../../store/tables/payments.ts';
import { noteStoodIn } from '../audit/stood-in.ts';
import { grounds } from '../filing/words.ts';
import { creditOrder } from './credit.ts';
import { lockOrder } from './load.ts';
import { beginRefund } from './refunds.ts';
import {
  type KnownLine,
  type KnownOrder,
  type PlacedLine,
  placeLines,
  readStatement,
  type StatementLine,
} from './statement.ts';

/** What a statement would do, or did. Sums in fen. */
export interface StatementResult {
  readonly lines: readonly PlacedLine[];
  /** Of the lines that were not known before. */
  readonly received: Fen;
  readonly credited: Fen;
  readonly surplus: Fen;
  /** Held until somebody has found the order. */
  readonly held: Fen;
}

/** What a statement would do, doing nothing. Throws as `takeInStatement` does. */
export async function previewStatement(
  house: Court,
  actor: Actor,
  code: string,
  text: string,
): Promise<StatementResult> {
  authorize(actor, 'payment.books', { court: code });
  const lines = readStatement(text);
  const { db } = asActor(house, actor).store;
  return resultOf(placeLines(lines, await knownTo(db, code, lines)));
}

/**
 * Takes a statement in: each line is credited to the order that its reference names, as far as it is owed, and what is too
 * much goes back; a line without an order is held. The same statement twice, or one that overlaps, changes nothing twice.
 * Throws `NOT_FOUND`, `NOT_PERMITTED`, `INPUT_INVALID` with line and column, `STATEMENT_DIFFERS`.
 */
export async function takeInStatement(
  house: Court,
  actor: Actor,
  code: string,
  text: string,
): Promise<StatementResult> {
  authorize(actor, 'payment.books', { court: code });
  const lines = readStatement(text);
  const court = asActor(house, actor);
  return court.store.transaction(async (unit) => {
    const placed = placeLines(lines, await knownTo(unit.db, code, lines, 'locked'));
    for (const each of placed)
      if (each.fit !== 'known') await takeIn(court, unit, { actor, code, placed: each });
    return resultOf(placed);
  });
}

/** What stands in the books. Orders are locked in one order, so that two statements at once do not wait for each other. */
async function knownTo(
  db: Db,
  code: string,
  lines: readonly StatementLine[],
  locked?: 'locked',
): Promise<{ orders: Map<string, KnownOrder>; known: Map<string, KnownLine> }> {
  const references = lines.flatMap(({ reference }) => reference ?? []);
  const named = and(eq(paymentOrder.court, code), inArray(paymentOrder.reference, references));
  const asked = db.select().from(paymentOrder).where(named).orderBy(asc(paymentOrder.id));
  const found = references.length === 0 ? [] : await (locked ? asked.for('update') : asked);
  const serials = lines.map(({ serial }) => serial);
  const before = await db
    .select()
    .from(bankLine)
    .where(and(eq(bankLine.court, code), inArray(bankLine.serial, serials)));
  return {
    orders: new Map(found.map((order) => [order.reference, order])),
    known: new Map(before.map((line) => [line.serial, line])),
  };
}

async function takeIn(
  court: Court,
  unit: Unit,
  { actor, code, placed }: { actor: Actor; code: string; placed: PlacedLine },
): Promise<void> {
  const { line, fit, order, credited, surplus } = placed;
  const id = randomUUID();
  const { payer, account, words } = line;
  const inserted = await unit.db
    .insert(bankLine)
    .values({
      ...{ id, court: code, day: line.day, serial: line.serial, amount: line.amount },
      payerSealed: court.vault.seal(JSON.stringify({ payer, account, words }), linePlace(id)),
      ...{ reference: line.reference ?? null, fit: fit as BankLineRow['fit'], credited, surplus },
      ...{ paymentOrder: order ?? null, takenInAt: new Date(court.clock()) },
      takenInBy: actor.person,
    })
    .onConflictDoNothing()
    .returning({ id: bankLine.id });
  // The same statement came in beside this one; that one does it.
  if (inserted.length === 0) throw new CunzhengError('STATE_UNFIT', 'taken in at the same time');
  if (order === undefined) return;
  await credit(court, unit, { id, order, amount: line.amount, day: line.day, by: actor.person });
}

/** Place in the vault. */
export const linePlace = (id: string) => `bank_line/${id}`;

interface Crediting {
  readonly id: string;
  readonly order: string;
  readonly amount: Fen;
  readonly day: string;
  readonly by: string;
}

async function credit(court: Court, unit: Unit, crediting: Crediting) {
  const { id, order, amount, day, by } = crediting;
  const locked = await lockOrder(unit, order);
  // A bank tells the day only: whoever paid on the last day has paid in time.
  const at = new Date(`${day}T00:00:00+08:00`);
  const source = { bankLine: id };
  return creditOrder(court, unit, locked, { amount, at, source, by });
}

function resultOf(lines: readonly PlacedLine[]): StatementResult {
  const fresh = lines.filter(({ fit }) => fit !== 'known');
  const sum = (of: (each: PlacedLine) => Fen) => fresh.reduce((all, each) => all + of(each), 0);
  const [received, credited] = [sum(({ line }) => line.amount), sum((each) => each.credited)];
  const surplus = sum((each) => each.surplus);
  return { lines, received, credited, surplus, held: received - credited - surplus };
}

/**
 * Finance has found the order of a line that is held. Throws `NOT_FOUND` also for a reference that names no order of the
 * court, `NOT_PERMITTED`, `STATE_UNFIT` for a line that was settled, `INPUT_INVALID`.
 */
export async function matchLine(
  house: Court,
  actor: Actor,
  id: string,
  { reference, words }: { readonly reference: string; readonly words: string },
): Promise<void> {
  await withHeldLine(house, actor, id, words, async (court, unit, line) => {
    const named = and(eq(paymentOrder.court, line.court), eq(paymentOrder.reference, reference));
    const [order] = await unit.db.select().from(paymentOrder).where(named).for('update');
    if (order === undefined) throw new CunzhengError('NOT_FOUND', 'reference');
    const { amount, day } = line;
    const crediting = { id, order: order.id, amount, day, by: actor.person };
    const divided = await credit(court, unit, crediting);
    return { fit: bankFit(amount, order), paymentOrder: order.id, ...divided };
  });
}

/** Nobody knows what a line is for: it goes back. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`, `INPUT_INVALID`. */
export async function returnLine(
  house: Court,
  actor: Actor,
  id: string,
  { words }: { readonly words: string },
): Promise<void> {
  await withHeldLine(house, actor, id, words, async (court, unit, line) => {
    await beginRefund(court, unit, {
      ...{ court: line.court, source: { bankLine: id }, kind: 'surplus', amount: line.amount },
      ...{ reason: grounds(words), by: actor.person },
    });
    return { fit: 'returned', surplus: line.amount };
  });
}

async function withHeldLine(
  house: Court,
  actor: Actor,
  id: string,
  words: string,
  work: (court: Court, unit: Unit, line: BankLineRow) => Promise<Partial<BankLineRow>>,
): Promise<void> {
  const court = asActor(house, actor);
  const settledWords = grounds(words);
  await court.store.transaction(async (unit) => {
    const [line] = await unit.db.select().from(bankLine).where(eq(bankLine.id, id)).for('update');
    authorize(actor, 'payment.books', line && { court: line.court });
    if (line === undefined) throw new CunzhengError('NOT_FOUND');
    demand(line.fit === 'wrongReference', 'STATE_UNFIT', 'settled before');
    await noteStoodIn(court, unit, actor, 'payment.books', { court: line.court, subject: id });
    const settled = { settledAt: new Date(court.clock()), settledBy: actor.person, settledWords };
    const values = { ...(await work(court, unit, line)), ...settled };
    await unit.db.update(bankLine).set(values).where(eq(bankLine.id, id));
  });
}
