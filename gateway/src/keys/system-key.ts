import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type KeyRegistration,
  type NetworkId,
  type ReceiptRecord,
  type RecordId,
  recordId,
  signingMessage,
  toBase64Url,
  toLowS,
  type Unsigned,
} from '@cunzheng/domain';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Clock, CourtNotary, CourtRow } from '../context.ts';
import { diskFault } from '../files/disk-fault.ts';
import { signingKey } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { pointOf } from './es256.ts';

/** How long one registration of a court's system key lasts; it is renewed a week before. */
export const SYSTEM_KEY_LIFE_MS = 90 * 86_400_000;
const RENEW_BEFORE_MS = 7 * 86_400_000;

/** Keys with which the courts' own systems sign what no person does: arrived, opened. */
export interface SystemKeys {
  /** Registered key of that court's system, renewed when its life nears the end. */
  keyOf(court: CourtRow): Promise<SystemKey>;
}

export interface SystemKey {
  /** Id of the `key` record. */
  readonly id: RecordId;
  sign(network: NetworkId, record: Unsigned<ReceiptRecord>): ReceiptRecord;
}

/**
 * Keys under `dir/<court>.pem` (0600), made on first use, registered on chain through the notary.
 * Throws `DATA_DIR_UNWRITABLE`, `DISK_FULL`.
 */
export function openSystemKeys(given: {
  dir: string;
  store: Store;
  notary: CourtNotary;
  clock: Clock;
  /** Lets one process at a time make and register keys; the others then find them. */
  inTurn?: <T>(work: () => Promise<T>) => Promise<T>;
}): SystemKeys {
  const inTurn = given.inTurn ?? ((work) => work());
  const options = { ...given, store: given.store.as({ as: 'house', task: 'system-key' }) };
  // Calls for one court form a chain: two at once must not both register.
  const chains = new Map<string, Promise<HeldKey | undefined>>();
  const serves = servingKeys(options);
  return {
    keyOf(court) {
      const before = chains.get(court.code) ?? Promise.resolve(undefined);
      const next = before.then(async (held) =>
        held !== undefined && (await serves(held))
          ? held
          : inTurn(() => openSystemKey(options, court)),
      );
      const settled = next.catch(() => undefined);
      chains.set(court.code, settled);
      return next;
    },
  };
}

/** Whether a key that is held still serves: it lives, and the ledger has not refused its registration since. */
function servingKeys({ notary, clock }: { notary: CourtNotary; clock: Clock }) {
  const registered = new Set<RecordId>();
  return async ({ id, notAfter }: HeldKey): Promise<boolean> => {
    if (notAfter - clock() <= RENEW_BEFORE_MS) return false;
    if (registered.has(id)) return true;
    const state = (await notary.status(id))?.state;
    if (state === 'recorded' || state === 'proven') registered.add(id);
    return state !== 'failed';
  };
}

type HeldKey = SystemKey & { readonly notAfter: number };

async function openSystemKey(
  options: { dir: string; store: Store; notary: CourtNotary; clock: Clock },
  court: CourtRow,
): Promise<HeldKey> {
  const path = join(options.dir, `${court.code}.pem`);
  const held = await loadKey(path);
  const found = held && (await findRegistration(options, court, pointOf(createPublicKey(held))));
  if (held !== undefined && found !== undefined) return withSigner(held, found);
  // A point is registered once for ever, so each registration gets a new key.
  const fresh = await makeKey(path);
  return withSigner(fresh, await register(options, court, pointOf(createPublicKey(fresh))));
}

function withSigner(privateKey: KeyObject, registered: { id: RecordId; notAfter: number }) {
  return {
    ...registered,
    sign: (network: NetworkId, record: Unsigned<ReceiptRecord>) =>
      signRecord(privateKey, network, record),
  };
}

function signRecord(
  privateKey: KeyObject,
  network: NetworkId,
  record: Unsigned<ReceiptRecord>,
): ReceiptRecord {
  const message = signingMessage(network, record);
  const raw = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return { ...record, signature: toBase64Url(toLowS(raw)) };
}

async function findRegistration(
  { store, notary, clock }: { store: Store; notary: CourtNotary; clock: Clock },
  court: CourtRow,
  point: string,
) {
  const [row] = await store.db
    .select()
    .from(signingKey)
    .where(
      and(
        eq(signingKey.court, court.code),
        eq(signingKey.role, 'system'),
        eq(signingKey.point, point),
        isNull(signingKey.revokedAt),
      ),
    )
    .orderBy(desc(signingKey.notAfter))
    .limit(1);
  if (row === undefined || row.notAfter.getTime() - clock() <= RENEW_BEFORE_MS) return undefined;
  const id = row.recordId as RecordId;
  const refused = (await notary.status(id))?.state === 'failed';
  return refused ? undefined : { id, notAfter: row.notAfter.getTime() };
}

/** Registers the key, its life beginning now, and notes it in SQL in the same transaction. */
async function register(
  { store, notary, clock }: { store: Store; notary: CourtNotary; clock: Clock },
  court: CourtRow,
  point: string,
) {
  const now = clock();
  const notAfter = now + SYSTEM_KEY_LIFE_MS;
  const record: KeyRegistration = {
    v: 1,
    kind: 'key',
    action: 'register',
    court: court.code,
    actTime: new Date(now).toISOString(),
    suite: 'ES256',
    point,
    owner: court.systemTag as KeyRegistration['owner'],
    role: 'system',
    purpose: 'sign',
    notBefore: new Date(now).toISOString(),
    notAfter: new Date(notAfter).toISOString(),
  };
  await store.transaction(async ({ db, client }) => {
    await db.insert(signingKey).values({
      recordId: recordId(record),
      court: court.code,
      role: 'system',
      owner: court.systemTag,
      point,
      notBefore: new Date(now),
      notAfter: new Date(notAfter),
      record,
    });
    await notary.record(client, { member: court.member, records: [record] });
  });
  return { id: recordId(record), notAfter };
}

async function loadKey(path: string): Promise<KeyObject | undefined> {
  try {
    return createPrivateKey(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw diskFault(error);
  }
}

/** A new key, durable before it is used. */
async function makeKey(path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  await writeSecret(path, pem).catch((error: unknown) => {
    throw diskFault(error);
  });
  return privateKey;
}

async function writeSecret(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(temporary, 0o600);
  await rename(temporary, path);
}
