import { CunzhengError, demand, parseAccessCode } from '@cunzheng/domain';
import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asHouse } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import {
  type CaseRow,
  courtCase,
  document,
  type PartyRow,
  party,
  service,
} from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { type CaseAccessRow, caseAccess } from '../../store/tables/docketing.ts';
import { deadline } from '../../store/tables/settings.ts';
import { noteLook } from '../audit/note.ts';
import { tell } from '../notices/tell.ts';
import { tellServed } from '../service/send.ts';
import { countAttempt, forgetAttempts } from '../sign-in/throttle.ts';
import { codeDigest } from './codes.ts';
import { fits, type Identity, identitiesOf } from './identity.ts';

/** The case that a code leads to, for whom it was printed. */
export interface LinkView {
  readonly caseId: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly caseNumber: string;
  /** 案由. */
  readonly title: string;
  readonly name: string;
  readonly side: string;
  /** Documents that were sent to him. */
  readonly services: number;
  /** He was linked, now or before. */
  readonly linked: boolean;
}

/**
 * What a code on a paper leads to: nothing changes by looking. Throws `INPUT_INVALID` for what is no code,
 * `IDENTITY_LEVEL_LOW`, `SIGN_IN_WAIT` after too many wrong ones, `ACCESS_CODE_UNKNOWN`, `ACCESS_CODE_USED`,
 * `PARTY_DIFFERS`.
 */
export function lookAtCode(house: Court, actor: Actor, typed: string): Promise<LinkView> {
  return withCode(house, actor, typed, async (court, unit, found) => viewOf(court, unit, found));
}

/**
 * Links the actor's account with the party that the code was printed for (在线诉讼规则 10), once; from then on the case and
 * all that was sent to the party are his without a code. Again by the same person changes nothing. Throws as `lookAtCode`.
 */
export function linkCase(house: Court, actor: Actor, typed: string): Promise<LinkView> {
  return withCode(house, actor, typed, async (court, unit, found) => {
    if (found.access.boundAt === null) await bind(court, unit, actor, found);
    return viewOf(court, unit, { ...found, party: { ...found.party, person: actor.person } });
  });
}

interface Found {
  readonly access: CaseAccessRow;
  readonly party: PartyRow;
  readonly row: CaseRow;
}

async function withCode(
  house: Court,
  actor: Actor,
  typed: string,
  work: (court: Court, unit: Unit, found: Found) => Promise<LinkView>,
): Promise<LinkView> {
  const digest = codeDigest(house, parseAccessCode(typed));
  const identities = await identitiesOf(house, actor);
  const attempts = `case-access/${actor.person}`;
  await countAttempt(house, attempts);
  const court = asHouse(house, 'docketing');
  const view = await court.store.transaction(async (unit) => {
    const found = await find(unit, digest);
    await court.knowCourts([found.row.court]);
    await demandHis(unit, actor, identities, found);
    return work(court, unit, found);
  });
  await forgetAttempts(house, attempts);
  return view;
}

async function find({ db }: Unit, digest: string): Promise<Found> {
  const [access] = await db
    .select()
    .from(caseAccess)
    .where(and(eq(caseAccess.codeDigest, digest), isNull(caseAccess.endedAt)))
    .for('update');
  if (access === undefined) throw new CunzhengError('ACCESS_CODE_UNKNOWN');
  const [own] = await db.select().from(party).where(eq(party.id, access.party)).for('update');
  const [row] = await db.select().from(courtCase).where(eq(courtCase.id, access.caseId));
  if (own === undefined || row === undefined) throw new TypeError('a code without its party');
  return { access, party: own, row };
}

/** Throws unless it is free, or his already, and he is the party and stands on no other side of the case. */
async function demandHis(
  { db }: Unit,
  actor: Actor,
  identities: readonly Identity[],
  { access, party: own }: Found,
): Promise<void> {
  if (access.boundBy === actor.person) return;
  demand(access.boundAt === null && own.person === null, 'ACCESS_CODE_USED');
  demand(
    identities.some((each) => fits(own, each)),
    'PARTY_DIFFERS',
  );
  const opposite = and(
    ...[eq(party.caseId, own.caseId), eq(party.person, actor.person), ne(party.side, own.side)],
  );
  demand((await db.$count(party, opposite)) === 0, 'PARTY_DIFFERS', 'he is on another side');
}

async function bind(court: Court, unit: Unit, actor: Actor, found: Found): Promise<void> {
  const { db } = unit;
  const { access, party: own, row } = found;
  const now = new Date(court.clock());
  const { person } = actor;
  await db
    .update(caseAccess)
    .set({ boundAt: now, boundBy: person })
    .where(eq(caseAccess.id, access.id));
  await db.update(party).set({ person }).where(eq(party.id, own.id));
  await handOverServices(court, unit, person, found);
  await db.update(courtCase).set({ updatedAt: now }).where(eq(courtCase.id, row.id));
  const looked = { court: row.court, act: 'case.linked', thing: row.caseNumber } as const;
  await noteLook(court, unit, actor, { ...looked, about: person, caseId: row.id });
  await tell(court, unit, {
    ...{ person, court: row.court, template: 'caseLinked', about: `case/${row.id}` },
    values: { court: courtName(court, row.court).name, caseNumber: row.caseNumber },
    link: '/my-cases',
  });
}

/** What was sent to the party before is in his inbox, and the clocks that run for it are his. */
async function handOverServices(
  court: Court,
  unit: Unit,
  person: string,
  { party: own, row }: Found,
): Promise<void> {
  const { db } = unit;
  const sent = await db
    .update(service)
    .set({ recipient: person })
    .where(and(eq(service.partyId, own.id), isNull(service.recipient)))
    .returning();
  if (sent.length === 0) return;
  const ids = sent.map(({ id }) => id);
  await db
    .update(deadline)
    .set({ person })
    .where(and(eq(deadline.subjectKind, 'service'), inArray(deadline.subject, ids)));
  for (const values of sent) {
    const [paper] = await db.select().from(document).where(eq(document.id, values.documentId));
    if (paper !== undefined) await tellServed(court, unit, row, { row: paper, values });
  }
}

async function viewOf(court: Court, { db }: Unit, { party: own, row }: Found): Promise<LinkView> {
  return {
    ...{ caseId: row.id, court: courtName(court, row.court), caseNumber: row.caseNumber },
    ...{ title: row.title, name: own.name, side: own.side },
    services: await db.$count(service, eq(service.partyId, own.id)),
    linked: own.person !== null,
  };
}
