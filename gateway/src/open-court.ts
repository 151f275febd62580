import { join } from 'node:path';
import { migrate } from '@cunzheng/notary/postgres';
import type { Pool } from 'pg';
import type {
  ChainView,
  Clock,
  Court,
  CourtNotary,
  CourtRegistry,
  CourtRow,
  SuitSearch,
} from './context.ts';
import { plantDirectory } from './courts/plant.ts';
import { openFileStore } from './files/file-store.ts';
import { settleSetups } from './flows/courts/set-up.ts';
import { openSystemKeys } from './keys/system-key.ts';
import type { Vault } from './personal/vault.ts';
import { openVaultFile } from './personal/vault-file.ts';
import type { IdentityProviders } from './providers/identity/ports.ts';
import { type Messaging, NO_MESSAGING } from './providers/messaging.ts';
import { NO_PAYMENTS, type PaymentProviders } from './providers/payment/ports.ts';
import type { Scanner } from './providers/scan/ports.ts';
import { plantDemo } from './seeds/plant.ts';
import { plantSignIns } from './seeds/sign-ins.ts';
import { demandMode } from './store/demand-mode.ts';
import { guardedRole } from './store/guarded-role.ts';
import { inTurn, OPENING, SYSTEM_KEYS } from './store/in-turn.ts';
import { COURT_MIGRATIONS } from './store/migrations.ts';
import { court as courtTable } from './store/schema.ts';
import { openStore, type Store } from './store/store.ts';

export interface OpenCourtOptions {
  /** The caller owns the pool and ends it after the court is no longer used. */
  readonly database: Pool;
  readonly notary: CourtNotary;
  readonly chain: ChainView;
  readonly registry: CourtRegistry;
  /** Directory of stored files, and of the courts' own keys. */
  readonly filesDir: string;
  readonly keysDir: string;
  /** Seals personal data; absent: one over `personal.json` in `keysDir`. */
  readonly vault?: Vault;
  /** How people are reached beside the inbox; absent: not at all. */
  readonly messaging?: Messaging | undefined;
  readonly identity?: IdentityProviders;
  /** Through whom fees are paid; absent: by bank transfer only. */
  readonly payments?: PaymentProviders;
  /** Index and keys of like suits; absent: they are neither noted nor looked for. */
  readonly suits?: SuitSearch | undefined;
  /** Looks for viruses in papers; absent: they are marked as not looked at. */
  readonly scanner?: Scanner | undefined;
  readonly clock: Clock;
  readonly mode: Court['mode'];
  /** Origin of printed links; a function, because a port of 0 is known only after listening. */
  readonly publicUrl: () => string;
}

/**
 * Opens the court: SQL brought up to date, demo people planted in demo mode, every court's own key registered.
 * Throws `DATABASE_UNAVAILABLE`'s causes as they come, `MODE_DIFFERS` for a database of the other mode, `CONFIG_INVALID`
 * where nothing binds the database's role to row security, `DATA_DIR_UNWRITABLE`, `DISK_FULL`.
 */
export async function openCourt(options: OpenCourtOptions): Promise<Court> {
  // Several processes that start at once would plant the same rows and make keys for the same courts.
  return inTurn(options.database, OPENING, () => openAlone(options));
}

async function openAlone(options: OpenCourtOptions): Promise<Court> {
  await demandMode(options.database, options.mode);
  await migrate(options.database, 'court', COURT_MIGRATIONS);
  const store = openStore(options.database, await guardedRole(options.database));
  const { clock, notary, chain, registry, mode, publicUrl } = options;
  await plantDirectory(store.as({ as: 'house', task: 'seed' }), clock);
  if (mode === 'demo') await plantDemo(store.as({ as: 'house', task: 'seed' }), clock);
  const courts = new Map<string, CourtRow>();
  const court: Court = {
    store,
    files: openFileStore(options.filesDir),
    notary,
    chain,
    registry,
    clock,
    mode,
    publicUrl,
    systemKeys: openSystemKeys({
      ...{ dir: join(options.keysDir, 'system'), store, notary, clock },
      inTurn: (work) => inTurn(options.database, SYSTEM_KEYS, work),
    }),
    vault: options.vault ?? (await openVaultFile(join(options.keysDir, 'personal.json'))),
    messaging: options.messaging ?? NO_MESSAGING,
    identity: options.identity ?? {},
    payments: options.payments ?? NO_PAYMENTS,
    scanner: options.scanner,
    suits: options.suits,
    courts,
    knowCourts: async (codes) => {
      if (codes.some((code) => !courts.has(code))) await readCourts(store, courts);
    },
  };
  if (mode === 'demo') await plantSignIns(court);
  await readCourts(store, courts);
  for (const row of court.courts.values()) await court.systemKeys.keyOf(row);
  await settleSetups(court);
  return court;
}

async function readCourts(store: Store, into: Map<string, CourtRow>): Promise<void> {
  for (const row of await store.db.select().from(courtTable)) into.set(row.code, row);
}
