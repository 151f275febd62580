import type { Court } from '../../context.ts';
import { contactsOf } from '../../personal/contacts.ts';
import type { Db } from '../../store/store.ts';

/** The newest mobile number of each person who has one, opened. */
export async function personsMobile(
  court: Court,
  db: Db,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const out = new Map<string, string>();
  for (const id of ids) {
    const mobile = (await contactsOf(court, db, id)).findLast(({ kind }) => kind === 'mobile');
    if (mobile !== undefined) out.set(id, mobile.address);
  }
  return out;
}
