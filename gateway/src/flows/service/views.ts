import { asc, desc, eq, inArray, type SQL } from 'drizzle-orm';
import type { ChainState } from '../../chain-state.ts';
import { type Court, courtName } from '../../context.ts';
import {
  type CaseRow,
  courtCase,
  type DocumentRow,
  document,
  type PartyRow,
  party,
  person,
  type ReceiptRow,
  receipt,
  type ServiceRow,
  service,
} from '../../store/schema.ts';
import { verifyUrl } from '../../verify-url.ts';
import { type Claim, stateFits } from '../verification/differences.ts';
import { type ClaimedStates, claimedStates, differing } from '../verification/findings.ts';
import type { ServiceState } from './state.ts';

export type { ServiceRow } from '../../store/schema.ts';

/** One thing that happened to a service. `id` is the record's. */
export interface ReceiptView {
  readonly id: string;
  readonly event: ReceiptRow['event'];
  readonly actTime: string;
  readonly actor?: string;
  readonly capacity?: NonNullable<ReceiptRow['capacity']>;
  readonly reason?: string;
  readonly chain: ChainState;
}

/** One document sent to one recipient, with everything that became of it. */
export interface ServiceView {
  readonly id: string;
  readonly documentId: string;
  readonly title: string;
  readonly kind: string;
  readonly number: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly caseNumber: string;
  readonly recipient: { readonly id: string; readonly name: string };
  readonly channel: string;
  readonly sentAt: string;
  readonly state: ServiceState;
  readonly chain: ChainState;
  readonly receipts: readonly ReceiptView[];
  /** Printed code and digest: only once the recipient has opened it, as on the paper in his hands. */
  readonly code?: string;
  readonly sha256?: string;
  readonly sm3?: string;
  readonly pages?: number;
  readonly size?: number;
  readonly verifyUrl?: string;
}

/** Views of the services that a condition names, newest first. The caller answers for who may see them. */
export async function serviceViews(
  court: Court,
  where: SQL | undefined,
  { limit = 500, staff = false }: { limit?: number; staff?: boolean } = {},
): Promise<ServiceView[]> {
  const rows = await court.store.db
    .select({ service, document, courtCase, party })
    .from(service)
    .innerJoin(document, eq(document.id, service.documentId))
    .innerJoin(courtCase, eq(courtCase.id, document.caseId))
    .innerJoin(party, eq(party.id, service.partyId))
    .where(where)
    .orderBy(desc(service.sentAt), asc(service.id))
    .limit(limit);
  const receipts = await receiptRows(
    court,
    rows.map((row) => row.service.id),
  );
  const mine = (row: Joined) =>
    receipts.filter((each) => each.receipt.serviceId === row.service.id);
  const chain = await claimedStates(
    court,
    rows.flatMap((row) => claimsOf(row, mine(row))),
  );
  return rows.map((row) => serviceView(court, row, { receipts: mine(row), chain, staff }));
}

interface Joined {
  readonly service: ServiceRow;
  readonly document: DocumentRow;
  readonly courtCase: CaseRow;
  readonly party: PartyRow;
}

/** All that a service's page shows beside its chain states. */
function claimsOf(row: Joined, receipts: readonly NamedReceipt[]): Claim[] {
  return [
    { kind: 'document', document: row.document, courtCase: row.courtCase },
    { kind: 'service', ...row },
    ...receipts.map(
      ({ receipt: each, name }): Claim => ({
        kind: 'receipt',
        ...row,
        receipt: each,
        signer: name,
      }),
    ),
  ];
}

/** The service's own state; it also speaks for the document and for the state that its page shows beside it. */
function standing(
  { service: row, document: own }: Joined,
  receipts: readonly NamedReceipt[],
  chain: ClaimedStates,
) {
  const issue = own.recordId === null ? undefined : chain('document', own.recordId);
  const rows = receipts.map((each) => each.receipt);
  return differing(chain('service', row.recordId), [
    ...(issue?.differs ?? []),
    ...(stateFits(row, rows) ? [] : (['state'] as const)),
  ]);
}

function serviceView(
  court: Court,
  row: Joined,
  {
    receipts,
    chain,
    staff,
  }: { receipts: readonly NamedReceipt[]; chain: ClaimedStates; staff: boolean },
): ServiceView {
  const told = staff || isRead(row.service.state);
  const { number, code, sha256, sm3, pages, size } = row.document;
  const printed = { code, sha256, sm3, pages, size, verifyUrl: verifyUrl(court, number, code) };
  return {
    id: row.service.id,
    documentId: row.document.id,
    title: row.document.title,
    kind: row.document.kind,
    number: row.document.number,
    court: courtName(court, row.service.court),
    caseNumber: row.courtCase.caseNumber,
    recipient: { id: row.party.id, name: row.party.name },
    channel: row.service.channel,
    sentAt: row.service.sentAt.toISOString(),
    state: row.service.state,
    chain: standing(row, receipts, chain),
    receipts: receipts.map((each) => receiptView(each, chain)),
    ...(told ? printed : {}),
  };
}

async function receiptRows(court: Court, ids: string[]): Promise<NamedReceipt[]> {
  if (ids.length === 0) return [];
  return court.store.db
    .select({ receipt, name: person.name })
    .from(receipt)
    .leftJoin(person, eq(person.id, receipt.actor))
    .where(inArray(receipt.serviceId, ids))
    .orderBy(asc(receipt.actTime));
}

interface NamedReceipt {
  readonly receipt: ReceiptRow;
  /** Who acted; nobody where the court's system did. */
  readonly name: string | null;
}

function receiptView({ receipt: row, name }: NamedReceipt, chain: ClaimedStates): ReceiptView {
  return {
    id: row.recordId,
    event: row.event,
    actTime: row.actTime.toISOString(),
    ...(name === null ? {} : { actor: name }),
    ...(row.capacity === null ? {} : { capacity: row.capacity }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    chain: chain('receipt', row.recordId),
  };
}

/** The recipient holds the paper in his hands only once he has opened it. */
export function isRead(state: ServiceState): boolean {
  return state !== 'sent' && state !== 'arrived';
}

/** Services of these documents, by document, for officials. */
export async function servicesOfDocuments(
  court: Court,
  documentIds: string[],
): Promise<Map<string, ServiceView[]>> {
  const views = await serviceViews(court, inArray(service.documentId, documentIds), {
    staff: true,
  });
  const out = new Map<string, ServiceView[]>();
  for (const view of views) {
    out.set(view.documentId, [...(out.get(view.documentId) ?? []), view]);
  }
  return out;
}

/** One service as a view; `undefined` when there is none. */
export async function serviceViewById(
  court: Court,
  id: string,
  staff = false,
): Promise<ServiceView | undefined> {
  const [view] = await serviceViews(court, eq(service.id, id), { limit: 1, staff });
  return view;
}
