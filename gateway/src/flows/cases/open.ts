import { randomUUID } from 'node:crypto';
import { CunzhengError, demand, formatCaseNumber, parseCaseNumber } from '@cunzheng/domain';
import { inArray } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { random128 } from '../../salt.ts';
import { isDuplicate } from '../../store/faults.ts';
import { courtCase, party, person } from '../../store/schema.ts';
import { show, type Unit } from '../../store/store.ts';
import { type CaseView, readCase } from './queries.ts';

export const MAX_PARTIES = 20;
const MAX_CAUSE_CHARACTERS = 60;
const MAX_SIDE_CHARACTERS = 10;

/** A case as it is opened: its number, 案由, and the accounts of its parties with their side. */
export interface NewCase {
  readonly caseNumber: string;
  readonly title: string;
  readonly parties: readonly { readonly account: string; readonly side: string }[];
}

/**
 * Opens a case of one's court; case and parties get fresh tags for the chain. Throws `INPUT_INVALID` for what is no
 * case number, one of another court, or an unknown account; `NOT_PERMITTED`, `CASE_EXISTS`.
 */
export async function openCase(house: Court, actor: Actor, wanted: NewCase): Promise<CaseView> {
  const court = asActor(house, actor);
  const number = parseCaseNumber(wanted.caseNumber);
  const own = actor.offices.some((office) => office.court === number.court);
  demand(own || actor.offices.length === 0, 'INPUT_INVALID', 'case number of another court');
  if (!own) throw new CunzhengError('NOT_PERMITTED');
  authorize(actor, 'case.open', { court: number.court });
  const row = {
    id: randomUUID(),
    court: number.court,
    caseNumber: formatCaseNumber(number),
    title: label(wanted.title, MAX_CAUSE_CHARACTERS, 'title'),
    tag: random128(),
    updatedAt: new Date(court.clock()),
  };
  await court.store
    .transaction(async (unit) => {
      await unit.db.insert(courtCase).values(row);
      await unit.db.insert(party).values(await newParties(unit, row, wanted.parties));
    })
    .catch((error: unknown) => {
      throw isDuplicate(error)
        ? new CunzhengError('CASE_EXISTS', undefined, { cause: error })
        : error;
    });
  return readCase(court, actor, row.id);
}

async function newParties(
  unit: Pick<Unit, 'db'>,
  row: { id: string; court: string },
  wanted: NewCase['parties'],
): Promise<(typeof party.$inferInsert)[]> {
  const accounts = wanted.map(({ account }) => account);
  const fits = accounts.length > 0 && accounts.length <= MAX_PARTIES;
  demand(fits && new Set(accounts).size === accounts.length, 'INPUT_INVALID', 'parties');
  await show(unit, accounts);
  const people = await unit.db.select().from(person).where(inArray(person.account, accounts));
  return wanted.map(({ account, side }) => {
    const known = people.find((each) => each.account === account);
    if (known === undefined) throw new CunzhengError('INPUT_INVALID', 'unknown account');
    return {
      id: randomUUID(),
      court: row.court,
      caseId: row.id,
      person: known.id,
      name: known.name,
      side: label(side, MAX_SIDE_CHARACTERS, 'side'),
      tag: random128(),
      agentTag: random128(),
    };
  });
}

function label(text: string, max: number, field: string): string {
  const trimmed = text.trim().normalize('NFC');
  const fits = trimmed !== '' && [...trimmed].length <= max && !/\p{Cc}/u.test(trimmed);
  if (!fits) throw new CunzhengError('INPUT_INVALID', field, { details: { field, max } });
  return trimmed;
}
