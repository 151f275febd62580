import { randomUUID } from 'node:crypto';
import { CunzhengError, demand, type Sha256 } from '@cunzheng/domain';
import { PAPER_SLOTS, type PaperSlot } from '@cunzheng/domain/filing';
import { and, eq, gte, inArray, isNull, lt, max, notExists } from 'drizzle-orm';
import { type Actor, rolesTowards } from '../../access/policy.ts';
import { asActor, asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { StoredFile } from '../../files/file-store.ts';
import type { Unit } from '../../store/store.ts';
import {
  type FilingPaperRow,
  type FilingRow,
  filing,
  filingPaper,
  filingRound,
  type ScanState,
} from '../../store/tables/filing.ts';
import { imageTypeOf } from '../accounts/photos.ts';
import { noteLook } from '../audit/note.ts';
import type { FileAnswer } from '../documents/queries.ts';
import { touch } from './begin.ts';
import { bytesAllowed, demandRoom } from './limits.ts';
import { authorizeFiling, lockFor, papersIn, subjectOf } from './load.ts';
import { wasHandedIn } from './said.ts';
import { demandReadable, scanNew } from './scans.ts';
import { type PaperView, paperView } from './views.ts';
import { label, MAX_NAME, oneOf } from './words.ts';

/** As many first bytes as it takes to know a file by. */
const HEAD_BYTES = 16;

/** A paper as it is handed in. */
export interface NewPaper {
  /** Its place of the checklist. */
  readonly slot: string;
  /** What it is called in the list. */
  readonly name: string;
  readonly source: Uint8Array | AsyncIterable<Uint8Array>;
  /** Id of the paper whose place it takes. */
  readonly replaces?: string | undefined;
  /** Done in the very transaction in which the paper comes to be; when it throws there is no paper. */
  also?(unit: Unit, paper: FilingPaperRow): Promise<void>;
}

/**
 * Throws unless this person may add a paper to this filing: asked before a body of many megabytes is read. Throws
 * `NOT_FOUND`, `STATE_UNFIT`.
 */
export async function demandPapers(house: Court, actor: Actor, id: string): Promise<void> {
  const court = asActor(house, actor);
  await court.store.transaction((unit) => lockFor(unit, actor, id, 'edit'));
}

/**
 * Adds a paper at the end of the list, or in the place of one that it replaces. One that is in already, the same in name,
 * place and bytes, is given back: an answer that was lost on the way is asked for again. A replaced paper that was submitted
 * stays in the file as such; any other can be brought back for a day and is gone then. Throws `NOT_FOUND`, `STATE_UNFIT`, `INPUT_INVALID`, `FILE_EMPTY`,
 * `FILE_NOT_PAPER` for what is neither PDF nor picture, `FILE_TOO_LARGE` and `FILING_TOO_LARGE` by the court's settings,
 * `FILE_INFECTED`; then nothing has changed.
 */
export async function addPaper(
  house: Court,
  actor: Actor,
  id: string,
  wanted: NewPaper,
): Promise<PaperView> {
  const said = paperLabel(wanted);
  await demandPapers(house, actor, id);
  const court = asActor(house, actor);
  const stored = await store(court, id, wanted.source);
  const row = await court.store.transaction(async (unit) => {
    const of = await lockFor(unit, actor, id, 'edit');
    const { replaces } = wanted;
    const paper = { ...said, ...stored };
    const made =
      (await sameIn(unit, of, paper, replaces)) ??
      (await insertUploaded(court, unit, of, paper, replaces));
    await wanted.also?.(unit, made);
    await touch(court, unit, id);
    return made;
  });
  return paperView(row);
}

/** The very paper that is in, so that who heard nothing and sends it again does not hand it in twice. */
async function sameIn(
  { db }: Unit,
  { id }: FilingRow,
  { slot, name, sha256 }: Added,
  replaces: string | undefined,
): Promise<FilingPaperRow | undefined> {
  const same = and(
    eq(filingPaper.filing, id),
    eq(filingPaper.state, 'in'),
    isNull(filingPaper.madeFrom),
  );
  const alike = and(
    eq(filingPaper.slot, slot),
    eq(filingPaper.name, name),
    eq(filingPaper.sha256, sha256),
  );
  const instead = replaces === undefined ? undefined : eq(filingPaper.replaces, replaces);
  const [row] = await db
    .select()
    .from(filingPaper)
    .where(and(same, alike, instead));
  return row;
}

async function insertUploaded(
  court: Court,
  unit: Unit,
  of: FilingRow,
  paper: Added,
  replaces: string | undefined,
): Promise<FilingPaperRow> {
  if (replaces !== undefined) await demandUploaded(unit, of, replaces);
  await demandRoom(court, unit, of, { bytes: paper.size, replaces });
  return insertPaper(court, unit, of, paper, replaces);
}

/** Place and name of a paper as they are kept. Throws `INPUT_INVALID`. */
export function paperLabel({ slot, name }: Pick<NewPaper, 'slot' | 'name'>): {
  readonly slot: PaperSlot;
  readonly name: string;
} {
  return { slot: oneOf(slot, PAPER_SLOTS, 'slot'), name: label(name, MAX_NAME, 'name') };
}

type Kept = StoredFile & { readonly type: string; readonly scan: ScanState };

async function store(court: Court, id: string, source: NewPaper['source']): Promise<Kept> {
  const { db } = court.store;
  const [row] = await db.select({ code: filing.court }).from(filing).where(eq(filing.id, id));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  const { fileBytes } = await bytesAllowed(court, db, row.code);
  const seen = typed(source);
  let scan: ScanState = 'notScanned';
  const stored = await court.files.put(seen.bytes, {
    maxBytes: fileBytes,
    admit: async (bytes) => {
      scan = await scanNew(court, bytes);
    },
  });
  return { ...stored, type: seen.type(), scan };
}

/** The same bytes, read until their first ones tell that they are no paper. Throws `FILE_EMPTY`, `FILE_NOT_PAPER`. */
export const onlyPapers = (source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  typed(source).bytes;

/** The bytes as they come, and the type that the first of them tell. Throws `FILE_EMPTY`, `FILE_NOT_PAPER`. */
function typed(source: NewPaper['source']): {
  readonly bytes: AsyncIterable<Uint8Array>;
  type(): string;
} {
  let head = Buffer.alloc(0);
  let type: string | undefined;
  async function* bytes() {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
      if (head.length >= HEAD_BYTES) type ??= typeOf(head);
      yield chunk;
    }
    type ??= typeOf(head);
  }
  return { bytes: bytes(), type: () => type as string };
}

function typeOf(head: Buffer): string {
  demand(head.length > 0, 'FILE_EMPTY');
  const pdf = head.subarray(0, 5).toString('latin1') === '%PDF-';
  const type = pdf ? 'application/pdf' : imageTypeOf(head);
  if (type === undefined) throw new CunzhengError('FILE_NOT_PAPER');
  return type;
}

type Added = Kept & ReturnType<typeof paperLabel> & { readonly madeFrom?: string };

/** Adds a row for a stored file, in the place of another where one is named. The filing is locked. */
export async function insertPaper(
  court: Court,
  unit: Unit,
  of: FilingRow,
  paper: Added,
  replaces: string | undefined,
): Promise<FilingPaperRow> {
  const { db } = unit;
  const place = replaces === undefined ? await nextPlace(unit, of) : undefined;
  const old =
    replaces === undefined ? undefined : await takeOut(court, unit, of, replaces, 'replaced');
  const [row] = await db
    .insert(filingPaper)
    .values({
      ...{ id: randomUUID(), court: of.court, filing: of.id, ...paper },
      ...{ place: place ?? (old as FilingPaperRow).place, state: 'in' as const },
      replaces: old?.id ?? null,
      ...{ addedRound: of.round + 1, addedAt: new Date(court.clock()), goneAt: null },
    })
    .returning();
  return row as FilingPaperRow;
}

/** The place after the last; the filing is locked. */
async function nextPlace({ db }: Unit, of: FilingRow): Promise<number> {
  const mine = eq(filingPaper.filing, of.id);
  const [row] = await db
    .select({ last: max(filingPaper.place) })
    .from(filingPaper)
    .where(mine);
  return (row?.last ?? -1) + 1;
}

/** Takes a paper out of the locked filing. Throws `NOT_FOUND`, `STATE_UNFIT`. */
export async function takeOut(
  court: Court,
  { db }: Unit,
  of: FilingRow,
  id: string,
  state: 'replaced' | 'withdrawn',
): Promise<FilingPaperRow> {
  const [row] = await db
    .select()
    .from(filingPaper)
    .where(and(eq(filingPaper.id, id), eq(filingPaper.filing, of.id)));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  demand(row.state === 'in', 'STATE_UNFIT');
  const gone = { state, goneAt: new Date(court.clock()) };
  await db.update(filingPaper).set(gone).where(eq(filingPaper.id, id));
  return row;
}

/** What the system made of the answers goes when they change, and not by hand. Throws `STATE_UNFIT`. */
async function demandUploaded({ db }: Unit, of: FilingRow, id: string): Promise<void> {
  const which = and(eq(filingPaper.id, id), eq(filingPaper.filing, of.id));
  const [row] = await db.select().from(filingPaper).where(which);
  demand((row?.madeFrom ?? null) === null, 'STATE_UNFIT', 'made of the answers');
}

/**
 * Takes a paper out, before it is submitted or while the filing is corrected. Throws `NOT_FOUND`, `STATE_UNFIT`.
 */
export async function withdrawPaper(
  house: Court,
  actor: Actor,
  id: string,
  paper: string,
): Promise<void> {
  const court = asActor(house, actor);
  await court.store.transaction(async (unit) => {
    const of = await lockFor(unit, actor, id, 'edit');
    await demandUploaded(unit, of, paper);
    await takeOut(court, unit, of, paper, 'withdrawn');
    await touch(court, unit, id);
  });
}

/**
 * Brings back a paper that was taken out; what took its place goes. Throws `NOT_FOUND`, `STATE_UNFIT` for one that is in,
 * or whose place was taken twice, and what `addPaper` throws for want of room.
 */
export async function restorePaper(
  house: Court,
  actor: Actor,
  id: string,
  paper: string,
): Promise<PaperView> {
  const court = asActor(house, actor);
  const row = await court.store.transaction(async (unit) => {
    const of = await lockFor(unit, actor, id, 'edit');
    const back = await bringBack(court, unit, of, paper);
    await touch(court, unit, id);
    return back;
  });
  return paperView(row);
}

async function bringBack(
  court: Court,
  unit: Unit,
  of: FilingRow,
  id: string,
): Promise<FilingPaperRow> {
  const { db } = unit;
  const mine = and(eq(filingPaper.id, id), eq(filingPaper.filing, of.id));
  const [row] = await db.select().from(filingPaper).where(mine);
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  demand(row.state !== 'in' && row.madeFrom === null, 'STATE_UNFIT');
  const [other] = (await papersIn(db, of.id)).filter((each) => each.place === row.place);
  if (other !== undefined) {
    demand(other.replaces === id, 'STATE_UNFIT', 'its place was taken twice');
    await takeOut(court, unit, of, other.id, 'withdrawn');
  }
  await demandRoom(court, unit, of, { bytes: row.size });
  const back = { state: 'in', goneAt: null } as const;
  return (await db.update(filingPaper).set(back).where(mine).returning())[0] as FilingPaperRow;
}

/** For so long what was taken out before it was handed in can be brought back. */
const RESTORABLE_MS = 24 * 3_600_000;

/** Forgets papers that were taken out before anybody but their author saw them, a day later. Tells how many. */
export async function sweepPapers(house: Pick<Court, 'store' | 'clock'>): Promise<number> {
  const { store, clock } = asHouse(house, 'sweep');
  return store.transaction(async ({ db }) => {
    const handedIn = db
      .select({ id: filingRound.id })
      .from(filingRound)
      .where(
        and(
          eq(filingRound.filing, filingPaper.filing),
          gte(filingRound.round, filingPaper.addedRound),
          lt(filingRound.submittedAt, filingPaper.goneAt),
        ),
      );
    const old = await db
      .select({ id: filingPaper.id })
      .from(filingPaper)
      .where(and(lt(filingPaper.goneAt, new Date(clock() - RESTORABLE_MS)), notExists(handedIn)));
    const ids = old.map(({ id }) => id);
    const nothing = { replaces: null };
    await db.update(filingPaper).set(nothing).where(inArray(filingPaper.replaces, ids));
    await db.delete(filingPaper).where(inArray(filingPaper.id, ids));
    return ids.length;
  });
}

/**
 * A paper's bytes, for who files and for officials of the court, whose reading is noted. Throws `NOT_FOUND`,
 * `NOT_PERMITTED`, `FILE_ALTERED`, `FILE_MISSING`, `FILE_INFECTED`, and for officials `SCAN_PENDING`.
 */
export async function readPaper(
  house: Court,
  actor: Actor,
  id: string,
  paper: string,
): Promise<FileAnswer & { readonly type: string }> {
  const court = asActor(house, actor);
  const [joined] = await court.store.db
    .select({ paper: filingPaper, of: filing })
    .from(filingPaper)
    .innerJoin(filing, eq(filing.id, filingPaper.filing))
    .where(and(eq(filingPaper.id, paper), eq(filing.id, id)));
  authorizeFiling(actor, 'filing.read', joined?.of);
  const { paper: row, of } = joined as NonNullable<typeof joined>;
  const mine = of.person === actor.person;
  // What its author is only about to hand in, or never did, is nobody else's.
  demand(mine || (await wasHandedIn(court, of, row.id)), 'NOT_FOUND');
  demandReadable(row, mine);
  const file = await court.files.read(row.sha256 as Sha256);
  await noteReading(court, actor, of, row.name);
  return { ...file, name: row.name, type: row.type };
}

/** Writes down that an official looked at a thing of a filing. Who reads his own is not noted. */
export async function noteReading(
  court: Court,
  actor: Actor,
  of: FilingRow,
  thing: string,
): Promise<void> {
  if (of.person === actor.person || rolesTowards(actor, subjectOf(of)).length === 0) return;
  const looked = { court: of.court, act: 'document.file', thing, about: of.person } as const;
  await court.store.transaction((unit) => noteLook(court, unit, actor, looked));
}
