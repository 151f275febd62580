import {
  type CourtRecord,
  CunzhengError,
  demand,
  type KeyRevocation,
  type RecordId,
  recordId,
} from '@cunzheng/domain';
import { desc, eq } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type ChainState, chainStates } from '../../chain-state.ts';
import { type Court, courtName, courtOf } from '../../context.ts';
import { signingKey } from '../../store/schema.ts';
import { DIFFERENCES, type Difference } from '../verification/differences.ts';
import { differing, unlessDown } from '../verification/findings.ts';
import { tellOfKey } from './told.ts';

type KeyRow = typeof signingKey.$inferSelect;

/** One key registered in a person's name. */
export interface KeyView {
  readonly recordId: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly role: string;
  readonly registeredAt: string;
  readonly notAfter: string;
  readonly revoked: boolean;
  readonly chain: ChainState;
}

/** Every key registered in my name, newest first: who finds one he does not know can revoke it. */
export async function listMyKeys(house: Court, actor: Actor): Promise<KeyView[]> {
  const court = asActor(house, actor);
  const rows = await court.store.db
    .select()
    .from(signingKey)
    .where(eq(signingKey.person, actor.person))
    .orderBy(desc(signingKey.notBefore))
    .limit(200);
  return keyViews(court, rows);
}

async function keyViews(court: Court, rows: readonly KeyRow[]): Promise<KeyView[]> {
  const ids = rows.flatMap((row) => [row.recordId, row.revocation ?? []].flat());
  const chain = await chainStates(court.notary, ids);
  return Promise.all(
    rows.map(async (row) => keyView(court, row, await asOnLedger(court, row, chain))),
  );
}

/** The registration's state, `differs` where the row says of the key what the ledger does not. */
async function asOnLedger(
  court: Court,
  row: KeyRow,
  chain: (id: string) => ChainState,
): Promise<ChainState> {
  const state = chain(row.recordId);
  if (state.state !== 'recorded' && state.state !== 'proven') return state;
  const id = row.recordId as RecordId;
  const held = await unlessDown(
    Promise.all([court.chain.readRecord(id), court.chain.isRevoked(id)]),
  );
  if (held === undefined) return { ...state, state: 'unchecked' };
  const [record, revoked] = held;
  const onItsWay = row.revocation !== null && chain(row.revocation).state === 'pending';
  const told = row.revokedAt !== null && !onItsWay;
  return differing(state, keyDifferences(row, record, told === revoked || onItsWay));
}

function keyDifferences(
  row: KeyRow,
  record: CourtRecord | undefined,
  revoked: boolean,
): Difference[] {
  if (record?.kind !== 'key' || record.action !== 'register') return ['record'];
  const notBefore = row.notBefore.toISOString() === record.notBefore;
  const facts: Partial<Record<Difference, boolean>> = {
    court: row.court === record.court,
    owner: row.owner === record.owner,
    role: row.role === record.role,
    point: row.point === record.point,
    life: notBefore && row.notAfter.toISOString() === record.notAfter,
    revoked,
  };
  return DIFFERENCES.filter((name) => facts[name] === false);
}

function keyView(court: Court, row: KeyRow, chain: ChainState): KeyView {
  return {
    recordId: row.recordId,
    court: courtName(court, row.court),
    role: row.role,
    registeredAt: row.notBefore.toISOString(),
    notAfter: row.notAfter.toISOString(),
    revoked: row.revokedAt !== null,
    chain,
  };
}

/**
 * Revokes one of my keys for ever. Signatures made under it before stand; they precede the revocation in the outbox.
 * Throws `NOT_FOUND`, `KEY_REVOKED`.
 */
export async function revokeMyKey(house: Court, actor: Actor, id: string): Promise<KeyView> {
  const court = asActor(house, actor);
  const revoked = await court.store.transaction(async (unit) => {
    const { db, client } = unit;
    const [row] = await db
      .select()
      .from(signingKey)
      .where(eq(signingKey.recordId, id))
      .for('update');
    if (row === undefined) throw new CunzhengError('NOT_FOUND');
    authorize(actor, 'key.revoke', { court: row.court, recipients: [row.person ?? ''] });
    demand(row.revokedAt === null, 'KEY_REVOKED');
    const now = court.clock();
    const record: KeyRevocation = {
      v: 1,
      kind: 'key',
      action: 'revoke',
      court: row.court,
      actTime: new Date(now).toISOString(),
      key: row.recordId as KeyRevocation['key'],
    };
    const [changed] = await db
      .update(signingKey)
      .set({ revokedAt: new Date(now), revocation: recordId(record) })
      .where(eq(signingKey.recordId, id))
      .returning();
    const { member } = courtOf(court, row.court);
    await court.notary.record(client, { member, records: [record] });
    await tellOfKey(court, unit, { person: actor.person, court: row.court }, 'keyRevoked');
    return changed;
  });
  if (revoked === undefined) throw new CunzhengError('NOT_FOUND');
  const [view] = await keyViews(court, [revoked]);
  return view as KeyView;
}
