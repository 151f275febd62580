import { randomUUID } from 'node:crypto';
import { CunzhengError, demand, type ErrorCode } from '@cunzheng/domain';
import type { PaperSlot } from '@cunzheng/domain/filing';
import { and, asc, eq, lt } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor, asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { filingPaper } from '../../store/tables/filing.ts';
import { type UploadRow, upload } from '../../store/tables/uploads.ts';
import { demandRoom } from './limits.ts';
import { lockFor } from './load.ts';
import { addPaper, onlyPapers, paperLabel } from './papers.ts';
import { type PaperView, paperView } from './views.ts';

/** What nobody went on with for so long is thrown away. */
export const UPLOAD_LIFE_MS = 24 * 3_600_000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Files of one filing that arrive at the same time; the ones that lie longest make room. */
const MAX_OPEN = 20;

/** A paper that somebody begins to send. */
export interface NewUpload {
  readonly filing: string;
  readonly slot: string;
  readonly name: string;
  readonly replaces?: string | undefined;
  /** Of the whole file, in bytes. */
  readonly length: number;
  /** By which the device knows the file again: 22 to 43 letters of base64url. */
  readonly mark: string;
}

/** One that is not complete yet. Sizes in bytes. */
export interface UploadView {
  readonly id: string;
  readonly slot: PaperSlot;
  readonly name: string;
  readonly replaces?: string;
  readonly length: number;
  readonly offset: number;
  readonly mark: string;
}

/**
 * Begins to take a paper piece by piece. Throws `NOT_FOUND`, `STATE_UNFIT`, `INPUT_INVALID`, `FILE_EMPTY`,
 * `FILE_TOO_LARGE`, `FILING_TOO_LARGE`.
 */
export async function beginUpload(
  house: Court,
  actor: Actor,
  wanted: NewUpload,
): Promise<{ readonly id: string }> {
  const said = paperLabel(wanted);
  const { filing, length, mark, replaces } = wanted;
  demand(Number.isSafeInteger(length) && length > 0, 'FILE_EMPTY');
  demand(/^[A-Za-z0-9_-]{22,43}$/.test(mark), 'INPUT_INVALID', 'mark');
  for (const each of [filing, replaces ?? filing]) demand(UUID.test(each), 'INPUT_INVALID', 'id');
  const court = asActor(house, actor);
  const id = randomUUID();
  const gone = await court.store.transaction(async (unit) => {
    const of = await lockFor(unit, actor, filing, 'edit');
    await demandRoom(court, unit, of, { bytes: length, replaces });
    if (replaces !== undefined) await demandIn(unit, filing, replaces);
    const now = new Date(court.clock());
    const before = await dropSame(unit, filing, mark);
    await unit.db.insert(upload).values({
      ...{ id, court: of.court, filing, person: actor.person, ...said, length, mark },
      ...{ replaces: replaces ?? null, state: 'open' as const, begunAt: now, movedAt: now },
    });
    return [...before, ...(await dropOldest(unit, filing))];
  });
  for (const each of gone) await court.files.partials.remove(each.id);
  return { id };
}

async function demandIn({ db }: Unit, filing: string, id: string): Promise<void> {
  const which = and(eq(filingPaper.id, id), eq(filingPaper.filing, filing));
  const [row] = await db.select({ state: filingPaper.state }).from(filingPaper).where(which);
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  demand(row.state === 'in', 'STATE_UNFIT');
}

/** The same file begun anew: nobody heard where the earlier attempt would go on. */
function dropSame({ db }: Unit, filing: string, mark: string): Promise<UploadRow[]> {
  const same = and(eq(upload.filing, filing), eq(upload.mark, mark), eq(upload.state, 'open'));
  return db.delete(upload).where(same).returning();
}

async function dropOldest({ db }: Unit, filing: string): Promise<UploadRow[]> {
  const open = await openOf(db, filing);
  const gone = open.slice(0, Math.max(0, open.length - MAX_OPEN));
  for (const { id } of gone) await db.delete(upload).where(eq(upload.id, id));
  return gone;
}

const openOf = (db: Unit['db'], filing: string): Promise<UploadRow[]> =>
  db
    .select()
    .from(upload)
    .where(and(eq(upload.filing, filing), eq(upload.state, 'open')))
    .orderBy(asc(upload.movedAt));

/** What of a filing was begun and is not complete. Only one's own. Throws `NOT_FOUND`, `STATE_UNFIT`. */
export async function listUploads(
  house: Court,
  actor: Actor,
  filing: string,
): Promise<UploadView[]> {
  const court = asActor(house, actor);
  const rows = await court.store.transaction(async (unit) => {
    await lockFor(unit, actor, filing, 'edit');
    return openOf(unit.db, filing);
  });
  return Promise.all(rows.map((row) => viewOf(court, row)));
}

async function viewOf({ files }: Pick<Court, 'files'>, row: UploadRow): Promise<UploadView> {
  const { id, slot, name, replaces, length, mark } = row;
  const offset = await files.partials.size(id);
  return { id, slot, name, ...(replaces === null ? {} : { replaces }), length, offset, mark };
}

/** How far one's own upload has come; one that is complete ends where it is long. Throws `NOT_FOUND`. */
export async function readUpload(
  house: Court,
  actor: Actor,
  id: string,
): Promise<{ readonly offset: number; readonly length: number }> {
  const court = asActor(house, actor);
  const { state, length } = await ownUpload(court, actor, id);
  if (state === 'done') return { offset: length, length };
  return { offset: await court.files.partials.size(id), length };
}

async function ownUpload(court: Court, { person }: Actor, id: string): Promise<UploadRow> {
  const mine = and(eq(upload.id, id), eq(upload.person, person));
  const [row] = await court.store.db.select().from(upload).where(mine);
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  return row;
}

/**
 * Takes the next bytes of one's own upload as they come and tells where they end. What is no paper is thrown away as soon
 * as its first bytes tell. Throws `NOT_FOUND`, `STATE_UNFIT`, `FILE_NOT_PAPER`, `DISK_FULL`, and what the source throws.
 */
export async function continueUpload(
  house: Court,
  actor: Actor,
  id: string,
  offset: number,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const court = asActor(house, actor);
  const { state } = await ownUpload(court, actor, id);
  demand(state === 'open', 'STATE_UNFIT');
  const bytes = offset === 0 ? onlyPapers(source) : source;
  try {
    return await court.files.partials.write(id, offset, bytes);
  } catch (error) {
    if (error instanceof CunzhengError && error.code === 'FILE_NOT_PAPER') await drop(court, id);
    throw error;
  } finally {
    const moved = { movedAt: new Date(court.clock()) };
    await court.store.db.update(upload).set(moved).where(eq(upload.id, id));
  }
}

async function drop(court: Court, id: string): Promise<void> {
  await court.store.db.delete(upload).where(eq(upload.id, id));
  await court.files.partials.remove(id);
}

/** These say that the file itself, or its filing, will not have it: sending it again would help nobody. */
const FINAL: readonly ErrorCode[] = [
  ...([
    'FILE_EMPTY',
    'FILE_NOT_PAPER',
    'FILE_TOO_LARGE',
    'FILE_INFECTED',
    'FILING_TOO_LARGE',
  ] as const),
  ...(['INPUT_INVALID', 'NOT_FOUND', 'NOT_PERMITTED', 'STATE_UNFIT'] as const),
];

/**
 * Makes a complete upload a paper, once: asked again it answers with the same. `undefined` while bytes are missing. Throws
 * what `addPaper` throws; after a refusal for good the upload is gone, after any other fault it can be asked again.
 */
export async function completeUpload(
  house: Court,
  actor: Actor,
  id: string,
): Promise<PaperView | undefined> {
  const court = asActor(house, actor);
  const row = await ownUpload(court, actor, id);
  if (row.state === 'done') return paperOf(court, row);
  if ((await court.files.partials.size(id)) < row.length) return undefined;
  try {
    return await becomePaper(house, actor, row);
  } catch (error) {
    const now = await ownUpload(court, actor, id);
    if (now.state === 'done') return paperOf(court, now);
    if (error instanceof CunzhengError && FINAL.includes(error.code)) await drop(court, id);
    throw error;
  }
}

async function becomePaper(house: Court, actor: Actor, row: UploadRow): Promise<PaperView> {
  const { id, slot, name, replaces } = row;
  const source = house.files.partials.read(id);
  const paper = await addPaper(house, actor, row.filing, {
    ...{ slot, name, source, replaces: replaces ?? undefined },
    also: async ({ db }, made) => {
      const done = { state: 'done', paper: made.id } as const;
      const mine = and(eq(upload.id, id), eq(upload.state, 'open'));
      const changed = await db.update(upload).set(done).where(mine).returning();
      demand(changed.length > 0, 'STATE_UNFIT', 'complete already');
    },
  }).finally(() => source.destroy());
  await house.files.partials.remove(id);
  return paper;
}

async function paperOf(court: Court, { paper }: UploadRow): Promise<PaperView> {
  const [row] = await court.store.db
    .select()
    .from(filingPaper)
    .where(eq(filingPaper.id, paper ?? ''));
  if (paper === null || row === undefined) throw new CunzhengError('NOT_FOUND');
  return paperView(row);
}

/** Throws one's own upload away; one that is complete stays the paper that it became. Throws `NOT_FOUND`. */
export async function discardUpload(house: Court, actor: Actor, id: string): Promise<void> {
  const court = asActor(house, actor);
  await ownUpload(court, actor, id);
  await drop(court, id);
}

/** Throws away what nobody went on with for a day, and bytes whose row is gone. Tells how many. */
export async function sweepUploads(
  house: Pick<Court, 'store' | 'files' | 'clock'>,
): Promise<{ readonly removed: number }> {
  const court = asHouse(house, 'sweep');
  const before = court.clock() - UPLOAD_LIFE_MS;
  const old = lt(upload.movedAt, new Date(before));
  const gone = await court.store.db.delete(upload).where(old).returning({ id: upload.id });
  const idle = await court.files.partials.idle(before);
  for (const id of new Set([...gone.map((row) => row.id), ...idle])) {
    await court.files.partials.remove(id);
  }
  return { removed: gone.length };
}
