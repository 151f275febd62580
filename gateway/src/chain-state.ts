import type { RecordId } from '@cunzheng/domain';
import type { CourtNotary, RecordProgress } from './context.ts';
import type { Difference } from './flows/verification/differences.ts';

/** How far the record of an act got, as answers carry it. Times are ISO texts. */
export interface ChainState {
  /** As the notary has it; `differs` where the tables say other than the record, `unchecked` while nobody can tell. */
  readonly state: RecordProgress['state'] | 'differs' | 'unchecked';
  /** In what the tables differ. */
  readonly differs?: readonly Difference[];
  readonly recordId: string;
  readonly code?: string;
  readonly block?: number;
  readonly txId?: string;
  readonly txTime?: string;
  readonly index?: number;
}

/** State of one record; pending when the notary does not know it (its transaction is not over yet). */
export async function chainState(notary: CourtNotary, id: string): Promise<ChainState> {
  const states = await chainStates(notary, [id]);
  return states(id);
}

/** States of many records, asked for at once. */
export async function chainStates(
  notary: CourtNotary,
  ids: readonly string[],
): Promise<(id: string) => ChainState> {
  const known = await notary.statuses(ids as readonly RecordId[]);
  return (id) => {
    const progress = known.get(id as RecordId);
    return progress === undefined ? { state: 'pending', recordId: id } : chainStateOf(progress);
  };
}

/** The form in answers of what the notary says. */
function chainStateOf(progress: RecordProgress): ChainState {
  const { id, state, code, block, txId, txTime, index } = progress;
  return {
    state,
    recordId: id,
    ...(code === undefined ? {} : { code }),
    ...(block === undefined ? {} : { block }),
    ...(txId === undefined ? {} : { txId }),
    ...(txTime === undefined ? {} : { txTime: new Date(txTime).toISOString() }),
    ...(index === undefined ? {} : { index }),
  };
}
