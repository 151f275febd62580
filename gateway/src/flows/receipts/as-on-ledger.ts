import { type CourtRecord, CunzhengError } from '@cunzheng/domain';
import { eq } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { ReceiptSheet } from '../../pdf/index.ts';
import { document } from '../../store/schema.ts';
import { demandAgreement, demandHidden, onLedger } from '../verification/on-ledger.ts';

/**
 * Paper outlives the tables it was made from: what it says of the act and of the document must be what the ledger
 * holds. Who acted for a recipient, the cause and the number of pages are not on chain and are the court's word.
 * Throws `RECORD_DIFFERS`.
 */
export async function demandAsOnLedger(
  court: Court,
  documentId: string,
  sheet: ReceiptSheet,
): Promise<void> {
  const { id } = sheet.record;
  await demandDocument(court, documentId, sheet);
  const record = await court.chain.readRecord(id as never);
  demandAgreement(record !== undefined && fits(record, sheet), 'the act');
  await demandHidden(court, id, record, {
    caseNumber: sheet.caseNumber,
    title: sheet.document.title,
    name: sheet.recipient?.name,
    reason: sheet.reason,
  });
}

async function demandDocument(
  court: Court,
  documentId: string,
  { caseNumber, document: { number, sha256, sm3, title } }: ReceiptSheet,
): Promise<void> {
  const [row] = await court.store.db.select().from(document).where(eq(document.id, documentId));
  if (typeof row?.recordId !== 'string') throw new CunzhengError('RECORD_DIFFERS', 'no issue');
  const { recordId } = row;
  const record = await onLedger(court, { recordId, state: 'recorded' }, 'document');
  const same = record?.number === number && record.sha256 === sha256 && record.sm3 === sm3;
  demandAgreement(same, 'the document');
  await demandHidden(court, recordId, record as CourtRecord, { caseNumber, title });
}

function fits(record: CourtRecord, sheet: ReceiptSheet): boolean {
  if (record.actTime !== sheet.actTime) return false;
  switch (record.kind) {
    case 'document':
      return sheet.event === 'issued';
    case 'service':
      return sheet.event === 'sent' && record.channel === sheet.channel;
    case 'receipt':
      return sheet.event === record.event && record.capacity === sheet.recipient?.capacity;
    case 'filing':
    case 'key':
      return false;
  }
}
