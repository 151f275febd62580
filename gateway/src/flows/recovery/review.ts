import { CunzhengError, demand, type Sha256 } from '@cunzheng/domain';
import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, authorize, courtsFor } from '../../access/policy.ts';
import { asActor, asHouse } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { maskedName } from '../../personal/masked-name.ts';
import { notePersonal, readPersonal } from '../../personal/read-personal.ts';
import type { Unit } from '../../store/store.ts';
import { identityPhoto, proofing } from '../../store/tables/accounts.ts';
import { type RecoveryRow, recovery, recoveryPhoto } from '../../store/tables/recovery.ts';
import { noteEvent } from '../accounts/events.ts';
import { looksDue, stopLook } from '../accounts/look-clock.ts';
import { openPhoto, type Photo } from '../accounts/photos.ts';
import { noteStoodIn } from '../audit/stood-in.ts';
import { RECOVERY_WAIT_MS, tellAsked } from './change.ts';

/** One recovery that waits for a clerk; the name masked. */
export interface RecoveryLine {
  readonly id: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly name: string;
  readonly askedAt: string;
  readonly dueAt: string;
  readonly overdue: boolean;
}

/** The same, opened: what is said now beside what was proofed before. */
export interface RecoveryView extends RecoveryLine {
  readonly before: { readonly name: string; readonly number: string };
  readonly photos: {
    readonly before: readonly string[];
    readonly now: readonly string[];
  };
}

/** What waits in my courts, the longest overdue first. Throws `NOT_PERMITTED`. */
export async function listRecoveries(court: Court, actor: Actor): Promise<RecoveryLine[]> {
  const mine = courtsFor(actor, 'recovery.read');
  const { db } = asActor(court, actor).store;
  const rows = await db
    .select()
    .from(recovery)
    .where(and(inArray(recovery.court, mine), eq(recovery.state, 'review')));
  const due = await looksDue(
    db,
    rows.map(({ id }) => id),
  );
  return rows
    .map((row) => lineOf(court, row, due.get(row.id)))
    .map((line) => ({ ...line, name: maskedName(line.name) }))
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
}

function lineOf(court: Court, row: RecoveryRow, due = row.dueAt ?? row.askedAt): RecoveryLine {
  return {
    id: row.id,
    court: courtName(court, row.court as string),
    name: court.vault.open(row.nameSealed as string, `recovery.name/${row.id}`),
    askedAt: row.askedAt.toISOString(),
    dueAt: due.toISOString(),
    overdue: due.getTime() < court.clock(),
  };
}

async function demandRecovery(
  { db }: Unit,
  actor: Actor,
  id: string,
  action: 'recovery.read' | 'recovery.decide',
): Promise<RecoveryRow & { readonly court: string; readonly person: string }> {
  const [row] = await db.select().from(recovery).where(eq(recovery.id, id));
  if (row === undefined || row.court === null || row.person === null) {
    throw new CunzhengError('NOT_FOUND');
  }
  const found = { ...row, court: row.court, person: row.person };
  authorize(actor, action, found);
  demand(found.person !== actor.person, 'NOT_PERMITTED');
  return found;
}

/** One that waits, with everything to compare; the reading is noted. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`. */
export function readRecovery(court: Court, actor: Actor, id: string): Promise<RecoveryView> {
  return asActor(court, actor).store.transaction(async (unit) => {
    const row = await demandRecovery(unit, actor, id, 'recovery.read');
    demand(row.state === 'review', 'STATE_UNFIT');
    const { person } = row;
    const [whose] = await unit.db.select().from(proofing).where(eq(proofing.person, person));
    if (whose === undefined) throw new CunzhengError('NOT_FOUND');
    const noted = { court: row.court, person, field: 'recovery', why: 'recovery' } as const;
    await notePersonal(court, unit, actor, noted);
    const before = await unit.db
      .select({ side: identityPhoto.side })
      .from(identityPhoto)
      .where(eq(identityPhoto.person, person));
    const now = await unit.db
      .select({ side: recoveryPhoto.side })
      .from(recoveryPhoto)
      .where(eq(recoveryPhoto.recovery, id));
    const due = (await looksDue(unit.db, [id])).get(id);
    return {
      ...lineOf(court, row, due),
      before: {
        name: (await readPersonal(court, unit, actor, whose, 'name', 'recovery')) ?? '',
        number: (await readPersonal(court, unit, actor, whose, 'number', 'recovery')) ?? '',
      },
      photos: { before: before.map(({ side }) => side), now: now.map(({ side }) => side) },
    };
  });
}

/** A photograph of now or of before, as long as it waits; the reading is noted. */
export async function readRecoveryPhoto(
  court: Court,
  actor: Actor,
  { id, of, side }: { readonly id: string; readonly of: 'before' | 'now'; readonly side: string },
): Promise<Photo> {
  return asActor(court, actor).store.transaction(async (unit) => {
    const row = await demandRecovery(unit, actor, id, 'recovery.read');
    demand(row.state === 'review', 'STATE_UNFIT');
    const { person } = row;
    const field = of === 'before' ? `photo.${side}` : `recovery.${side}`;
    const noted = { court: row.court, person, field, why: 'recovery' } as const;
    await notePersonal(court, unit, actor, noted);
    if (of === 'before') return openPhoto(court, unit.db, person, side);
    return openNow(court, unit, id, side);
  });
}

async function openNow(court: Court, { db }: Unit, id: string, side: string): Promise<Photo> {
  const [row] = await db
    .select()
    .from(recoveryPhoto)
    .where(and(eq(recoveryPhoto.recovery, id), eq(recoveryPhoto.side, side)));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  const { stream } = await court.files.read(row.sha256 as Sha256);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  const bytes = court.vault.openBytes(Buffer.concat(chunks), `recovery.photo/${row.id}`);
  return { type: row.type, bytes };
}

/**
 * A clerk says whether it is the same person. Approved, it still waits three days in which every old channel can cancel.
 * Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`, `INPUT_INVALID` for a refusal without a reason.
 */
export async function decideRecovery(
  court: Court,
  actor: Actor,
  id: string,
  said: { readonly decision: 'approved' | 'refused'; readonly words?: string | undefined },
): Promise<void> {
  const words = said.words?.trim() ?? '';
  demand(said.decision === 'approved' || words !== '', 'INPUT_INVALID', 'words');
  const { person } = await asActor(court, actor).store.transaction((unit) =>
    demandRecovery(unit, actor, id, 'recovery.decide'),
  );
  const approved = said.decision === 'approved';
  const now = court.clock();
  await asHouse(court, 'accounts').store.transaction(async (unit) => {
    const [row] = await unit.db
      .update(recovery)
      .set({
        ...{ state: approved ? 'waiting' : 'refused', words: words === '' ? null : words },
        ...{ decidedAt: new Date(now), decidedBy: actor.person },
        ...(approved ? { effectiveAt: new Date(now + RECOVERY_WAIT_MS) } : {}),
      })
      .where(and(eq(recovery.id, id), eq(recovery.state, 'review')))
      .returning();
    if (row === undefined) throw new CunzhengError('STATE_UNFIT');
    await stopLook(court, unit, id, { outcome: 'met', author: actor.person });
    const detail = { decision: said.decision };
    await noteEvent(court, unit, { person, actor: actor.person, event: 'recoveryDecided', detail });
    const acted = { court: row.court ?? '', subject: id, about: person };
    await noteStoodIn(court, unit, actor, 'recovery.decide', acted);
    if (approved) await tellAsked(court, unit, row);
  });
}
