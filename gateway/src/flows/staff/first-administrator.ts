import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { migrateOutbox } from '@cunzheng/notary';
import { migrate } from '@cunzheng/notary/postgres';
import { and, eq } from 'drizzle-orm';
import type { Pool } from 'pg';
import type { Clock, CourtContent, CourtRegistry } from '../../context.ts';
import { random128 } from '../../salt.ts';
import { guardedRole } from '../../store/guarded-role.ts';
import { inTurn, OPENING } from '../../store/in-turn.ts';
import { COURT_MIGRATIONS } from '../../store/migrations.ts';
import { court as courtTable, password, person, staffRole } from '../../store/schema.ts';
import { type Db, openStore, type Unit } from '../../store/store.ts';
import { invite } from '../sign-in/enrol.ts';
import { recordChange } from './changes.ts';
import { stands, writeOffice } from './offices.ts';
import type { Added } from './people.ts';
import { demandAccount, demandName } from './words.ts';

/** What inviting stands on; no server need run, and one may. */
export interface FirstParts {
  readonly database: Pool;
  readonly registry: Pick<CourtRegistry, 'read'>;
  readonly clock: Clock;
  /** The deployment's member on a network; absent where it serves every member's courts. */
  readonly member?: string | undefined;
}

export interface FirstAdministrator {
  /** Code of a court in effect on chain. */
  readonly court: string;
  readonly name: string;
  readonly account: string;
}

const REASON = '法院启用';

/**
 * Takes a court into this deployment's service and invites who will run it: the one act for which nobody of the court can
 * be asked. Until he has set his password it can be done again for the same account, and the link before works no more.
 * Throws `INPUT_INVALID`, `COURT_UNKNOWN` for one that is not in effect on chain, `COURT_NOT_YOURS` for another member's,
 * `STATE_UNFIT` when the court has an administrator, `ACCOUNT_EXISTS`, and what the ledger throws.
 */
export async function inviteFirstAdministrator(
  parts: FirstParts,
  { court, ...given }: FirstAdministrator,
): Promise<Required<Added> & { readonly court: CourtContent }> {
  const [name, account] = [demandName(given.name), demandAccount(given.account)];
  const content = await hostedCourt(parts, court);
  const { database, clock } = parts;
  // A server that starts beside it brings the same tables up to date.
  return inTurn(database, OPENING, async () => {
    await migrateOutbox(database);
    await migrate(database, 'court', COURT_MIGRATIONS);
    const store = openStore(database, await guardedRole(database)).as({
      as: 'house',
      task: 'staff',
    });
    return store.transaction(async (unit) => {
      await serve(unit.db, content);
      const id = await administratorOf(unit, clock(), { court, name, account });
      const invitation = await invite({ clock }, unit, { court, person: id, madeBy: id });
      return { id, name, account, court: content, invitation };
    });
  });
}

async function hostedCourt({ registry, member }: FirstParts, code: string): Promise<CourtContent> {
  const { courts } = await registry.read();
  const content = courts.find((each) => each.code === code);
  if (content === undefined) throw new CunzhengError('COURT_UNKNOWN', code);
  demand(member === undefined || member === content.member, 'COURT_NOT_YOURS', content.member);
  return content;
}

/** The court's row, there from now on, and locked: of two calls at once the second sees whom the first invited. */
async function serve(db: Db, { code, name, member }: CourtContent): Promise<void> {
  await db
    .insert(courtTable)
    .values({ code, name, member, systemTag: random128() })
    .onConflictDoNothing();
  await db.select().from(courtTable).where(eq(courtTable.code, code)).for('update');
}

async function administratorOf(
  { db }: Pick<Unit, 'db'>,
  now: number,
  { court, name, account }: FirstAdministrator,
): Promise<string> {
  const rows = await db
    .select({ who: person, office: staffRole, set: password.person })
    .from(staffRole)
    .innerJoin(person, eq(person.id, staffRole.person))
    .leftJoin(password, eq(password.person, person.id))
    .where(and(eq(staffRole.court, court), eq(staffRole.role, 'administrator')));
  const standing = rows.filter(({ office }) => stands(office, now));
  const invited = standing.find(({ who, set }) => set === null && who.account === account);
  if (invited !== undefined && standing.length === 1 && invited.who.name === name)
    return invited.who.id;
  demand(standing.length === 0, 'STATE_UNFIT', 'the court has an administrator');
  return newAdministrator(db, now, { court, name, account });
}

async function newAdministrator(
  db: Db,
  now: number,
  { court, name, account }: FirstAdministrator,
): Promise<string> {
  const id = randomUUID();
  const made = await db
    .insert(person)
    .values({ id, account, name, staffAccount: true })
    .onConflictDoNothing()
    .returning({ id: person.id });
  demand(made.length === 1, 'ACCOUNT_EXISTS');
  const change = { court, person: id, reason: REASON };
  await recordChange(db, now, { ...change, change: 'invited' });
  await writeOffice(db, now, { ...change, role: 'administrator' });
  return id;
}
