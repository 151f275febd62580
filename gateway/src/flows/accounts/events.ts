import { randomUUID } from 'node:crypto';
import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { proofingEvent } from '../../store/tables/accounts.ts';

export interface ProofingEvent {
  readonly person: string;
  /** Who did it; absent for the person himself and for machines. */
  readonly actor?: string | undefined;
  readonly event: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Notes what happened, in the transaction in which it happens. Details never hold a name or number. */
export async function noteEvent(
  { clock }: Pick<Court, 'clock'>,
  { db }: Pick<Unit, 'db'>,
  { person, actor, event, detail = {} }: ProofingEvent,
): Promise<void> {
  const at = new Date(clock());
  await db
    .insert(proofingEvent)
    .values({ id: randomUUID(), person, actor: actor ?? null, event, detail, at });
}
