import type { CourtRecord, RecordId } from '@cunzheng/domain';
import { recordKey } from './keys.ts';
import type { TransactionState } from './transaction-state.ts';

/** A record already on the ledger, or earlier in the same call; undefined when there is none. */
export async function readRecordOf<Kind extends CourtRecord['kind']>(
  state: TransactionState,
  id: RecordId,
  kind: Kind,
): Promise<Extract<CourtRecord, { kind: Kind }> | undefined> {
  const text = await state.read(recordKey(id));
  if (text === undefined) return undefined;
  const record = JSON.parse(text) as CourtRecord;
  return record.kind === kind ? (record as Extract<CourtRecord, { kind: Kind }>) : undefined;
}
