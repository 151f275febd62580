import { eq, inArray } from 'drizzle-orm';
import { type Action, type Actor, standsInFor } from '../../access/policy.ts';
import type { Court } from '../../context.ts';
import { person } from '../../store/schema.ts';
import type { Db, Unit } from '../../store/store.ts';
import { stoodIn } from '../../store/tables/audit.ts';
import { noteLook } from './note.ts';

/** An act on something of a court. */
export interface Acted {
  readonly court: string;
  /** Its id. */
  readonly subject: string;
  /** Person whom it concerns. */
  readonly about?: string | undefined;
}

/**
 * Writes into the log, in the act's own transaction, for whom somebody stood in 代理 when only that gave him the right to
 * do this; nothing where an office of his own gives it. The entry is a leaf of the court's next batch.
 */
export async function noteStoodIn(
  court: Pick<Court, 'notary' | 'courts' | 'vault' | 'clock'>,
  unit: Unit,
  actor: Actor,
  action: Action,
  { court: code, subject, about }: Acted,
): Promise<void> {
  const used = standsInFor(actor, action, code);
  if (used.length === 0) return;
  const looked = { court: code, act: 'act.standIn', thing: action, about } as const;
  const entry = await noteLook(court, unit, actor, looked);
  const common = { entry, court: code, person: actor.person, action, subject };
  const at = new Date(court.clock());
  await unit.db
    .insert(stoodIn)
    .values(used.map(({ role, actingFor }) => ({ ...common, role, absent: actingFor.person, at })));
}

/** Names of those for whom acts were done, by what they were done to. */
export async function stoodInFor(
  db: Db,
  subjects: readonly string[],
): Promise<Map<string, string>> {
  if (subjects.length === 0) return new Map();
  const rows = await db
    .selectDistinct({ subject: stoodIn.subject, name: person.name })
    .from(stoodIn)
    .innerJoin(person, eq(person.id, stoodIn.absent))
    .where(inArray(stoodIn.subject, [...subjects]));
  const out = new Map<string, string>();
  for (const { subject, name } of rows)
    out.set(subject, [out.get(subject), name].filter(Boolean).join('、'));
  return out;
}
