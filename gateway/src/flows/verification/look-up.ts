import { timingSafeEqual } from 'node:crypto';
import {
  CunzhengError,
  decodeCosignature,
  parseDocumentCode,
  type Sha256,
  type SignedCheckpoint,
  toBase64Url,
} from '@cunzheng/domain';
import { and, asc, eq } from 'drizzle-orm';
import { asShown } from '../../access/scoped.ts';
import { type ChainState, chainState, chainStates } from '../../chain-state.ts';
import { type Court, courtName } from '../../context.ts';
import { document, receipt, service } from '../../store/schema.ts';
import { demandAgreement, onLedger } from './on-ledger.ts';

/** What anyone may learn of an issued document: no person, no case number, no title. */
export interface PublicDocument {
  readonly number?: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly issuedAt: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly size: number;
  readonly pages: number;
  readonly chain: ChainState;
  readonly checkpoint?: { readonly size: number; readonly root: string; readonly signedAt: string };
  readonly services: readonly {
    readonly sentAt: string;
    readonly channel: string;
    readonly events: readonly {
      readonly event: string;
      readonly actTime: string;
      readonly chain: ChainState;
    }[];
  }[];
  /** The court's own stored copy no longer has the digest on chain. */
  readonly altered?: true;
}

type DocumentRow = typeof document.$inferSelect;

/**
 * The issued document with this number and this printed code. A wrong number and a wrong code get the same answer,
 * so that numbers cannot be tried out. Digests and times are the ledger's. Throws `NOT_FOUND`, `INPUT_INVALID` for
 * what is no code, `RECORD_DIFFERS` when the tables claim what the ledger does not hold.
 */
export async function lookUpByNumber(
  house: Court,
  number: string,
  code: string,
): Promise<PublicDocument> {
  const typed = parseDocumentCode(code);
  const asked = normalNumber(number);
  const court = asShown(house, asked, typed);
  const [row] = await court.store.db
    .select()
    .from(document)
    .where(and(eq(document.number, asked), eq(document.state, 'issued')));
  const fits = row !== undefined && timingSafeEqual(Buffer.from(row.code), Buffer.from(typed));
  if (!fits) throw new CunzhengError('NOT_FOUND');
  const found = await publicDocument(court, row);
  const copy = await court.files.check(found.sha256 as Sha256);
  const altered = copy === 'altered' ? { altered: true as const } : {};
  return { number: row.number, ...found, ...altered };
}

/** A number as people type it: full-width digits and dashes, spaces. */
function normalNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[‐-―－]/g, '-');
}

/** Whether some issued document has exactly this SHA-256, by the tables and, once it is there, by the ledger. Throws `RECORD_DIFFERS`. */
export async function lookUpByDigest(
  house: Court,
  sha256: Sha256,
): Promise<{ found: boolean; document?: PublicDocument }> {
  const court = asShown(house, sha256);
  const [row] = await court.store.db
    .select()
    .from(document)
    .where(and(eq(document.sha256, sha256), eq(document.state, 'issued')));
  if (row === undefined) return { found: false };
  const found = await publicDocument(court, row);
  demandAgreement(found.sha256 === sha256, 'the digest');
  return { found: true, document: found };
}

async function publicDocument(court: Court, row: DocumentRow): Promise<PublicDocument> {
  await court.knowCourts([row.court]);
  const newest = court.chain.checkpoint();
  const chain = await chainState(court.notary, row.recordId as string);
  const { size, pages } = row;
  return {
    court: courtName(court, row.court),
    ...(await issueFacts(court, row, chain)),
    size,
    pages,
    chain,
    ...(newest === undefined ? {} : { checkpoint: checkpointOf(newest) }),
    services: await publicServices(court, row),
  };
}

/** When it was issued and its digests: the ledger's, or the court's own while the record is on its way. */
async function issueFacts(court: Court, row: DocumentRow, chain: ChainState) {
  const record = await onLedger(court, chain, 'document');
  if (record === undefined) {
    return { issuedAt: (row.issuedAt as Date).toISOString(), sha256: row.sha256, sm3: row.sm3 };
  }
  demandAgreement(record.court === row.court && record.number === row.number, 'the number');
  return { issuedAt: record.actTime, sha256: record.sha256, sm3: record.sm3 };
}

/** Size, root and the latest time at which a court signed it. */
function checkpointOf(signed: SignedCheckpoint) {
  const { size, root } = signed.checkpoint;
  const times = signed.signatures
    .filter(({ signature }) => signature.length === 72)
    .map(({ signature }) => decodeCosignature(signature).time);
  const signedAt = new Date(Math.max(...times) * 1000).toISOString();
  return { size, root: toBase64Url(root), signedAt };
}

async function publicServices(court: Court, { id, recordId }: DocumentRow) {
  const services = await asShown(court, id)
    .store.db.select()
    .from(service)
    .where(eq(service.documentId, id))
    .orderBy(asc(service.sentAt));
  const chain = await chainStates(
    court.notary,
    services.map((row) => row.recordId),
  );
  return Promise.all(
    services.map(async (row) => {
      const record = await onLedger(court, chain(row.recordId), 'service');
      demandAgreement(record === undefined || record.document === recordId, 'the service');
      return {
        sentAt: record?.actTime ?? row.sentAt.toISOString(),
        channel: record?.channel ?? row.channel,
        events: await publicEvents(court, row),
      };
    }),
  );
}

async function publicEvents(court: Court, { id, recordId }: typeof service.$inferSelect) {
  const rows = await asShown(court, id)
    .store.db.select()
    .from(receipt)
    .where(eq(receipt.serviceId, id))
    .orderBy(asc(receipt.actTime));
  const chain = await chainStates(
    court.notary,
    rows.map((row) => row.recordId),
  );
  const events = await Promise.all(
    rows.map(async (row) => {
      const record = await onLedger(court, chain(row.recordId), 'receipt');
      demandAgreement(record === undefined || record.service === recordId, 'the receipt');
      return {
        event: record?.event ?? row.event,
        actTime: record?.actTime ?? row.actTime.toISOString(),
        chain: chain(row.recordId),
      };
    }),
  );
  // By the times that are told, not by the rows'.
  return events.sort((a, b) => (a.actTime < b.actTime ? -1 : Number(a.actTime > b.actTime)));
}
