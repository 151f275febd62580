import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { type FilingRow, filingParty } from '../../store/tables/filing.ts';
import { touch } from './begin.ts';
import { lockFor, partyPlace } from './load.ts';
import { type FilingView, viewOf } from './views.ts';
import { label, MAX_NAME, oneOf } from './words.ts';

export const MAX_FILING_PARTIES = 50;
/** What may be said of one party beside his name. */
export const MAX_PARTY_DETAILS = 20;

/** A party as who files names him (登记立案规定 4). */
export interface NamedParty {
  readonly side: 'applicant' | 'other' | 'third';
  readonly kind: 'person' | 'organisation';
  readonly name: string;
  /** Everything else that was said of him: number, address, telephone …, by the form's own names. */
  readonly details?: Readonly<Record<string, string>> | undefined;
}

/**
 * Names the parties, all at once and in their order; whoever was named before is forgotten. The first who files is reached
 * through the account that files. Throws `NOT_FOUND`, `STATE_UNFIT`, `INPUT_INVALID`.
 */
export async function nameParties(
  house: Court,
  actor: Actor,
  id: string,
  named: readonly NamedParty[],
): Promise<FilingView> {
  demand(named.length <= MAX_FILING_PARTIES, 'INPUT_INVALID', 'parties');
  const court = asActor(house, actor);
  await court.store.transaction(async (unit) => {
    const row = await lockFor(unit, actor, id, 'edit');
    await unit.db.delete(filingParty).where(eq(filingParty.filing, id));
    const first = named.findIndex(({ side }) => side === 'applicant');
    const rows = named.map((each, place) =>
      partyRow(court, row, each, { place, reached: place === first }),
    );
    if (rows.length > 0) await unit.db.insert(filingParty).values(rows);
    await touch(court, unit, id);
  });
  return viewOf(court, actor, id);
}

function partyRow(
  { vault }: Court,
  row: FilingRow,
  { side, kind, name, details = {} }: NamedParty,
  { place, reached }: { place: number; reached: boolean },
) {
  const id = randomUUID();
  return {
    ...{ id, court: row.court, filing: row.id, place },
    side: oneOf(side, ['applicant', 'other', 'third'], 'side'),
    kind: oneOf(kind, ['person', 'organisation'], 'kind'),
    name: label(name, MAX_NAME, 'name'),
    person: reached ? row.person : null,
    detailsSealed: vault.seal(JSON.stringify(checked(details)), partyPlace(id)),
  };
}

function checked(details: Readonly<Record<string, string>>): Record<string, string> {
  const lines = Object.entries(details);
  const fits =
    lines.length <= MAX_PARTY_DETAILS &&
    lines.every(
      ([field, text]) =>
        /^[a-z][A-Za-z0-9]{0,39}$/.test(field) && !/\p{Cs}/u.test(text) && text.length <= 500,
    );
  if (!fits) throw new CunzhengError('INPUT_INVALID', 'details of a party');
  return Object.fromEntries(lines);
}
