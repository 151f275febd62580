import { and, desc, eq, lt } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { providerCall } from '../../store/tables/accounts.ts';
import { machinesFor } from './machines.ts';
import {
  asUnavailable,
  MAX_MACHINE_TRIES,
  machineFailed,
  machineSettled,
  noteCall,
  questionOf,
  settleCall,
} from './proofing.ts';
import { atStep, change, ownStore, stepping, type Who } from './proofing-row.ts';

/** Where to go for the portrait, or `photo`: the person photographs himself with the paper and a clerk compares. */
export type PortraitWay =
  | { readonly way: 'provider'; readonly url: string }
  | { readonly way: 'photo' };

type Call = typeof providerCall.$inferSelect;

/** Begins a portrait check at the provider's. Without one, or when it does not answer, the way is `photo`. */
export async function beginPortrait(
  court: Court,
  who: Who,
  returnTo: string,
): Promise<PortraitWay> {
  const { row, provider } = await stepping(court, who, async (unit) => {
    const row = await atStep(court, unit, who, 'portrait');
    return { row, provider: (await machinesFor(court, unit, row)).portrait };
  });
  if (provider === undefined || row.attempts >= MAX_MACHINE_TRIES) return { way: 'photo' };
  const call = await noteCall(court, row, 'portrait');
  const begun = await provider.begin(questionOf(court, row), returnTo).catch(asUnavailable);
  if ('outcome' in begun) {
    await settleCall(court, who, { id: call, ...begun }, (unit) =>
      change(unit, who.person, { trouble: 'unavailable' }),
    );
    return { way: 'photo' };
  }
  await keepReference(court, who, call, begun.reference);
  return { way: 'provider', url: begun.url };
}

async function keepReference(court: Court, who: Who, id: string, reference: string): Promise<void> {
  const columns = {
    referenceSealed: court.vault.seal(reference, `provider_call/${id}`),
    referenceDigest: court.vault.digest('portrait', reference),
  };
  await ownStore(court, who).db.update(providerCall).set(columns).where(eq(providerCall.id, id));
}

/**
 * Asks what became of the last portrait that was begun. Any number of times and at once: the first answer counts.
 * Tells whether there still is none.
 */
export async function askPortrait(court: Court, who: Who): Promise<{ pending: boolean }> {
  const [call] = await ownStore(court, who)
    .db.select()
    .from(providerCall)
    .where(and(eq(providerCall.person, who.person), eq(providerCall.service, 'portrait')))
    .orderBy(desc(providerCall.askedAt))
    .limit(1);
  if (call === undefined || call.state !== 'asked') return { pending: false };
  return { pending: !(await settlePortrait(court, who, call)) };
}

/** False while the person has not finished at the provider's. */
async function settlePortrait(court: Court, who: Who, call: Call): Promise<boolean> {
  const provider = court.identity.portrait;
  if (provider === undefined || call.referenceSealed === null) return false;
  const reference = court.vault.open(call.referenceSealed, `provider_call/${call.id}`);
  const found = await provider.result(reference).catch(asUnavailable);
  if (found === undefined || found.outcome === 'unavailable') return false;
  const follow = found.outcome === 'match' ? machineSettled : machineFailed;
  await settleCall(court, who, { id: call.id, ...found }, (unit) =>
    follow(court, unit, who, 'portrait', call),
  );
  return true;
}

/**
 * What a provider calls back with: only its reference, which nobody else knows, and which says nothing by itself. We ask
 * the provider what became of it; a reference that is not ours changes nothing.
 */
export async function portraitCalledBack(court: Court, reference: string): Promise<void> {
  const digest = court.vault.digest('portrait', reference);
  const [call] = await asHouse(court, 'accounts')
    .store.db.select()
    .from(providerCall)
    .where(eq(providerCall.referenceDigest, digest));
  if (call?.state === 'asked') await settlePortrait(court, { person: call.person }, call);
}

/** How long a portrait that was begun is worth asking for; a provider keeps results for three days. */
const PORTRAIT_LIFE_MS = 2 * 3_600_000;

/** Asks for every portrait that was begun: whoever closed the provider's page too early has his result all the same. */
export async function sweepPortraits(court: Court): Promise<void> {
  const { db } = asHouse(court, 'accounts').store;
  const old = new Date(court.clock() - PORTRAIT_LIFE_MS);
  await db
    .update(providerCall)
    .set({ state: 'unavailable', said: 'never finished', settledAt: new Date(court.clock()) })
    .where(and(eq(providerCall.state, 'asked'), lt(providerCall.askedAt, old)));
  const open = await db
    .select()
    .from(providerCall)
    .where(and(eq(providerCall.state, 'asked'), eq(providerCall.service, 'portrait')));
  for (const call of open) await settlePortrait(court, { person: call.person }, call);
}
