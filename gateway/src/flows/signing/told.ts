import { type Court, courtName } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { beijingTime } from '../notices/beijing-time.ts';
import { tell } from '../notices/tell.ts';

/** A court that invents a person is found out because the person is told of every key, by another way (design 3). */
export async function tellOfKey(
  court: Court,
  unit: Unit,
  { person, court: code }: { person: string; court: string },
  template: 'keyRegistered' | 'keyRevoked',
): Promise<void> {
  const values = { court: courtName(court, code).name, time: beijingTime(court.clock()) };
  await tell(court, unit, { person, court: code, template, values, link: '/keys' });
}
