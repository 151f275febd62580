import { randomUUID } from 'node:crypto';
import type { FilingCommand } from '@cunzheng/domain/filing';
import type { Actor } from '../../access/policy.ts';
import type { Unit } from '../../store/store.ts';
import { type FilingRow, filingEvent } from '../../store/tables/filing.ts';

/** One line of a filing's timeline. */
export interface Happened {
  readonly act: FilingCommand;
  readonly actor: Actor;
  readonly at: Date;
  /** Which submission it is about; that of the filing where nothing is said. */
  readonly round?: number | undefined;
  readonly words?: string | undefined;
  readonly detail?: string | undefined;
  /** The signed act, and its record. */
  readonly prepared?: string | undefined;
  readonly recordId?: string | undefined;
}

/** Writes one line of the timeline, in the transaction of the act. */
export async function noteEvent(
  { db }: Pick<Unit, 'db'>,
  row: Pick<FilingRow, 'id' | 'court' | 'round'>,
  happened: Happened,
): Promise<void> {
  const { act, actor, at, words, detail, prepared, recordId } = happened;
  await db.insert(filingEvent).values({
    ...{ id: randomUUID(), court: row.court, filing: row.id, act, at, actor: actor.person },
    round: happened.round ?? row.round,
    ...{ words: words ?? null, detail: detail ?? null },
    ...{ prepared: prepared ?? null, recordId: recordId ?? null },
  });
}
