import { and, desc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { reaches } from '../../access/levels.ts';
import type { Actor } from '../../access/policy.ts';
import { asActor, asHouse } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { courtCase, document, type PartyRow, party, service } from '../../store/schema.ts';
import { caseAccess } from '../../store/tables/docketing.ts';
import { identityLevel } from '../accounts/proofing-row.ts';
import { fits, identitiesOf } from './identity.ts';

/** A case in which somebody is a party, as he himself sees it. */
export interface MyCase {
  /** Absent before it is linked. */
  readonly id?: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly caseNumber: string;
  readonly title: string;
  readonly name: string;
  readonly side: string;
  /** False where name and number are his and his account was not linked yet: the code on the paper does it. */
  readonly linked: boolean;
  /** Documents sent to him, and those among them that he has not signed for. */
  readonly services: number;
  readonly unsigned: number;
}

/**
 * My cases, the last changed first, in one court or in all that this deployment serves: those linked with my account, and
 * those in which a party bears my proofed name and number and got his code on an issued paper (000-46). Nobody looks for
 * anybody else.
 */
export async function listMyCases(
  house: Court,
  actor: Actor,
  { court: code }: { readonly court?: string | undefined } = {},
): Promise<MyCase[]> {
  const there = code === undefined ? undefined : eq(party.court, code);
  const mine = await linkedCases(house, actor, there);
  return [...mine, ...(await waitingCases(house, actor, there))];
}

async function linkedCases(house: Court, actor: Actor, there: SQL | undefined): Promise<MyCase[]> {
  const court = asActor(house, actor);
  const rows = await court.store.db
    .select({ party, row: courtCase })
    .from(party)
    .innerJoin(courtCase, eq(courtCase.id, party.caseId))
    .where(and(eq(party.person, actor.person), there))
    .orderBy(desc(courtCase.updatedAt), desc(courtCase.id));
  await court.knowCourts(rows.map(({ row }) => row.court));
  const counts = await serviceCounts(
    court,
    rows.map((each) => each.party.id),
  );
  return rows.map(({ party: own, row }) => ({
    ...{ id: row.id, ...lineOf(court, own, row), linked: true },
    ...(counts.get(own.id) ?? { services: 0, unsigned: 0 }),
  }));
}

/** Only under a number that was proofed: a name alone is shared by many. */
async function waitingCases(house: Court, actor: Actor, there: SQL | undefined): Promise<MyCase[]> {
  const level = await identityLevel(asActor(house, actor).store.db, actor.person);
  if (!reaches(level, 'verified')) return [];
  const identities = await identitiesOf(house, actor);
  const digests = identities.flatMap(({ digest }) => digest ?? []);
  if (digests.length === 0) return [];
  const court = asHouse(house, 'docketing');
  const rows = await court.store.db
    .select({ party, row: courtCase })
    .from(party)
    .innerJoin(courtCase, eq(courtCase.id, party.caseId))
    .innerJoin(caseAccess, and(eq(caseAccess.party, party.id), isNull(caseAccess.endedAt)))
    // Before the paper is issued the court may have reasons for which the other side does not know.
    .innerJoin(document, and(eq(document.id, caseAccess.document), eq(document.state, 'issued')))
    .where(and(isNull(party.person), inArray(party.identityDigest, digests), there))
    .orderBy(desc(courtCase.updatedAt), desc(courtCase.id));
  await court.knowCourts(rows.map(({ row }) => row.court));
  return rows
    .filter((each) => identities.some((identity) => fits(each.party, identity)))
    .map(({ party: own, row }) => ({
      ...{ ...lineOf(court, own, row), linked: false, services: 0, unsigned: 0 },
    }));
}

function lineOf(
  court: Court,
  { name, side }: PartyRow,
  row: { readonly court: string; readonly caseNumber: string; readonly title: string },
) {
  const { caseNumber, title } = row;
  return { court: courtName(court, row.court), caseNumber, title, name, side };
}

/** States in which a document waits for its recipient. */
const WAITING: ReadonlySet<string> = new Set(['sent', 'arrived', 'opened']);

async function serviceCounts({ store }: Court, parties: string[]) {
  const counts = new Map<string, { services: number; unsigned: number }>();
  if (parties.length === 0) return counts;
  const rows = await store.db
    .select({ party: service.partyId, state: service.state })
    .from(service)
    .where(inArray(service.partyId, parties));
  for (const { party: id, state } of rows) {
    const { services = 0, unsigned = 0 } = counts.get(id) ?? {};
    const more = WAITING.has(state) ? 1 : 0;
    counts.set(id, { services: services + 1, unsigned: unsigned + more });
  }
  return counts;
}
