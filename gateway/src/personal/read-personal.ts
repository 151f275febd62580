import type { Actor } from '../access/policy.ts';
import type { Court } from '../context.ts';
import { noteEvent } from '../flows/accounts/events.ts';
import type { Unit } from '../store/store.ts';
import type { ProofingRow } from '../store/tables/accounts.ts';

/** Personal fields that staff may be shown. */
export type PersonalField = 'name' | 'number';

/**
 * Opens one personal field for somebody who is not the person, and notes who read it and why. Every reading of staff
 * goes through here. Throws `SEAL_KEY_MISSING`, `SEAL_BROKEN`.
 */
export async function readPersonal(
  court: Court,
  unit: Unit,
  actor: Actor,
  row: ProofingRow,
  field: PersonalField,
  why: string,
): Promise<string | undefined> {
  const sealed = field === 'name' ? row.nameSealed : row.numberSealed;
  if (sealed === null) return undefined;
  const { person } = row;
  await noteEvent(court, unit, {
    person,
    actor: actor.person,
    event: 'read',
    detail: { field, why },
  });
  return court.vault.open(sealed, `proofing.${field}/${person}`);
}
