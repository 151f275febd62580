import { CunzhengError } from '@cunzheng/domain';
import { eq } from 'drizzle-orm';
import { type Action, type Actor, authorize } from '../../access/policy.ts';
import type { Court } from '../../context.ts';
import type { Db, Unit } from '../../store/store.ts';
import { type FilingRow, filing } from '../../store/tables/filing.ts';
import { type OrderRow, paymentOrder } from '../../store/tables/payments.ts';
import { noteStoodIn } from '../audit/stood-in.ts';

/** Asks the access table. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`. */
export function authorizeOrder(
  actor: Actor,
  action: Action,
  row: OrderRow | undefined,
): asserts row is OrderRow {
  const subject = row && { court: row.court, state: row.state, recipients: [row.person] };
  authorize(actor, action, subject);
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
}

/** Locks one order for an act of somebody's. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`. */
export async function lockOrderFor(
  unit: Unit,
  actor: Actor,
  action: Action,
  id: string,
): Promise<OrderRow> {
  const row = await findOrder(unit, id);
  authorizeOrder(actor, action, row);
  return row;
}

/** Locks an order, no permission asked: everything that moves its money holds this lock. Throws `TypeError`. */
export async function lockOrder(unit: Unit, id: string): Promise<OrderRow> {
  const row = await findOrder(unit, id);
  if (row === undefined) throw new TypeError(`no order ${id}`);
  return row;
}

async function findOrder({ db }: Unit, id: string): Promise<OrderRow | undefined> {
  const [row] = await db.select().from(paymentOrder).where(eq(paymentOrder.id, id)).for('update');
  return row;
}

/** The filing that an order is for. Throws `TypeError`: an order names one that is there. */
export async function filingOf(
  db: Db,
  { filing: id }: Pick<OrderRow, 'filing'>,
): Promise<FilingRow> {
  const [row] = await db.select().from(filing).where(eq(filing.id, id));
  if (row === undefined) throw new TypeError(`no filing ${id}`);
  return row;
}

/**
 * Before an official does something about a payment: nobody decides what he pays himself, and who stands in for a colleague
 * is noted. Throws `NOT_PERMITTED`.
 */
export async function demandOther(
  court: Court,
  unit: Unit,
  actor: Actor,
  action: Action,
  row: { readonly id: string; readonly court: string; readonly person: string },
): Promise<void> {
  if (row.person === actor.person) throw new CunzhengError('NOT_PERMITTED', 'his own matter');
  const acted = { court: row.court, subject: row.id, about: row.person };
  await noteStoodIn(court, unit, actor, action, acted);
}
