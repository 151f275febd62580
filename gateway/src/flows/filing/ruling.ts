import {
  CunzhengError,
  demand,
  formatCaseNumber,
  parseCaseNumber,
  type Sha256,
} from '@cunzheng/domain';
import { beijingTime, dayOf } from '@cunzheng/domain/deadlines';
import { refusalRuling } from '@cunzheng/domain/filing';
import { and, eq, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtName, courtOf } from '../../context.ts';
import { makeRulingPdf } from '../../pdf/ruling.ts';
import { detailsPlace } from '../../personal/sealed-columns.ts';
import { listedCourt, preparedAct } from '../../store/schema.ts';
import type { Db, Unit } from '../../store/store.ts';
import { type FilingRow, filing, filingRuling } from '../../store/tables/filing.ts';
import { noteLook } from '../audit/note.ts';
import type { SignedFiling } from './commit.ts';
import type { ActDetails } from './decision.ts';
import { authorizeFiling, partiesOf } from './load.ts';

/** A ruling that is written and not signed yet, or signed: both digests of its PDF, and its 案号 where it has one. */
export interface WrittenRuling {
  readonly title: string;
  readonly number?: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly size: number;
}

/** A ruling as answers carry it. */
export interface RulingView extends WrittenRuling {
  readonly issuedAt: string;
  readonly recordId: string;
}

/** The bytes of a ruling. */
export interface RulingFile {
  readonly name: string;
  readonly size: number;
  readonly stream: Awaited<ReturnType<Court['files']['read']>>['stream'];
}

/**
 * Writes the ruling 不予受理 and keeps its bytes, so that what is signed is what was read. It bears a 案号 only where the
 * official gives one: the series of docketed cases are not touched. Throws `INPUT_INVALID` for a number that is none of
 * this court's, `GLYPH_MISSING`.
 */
export async function writeRuling(
  court: Court,
  { db }: Unit,
  row: FilingRow,
  said: {
    readonly actor: Actor;
    readonly now: number;
    readonly grounds: string;
    readonly number?: string | undefined;
  },
): Promise<WrittenRuling> {
  const number = said.number === undefined ? undefined : numberOf(row, said.number);
  const parties = await partiesOf(db, row.id);
  const named = (side: string) =>
    parties.filter((each) => each.side === side).map(({ name }) => name);
  const text = refusalRuling({
    ...{ kind: row.kind, cause: row.cause, grounds: said.grounds },
    ...{ applicants: named('applicant'), others: named('other') },
    received: dayOf(beijingTime((row.submittedAt as Date).getTime())),
    upper: await courtAbove(db, row.court),
  });
  const sheet = { courtName: courtOf(court, row.court).name, judge: said.actor.name, number };
  const bytes = await makeRulingPdf({ ...text, ...sheet, time: new Date(said.now) });
  const { sha256, sm3, size } = await court.files.put(bytes);
  return { title: text.title, ...(number === undefined ? {} : { number }), sha256, sm3, size };
}

function numberOf(row: FilingRow, text: string): string {
  const number = parseCaseNumber(text);
  demand(number.court === row.court, 'INPUT_INVALID', 'number of another court');
  return formatCaseNumber(number);
}

/** Name of the court to which one appeals, as the list of courts has it. */
async function courtAbove(db: Db, code: string): Promise<string | undefined> {
  const above = alias(listedCourt, 'above');
  const [found] = await db
    .select({ name: above.name })
    .from(listedCourt)
    .innerJoin(above, eq(above.code, listedCourt.parent))
    .where(eq(listedCourt.code, code));
  return found?.name;
}

/** Keeps a ruling that was signed. */
export async function keepRuling({ db }: Unit, signed: SignedFiling): Promise<void> {
  const { row, details, id, at, actor } = signed;
  const { title, number, sha256, sm3, size } = details.ruling as WrittenRuling;
  await db.insert(filingRuling).values({
    ...{ filing: row.id, court: row.court, title, number: number ?? null, sha256, sm3, size },
    ...{ recordId: id, issuedAt: at, issuedBy: actor.person },
  });
}

/** The ruling of a filing, if it was refused by one. */
export async function rulingOf(db: Db, id: string): Promise<RulingView | undefined> {
  const [row] = await db.select().from(filingRuling).where(eq(filingRuling.filing, id));
  if (row === undefined) return undefined;
  const { title, number, sha256, sm3, size, recordId, issuedAt } = row;
  return {
    ...{ title, ...(number === null ? {} : { number }), sha256, sm3, size, recordId },
    issuedAt: issuedAt.toISOString(),
  };
}

/**
 * The bytes of a ruling, for who filed and for officials of the court. With `act`, those of one that its judge is about to
 * sign. Throws `NOT_FOUND`, `NOT_PERMITTED`, `FILE_ALTERED`, `FILE_MISSING`.
 */
export async function readRuling(
  house: Court,
  actor: Actor,
  id: string,
  act?: string | undefined,
): Promise<RulingFile> {
  const court = asActor(house, actor);
  const [row] = await court.store.db.select().from(filing).where(eq(filing.id, id));
  authorizeFiling(actor, 'filing.read', row);
  const ruling =
    act === undefined
      ? await rulingOf(court.store.db, id)
      : await preparedRuling(court, actor, id, act);
  if (ruling === undefined) throw new CunzhengError('NOT_FOUND');
  const file = await court.files.read(ruling.sha256 as Sha256);
  if (act === undefined && row.person !== actor.person)
    await court.store.transaction((unit) =>
      noteLook(court, unit, actor, {
        ...{ court: row.court, act: 'document.file', thing: ruling.title, about: row.person },
      }),
    );
  return { ...file, name: `${courtName(court, row.court).name}${ruling.title}.pdf` };
}

async function preparedRuling(
  { store, vault }: Court,
  actor: Actor,
  id: string,
  act: string,
): Promise<WrittenRuling | undefined> {
  const [row] = await store.db
    .select()
    .from(preparedAct)
    .where(
      and(
        ...[eq(preparedAct.id, act), eq(preparedAct.subject, id)],
        ...[eq(preparedAct.person, actor.person), isNull(preparedAct.usedAt)],
      ),
    );
  if (row?.detailsSealed == null) return undefined;
  return (JSON.parse(vault.open(row.detailsSealed, detailsPlace(act))) as ActDetails).ruling;
}
