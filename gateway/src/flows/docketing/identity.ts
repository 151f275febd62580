import { CunzhengError } from '@cunzheng/domain';
import { checkCitizenNumber, checkCreditCode } from '@cunzheng/domain/identity';
import { eq } from 'drizzle-orm';
import { demandLevel } from '../../access/levels.ts';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { PartyRow } from '../../store/schema.ts';
import { proofing } from '../../store/tables/accounts.ts';
import { identityLevel, today } from '../accounts/proofing-row.ts';
import { listMyClaims } from '../claims/claims.ts';

/** Somebody that an account stands for: the proofed person himself, or an organisation for which he may act. */
export interface Identity {
  readonly kind: 'person' | 'organisation';
  readonly name: string;
  /** Of the number; absent for somebody whom a clerk proofed without one. */
  readonly digest?: string | undefined;
}

/** What identifies a party, from what who filed said of him; absent for what is no such number. Pure but for the key. */
export function identityDigest(
  court: Pick<Court, 'vault' | 'clock'>,
  kind: Identity['kind'],
  said: { readonly citizenNumber?: unknown; readonly creditCode?: unknown },
): string | undefined {
  const typed = kind === 'person' ? said.citizenNumber : said.creditCode;
  if (typeof typed !== 'string') return undefined;
  const check =
    kind === 'person' ? checkCitizenNumber(typed, today(court)) : checkCreditCode(typed);
  if (!('number' in check)) return undefined;
  return kind === 'person'
    ? court.vault.digest('identity', `citizenCard/${check.number}`)
    : court.vault.digest('claim.organisation', check.number);
}

/** Everybody that the actor's account stands for today. Throws `IDENTITY_LEVEL_LOW` for who is not proofed. */
export async function identitiesOf(house: Court, actor: Actor): Promise<Identity[]> {
  const court = asActor(house, actor);
  const { db } = court.store;
  demandLevel(await identityLevel(db, actor.person), 'case.read');
  const [row] = await db.select().from(proofing).where(eq(proofing.person, actor.person));
  if (row === undefined) throw new CunzhengError('IDENTITY_LEVEL_LOW');
  const name =
    row.nameSealed === null
      ? actor.name
      : court.vault.open(row.nameSealed, `proofing.name/${actor.person}`);
  const self: Identity = { kind: 'person', name, digest: row.numberDigest ?? undefined };
  return [self, ...(await organisationsOf(court, actor))];
}

async function organisationsOf(court: Court, actor: Actor): Promise<Identity[]> {
  const day = today(court);
  const claims = (await listMyClaims(court, actor)).filter(
    ({ mine, kind, state, from }) =>
      mine && kind !== 'lawyer' && state === 'approved' && (from === undefined || from <= day),
  );
  return claims.map(({ details: { name = '', code = '' } }) => ({
    ...{ kind: 'organisation', name, digest: court.vault.digest('claim.organisation', code) },
  }));
}

/**
 * Whether a party is the one that an account stands for: the same name, and the same number where who filed gave the
 * party's. Pure.
 */
export function fits(
  party: Pick<PartyRow, 'kind' | 'name' | 'identityDigest'>,
  { kind, name, digest }: Identity,
): boolean {
  const sameKind = party.kind === null || party.kind === kind;
  const sameNumber = party.identityDigest === null || party.identityDigest === digest;
  return sameKind && sameNumber && plain(party.name) === plain(name);
}

/** Brackets and spaces are written in several ways. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[•・‧∙]/g, '·');
}
