import { CunzhengError } from '@cunzheng/domain';
import { type CalendarDay, dayOf } from '@cunzheng/domain/deadlines';
import type { NotedSuit, SuitTag } from '@cunzheng/domain/suits';
import { eq, inArray } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court, SuitIndex } from '../../context.ts';
import type { SuitKey } from '../../keys/suit-keys.ts';
import { listedCourt } from '../../store/schema.ts';
import { type FilingRow, filing } from '../../store/tables/filing.ts';
import { noteLook } from '../audit/note.ts';
import { authorizeFiling } from '../filing/load.ts';
import { type Pair, type Pairs, pairsOf, partiesSaid, tagsOf } from './pairs.ts';

/** Suits that one answer lists. */
export const MAX_FOUND = 200;
/** Questions to the ledger that are on their way at once. */
const SIDE_BY_SIDE = 8;

/** Another filing in which the same parties stand against each other, on whichever side. Nobody in it is named. */
export interface LikeSuit {
  readonly court: { readonly code: string; readonly name: string };
  /** As the ledger has it: review, correction, accepted, docketed, closed. */
  readonly state: NotedSuit['state'];
  /** Beijing day on which it was first handed in. */
  readonly submittedOn: CalendarDay;
  readonly caseNumber?: string;
  /** Id of the filing, where the reader may open it. */
  readonly filing?: string;
  /** Which parties of the filing that is looked at: their places in it. */
  readonly pairs: readonly { readonly applicant: number; readonly other: number }[];
}

/** What the ledger knows of suits of the same parties. Whether one is a repeat 解释 247 leaves to the judge. */
export interface LikeSuits {
  /** `off`: this deployment shares no key with the other courts, nothing was looked for. */
  readonly search: 'done' | 'off';
  /** The last handed in first. */
  readonly items: readonly LikeSuit[];
  /** There are more than are listed. */
  readonly more: boolean;
  /** Pairs of parties that were looked for, and how many beyond those were not. */
  readonly pairs: number;
  readonly left: number;
  /** Places of parties without an identity number: for them nothing could be looked for. */
  readonly unnumbered: readonly number[];
}

/** A filing that was found, with the pairs of the one that is looked at. */
interface Found {
  readonly suit: NotedSuit;
  readonly pairs: Set<Pair>;
}

/**
 * Suits of the same parties at any court of the network, for an official of the court that the filing is at; his look is
 * noted first. Asked under every key that is kept, so that what was noted in former epochs is found too. Throws
 * `NOT_FOUND`, `NOT_PERMITTED` (also for his own filing), `CONFIG_INVALID` for a broken file of keys, and what the ledger
 * throws while it does not answer.
 */
export async function readLikeSuits(house: Court, actor: Actor, id: string): Promise<LikeSuits> {
  const court = asActor(house, actor);
  const [row] = await court.store.db.select().from(filing).where(eq(filing.id, id));
  authorizeFiling(actor, 'filing.likeSuits', row);
  if (row.person === actor.person) throw new CunzhengError('NOT_PERMITTED', 'his own filing');
  await noteSearch(court, actor, row);
  const parties = await partiesSaid(court, court.store.db, id, row.round);
  const known = pairsOf(parties, dayOf(new Date(court.clock()).toISOString()));
  const keys = (await court.suits?.keys()) ?? [];
  if (court.suits === undefined || keys.length === 0) return answerOf(known, 'off');
  const found = await find(court.suits.index, keys, known.pairs);
  if (found === undefined) return answerOf(known, 'off');
  found.delete(row.recordId as string);
  return listed(court, known, [...found.values()]);
}

async function noteSearch(court: Court, actor: Actor, row: FilingRow): Promise<void> {
  const looked = { court: row.court, act: 'suits.read', thing: row.cause } as const;
  await court.store.transaction((unit) =>
    noteLook(court, unit, actor, { ...looked, about: row.person }),
  );
}

function answerOf({ pairs, unnumbered, left }: Pairs, search: LikeSuits['search']): LikeSuits {
  return { search, items: [], more: false, pairs: pairs.length, left, unnumbered };
}

/** By id of the filing; `undefined` where the network's contract does not know of like suits yet. */
async function find(
  index: SuitIndex,
  keys: readonly SuitKey[],
  pairs: readonly Pair[],
): Promise<Map<string, Found> | undefined> {
  const questions = keys.flatMap((key) =>
    [...tagsOf(key, pairs)].map(([tag, its]) => ({ key, tag, its })),
  );
  const found = new Map<string, Found>();
  try {
    for (let at = 0; at < questions.length; at += SIDE_BY_SIDE) {
      const some = questions.slice(at, at + SIDE_BY_SIDE);
      await Promise.all(some.map((each) => ask(index, each, found)));
    }
    return found;
  } catch (error) {
    if (error instanceof CunzhengError && error.code === 'CALL_UNKNOWN') return undefined;
    throw error;
  }
}

interface Question {
  readonly key: SuitKey;
  readonly tag: SuitTag;
  readonly its: readonly Pair[];
}

async function ask(index: SuitIndex, { key, tag, its }: Question, into: Map<string, Found>) {
  // One more than is listed, and the filing itself.
  for (const suit of await index.find(key.epoch, tag, MAX_FOUND + 2)) {
    const before = into.get(suit.filing)?.pairs ?? [];
    into.set(suit.filing, { suit, pairs: new Set([...before, ...its]) });
  }
}

async function listed(court: Court, known: Pairs, found: readonly Found[]): Promise<LikeSuits> {
  const newest = found.toSorted((a, b) => (a.suit.submitted > b.suit.submitted ? -1 : 1));
  const shown = newest.slice(0, MAX_FOUND);
  const names = await namesOf(court, shown);
  const own = await ownOf(court, shown);
  const items = shown.map(({ suit, pairs }): LikeSuit => {
    const { court: code, filing: record, state, submitted, number } = suit;
    const id = own.get(record);
    return {
      ...{ court: { code, name: names.get(code) ?? code }, state },
      submittedOn: dayOf(submitted),
      ...(number === undefined ? {} : { caseNumber: number }),
      ...(id === undefined ? {} : { filing: id }),
      pairs: [...pairs].map(({ applicant, other }) => ({ applicant, other })),
    };
  });
  return { ...answerOf(known, 'done'), items, more: newest.length > shown.length };
}

/** Names of courts, of those too that other members' deployments serve. */
async function namesOf(
  { store, courts }: Court,
  found: readonly Found[],
): Promise<Map<string, string>> {
  const codes = [...new Set(found.map(({ suit }) => suit.court))];
  const elsewhere = codes.filter((code) => !courts.has(code));
  const rows =
    elsewhere.length === 0
      ? []
      : await store.db
          .select({ code: listedCourt.code, name: listedCourt.name })
          .from(listedCourt)
          .where(inArray(listedCourt.code, elsewhere));
  const served = codes.flatMap((code) => courts.get(code) ?? []);
  return new Map([...rows, ...served].map(({ code, name }) => [code, name]));
}

/** Filings that row security lets the actor see, by the id of their record: those of his own courts. */
async function ownOf({ store }: Court, found: readonly Found[]): Promise<Map<string, string>> {
  if (found.length === 0) return new Map();
  const records = found.map(({ suit }) => suit.filing);
  const rows = await store.db
    .select({ id: filing.id, record: filing.recordId })
    .from(filing)
    .where(inArray(filing.recordId, records));
  return new Map(rows.map(({ id, record }) => [record as string, id]));
}
