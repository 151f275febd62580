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
import { type ChainState, chainState, chainStates } from '../../chain-state.ts';
import { type Court, courtName } from '../../context.ts';
import { document, receipt, service } from '../../store/schema.ts';

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
 * so that numbers cannot be tried out. Throws `NOT_FOUND`, `INPUT_INVALID` for what is no code.
 */
export async function lookUpByNumber(
  court: Court,
  number: string,
  code: string,
): Promise<PublicDocument> {
  const typed = parseDocumentCode(code);
  const [row] = await court.store.db
    .select()
    .from(document)
    .where(and(eq(document.number, normalNumber(number)), eq(document.state, 'issued')));
  const fits = row !== undefined && timingSafeEqual(Buffer.from(row.code), Buffer.from(typed));
  if (!fits) throw new CunzhengError('NOT_FOUND');
  const copy = await court.files.check(row.sha256 as Sha256);
  const altered = copy === 'altered' ? { altered: true as const } : {};
  return { number: row.number, ...(await publicDocument(court, row)), ...altered };
}

/** A number as people type it: full-width digits and dashes, spaces. */
function normalNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[‐-―－]/g, '-');
}

/** Whether some issued document has exactly this SHA-256. */
export async function lookUpByDigest(
  court: Court,
  sha256: Sha256,
): Promise<{ found: boolean; document?: PublicDocument }> {
  const [row] = await court.store.db
    .select()
    .from(document)
    .where(and(eq(document.sha256, sha256), eq(document.state, 'issued')));
  return row === undefined
    ? { found: false }
    : { found: true, document: await publicDocument(court, row) };
}

async function publicDocument(court: Court, row: DocumentRow): Promise<PublicDocument> {
  const newest = court.chain.checkpoint();
  const { sha256, sm3, size, pages } = row;
  return {
    court: courtName(court, row.court),
    issuedAt: (row.issuedAt as Date).toISOString(),
    sha256,
    sm3,
    size,
    pages,
    chain: await chainState(court.notary, row.recordId as string),
    ...(newest === undefined ? {} : { checkpoint: checkpointOf(newest) }),
    services: await publicServices(court, row.id),
  };
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

async function publicServices(court: Court, documentId: string) {
  const services = await court.store.db
    .select()
    .from(service)
    .where(eq(service.documentId, documentId))
    .orderBy(asc(service.sentAt));
  return Promise.all(
    services.map(async (row) => ({
      sentAt: row.sentAt.toISOString(),
      channel: row.channel,
      events: await publicEvents(court, row.id),
    })),
  );
}

async function publicEvents(court: Court, serviceId: string) {
  const rows = await court.store.db
    .select()
    .from(receipt)
    .where(eq(receipt.serviceId, serviceId))
    .orderBy(asc(receipt.actTime));
  const chain = await chainStates(
    court.notary,
    rows.map((row) => row.recordId),
  );
  return rows.map((row) => ({
    event: row.event,
    actTime: row.actTime.toISOString(),
    chain: chain(row.recordId),
  }));
}
