import type {
  CourtRecord,
  DocumentRecord,
  Json,
  ReceiptRecord,
  ServiceRecord,
} from '@cunzheng/domain';
import { ERASED_NAME } from '../../personal/erased.ts';
import type { CaseRow, DocumentRow, PartyRow, ReceiptRow, ServiceRow } from '../../store/schema.ts';

/** What can differ between the court's tables and the ledger; the pages have the words. */
export const DIFFERENCES = [
  'record',
  'court',
  'case',
  'number',
  'sha256',
  'sm3',
  'actTime',
  'caseNumber',
  'title',
  'signer',
  'document',
  'service',
  'recipient',
  'name',
  'channel',
  'event',
  'capacity',
  'reason',
  'state',
  'openings',
  'owner',
  'role',
  'life',
  'point',
  'revoked',
] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** What the tables say of one act, with the rows that its page shows beside it. */
export type Claim = DocumentClaim | ServiceClaim | ReceiptClaim;

export interface DocumentClaim {
  readonly kind: 'document';
  readonly document: DocumentRow;
  readonly courtCase: CaseRow;
  /** Who is said to have signed; left out where no page says so. */
  readonly signer?: string | null;
}

export interface ServiceClaim {
  readonly kind: 'service';
  readonly service: ServiceRow;
  readonly document: DocumentRow;
  readonly courtCase: CaseRow;
  readonly party: PartyRow;
}

export interface ReceiptClaim {
  readonly kind: 'receipt';
  readonly receipt: ReceiptRow;
  readonly service: ServiceRow;
  readonly document: DocumentRow;
  readonly courtCase: CaseRow;
  readonly party: PartyRow;
  /** Null where the court's system is said to have acted. */
  readonly signer: string | null;
}

/** A record with what opens it; `shown` is absent when nothing does. */
export interface HeldRecord {
  readonly record: CourtRecord;
  readonly shown?: Readonly<Record<string, Json>>;
  /** From the registration of the key that signed. */
  readonly signer?: { readonly system: boolean; readonly name?: Json };
}

/** Id of the record that the tables name for an act; `undefined` where they name none. */
export function claimedId(claim: Claim): string | undefined {
  if (claim.kind === 'document') return claim.document.recordId ?? undefined;
  return claim.kind === 'service' ? claim.service.recordId : claim.receipt.recordId;
}

/** Everything in which the tables say other than the ledger of one act; empty when they agree. Pure. */
export function differencesOf(claim: Claim, held: HeldRecord): Difference[] {
  const { record } = held;
  if (claim.kind === 'document' && record.kind === 'document') {
    return failing({ ...documentFacts(claim, record), ...documentWords(claim, held) });
  }
  if (claim.kind === 'service' && record.kind === 'service') {
    const words = hiddenWords(held, { name: claim.party.name });
    return failing({ ...serviceFacts(claim, record), ...words });
  }
  if (claim.kind === 'receipt' && record.kind === 'receipt') {
    return failing({ ...receiptFacts(claim, record), ...receiptWords(claim, held) });
  }
  return ['record'];
}

type Facts = Partial<Record<Difference, boolean>>;

function failing(facts: Facts): Difference[] {
  return DIFFERENCES.filter((name) => facts[name] === false);
}

function documentFacts({ document, courtCase }: DocumentClaim, record: DocumentRecord): Facts {
  return {
    court: document.court === record.court,
    case: courtCase.tag === record.caseTag,
    number: document.number === record.number,
    sha256: document.sha256 === record.sha256,
    sm3: document.sm3 === record.sm3,
    actTime: document.issuedAt?.toISOString() === record.actTime,
  };
}

function documentWords(claim: DocumentClaim, held: HeldRecord): Facts {
  const { document, courtCase, signer } = claim;
  return {
    ...hiddenWords(held, { caseNumber: courtCase.caseNumber, title: document.title }),
    ...(signer === undefined ? {} : { signer: signedBy(held, signer) }),
  };
}

function serviceFacts(claim: ServiceClaim, record: ServiceRecord): Facts {
  const { service, document, courtCase, party } = claim;
  return {
    court: service.court === record.court,
    case: courtCase.tag === record.caseTag,
    document: document.recordId === record.document && document.sha256 === record.sha256,
    recipient: party.tag === record.recipient && party.person === service.recipient,
    channel: service.channel === record.channel,
    actTime: service.sentAt.toISOString() === record.actTime,
  };
}

function receiptFacts(claim: ReceiptClaim, record: ReceiptRecord): Facts {
  const { receipt, service, courtCase, party } = claim;
  return {
    court: receipt.court === record.court,
    case: courtCase.tag === record.caseTag,
    service: service.recordId === record.service,
    recipient: party.tag === record.recipient,
    event: receipt.event === record.event,
    capacity: (receipt.capacity ?? undefined) === record.capacity,
    actTime: receipt.actTime.toISOString() === record.actTime,
  };
}

function receiptWords({ receipt, signer }: ReceiptClaim, held: HeldRecord): Facts {
  return {
    ...hiddenWords(held, { reason: receipt.reason ?? undefined }),
    signer: signedBy(held, signer),
  };
}

function hiddenWords({ shown }: HeldRecord, texts: Record<string, string | undefined>): Facts {
  if (shown === undefined) return { openings: false };
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, shown[name] === text]),
  );
}

/** The name that the key's registration hides, or nobody where the key is the court's system's. */
function signedBy({ signer }: HeldRecord, name: string | null): boolean {
  if (signer === undefined) return false;
  // After an erasure nothing names the signer any more, neither the row nor what opened the key.
  if (name === ERASED_NAME) return !signer.system && signer.name === undefined;
  return signer.system ? name === null : signer.name === name;
}

/** Whether a service's state is the last thing that the tables say happened to it. */
export function stateFits(service: ServiceRow, receipts: readonly ReceiptRow[]): boolean {
  if (receipts.length === 0) return service.state === 'sent';
  const latest = Math.max(...receipts.map(({ actTime }) => actTime.getTime()));
  // Arrived and opened may be one act, at one time.
  return receipts.some(
    ({ actTime, event }) => actTime.getTime() === latest && event === service.state,
  );
}
