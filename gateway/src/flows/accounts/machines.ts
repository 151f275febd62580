import type { Court } from '../../context.ts';
import type { IdentityProviders } from '../../providers/identity/ports.ts';
import type { Unit } from '../../store/store.ts';
import type { ProofingRow } from '../../store/tables/accounts.ts';
import { settingAt } from '../settings/index.ts';

/** The court's word on each: `none` where its clerks look themselves. */
const SETTINGS = {
  register: 'provider.identityRegister',
  portrait: 'provider.portrait',
  unified: 'provider.unified',
} as const satisfies Record<keyof IdentityProviders, string>;

/**
 * The machines that may settle a step of this person's: those that this deployment has, that know his document, and that
 * the court of his proofing uses now.
 */
export async function machinesFor(
  court: Court,
  { db }: Pick<Unit, 'db'>,
  { document, court: code }: Pick<ProofingRow, 'document' | 'court'>,
): Promise<IdentityProviders> {
  const able: { -readonly [Machine in keyof IdentityProviders]: IdentityProviders[Machine] } = {
    ...court.identity,
  };
  for (const machine of Object.keys(SETTINGS) as (keyof IdentityProviders)[]) {
    const provider = court.identity[machine];
    const knows = provider?.documents.includes(document ?? '') ?? false;
    if (!knows || !(await isUsed(court, db, code, machine))) delete able[machine];
  }
  return able;
}

async function isUsed(
  court: Court,
  db: Unit['db'],
  code: string | null,
  machine: keyof IdentityProviders,
): Promise<boolean> {
  if (code === null) return true;
  await court.knowCourts([code]);
  const { value } = await settingAt(court, db, code, SETTINGS[machine], court.clock());
  return value === 'configured';
}
