import { and, eq, gte, inArray, isNull, or } from 'drizzle-orm';
import { type Court, courtName } from '../../context.ts';
import type { Db } from '../../store/store.ts';
import { type ClaimRow, claim } from '../../store/tables/claims.ts';
import { today } from '../accounts/proofing-row.ts';
import { todayOf } from '../sign-in/actor.ts';

/** A lawyer's licence that a court looked at and that holds today (000-36). Days are days in Beijing. */
export interface LawyerBadge {
  readonly firm: string;
  /** With all but its first five digits hidden. */
  readonly licence: string;
  /** The court whose clerk compared it with the paper. */
  readonly court: { readonly code: string; readonly name: string };
  /** Since when it is believed. */
  readonly from: string;
  /** Until when the licence says that it holds; absent where it was not said. */
  readonly to?: string;
}

/** The badges of those among these persons who are lawyers, as far as the scope of `db` shows their claims. */
export async function lawyerBadges(
  court: Court,
  db: Db,
  persons: readonly string[],
): Promise<Map<string, LawyerBadge>> {
  if (persons.length === 0) return new Map();
  const day = today(court);
  const rows = await db
    .select()
    .from(claim)
    .where(
      and(
        inArray(claim.person, [...new Set(persons)]),
        ...[eq(claim.kind, 'lawyer'), eq(claim.state, 'approved')],
        or(isNull(claim.toDay), gte(claim.toDay, day)),
      ),
    );
  await court.knowCourts(rows.map((row) => row.court));
  return new Map(rows.map((row) => [row.person, badgeOf(court, row)]));
}

function badgeOf(court: Court, row: ClaimRow): LawyerBadge {
  const opened = court.vault.open(row.detailsSealed, `claim/${row.id}`);
  const { firm = '', licence = '' } = JSON.parse(opened) as Record<string, string>;
  const since = row.decidedAt ?? row.askedAt;
  return {
    ...{ firm, licence: maskedLicence(licence), court: courtName(court, row.court) },
    from: row.fromDay ?? todayOf({ clock: () => since.getTime() }),
    ...(row.toDay === null ? {} : { to: row.toDay }),
  };
}

/** Where it was issued and when can be read; whose it is cannot. */
export function maskedLicence(licence: string): string {
  return `${licence.slice(0, 5)}${'*'.repeat(Math.max(0, licence.length - 5))}`;
}
