import type { Unit } from '../../store/store.ts';
import { suitNote } from '../../store/tables/suits.ts';

/** A submission whose parties are to be noted on chain once its record is there. */
export interface Submitted {
  readonly filing: string;
  readonly round: number;
  readonly court: string;
  readonly recordId: string;
  readonly at: Date;
}

/** Writes a submission into the outbox of like suits, in its own transaction. */
export async function queueSuits({ db }: Pick<Unit, 'db'>, submitted: Submitted): Promise<void> {
  const { at, ...its } = submitted;
  await db.insert(suitNote).values({ ...its, state: 'waiting', tries: 0, tryAt: at });
}
