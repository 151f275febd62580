import { randomBytes } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor, asHouse, asShown } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { UnifiedFinding, UnifiedIdentity } from '../../providers/identity/unified.ts';
import type { Unit } from '../../store/store.ts';
import { type ProofingRow, unifiedAccount } from '../../store/tables/accounts.ts';
import { beijingTime } from '../notices/beijing-time.ts';
import { tell } from '../notices/tell.ts';
import { FRESH_MINUTES } from '../sign-in/security.ts';
import { demandFresh } from '../sign-in/sessions.ts';
import { noteEvent } from './events.ts';
import { proceed } from './finish.ts';
import { machinesFor } from './machines.ts';
import { demandNoOffice } from './phone.ts';
import { noteCall, questionOf, settleCall } from './proofing.ts';
import { atStep, change, stepping, type Who } from './proofing-row.ts';
import { type Results, type Step, settle } from './steps.ts';

/** Pages of this site that the platform sends the browser back to. */
export const UNIFIED_BACK = { proofing: '/proofing/unified', signIn: '/signin/unified' } as const;
export type UnifiedPurpose = keyof typeof UNIFIED_BACK;

/** Steps that a platform settles at once: it knows the person, and he has shown it that he is the one. */
const SETTLED: readonly Step[] = ['photos', 'register', 'portrait'];

/** Where to send the browser, and what it keeps in a cookie until it is back. */
export interface UnifiedBegun {
  readonly address: string;
  readonly nonce: string;
}

/** What came back with the browser after the question mark, and the nonce that it kept. */
export interface UnifiedReturn {
  readonly query: string;
  readonly nonce: string | undefined;
}

/** Whether this deployment has an account with a platform. */
export function offersUnified({ identity }: Pick<Court, 'identity'>): boolean {
  return identity.unified !== undefined;
}

/** Sends somebody to the unified identity platform. Throws `NOT_SUPPORTED` without one, `PROVIDER_UNAVAILABLE`. */
export async function beginUnified(court: Court, purpose: UnifiedPurpose): Promise<UnifiedBegun> {
  const nonce = randomBytes(32).toString('base64url');
  return { address: await platformOf(court).begin(backTo(court, purpose), nonce), nonce };
}

/**
 * Compares whom the platform knows with name and number said before (在线诉讼规则 7): where they agree, photographs,
 * register and portrait are settled, and the platform's account opens this one from now on. Throws `STATE_UNFIT`,
 * `IDENTITY_DIFFERS` where they do not agree or the platform does not say, and what the platform throws.
 */
export async function proofByUnified(
  court: Court,
  who: Who,
  returned: UnifiedReturn,
): Promise<void> {
  demand(who.helper === undefined, 'NOT_PERMITTED', 'a helper is not the person');
  const row = await stepping(court, who, async (unit) => {
    const row = await atStep(court, unit, who, ...standing);
    const { unified } = await machinesFor(court, unit, row);
    demand(unified !== undefined, 'STATE_UNFIT', 'the platform does not know the document');
    return row;
  });
  const call = await noteCall(court, row, 'unified');
  const found = await findingOf(court, 'proofing', returned).catch(async (error: unknown) => {
    const said = error instanceof CunzhengError ? error.code : 'fault';
    await settleCall(court, who, { id: call, outcome: 'unavailable', said });
    throw error;
  });
  const agrees = isSame(court, row, found);
  const outcome = agrees ? 'match' : 'mismatch';
  await settleCall(court, who, { id: call, outcome, said: outcome }, (unit) =>
    agrees
      ? settleAll(court, unit, who, { asked: row, found })
      : noteEvent(court, unit, { person: who.person, event: 'unifiedFailed' }),
  );
  demand(agrees, 'IDENTITY_DIFFERS');
}

const standing = SETTLED as readonly ('photos' | 'register' | 'portrait')[];

async function settleAll(
  court: Court,
  unit: Unit,
  who: Who,
  { asked, found }: { readonly asked: ProofingRow; readonly found: UnifiedFinding },
): Promise<void> {
  const row = await atStep(court, unit, who, ...standing);
  // He said another number meanwhile.
  demand(row.numberDigest === asked.numberDigest, 'STATE_UNFIT', 'corrected');
  let results = row.results as Results;
  for (const step of SETTLED) {
    // Whoever contests a number is settled by nobody but a clerk.
    const by = row.contested && step === 'register' ? 'forReview' : 'provider';
    if (results[step] === undefined) results = settle(results, step, by);
  }
  await change(unit, who.person, { results, trouble: null, attempts: 0 });
  await noteEvent(court, unit, {
    person: who.person,
    event: 'unified',
    detail: { by: 'provider' },
  });
  if (!row.contested) await link(court, unit, who.person, found.subject);
  await proceed(court, unit, who.person);
}

/** The platform's account opens this one; the first who had it keeps it. He is told, as of every new way in. */
async function link(court: Court, unit: Unit, person: string, subject: string): Promise<void> {
  const subjectDigest = digestOf(court, subject);
  const linked = await unit.db
    .insert(unifiedAccount)
    .values({ subjectDigest, person, linkedAt: new Date(court.clock()) })
    .onConflictDoNothing()
    .returning({ person: unifiedAccount.person });
  if (linked.length === 0) return;
  await tell(court, unit, {
    ...{ person, template: 'unifiedLinked', values: {} },
    link: '/account/security',
  });
}

/**
 * The person whose account the platform's opens, for whoever opens his session. Throws `NOT_FOUND` where it opens none:
 * he signs in otherwise and is proofed by the platform first; `NOT_PERMITTED` for officials.
 */
export async function personByUnified(house: Court, returned: UnifiedReturn): Promise<string> {
  const { subject } = await findingOf(house, 'signIn', returned);
  const digest = digestOf(house, subject);
  const [row] = await asShown(house, digest)
    .store.db.select({ person: unifiedAccount.person })
    .from(unifiedAccount)
    .where(eq(unifiedAccount.subjectDigest, digest));
  demand(row !== undefined, 'NOT_FOUND');
  await asHouse(house, 'accounts').store.transaction((unit) => demandNoOffice(unit, row.person));
  return row.person;
}

/** The platform's account that opens mine, as I see it. */
export interface MyUnified {
  readonly linkedAt?: string;
}

/** Whether a unified identity account opens mine, and since when. */
export async function readMyUnified(house: Court, actor: Actor): Promise<MyUnified> {
  const [row] = await asActor(house, actor)
    .store.db.select()
    .from(unifiedAccount)
    .where(eq(unifiedAccount.person, actor.person));
  return row === undefined ? {} : { linkedAt: row.linkedAt.toISOString() };
}

/**
 * From now on it opens mine no more: a code to my number or a passkey still does. Throws `FRESH_SIGN_IN_NEEDED`,
 * `NOT_FOUND` where none does.
 */
export async function unlinkMyUnified(house: Court, actor: Actor): Promise<MyUnified> {
  demandFresh(house, actor, FRESH_MINUTES);
  const { person } = actor;
  await asActor(house, actor).store.transaction(async (unit) => {
    const gone = await unit.db
      .delete(unifiedAccount)
      .where(eq(unifiedAccount.person, person))
      .returning({ person: unifiedAccount.person });
    demand(gone.length > 0, 'NOT_FOUND');
    await tell(house, unit, {
      ...{ person, template: 'unifiedUnlinked', link: '/account/security' },
      values: { time: beijingTime(house.clock()) },
    });
  });
  return {};
}

function findingOf(
  court: Court,
  purpose: UnifiedPurpose,
  { query, nonce }: UnifiedReturn,
): Promise<UnifiedFinding> {
  const platform = platformOf(court);
  demand(nonce !== undefined, 'SIGN_IN_CODE_WRONG', 'unified identity: another browser began');
  return platform.finish(backTo(court, purpose), query, nonce);
}

function isSame(court: Court, row: ProofingRow, { name, number }: UnifiedFinding): boolean {
  const said = questionOf(court, row);
  const plain = (text: string | undefined) => text?.normalize('NFC').trim().toUpperCase();
  return plain(name) === plain(said.name) && plain(number) === plain(said.number);
}

const digestOf = ({ vault }: Pick<Court, 'vault'>, subject: string) =>
  vault.digest('unified', subject);

const backTo = ({ publicUrl }: Pick<Court, 'publicUrl'>, purpose: UnifiedPurpose) =>
  `${publicUrl()}${UNIFIED_BACK[purpose]}`;

function platformOf({ identity }: Pick<Court, 'identity'>): UnifiedIdentity {
  if (identity.unified === undefined) throw new CunzhengError('NOT_SUPPORTED');
  return identity.unified;
}
