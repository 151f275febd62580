import type { RecordId } from '@cunzheng/domain';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import { document, receipt, service } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { stopClock } from '../clocks/run.ts';

type Chain = Pick<Court, 'notary'>;

/*
 * What the ledger refused 上链异常 is mended by doing the act again, under a new record: before an act, whatever a
 * refused record had left in the tables is taken back. The refused record itself stays in the notary's outbox.
 */

/** Asks over the act's own connection: another one may not be free while many acts are under way. */
async function refused(court: Chain, { client }: Unit, ids: readonly string[]): Promise<string[]> {
  const statuses = await court.notary.statuses(ids as readonly RecordId[], client);
  return ids.filter((id) => statuses.get(id as RecordId)?.state === 'failed');
}

/** A document whose issue the ledger refused is a draft again. */
export async function takeBackRefusedIssue(court: Chain, unit: Unit, id: string): Promise<void> {
  const { db } = unit;
  const [row] = await db.select().from(document).where(eq(document.id, id)).for('update');
  const recordId = row?.recordId;
  if (recordId === null || recordId === undefined) return;
  if ((await refused(court, unit, [recordId])).length === 0) return;
  const draft = { state: 'draft' as const, issuedAt: null, issuedBy: null, recordId: null };
  await db.update(document).set(draft).where(eq(document.id, id));
}

/** Services of a document that the ledger refused are forgotten, with what seemed to have happened to them. */
export async function takeBackRefusedServices(
  court: Chain & Pick<Court, 'clock'>,
  unit: Unit,
  documentId: string,
): Promise<void> {
  const { db } = unit;
  const rows = await db.select().from(service).where(eq(service.documentId, documentId));
  const failed = await refused(
    court,
    unit,
    rows.map((row) => row.recordId),
  );
  const ids = rows.filter((row) => failed.includes(row.recordId)).map((row) => row.id);
  if (ids.length === 0) return;
  for (const id of ids) {
    const subject = { kind: 'service', id } as const;
    await stopClock(court, unit, { subject }, { outcome: 'ended', because: 'failed' });
  }
  await db.delete(receipt).where(inArray(receipt.serviceId, ids));
  await db.delete(service).where(inArray(service.id, ids));
}

/** Receipts that the ledger refused are forgotten; the service is where the last that stands left it. */
export async function takeBackRefusedReceipts(
  court: Chain,
  unit: Unit,
  serviceId: string,
): Promise<void> {
  const { db } = unit;
  const rows = await db
    .select()
    .from(receipt)
    .where(eq(receipt.serviceId, serviceId))
    .orderBy(asc(receipt.actTime));
  const failed = await refused(
    court,
    unit,
    rows.map((row) => row.recordId),
  );
  if (failed.length === 0) return;
  const own = and(eq(receipt.serviceId, serviceId), inArray(receipt.recordId, failed));
  await db.delete(receipt).where(own);
  const last = rows.filter((row) => !failed.includes(row.recordId)).at(-1);
  await db
    .update(service)
    .set({ state: last?.event ?? 'sent' })
    .where(eq(service.id, serviceId));
}
