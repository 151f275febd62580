import { CunzhengError, demand } from '@cunzheng/domain';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { type Action, type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { type CaseRow, courtCase, type PartyRow, party } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { type CaseAccessRow, caseAccess, docketing } from '../../store/tables/docketing.ts';
import { filing } from '../../store/tables/filing.ts';
import { noteStoodIn } from '../audit/stood-in.ts';
import { type DocumentView, documentViews } from '../documents/views.ts';
import { grounds } from '../filing/words.ts';
import { insertWritten, write } from './make.ts';
import { NEW_CODE } from './texts/index.ts';

/** A party's way to his case. Times are ISO texts. */
export interface PartyAccess {
  readonly id: string;
  readonly name: string;
  readonly side: string;
  readonly linked: boolean;
  readonly linkedAt?: string;
  /** The code that can be used now, without itself. */
  readonly code?: {
    readonly madeAt: string;
    /** The paper it is printed on, unless its draft was withdrawn. */
    readonly documentId?: string;
    readonly words?: string;
  };
}

/** What was made when a case got its number, and who has come to it since. */
export interface CaseAccess {
  /** Absent for a case that did not come out of a filing here. */
  readonly notices?: {
    readonly state: 'making' | 'made';
    /** Error code of the last attempt. */
    readonly fault?: string;
    /** Error code: why the clerk hands in the copy of the complaint himself. */
    readonly copyFault?: string;
  };
  readonly parties: readonly PartyAccess[];
}

/** For the officials of the case's court. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export async function readCaseAccess(house: Court, actor: Actor, id: string): Promise<CaseAccess> {
  const court = asActor(house, actor);
  return court.store.transaction(async (unit) => {
    await caseFor(unit, actor, 'case.access', id);
    const parties = await unit.db
      .select()
      .from(party)
      .where(eq(party.caseId, id))
      .orderBy(asc(party.side), asc(party.name));
    const codes = await unit.db
      .select()
      .from(caseAccess)
      .where(and(eq(caseAccess.caseId, id), isNull(caseAccess.endedAt)));
    const codeOf = new Map(codes.map((each) => [each.party, each]));
    return {
      ...(await noticesOf(unit, id)),
      parties: parties.map((each) => partyView(each, codeOf.get(each.id))),
    };
  });
}

async function caseFor(unit: Unit, actor: Actor, action: Action, id: string): Promise<CaseRow> {
  const [row] = await unit.db.select().from(courtCase).where(eq(courtCase.id, id));
  authorize(actor, action, row);
  return row;
}

async function noticesOf({ db }: Unit, id: string): Promise<Pick<CaseAccess, 'notices'>> {
  const [row] = await db.select().from(docketing).where(eq(docketing.caseId, id));
  if (row === undefined) return {};
  return {
    notices: {
      state: row.madeAt === null ? 'making' : 'made',
      ...(row.fault === null ? {} : { fault: row.fault }),
      ...(row.copyFault === null ? {} : { copyFault: row.copyFault }),
    },
  };
}

function partyView({ id, name, side, person }: PartyRow, row: CaseAccessRow | undefined) {
  const linkedAt = row?.boundAt ?? null;
  return {
    ...{ id, name, side, linked: person !== null },
    ...(linkedAt === null ? {} : { linkedAt: linkedAt.toISOString() }),
    ...(row === undefined || person !== null ? {} : { code: codeView(row) }),
  };
}

function codeView({ madeAt, document: paper, words }: CaseAccessRow) {
  return {
    madeAt: madeAt.toISOString(),
    ...(paper === null ? {} : { documentId: paper }),
    ...(words === null ? {} : { words }),
  };
}

/**
 * A new code for a party who lost his: the earlier one ends at once, and a notice with the new one is made as a draft to
 * be issued. Throws `NOT_FOUND`, `NOT_PERMITTED`, `PARTY_LINKED`, `INPUT_INVALID` without a note, and what the fonts throw.
 */
export async function replaceCode(
  house: Court,
  actor: Actor,
  { caseId, partyId, words }: { caseId: string; partyId: string; words: string },
): Promise<DocumentView> {
  const court = asActor(house, actor);
  const because = grounds(words);
  const drafted = await court.store.transaction(async (unit) => {
    const row = await caseFor(unit, actor, 'case.newCode', caseId);
    const own = await lockParty(unit, caseId, partyId);
    demand(own.person === null, 'PARTY_LINKED');
    const about = { court: row.court, subject: own.id };
    await noteStoodIn(court, unit, actor, 'case.newCode', about);
    const [filed] = await unit.db.select().from(filing).where(eq(filing.caseId, caseId));
    if (filed === undefined) throw new CunzhengError('NOT_FOUND', 'no filing');
    const { caseNumber, title: cause } = row;
    const facts = { caseNumber, cause, others: '', site: court.publicUrl() };
    const written = await write(
      court,
      { row, filing: filed },
      { text: NEW_CODE, party: own, facts },
    );
    return insertWritten(court, unit, actor.person, { row }, written, because);
  });
  const [view] = await documentViews(court, [drafted]);
  return view as DocumentView;
}

async function lockParty({ db }: Unit, caseId: string, id: string): Promise<PartyRow> {
  const [row] = await db
    .select()
    .from(party)
    .where(and(eq(party.id, id), eq(party.caseId, caseId)))
    .for('update');
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  return row;
}
