import { canonicalize, type Json } from '@cunzheng/domain';
import { eq } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { Db } from '../../store/store.ts';
import { type FilingRow, filingRound } from '../../store/tables/filing.ts';
import { answersOf, partiesOf, partyPlace, roundPlace, servicePlace } from './load.ts';
import type { Manifest } from './records.ts';
import type { FilingPartyView } from './views.ts';

/** Address for service by field, as it was given. */
export type GivenAddress = Readonly<Record<string, string>>;

/** Everything that a filing says beside its papers: what is digested into the record of a submission. */
export interface Said {
  readonly cause: string;
  readonly kind: FilingRow['kind'];
  readonly capacity: FilingRow['capacity'];
  readonly authority?: 'general' | 'special';
  /** The form whose questions were answered, and its edition. */
  readonly form?: string;
  readonly edition?: number;
  readonly mediation?: 'wanted' | 'notWanted';
  readonly eService?: boolean;
  readonly service?: GivenAddress;
  readonly parties: readonly FilingPartyView[];
  /** By field; an emptied one is null. */
  readonly answers: readonly { readonly field: string; readonly value: unknown }[];
}

/** What the filing says now, submitted or not. */
export async function saidNow(court: Pick<Court, 'vault'>, db: Db, row: FilingRow): Promise<Said> {
  const { authority, form, edition, mediation, eService } = row;
  const parties = await partiesOf(db, row.id);
  const answers = await answersOf(court, db, row.id);
  return {
    ...{ cause: row.cause, kind: row.kind, capacity: row.capacity },
    ...(authority === null ? {} : { authority }),
    ...(form === null ? {} : { form }),
    ...(edition === null ? {} : { edition }),
    ...(mediation === null ? {} : { mediation }),
    ...(eService === null ? {} : { eService }),
    ...addressOf(court, row),
    parties: parties.map(({ id, side, kind, name, detailsSealed }) => ({
      ...{ side, kind, name },
      details: JSON.parse(court.vault.open(detailsSealed, partyPlace(id))),
    })),
    answers: answers.map(({ field, value }) => ({ field, value })),
  };
}

function addressOf(
  { vault }: Pick<Court, 'vault'>,
  { id, serviceSealed }: FilingRow,
): { readonly service?: GivenAddress } {
  if (serviceSealed === null) return {};
  return { service: JSON.parse(vault.open(serviceSealed, servicePlace(id))) };
}

/** The text that is digested. Answers stand in it as JSON texts, for they may hold what has no canonical form. */
export function saidText(said: Said): string {
  const answers = said.answers.map(({ field, value }) => ({ field, value: JSON.stringify(value) }));
  return canonicalize({ ...said, answers } as unknown as Json);
}

/** What `saidText` wrote. */
export function readSaid(text: string): Said {
  const said = JSON.parse(text) as Said;
  const answers = said.answers.map(({ field, value }) => ({
    field,
    value: JSON.parse(value as string) as unknown,
  }));
  return { ...said, answers };
}

/** The last submission as it was made; `undefined` for a draft. */
export async function handedIn(
  { vault }: Pick<Court, 'vault'>,
  db: Db,
  row: FilingRow,
): Promise<{ readonly said: Said; readonly papers: Manifest['papers'] } | undefined> {
  const rounds = await db.select().from(filingRound).where(eq(filingRound.filing, row.id));
  const last = rounds.find(({ round }) => round === row.round);
  if (last === undefined) return undefined;
  const text = vault.open(last.manifestSealed, roundPlace(last.id));
  const { said, papers } = JSON.parse(text) as Manifest;
  return { said: readSaid(said), papers };
}

/** Whether a paper was part of any submission of the filing. */
export async function wasHandedIn(
  { store, vault }: Pick<Court, 'store' | 'vault'>,
  of: Pick<FilingRow, 'id'>,
  paper: string,
): Promise<boolean> {
  const rounds = await store.db.select().from(filingRound).where(eq(filingRound.filing, of.id));
  return rounds.some(({ id, manifestSealed }) => {
    const { papers } = JSON.parse(vault.open(manifestSealed, roundPlace(id))) as Manifest;
    return papers.some((each) => each.id === paper);
  });
}
