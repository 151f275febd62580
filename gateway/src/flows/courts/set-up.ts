import { randomBytes } from 'node:crypto';
import { CunzhengError, demand, fromBase64Url, toBase64Url } from '@cunzheng/domain';
import { eq, isNull } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asActor, asHouse } from '../../access/scoped.ts';
import { type Court, type CourtContent, type CourtProposal, courtOf } from '../../context.ts';
import { random128 } from '../../salt.ts';
import {
  courtSetup,
  listedCourt,
  person,
  court as servedCourt,
  staffRole,
} from '../../store/schema.ts';
import { show } from '../../store/store.ts';
import { recordChange } from '../staff/changes.ts';

type SetupRow = typeof courtSetup.$inferSelect;

/** A court on its way onto the chain, as an administrator of any member sees it. */
export interface SetupView {
  readonly code: string;
  readonly name: string;
  /** Who will host it. */
  readonly member: string;
  readonly state: 'proposed' | 'inEffect';
  /** Members that have approved; the proposer is the first. */
  readonly approvals: readonly string[];
  /** How many approvals bring it into effect. */
  readonly needed: number;
  /** Set up from a court of mine. */
  readonly mine: boolean;
  /** A member whose court I administer has not approved it yet. */
  readonly awaitsMe: boolean;
}

/**
 * Proposes a court of the directory on chain, hosted by the member that hosts the administrator's own, and names who
 * will run it. A second call takes up a proposal that was cut short. Throws `NOT_PERMITTED`, `COURT_UNKNOWN` for one
 * that is not listed, `COURT_EXISTS` for one that is served, `INPUT_INVALID` for an account that is not there, and what
 * the ledger throws.
 */
export async function proposeCourt(
  house: Court,
  actor: Actor,
  wanted: { readonly code: string; readonly administrator: string },
): Promise<SetupView> {
  const own = firstAdministered(actor);
  const { member } = courtOf(house, own);
  demand(!house.courts.has(wanted.code), 'COURT_EXISTS');
  const setup = await noteSetup(house, actor, { ...wanted, court: own, member });
  const content = { code: setup.code, name: setup.name, member: setup.member };
  await unlessInEffect(house.registry.propose(content, fromBase64Url(setup.nonce)));
  return viewOf(house, actor, setup.code);
}

function firstAdministered(actor: Actor): string {
  return courtsFor(actor, 'courts.setUp')[0] as string;
}

async function noteSetup(
  house: Court,
  actor: Actor,
  {
    code,
    administrator,
    court,
    member,
  }: Record<'code' | 'administrator' | 'court' | 'member', string>,
): Promise<SetupRow> {
  return asActor(house, actor).store.transaction(async (unit) => {
    const { db } = unit;
    const [listed] = await db.select().from(listedCourt).where(eq(listedCourt.code, code));
    if (listed === undefined) throw new CunzhengError('COURT_UNKNOWN');
    await show(unit, [administrator]);
    const [runs] = await db.select().from(person).where(eq(person.account, administrator));
    if (runs === undefined) {
      const details = { field: 'administrator' };
      throw new CunzhengError('INPUT_INVALID', 'unknown account', { details });
    }
    const row = {
      ...{ code, court, member, name: listed.name, administrator: runs.id },
      ...{ proposedBy: actor.person, proposedAt: new Date(house.clock()), inEffectAt: null },
      nonce: toBase64Url(randomBytes(24)),
    };
    const [noted] = await db.insert(courtSetup).values(row).onConflictDoNothing().returning();
    if (noted !== undefined) return noted;
    const [before] = await db.select().from(courtSetup).where(eq(courtSetup.code, code));
    // Somebody of another court of this deployment is setting it up; his row is his.
    if (before === undefined || before.member !== member) throw new CunzhengError('STATE_UNFIT');
    return before;
  });
}

/** A proposal that is in effect by now is what was wanted. */
async function unlessInEffect(vote: Promise<void>): Promise<void> {
  await vote.catch((error: unknown) => {
    if (!(error instanceof CunzhengError && error.code === 'COURT_EXISTS')) throw error;
  });
}

/**
 * Approves another member's proposal on behalf of the members whose courts the administrator runs. Throws
 * `NOT_PERMITTED`, `NOT_FOUND` when nothing of that code is proposed, `STATE_UNFIT` when he has none to approve for, and
 * what the ledger throws.
 */
export async function approveCourt(house: Court, actor: Actor, code: string): Promise<SetupView> {
  const mine = membersOf(house, actor);
  const { proposals } = await house.registry.read();
  const open = proposals.filter(({ content }) => content.code === code);
  demand(open.length > 0, 'NOT_FOUND');
  const waiting = open.flatMap((proposal) =>
    mine
      .filter((member) => !proposal.approvals.includes(member))
      .map((member) => ({ content: proposal.content, member })),
  );
  demand(waiting.length > 0, 'STATE_UNFIT');
  for (const { content, member } of waiting) {
    await unlessInEffect(house.registry.approve(content, member));
  }
  return viewOf(house, actor, code);
}

/** Members that host a court which the actor administers. Throws `NOT_PERMITTED`. */
function membersOf(house: Court, actor: Actor): string[] {
  const members = courtsFor(actor, 'courts.setUp').map((code) => courtOf(house, code).member);
  return [...new Set(members)];
}

/** Courts proposed by any member, and those that mine has set up, newest first. Throws `NOT_PERMITTED`. */
export async function listSetups(house: Court, actor: Actor): Promise<SetupView[]> {
  const mine = membersOf(house, actor);
  await settleSetups(house);
  const { courts, proposals, needed } = await house.registry.read();
  const rows = await asActor(house, actor).store.db.select().from(courtSetup);
  const done = rows
    .filter(({ inEffectAt }) => inEffectAt !== null)
    .sort((a, b) => Number(b.inEffectAt) - Number(a.inEffectAt));
  const known = new Set(rows.map(({ code }) => code));
  return [
    ...proposals.map((proposal) => proposedView(proposal, { needed, mine, known })),
    ...done.map(({ code }) => effectiveView(courts, code, needed)).flatMap((view) => view ?? []),
  ];
}

async function viewOf(house: Court, actor: Actor, code: string): Promise<SetupView> {
  const found = (await listSetups(house, actor)).find((view) => view.code === code);
  if (found !== undefined) return found;
  // In effect, and set up from another deployment: nothing more is to be done here.
  const { courts, needed } = await house.registry.read();
  const view = effectiveView(courts, code, needed);
  if (view === undefined) throw new CunzhengError('NOT_FOUND');
  return { ...view, mine: false };
}

function proposedView(
  { content, approvals }: CourtProposal,
  seen: { needed: number; mine: readonly string[]; known: ReadonlySet<string> },
): SetupView {
  return {
    ...{ ...content, approvals, needed: seen.needed, state: 'proposed' },
    mine: seen.known.has(content.code) && seen.mine.includes(content.member),
    awaitsMe: seen.mine.some((member) => !approvals.includes(member)),
  };
}

function effectiveView(
  courts: readonly CourtContent[],
  code: string,
  needed: number,
): SetupView | undefined {
  const content = courts.find((each) => each.code === code);
  return (
    content && { ...content, state: 'inEffect', approvals: [], needed, mine: true, awaitsMe: false }
  );
}

/**
 * Opens every court that the members have brought into effect since it was proposed here: its row, its administrator's
 * office, its own system key. The last approval may come from another deployment, or while this one was down, so it is
 * called at start and whenever somebody looks.
 */
export async function settleSetups(house: Court): Promise<void> {
  const { db } = asHouse(house, 'set-up').store;
  const waiting = await db.select().from(courtSetup).where(isNull(courtSetup.inEffectAt));
  if (waiting.length === 0) return;
  const { courts } = await house.registry.read();
  for (const setup of waiting) {
    const content = courts.find(({ code }) => code === setup.code);
    if (content?.member === setup.member) await openForBusiness(house, setup);
  }
}

async function openForBusiness(house: Court, setup: SetupRow): Promise<void> {
  const { code, name, member, administrator } = setup;
  await asHouse(house, 'set-up').store.transaction(async ({ db }) => {
    await db
      .insert(servedCourt)
      .values({ code, name, member, systemTag: random128() })
      .onConflictDoNothing();
    const given = await db
      .insert(staffRole)
      .values({
        ...{ court: code, person: administrator, role: 'administrator', tag: random128() },
        startsAt: new Date(house.clock()),
      })
      .onConflictDoNothing()
      .returning({ court: staffRole.court });
    if (given.length > 0) {
      await recordChange(db, house.clock(), {
        ...{ court: code, person: administrator, change: 'given', role: 'administrator' },
        reason: '法院开通',
      });
    }
    await db
      .update(courtSetup)
      .set({ inEffectAt: new Date(house.clock()) })
      .where(eq(courtSetup.code, code));
  });
  await house.knowCourts([code]);
  await house.systemKeys.keyOf(courtOf(house, code));
}
