import {
  CunzhengError,
  demand,
  type ErrorCode,
  isErrorCode,
  type RecordId,
} from '@cunzheng/domain';
import { dayOf } from '@cunzheng/domain/deadlines';
import { MAX_SUIT_ENTRIES, type SuitEntry } from '@cunzheng/domain/suits';
import { and, asc, eq, lte } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import { type Court, courtOf, type SuitIndex } from '../../context.ts';
import { keyOfDay, type SuitKey } from '../../keys/suit-keys.ts';
import { filing } from '../../store/tables/filing.ts';
import { type SuitNoteRow, suitNote } from '../../store/tables/suits.ts';
import { pairsOf, partiesSaid, tagsOf } from './pairs.ts';

/** What one sweep did. */
export interface SuitSweep {
  /** Submissions that were noted, and the entries that stand on chain because of them. */
  readonly noted: number;
  readonly entries: number;
  /** Why others were not; they are tried again. */
  readonly failures: readonly CunzhengError[];
}

/** Submissions that one sweep looks at. */
const AT_ONCE = 200;
/** A record that is not on chain yet is looked for again after so long. */
const PENDING_MS = 15_000;
const FIRST_RETRY_MS = 30_000;
const MAX_RETRY_MS = 3_600_000;

/** A submission whose record is on chain. */
interface Due extends SuitNoteRow {
  /** Id of the filing's first submission. */
  readonly first: string;
  /** Hosts the court that the filing is at now. */
  readonly member: string;
}

/** One with all that is to be written of it. */
interface Ready extends Due {
  readonly notes: readonly SuitEntry[];
}

/** What a sweep works with. */
interface Work {
  readonly court: Court;
  readonly index: SuitIndex;
  readonly key: SuitKey;
  readonly now: number;
  readonly done: Ready[];
  readonly failures: CunzhengError[];
}

/**
 * Notes on chain who stands against whom in what was handed in, as soon as its record is there: few calls with many
 * entries, for a block with such a call is shown in no proof. However often a sweep is cut short, an entry that is there
 * stays one entry. Without a key for today nothing is done, and nothing is lost. Throws `CONFIG_INVALID` for a broken file
 * of keys.
 */
export async function sweepSuits(house: Court): Promise<SuitSweep> {
  const work = await begin(house);
  if (work === undefined) return { noted: 0, entries: 0, failures: [] };
  const ready: Ready[] = [];
  for (const due of await dueNow(work))
    await orLater(work, [due], async () => ready.push(await prepare(work, due)));
  for (const pack of packsOf(ready)) await orLater(work, pack, () => notePack(work, pack));
  const { done, failures } = work;
  return { noted: done.length, entries: done.flatMap(({ notes }) => notes).length, failures };
}

async function begin(house: Court): Promise<Work | undefined> {
  if (house.suits === undefined) return undefined;
  const { index, keys } = house.suits;
  const now = house.clock();
  const key = keyOfDay(await keys(), dayOf(new Date(now).toISOString()));
  if (key === undefined) return undefined;
  return { court: asHouse(house, 'suits'), index, key, now, done: [], failures: [] };
}

/** Waiting submissions whose record is on chain; what is said of the others is remembered. */
async function dueNow(work: Work): Promise<Due[]> {
  const { court, now } = work;
  const rows = await court.store.db
    .select({ note: suitNote, first: filing.recordId, at: filing.court })
    .from(suitNote)
    .innerJoin(filing, eq(filing.id, suitNote.filing))
    .where(and(eq(suitNote.state, 'waiting'), lte(suitNote.tryAt, new Date(now))))
    .orderBy(asc(suitNote.tryAt))
    .limit(AT_ONCE);
  if (rows.length === 0) return [];
  await court.knowCourts(rows.map(({ at }) => at));
  const statuses = await court.notary.statuses(rows.map(({ note }) => note.recordId as RecordId));
  const due: Due[] = [];
  for (const { note, first, at } of rows) {
    const status = statuses.get(note.recordId as RecordId);
    const one = { ...note, first: first as string, member: courtOf(court, at).member };
    if (status?.state === 'recorded' || status?.state === 'proven') due.push(one);
    else if (status?.state === 'failed')
      await mark(work, note, { state: 'refused', code: status.code });
    else await mark(work, note, { tryAt: new Date(now + PENDING_MS) });
  }
  return due;
}

async function prepare({ court, key, now }: Work, due: Due): Promise<Ready> {
  const parties = await partiesSaid(court, court.store.db, due.filing, due.round);
  const { pairs } = pairsOf(parties, dayOf(new Date(now).toISOString()));
  const tags = [...tagsOf(key, pairs).keys()];
  return { ...due, notes: tags.map((tag) => ({ epoch: key.epoch, filing: due.first, tag })) };
}

/** Whole submissions of one member together, as many as a call takes. */
function packsOf(ready: readonly Ready[]): Ready[][] {
  const packs: Ready[][] = [];
  const open = new Map<string, Ready[]>();
  for (const each of ready) {
    const pack = open.get(each.member);
    if (pack !== undefined && notesOf([...pack, each]).length <= MAX_SUIT_ENTRIES) pack.push(each);
    else {
      const fresh = [each];
      open.set(each.member, fresh);
      packs.push(fresh);
    }
  }
  return packs;
}

function notesOf(pack: readonly Ready[]): SuitEntry[] {
  return pack.flatMap(({ notes }) => notes);
}

async function notePack(work: Work, pack: readonly Ready[]): Promise<void> {
  const { index, key } = work;
  const notes = notesOf(pack);
  const member = (pack[0] as Ready).member;
  const outcomes = notes.length === 0 ? [] : await index.note(member, notes);
  demand(outcomes.length === notes.length, 'INTERNAL', 'an outcome for each entry');
  let place = 0;
  for (const each of pack) {
    const own = outcomes.slice(place, place + each.notes.length);
    place += each.notes.length;
    await orLater(work, [each], async () => {
      const refused = own.find(({ outcome }) => outcome === 'refused');
      if (refused !== undefined) throw refusal(refused.code);
      const { epoch } = key;
      await mark(work, each, { state: 'done', epoch, entries: each.notes.length, code: null });
      work.done.push(each);
    });
  }
}

function refusal(code = 'LEDGER_REFUSED'): CunzhengError {
  return new CunzhengError(isErrorCode(code) ? code : 'LEDGER_REFUSED', 'an entry was refused');
}

/** Does it, or remembers why not and when to try again. Faults of the program and of the database go through. */
async function orLater(
  work: Work,
  rows: readonly Due[],
  act: () => Promise<unknown>,
): Promise<void> {
  try {
    await act();
  } catch (fault) {
    if (!(fault instanceof CunzhengError)) throw fault;
    work.failures.push(fault);
    for (const row of rows) await retry(work, row, fault.code);
  }
}

function retry(work: Work, row: Due, code: ErrorCode): Promise<void> {
  const wait = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(row.tries, 10));
  const tryAt = new Date(work.now + wait);
  return mark(work, row, { tries: row.tries + 1, tryAt, code });
}

/** Another process may have been quicker: what is settled stays. */
async function mark(
  { court }: Work,
  { filing: id, round }: Pick<SuitNoteRow, 'filing' | 'round'>,
  columns: Partial<Omit<typeof suitNote.$inferInsert, 'filing' | 'round'>>,
): Promise<void> {
  const its = and(eq(suitNote.filing, id), eq(suitNote.round, round));
  const waiting = and(its, eq(suitNote.state, 'waiting'));
  await court.store.db.update(suitNote).set(columns).where(waiting);
}
