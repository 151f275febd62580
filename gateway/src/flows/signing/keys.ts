import { CunzhengError, demand, type KeyRevocation, recordId } from '@cunzheng/domain';
import { desc, eq } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { type ChainState, chainState, chainStates } from '../../chain-state.ts';
import { type Court, courtName, courtOf } from '../../context.ts';
import { signingKey } from '../../store/schema.ts';

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
export async function listMyKeys(court: Court, actor: Actor): Promise<KeyView[]> {
  const rows = await court.store.db
    .select()
    .from(signingKey)
    .where(eq(signingKey.person, actor.person))
    .orderBy(desc(signingKey.notBefore))
    .limit(200);
  const chain = await chainStates(
    court.notary,
    rows.map((row) => row.recordId),
  );
  return rows.map((row) => keyView(court, row, chain(row.recordId)));
}

function keyView(court: Court, row: typeof signingKey.$inferSelect, chain: ChainState): KeyView {
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
export async function revokeMyKey(court: Court, actor: Actor, id: string): Promise<KeyView> {
  const revoked = await court.store.transaction(async ({ db, client }) => {
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
    return changed;
  });
  if (revoked === undefined) throw new CunzhengError('NOT_FOUND');
  return keyView(court, revoked, await chainState(court.notary, id));
}
