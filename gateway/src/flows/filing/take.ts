import { CunzhengError, demand } from '@cunzheng/domain';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import type { FilingRow } from '../../store/tables/filing.ts';
import { noteStoodIn } from '../audit/stood-in.ts';
import { touch } from './begin.ts';
import { noteEvent } from './events.ts';
import { lockFor } from './load.ts';
import { type FilingView, viewOf } from './views.ts';
import { grounds } from './words.ts';

/**
 * Takes a filing on: from then on it is this official's, also after a correction. Another's is taken over by who stands in
 * for him 代理, or with a reason, which stays in the timeline. Nobody reviews what he filed himself. Throws `NOT_FOUND`,
 * `NOT_PERMITTED`, `STATE_UNFIT`, `FILING_TAKEN`.
 */
export async function takeFiling(
  house: Court,
  actor: Actor,
  id: string,
  { reason }: { readonly reason?: string | undefined } = {},
): Promise<FilingView> {
  const court = asActor(house, actor);
  await court.store.transaction(async (unit) => {
    const row = await lockFor(unit, actor, id, 'take');
    demandNotOwn(actor, row);
    if (row.reviewer === actor.person) return;
    const words = reason === undefined ? undefined : grounds(reason, 'reason');
    demand(words !== undefined || mayReview(actor, row), 'FILING_TAKEN');
    await becomeReviewer(court, unit, actor, row, { words, at: new Date(court.clock()) });
  });
  return viewOf(court, actor, id);
}

/** Nobody's yet, his own, or that of somebody for whom he stands in. */
function mayReview(actor: Actor, { court, reviewer }: FilingRow): boolean {
  if (reviewer === null || reviewer === actor.person) return true;
  return actor.offices.some(
    (office) => office.court === court && office.actingFor?.person === reviewer,
  );
}

/** How it stands towards one official. Pure. */
export function standing(
  actor: Actor,
  row: FilingRow,
): { taken: 'nobody' | 'me' | 'other'; standsIn: boolean; own: boolean } {
  const { reviewer } = row;
  const other = reviewer !== null && reviewer !== actor.person;
  return {
    taken: reviewer === null ? 'nobody' : other ? 'other' : 'me',
    standsIn: other && mayReview(actor, row),
    own: row.person === actor.person,
  };
}

/** Most filings that are taken on in one go. */
export const MAX_TAKEN_AT_ONCE = 50;

/** What became of each of several filings. */
export interface TakenFilings {
  readonly taken: readonly string[];
  /** Those that stay as they are, and the code that says why. */
  readonly refused: readonly { readonly id: string; readonly code: string }[];
}

/**
 * Takes several filings on, each for itself: one that somebody was faster with hinders no other. Throws `INPUT_INVALID` for
 * more than fifty.
 */
export async function takeFilings(
  house: Court,
  actor: Actor,
  ids: readonly string[],
): Promise<TakenFilings> {
  demand(ids.length <= MAX_TAKEN_AT_ONCE, 'INPUT_INVALID', 'too many at once');
  const taken: string[] = [];
  const refused: { id: string; code: string }[] = [];
  for (const id of new Set(ids)) {
    try {
      await takeFiling(house, actor, id);
      taken.push(id);
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      refused.push({ id, code: error.code });
    }
  }
  return { taken, refused };
}

function demandNotOwn(actor: Actor, row: FilingRow): void {
  if (row.person === actor.person) throw new CunzhengError('NOT_PERMITTED', 'his own filing');
}

/** Throws `FILING_TAKEN` when it is another's to answer, `NOT_PERMITTED` for what one filed oneself. */
export function demandReviewer(actor: Actor, row: FilingRow): void {
  demandNotOwn(actor, row);
  // Once it is accepted, whoever is there gives the number.
  demand(row.state !== 'review' || mayReview(actor, row), 'FILING_TAKEN');
}

/** Who answers what nobody has taken, or in another's place, has taken it by that. */
export async function becomeReviewer(
  court: Court,
  unit: Unit,
  actor: Actor,
  row: FilingRow,
  { words, at }: { readonly words?: string | undefined; readonly at: Date },
): Promise<void> {
  if (row.reviewer === actor.person) return;
  await touch(court, unit, row.id, { reviewer: actor.person });
  await noteEvent(unit, row, { act: 'take', actor, at, words });
  const about = { court: row.court, subject: row.id, about: row.person };
  await noteStoodIn(court, unit, actor, 'filing.take', about);
}
