import { randomUUID } from 'node:crypto';
import { CunzhengError, demand, type ReceiptEvent, recordId } from '@cunzheng/domain';
import { and, eq } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtOf } from '../../context.ts';
import type { SystemKey } from '../../keys/system-key.ts';
import { courtCase, document, party, receipt, service } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { type FileAnswer, fileAnswer } from '../documents/queries.ts';
import { readNoticesAbout } from '../notices/inbox.ts';
import { takeBackRefusedReceipts } from '../verification/mending.ts';
import { buildReceipt, type ServiceFacts } from './records.ts';
import { recipientsOf, serviceEdge } from './state.ts';
import { type ServiceRow, type ServiceView, serviceViewById, serviceViews } from './views.ts';

/** A service row with everything its records speak of. */
export type LoadedService = ServiceFacts & { readonly service: ServiceRow };

/** Locks one service and reads all about it; `undefined` when there is none. */
export async function lockService(
  court: Court,
  unit: Unit,
  id: string,
): Promise<LoadedService | undefined> {
  const { db } = unit;
  const [found] = await db.select().from(service).where(eq(service.id, id)).for('update');
  if (found === undefined) return undefined;
  await takeBackRefusedReceipts(court, unit, id);
  const [row = found] = await db.select().from(service).where(eq(service.id, id));
  const [joined] = await db
    .select({ document, courtCase, party })
    .from(document)
    .innerJoin(courtCase, eq(courtCase.id, document.caseId))
    .innerJoin(party, eq(party.id, row.partyId))
    .where(eq(document.id, row.documentId));
  return { service: row, ...(joined as NonNullable<typeof joined>) };
}

/** What the access table asks of a service. */
export function subjectOf(row: ServiceRow) {
  return { court: row.court, state: row.state, recipients: recipientsOf(row) };
}

/**
 * My inbox, newest first. What is listed for the first time has arrived (人民法院在线诉讼规则 31: it has reached the
 * system of the address), and the court's system records that once.
 */
export async function listMyServices(house: Court, actor: Actor): Promise<ServiceView[]> {
  const court = asActor(house, actor);
  const waiting = await court.store.db
    .select({ id: service.id, court: service.court })
    .from(service)
    .where(and(eq(service.recipient, actor.person), eq(service.state, 'sent')));
  for (const { id, court: code } of waiting) {
    const key = await court.systemKeys.keyOf(courtOf(court, code));
    await court.store.transaction((unit) => advance(court, unit, id, { events: ['arrived'], key }));
  }
  return serviceViews(court, eq(service.recipient, actor.person));
}

/** The same list for somebody who only looks: nothing arrives by it. */
export function listArrived(house: Court, actor: Actor): Promise<ServiceView[]> {
  return serviceViews(asActor(house, actor), eq(service.recipient, actor.person));
}

/** One service, for its recipient or an official of its court. Throws `NOT_FOUND`. */
export async function readService(house: Court, actor: Actor, id: string): Promise<ServiceView> {
  const court = asActor(house, actor);
  const [row] = await court.store.db.select().from(service).where(eq(service.id, id));
  authorize(actor, 'service.read', row && subjectOf(row));
  return viewOf(court, id, row?.recipient !== actor.person);
}

/** The service as a view. Throws `NOT_FOUND`. */
export async function viewOf(court: Court, id: string, staff = false): Promise<ServiceView> {
  const view = await serviceViewById(court, id, staff);
  if (view === undefined) throw new CunzhengError('NOT_FOUND');
  return view;
}

/**
 * The recipient opens the document; recorded by the court's system, once. Opening again changes nothing.
 * Throws `NOT_FOUND`, `NOT_PERMITTED`.
 */
export async function openService(house: Court, actor: Actor, id: string): Promise<ServiceView> {
  const court = asActor(house, actor);
  const [found] = await court.store.db.select().from(service).where(eq(service.id, id));
  demand(found !== undefined, 'NOT_FOUND');
  authorize(actor, 'service.open', subjectOf(found));
  const key = await court.systemKeys.keyOf(courtOf(court, found.court));
  await court.store.transaction(async (unit) => {
    await advance(court, unit, id, { events: ['arrived', 'opened'], key });
    const about = `service/${id}`;
    await readNoticesAbout(court, unit, { person: actor.person, about });
  });
  return viewOf(court, id);
}

/** The PDF, once opened, for the recipient. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`, `FILE_ALTERED`. */
export async function readServiceFile(house: Court, actor: Actor, id: string): Promise<FileAnswer> {
  const court = asActor(house, actor);
  const [row] = await court.store.db
    .select({ service, document })
    .from(service)
    .innerJoin(document, eq(document.id, service.documentId))
    .where(eq(service.id, id));
  authorize(actor, 'service.file', row && subjectOf(row.service));
  demand(row !== undefined, 'NOT_FOUND');
  return fileAnswer(court, row.document, actor);
}

/**
 * Records those of these events, in order, whose turn it is; the court's system signs. Its key is got beforehand:
 * renewing it takes a transaction of its own, and a second connection may never come while this one is held.
 */
async function advance(
  court: Court,
  unit: Unit,
  id: string,
  { events, key }: { events: readonly ReceiptEvent[]; key: SystemKey },
): Promise<void> {
  const loaded = await lockService(court, unit, id);
  if (loaded === undefined) throw new CunzhengError('NOT_FOUND');
  const due = dueEvents(loaded.service.state, events);
  if (due.length === 0) return;
  const row = courtOf(court, loaded.service.court);
  const now = court.clock();
  const built = due.map((event) => {
    const { unsigned, openings } = buildReceipt(court.chain, loaded, { event, key: key.id, now });
    return { record: key.sign(court.chain.network, unsigned), openings };
  });
  for (const { record } of built) {
    await insertReceipt(unit, { recordId: recordId(record), record, serviceId: id });
  }
  await unit.db
    .update(service)
    .set({ state: due.at(-1) as ServiceRow['state'] })
    .where(eq(service.id, id));
  await court.notary.record(unit.client, {
    member: row.member,
    records: built.map(({ record }) => record),
    openings: built.map(({ openings }) => openings),
  });
}

function dueEvents(from: ServiceRow['state'], events: readonly ReceiptEvent[]): ReceiptEvent[] {
  const due: ReceiptEvent[] = [];
  let state = from;
  for (const event of events) {
    const edge = serviceEdge(state, event, 'system');
    if (edge === undefined) continue;
    due.push(event);
    state = edge.to;
  }
  return due;
}

/** The receipt's row beside its record. */
export async function insertReceipt(
  { db }: Pick<Unit, 'db'>,
  {
    recordId: id,
    record,
    serviceId,
    actor,
    reason,
  }: {
    recordId: string;
    record: {
      court: string;
      event: ReceiptEvent;
      actTime: string;
      capacity?: 'self' | 'agent' | 'substitute' | undefined;
    };
    serviceId: string;
    actor?: string;
    reason?: string | null;
  },
): Promise<void> {
  await db.insert(receipt).values({
    recordId: id,
    id: randomUUID(),
    court: record.court,
    serviceId,
    event: record.event,
    actTime: new Date(record.actTime),
    actor: actor ?? null,
    capacity: record.capacity ?? null,
    reason: reason ?? null,
  });
}
