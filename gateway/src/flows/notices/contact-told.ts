import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import type { ContactKind } from '../../store/tables/contacts.ts';
import { beijingTime } from './beijing-time.ts';
import { CHANNEL_OF } from './plan.ts';
import { shownAddress } from './shown-address.ts';
import { tell } from './tell.ts';

/** What became of an address of a person. */
export interface ContactChange {
  readonly change: 'added' | 'removed';
  readonly kind: ContactKind;
  readonly address: string;
}

const SIGNS = { added: '+', removed: '−' } as const;

/**
 * Tells a person, over every way he could be reached before, that an address was added to his account or taken away: who
 * sits at somebody's open session cannot make himself the only one who is told.
 */
export async function tellContactChange(
  court: Pick<Court, 'vault' | 'clock'>,
  unit: Unit,
  person: string,
  { change, kind, address }: ContactChange,
): Promise<void> {
  const what = `${SIGNS[change]} ${shownAddress(CHANNEL_OF[kind], address) || '微信 WeChat'}`;
  await tell(court, unit, {
    ...{ person, template: 'contactChanged', link: '/account/notices' },
    values: { time: beijingTime(court.clock()), what },
  });
}
