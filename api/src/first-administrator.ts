import { join } from 'node:path';
import { demandMode, type FirstAdministrator, inviteFirstAdministrator } from '@cunzheng/gateway';
import { errandSender, type Ledger, openSharedLedger } from '@cunzheng/notary';
import { type ComposeOptions, courtRegistry, demandWritable, openDatabase } from './compose.ts';
import { demandProduction } from './production.ts';
import { readProviders } from './providers-file.ts';

/** What the operator hands over, by a way on which he knows whom he gives it to. */
export interface FirstInvitation {
  readonly court: string;
  readonly name: string;
  readonly account: string;
  /** Opens once, and sets the password. */
  readonly url: string;
  readonly expiresAt: string;
}

/**
 * Invites a court's first administrator with the settings of the server, which may run or not. Throws what
 * `inviteFirstAdministrator` and `demandProduction` throw, `MODE_DIFFERS`, and what opening database and ledger throws.
 */
export async function firstAdministrator(
  options: ComposeOptions,
  given: FirstAdministrator,
): Promise<FirstInvitation> {
  const { config, clock, publicUrl } = options;
  await demandProduction(config, await readProviders(config.providers));
  await demandWritable(config.dataDir);
  const closing: (() => Promise<void>)[] = [];
  try {
    const database = await openDatabase(options, closing);
    await demandMode(database, config.mode);
    const { ledger, member } = await openLedger(options, errandSender(database));
    closing.push(() => ledger.close());
    const parts = { database, registry: courtRegistry(ledger), clock, member };
    const { name, account, court, invitation } = await inviteFirstAdministrator(parts, given);
    const url = `${publicUrl()}${invitation.path}`;
    return { court: court.name, name, account, url, expiresAt: invitation.expiresAt };
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

async function openLedger(
  { config, clock, logger }: ComposeOptions,
  sendErrand: ReturnType<typeof errandSender>,
): Promise<{ ledger: Ledger; member?: string }> {
  const { dataDir, connection: path, member } = config;
  if (config.ledger === 'embedded') {
    const dir = join(dataDir, 'ledger');
    const replicas = join(dataDir, 'replicas');
    return { ledger: await openSharedLedger({ dir, replicas, clock, sendErrand }) };
  }
  const { openFabricLedger, readConnection } = await import('@cunzheng/notary/fabric');
  const connection = await readConnection({ path, member });
  const ledger = await openFabricLedger({ ...connection, clock, logger });
  return { ledger, member: connection.member };
}
