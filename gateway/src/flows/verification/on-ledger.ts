import {
  type CourtRecord,
  CunzhengError,
  demand,
  openFields,
  type RecordId,
} from '@cunzheng/domain';
import type { ChainState } from '../../chain-state.ts';
import type { Court } from '../../context.ts';

/*
 * SQL is only the court's notebook: whoever administers it can write anything there. What is told as being on chain is
 * therefore read from the ledger, and the tables are believed only for what is not there yet.
 */

export type RecordOf<K extends CourtRecord['kind']> = Extract<CourtRecord, { kind: K }>;

/**
 * The record as the ledger holds it; undefined while it is not there. Throws `RECORD_DIFFERS` when it is of another
 * kind, or is said to be on chain and is not there.
 */
export async function onLedger<K extends CourtRecord['kind']>(
  court: Pick<Court, 'chain'>,
  { recordId, state }: Pick<ChainState, 'recordId' | 'state'>,
  kind: K,
): Promise<RecordOf<K> | undefined> {
  const record = await court.chain.readRecord(recordId as RecordId);
  const claimed = state === 'recorded' || state === 'proven';
  if (record === undefined && !claimed) return undefined;
  demandAgreement(record?.kind === kind, 'the record');
  return record as RecordOf<K>;
}

/** Throws `RECORD_DIFFERS` unless the tables agree with the ledger in this. */
export function demandAgreement(agrees: boolean, what: string): asserts agrees {
  demand(agrees, 'RECORD_DIFFERS', `${what} is not as on the ledger`);
}

/** Throws `RECORD_DIFFERS` unless the record hides each of these texts, and no field of an absent one. */
export async function demandHidden(
  court: Pick<Court, 'notary'>,
  id: string,
  record: CourtRecord,
  texts: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const shown = opened(record, await court.notary.openings(id as RecordId));
  for (const [name, text] of Object.entries(texts)) demandAgreement(shown[name] === text, name);
}

function opened(record: CourtRecord, openings: Parameters<typeof openFields>[1]) {
  try {
    return openFields(record.sd ?? {}, openings);
  } catch (cause) {
    throw new CunzhengError('RECORD_DIFFERS', 'openings do not open the record', { cause });
  }
}
