import {
  CunzhengError,
  hideFields,
  type KeyRegistration,
  type Opening,
  type RecordId,
  recordId,
} from '@cunzheng/domain';
import { and, desc, eq, gt } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import { publicKeyOf } from '../../keys/es256.ts';
import { keyOpeningsPlace } from '../../personal/sealed-columns.ts';
import type { Vault } from '../../personal/vault.ts';
import { random128 } from '../../salt.ts';
import { preparedAct, signingKey } from '../../store/schema.ts';
import { type Db, show, type Unit } from '../../store/store.ts';
import { openOpenings } from './act-openings.ts';

/** A litigant's key serves one sitting (the contract allows at most 24 h), an official's one working day. */
export const KEY_LIFE_MS = { litigant: 2 * 3_600_000, official: 12 * 3_600_000 } as const;
/** A key must still live this long when an act is prepared with it. */
const MIN_LEFT_MS = 15 * 60_000;

/** Who will sign: the person, the capacity of the key, and the tag that owns it. */
export interface Signer {
  readonly court: string;
  readonly person: string;
  readonly name: string;
  readonly role: KeyRegistration['role'];
  readonly owner: string;
}

export interface KeyInUse {
  readonly id: RecordId;
  readonly record: KeyRegistration;
  readonly openings: readonly Opening[];
}

/**
 * The registration under which this point signs for this owner: the one on chain, the one that an act still waiting
 * for its signature will bring, or a new one. Throws `KEY_POINT_INVALID`, `KEY_EXISTS` when the point belongs to
 * another owner (a point is registered once for ever: who acts in two cases makes two keys), `KEY_REVOKED`,
 * `KEY_OUTSIDE_LIFE` when it has run out.
 */
export async function keyFor(
  court: Pick<Court, 'notary' | 'vault'>,
  unit: Unit,
  signer: Signer,
  { point, now }: { point: string; now: number },
): Promise<KeyInUse> {
  publicKeyOf(point);
  // Somebody else's registration of the same point must be seen to be refused.
  await show(unit, [point]);
  const known =
    (await registeredKey(unit.db, signer, point, now)) ??
    (await waitingKey({ vault: court.vault, db: unit.db }, signer, point, now));
  if (known === undefined) return newKey(signer, point, now);
  if ((await court.notary.status(known.id, unit.client))?.state !== 'failed') return known;
  // The ledger refused the registration, so the point is still free there.
  await unit.db.delete(signingKey).where(eq(signingKey.recordId, known.id));
  return newKey(signer, point, now);
}

async function registeredKey(
  db: Db,
  signer: Signer,
  point: string,
  now: number,
): Promise<KeyInUse | undefined> {
  const [row] = await db.select().from(signingKey).where(eq(signingKey.point, point));
  if (row === undefined) return undefined;
  if (row.owner !== signer.owner || row.person !== signer.person) {
    throw new CunzhengError('KEY_EXISTS', 'the point is registered for another owner');
  }
  if (row.revokedAt !== null) throw new CunzhengError('KEY_REVOKED');
  if (row.notAfter.getTime() - now < MIN_LEFT_MS) throw new CunzhengError('KEY_OUTSIDE_LIFE');
  return { id: row.recordId as RecordId, record: row.record as KeyRegistration, openings: [] };
}

/** Until the first signature under it, a registration lives in the acts that will bring it. */
async function waitingKey(
  { vault, db }: { readonly vault: Vault; readonly db: Db },
  signer: Signer,
  point: string,
  now: number,
): Promise<KeyInUse | undefined> {
  const acts = await db
    .select()
    .from(preparedAct)
    .where(and(eq(preparedAct.person, signer.person), gt(preparedAct.expiresAt, new Date(now))))
    .orderBy(desc(preparedAct.createdAt));
  const found = acts.find((act) => (act.keyRecord as KeyRegistration).point === point);
  if (found === undefined) return undefined;
  const record = found.keyRecord as KeyRegistration;
  if (record.owner !== signer.owner) throw new CunzhengError('KEY_EXISTS');
  const openings = openOpenings(vault, found.keyOpenings, keyOpeningsPlace(found.id));
  return { id: found.keyId as RecordId, record, openings };
}

function newKey(signer: Signer, point: string, now: number): KeyInUse {
  const life = signer.role === 'litigant' ? KEY_LIFE_MS.litigant : KEY_LIFE_MS.official;
  const { sd, openings } = hideFields({ name: signer.name }, random128);
  const record: KeyRegistration = {
    v: 1,
    kind: 'key',
    action: 'register',
    court: signer.court,
    actTime: new Date(now).toISOString(),
    suite: 'ES256',
    point,
    owner: signer.owner as KeyRegistration['owner'],
    role: signer.role,
    purpose: 'sign',
    notBefore: new Date(now).toISOString(),
    notAfter: new Date(now + life).toISOString(),
    sd,
  };
  return { id: recordId(record), record, openings };
}

/** Notes a key's registration; false when it is noted already and thus needs no second record. */
export async function noteKey(
  { db }: Pick<Unit, 'db'>,
  person: string,
  key: KeyInUse,
): Promise<boolean> {
  const { record } = key;
  const inserted = await db
    .insert(signingKey)
    .values({
      recordId: key.id,
      court: record.court,
      person,
      role: record.role,
      owner: record.owner,
      point: record.point,
      notBefore: new Date(record.notBefore),
      notAfter: new Date(record.notAfter),
      record,
    })
    .onConflictDoNothing({ target: signingKey.recordId })
    .returning();
  return inserted.length === 1;
}
