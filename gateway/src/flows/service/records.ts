import {
  hideFields,
  type Json,
  type Opening,
  type ReceiptRecord,
  type ServiceRecord,
  type Unsigned,
} from '@cunzheng/domain';
import type { Court } from '../../context.ts';
import { random128 } from '../../salt.ts';
import { seenCheckpoint } from '../../seen-checkpoint.ts';
import type { courtCase, document, party } from '../../store/schema.ts';
import type { ServiceRow } from './views.ts';

/** All that the records of one service speak of. */
export interface ServiceFacts {
  readonly service: Pick<ServiceRow, 'recordId' | 'court'>;
  readonly document: typeof document.$inferSelect;
  readonly courtCase: typeof courtCase.$inferSelect;
  readonly party: typeof party.$inferSelect;
}

/** The record of a document being sent to one party; who and what is hidden. */
export function buildServiceRecord(
  facts: Omit<ServiceFacts, 'service'>,
  channel: ServiceRecord['channel'],
  now: number,
): { record: ServiceRecord; openings: Opening[] } {
  const { sd, openings } = hideFields(
    {
      caseNumber: facts.courtCase.caseNumber,
      title: facts.document.title,
      name: facts.party.name,
    },
    random128,
  );
  const record: ServiceRecord = {
    v: 1,
    kind: 'service',
    court: facts.document.court,
    caseTag: facts.courtCase.tag as ServiceRecord['caseTag'],
    actTime: new Date(now).toISOString(),
    document: facts.document.recordId as ServiceRecord['document'],
    sha256: facts.document.sha256 as ServiceRecord['sha256'],
    recipient: facts.party.tag as ServiceRecord['recipient'],
    channel,
    sd,
  };
  return { record, openings };
}

type Tag = ReceiptRecord['recipient'];

/** What a receipt says beside its service. */
export interface ReceiptFacts {
  readonly event: ReceiptRecord['event'];
  readonly key: ReceiptRecord['key'];
  readonly capacity?: ReceiptRecord['capacity'];
  readonly reason?: string | undefined;
  /** 留置 (民诉法 89): each has a random tag on chain, the names are hidden. */
  readonly witnesses?: readonly { readonly tag: string; readonly name: string }[] | undefined;
  readonly now: number;
}

/**
 * An unsigned receipt. It hides case number, title and name only, short ones, so that a compact proof that shows all
 * three still fits on paper; a reason and witnesses' names, where given, are shown only in full proofs.
 */
export function buildReceipt(
  chain: Court['chain'],
  facts: ServiceFacts,
  { event, key, capacity, reason, witnesses, now }: ReceiptFacts,
): { unsigned: Unsigned<ReceiptRecord>; openings: Opening[] } {
  const hidden: Record<string, Json> = {
    caseNumber: facts.courtCase.caseNumber,
    title: facts.document.title,
    name: facts.party.name,
    ...(reason === undefined ? {} : { reason }),
    ...(witnesses === undefined ? {} : { witnesses: witnesses.map(({ name }) => name) }),
  };
  const { sd, openings } = hideFields(hidden, random128);
  const unsigned: Unsigned<ReceiptRecord> = {
    v: 1,
    kind: 'receipt',
    court: facts.service.court,
    caseTag: facts.courtCase.tag as ReceiptRecord['caseTag'],
    actTime: new Date(now).toISOString(),
    service: facts.service.recordId as ReceiptRecord['service'],
    sha256: facts.document.sha256 as ReceiptRecord['sha256'],
    event,
    recipient: facts.party.tag as ReceiptRecord['recipient'],
    ...(capacity === undefined ? {} : { capacity }),
    ...(witnesses === undefined ? {} : { witnesses: witnesses.map(({ tag }) => tag as Tag) }),
    key,
    ...seenCheckpoint(chain),
    sd,
  };
  return { unsigned, openings };
}
