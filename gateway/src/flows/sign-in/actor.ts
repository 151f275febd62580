import { CunzhengError } from '@cunzheng/domain';
import { beijingTime } from '@cunzheng/domain/deadlines';
import { and, eq, gt, gte, isNull, lte, or } from 'drizzle-orm';
import type { Actor, Office, StaffRole } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { absence, person, staffRole } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';

/** Only who holds such an office himself signs or decides in it: nobody stands in for a judge but a judge. */
export const OWN_OFFICE_ROLES: readonly StaffRole[] = ['judge', 'clerk'];

/** Today in Beijing, as absences count. */
export function todayOf(court: Pick<Court, 'clock'>): string {
  return beijingTime(court.clock()).slice(0, 10);
}

/** Whether an office holds at this moment; part of every query for rights. */
export function inOffice(now: number) {
  const at = new Date(now);
  return and(lte(staffRole.startsAt, at), or(isNull(staffRole.endsAt), gt(staffRole.endsAt, at)));
}

/**
 * The person with the offices of this moment, his own and those he stands in for, read as the person: before they are
 * known nothing of any court can be seen. Throws `NOT_SIGNED_IN` when he is gone.
 */
export async function actorOf(house: Court, id: string): Promise<Actor> {
  const { store } = asActor(house, { person: id, name: '', offices: [] });
  const actor = await store.transaction(async ({ db }) => {
    const { name, own } = await ownOffices(house, db, id);
    return { person: id, name, offices: [...own, ...(await stoodInFor(house, db, id, own))] };
  });
  await house.knowCourts(actor.offices.map((office) => office.court));
  return actor;
}

async function ownOffices(court: Court, db: Db, id: string) {
  const rows = await db
    .select({ name: person.name, court: staffRole.court, role: staffRole.role })
    .from(person)
    .leftJoin(staffRole, and(eq(staffRole.person, person.id), inOffice(court.clock())))
    .where(eq(person.id, id));
  const [first] = rows;
  if (first === undefined) throw new CunzhengError('NOT_SIGNED_IN');
  const own = rows.flatMap(({ court: code, role }): Office[] =>
    code === null || role === null ? [] : [{ court: code, role }],
  );
  return { name: first.name, own };
}

/** Offices of those who are away today and named this person as substitute; it ends by itself on the day. */
async function stoodInFor(
  court: Court,
  db: Db,
  id: string,
  own: readonly Office[],
): Promise<Office[]> {
  const today = todayOf(court);
  const rows = await db
    .select({
      court: staffRole.court,
      role: staffRole.role,
      person: person.id,
      name: person.name,
    })
    .from(absence)
    .innerJoin(
      staffRole,
      and(eq(staffRole.person, absence.person), eq(staffRole.court, absence.court)),
    )
    .innerJoin(person, eq(person.id, absence.person))
    .where(
      and(
        eq(absence.substitute, id),
        isNull(absence.endedAt),
        lte(absence.fromDay, today),
        gte(absence.toDay, today),
        inOffice(court.clock()),
      ),
    );
  return rows.flatMap(({ court: code, role, person: absent, name }) =>
    mayStandIn(own, code, role) ? [{ court: code, role, actingFor: { person: absent, name } }] : [],
  );
}

/** A colleague of the court; for a judge or a clerk only another one. */
export function mayStandIn(own: readonly Office[], court: string, role: StaffRole): boolean {
  const here = own.filter((office) => office.court === court);
  if (OWN_OFFICE_ROLES.includes(role)) return here.some((office) => office.role === role);
  return here.length > 0;
}
