import { CunzhengError } from '@cunzheng/domain';
import type { CalendarDay } from '@cunzheng/domain/deadlines';
import { type PartyDigest, partyDigest, type SuitTag, suitTag } from '@cunzheng/domain/suits';
import { and, eq } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { SuitKey } from '../../keys/suit-keys.ts';
import type { Db } from '../../store/store.ts';
import { filingRound } from '../../store/tables/filing.ts';
import { roundPlace } from '../filing/load.ts';
import type { Manifest } from '../filing/records.ts';
import { readSaid, type Said } from '../filing/said.ts';

/** Pairs of one filing that are noted and looked for; more stand against each other in no suit that people bring alone. */
export const MAX_PAIRS = 100;

/** A party as it was handed in. */
export type SaidParty = Pick<Said['parties'][number], 'side' | 'kind' | 'details'>;

/** Two parties against each other, by their places among the parties of the filing. */
export interface Pair {
  readonly applicant: number;
  readonly other: number;
  readonly digests: readonly [PartyDigest, PartyDigest];
}

/** Who stands against whom, as far as it can be told by numbers. */
export interface Pairs {
  readonly pairs: readonly Pair[];
  /** Places of applicants and other parties without such a number. */
  readonly unnumbered: readonly number[];
  /** How many pairs there are besides. */
  readonly left: number;
}

/** The parties of one submission, in their order. Throws `NOT_FOUND`. */
export async function partiesSaid(
  { vault }: Pick<Court, 'vault'>,
  db: Db,
  filing: string,
  round: number,
): Promise<readonly SaidParty[]> {
  const its = and(eq(filingRound.filing, filing), eq(filingRound.round, round));
  const [row] = await db.select().from(filingRound).where(its);
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  const { said } = JSON.parse(vault.open(row.manifestSealed, roundPlace(row.id))) as Manifest;
  return readSaid(said).parties;
}

/**
 * Every applicant with every party of the other side, once each. Who has no 公民身份号码 and no 统一社会信用代码 cannot be
 * told from others of his name: with him nothing is compared. Pure; `today` is the day in Beijing.
 */
export function pairsOf(parties: readonly SaidParty[], today: CalendarDay): Pairs {
  const digests = parties.map((party) => digestOf(party, today));
  const of = (side: SaidParty['side']) =>
    parties.flatMap((party, place) => (party.side === side ? [place] : []));
  const [applicants, others] = [of('applicant'), of('other')];
  const all = applicants.flatMap((applicant) =>
    others.flatMap((other): Pair[] => {
      const [one, another] = [digests[applicant], digests[other]];
      if (one === undefined || another === undefined || one === another) return [];
      return [{ applicant, other, digests: [one, another] }];
    }),
  );
  return {
    pairs: all.slice(0, MAX_PAIRS),
    unnumbered: [...applicants, ...others].filter((place) => digests[place] === undefined),
    left: Math.max(0, all.length - MAX_PAIRS),
  };
}

function digestOf({ kind, details }: SaidParty, today: CalendarDay): PartyDigest | undefined {
  const number = kind === 'person' ? details.citizenNumber : details.creditCode;
  return number === undefined ? undefined : partyDigest({ kind, number }, today);
}

/** Tags of pairs under one key, each with the pairs that it stands for: somebody may be named twice. */
export function tagsOf({ key }: SuitKey, pairs: readonly Pair[]): Map<SuitTag, readonly Pair[]> {
  const tags = new Map<SuitTag, readonly Pair[]>();
  for (const pair of pairs) {
    const tag = suitTag(key, ...pair.digests);
    tags.set(tag, [...(tags.get(tag) ?? []), pair]);
  }
  return tags;
}
