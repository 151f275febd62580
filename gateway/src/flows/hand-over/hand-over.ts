import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { handOver } from '../../store/tables/helping.ts';
import { noteEvent } from '../accounts/events.ts';
import { atStep, ownStore, stepping, type Who } from '../accounts/proofing-row.ts';
import { readProofing } from '../accounts/proofing-view.ts';

/** The code stands on a screen that others may see: it opens once, within two minutes. */
export const HAND_OVER_MS = 2 * 60_000;
/** Time for photographs and portrait on the phone. */
const PASS_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;

const hashOf = (kind: 'token' | 'pass', text: string) =>
  createHash('sha256').update(`hand-over ${kind}\0${text}`).digest('base64url');

/** A token for the QR code. One that was not opened yet works no more. Throws `STATE_UNFIT` at any other step. */
export function makeHandOver(
  court: Court,
  who: Who,
): Promise<{ readonly token: string; readonly until: string }> {
  const token = randomBytes(32).toString('base64url');
  const now = court.clock();
  const expiresAt = new Date(now + HAND_OVER_MS);
  return stepping(court, who, async (unit) => {
    await atStep(court, unit, who, 'photos', 'portrait');
    await unit.db
      .update(handOver)
      .set({ endedAt: new Date(now) })
      .where(and(eq(handOver.person, who.person), isNull(handOver.endedAt)));
    await unit.db.insert(handOver).values({
      ...{ id: randomUUID(), person: who.person, helper: who.helper ?? null },
      ...{ tokenHash: hashOf('token', token), madeAt: new Date(now), expiresAt },
    });
    return { token, until: expiresAt.toISOString() };
  });
}

/**
 * Opens it on the other device, once. The pass that is returned is good for photographs and portrait of this registration
 * and for nothing else: no session is opened. Throws `LINK_EXPIRED`.
 */
export async function openHandOver(court: Court, token: string): Promise<{ pass: string }> {
  const pass = randomBytes(32).toString('base64url');
  const now = new Date(court.clock());
  await asHouse(court, 'accounts').store.transaction(async (unit) => {
    await unit.db.delete(handOver).where(lt(handOver.madeAt, new Date(court.clock() - DAY_MS)));
    const [row] = await unit.db
      .update(handOver)
      .set({
        ...{ openedAt: now, passHash: hashOf('pass', pass) },
        passUntil: new Date(court.clock() + PASS_MS),
      })
      .where(
        and(
          eq(handOver.tokenHash, hashOf('token', token)),
          ...[isNull(handOver.openedAt), isNull(handOver.endedAt), gt(handOver.expiresAt, now)],
        ),
      )
      .returning();
    if (row === undefined) throw new CunzhengError('LINK_EXPIRED');
    const { person, helper } = row;
    await noteEvent(court, unit, { person, actor: helper ?? undefined, event: 'handedOver' });
  });
  return { pass };
}

/** Whose registration a pass is for. Throws `LINK_EXPIRED`. */
export async function handedOverBy(court: Court, pass: string): Promise<Who> {
  const [row] = await asHouse(court, 'accounts')
    .store.db.select()
    .from(handOver)
    .where(and(eq(handOver.passHash, hashOf('pass', pass)), isNull(handOver.endedAt)));
  demand(row?.passUntil != null && row.passUntil.getTime() > court.clock(), 'LINK_EXPIRED');
  const { person, helper } = row;
  return { person, ...(helper === null ? {} : { helper }) };
}

/** What the other device has to know, which is neither name nor number. */
export interface HandOverView {
  readonly step: 'photos' | 'portrait' | 'over';
  readonly photosNeeded: readonly string[];
  readonly photos: readonly string[];
  readonly portraitByMachine: boolean;
}

/** Where the registration stands, for the device with the pass. Throws `LINK_EXPIRED`. */
export async function readHandOver(court: Court, pass: string): Promise<HandOverView> {
  const view = await readProofing(court, await handedOverBy(court, pass));
  const { step, photos, photosNeeded, portraitByMachine, triesLeft } = view;
  return {
    step: step === 'photos' || step === 'portrait' ? step : 'over',
    photosNeeded: step === 'portrait' ? ['holding'] : photosNeeded,
    photos: photos.map(({ side }) => side),
    portraitByMachine: portraitByMachine && triesLeft > 0,
  };
}

/** The other screen takes over again: the phone's pass ends at once. */
export async function endHandOver(court: Court, who: Who): Promise<void> {
  await ownStore(court, who)
    .db.update(handOver)
    .set({ endedAt: new Date(court.clock()) })
    .where(and(eq(handOver.person, who.person), isNull(handOver.endedAt)));
}
