import { desc, isNotNull } from 'drizzle-orm';
import { asShown } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { type Category, type Channel, noticeDelivery } from '../../store/tables/notices.ts';

/** What anybody may learn of a message that he holds: nothing of whom it went to or what it was about. */
export interface MessageCheck {
  readonly ours: boolean;
  readonly court?: { readonly code: string; readonly name: string };
  readonly category?: Category;
  readonly channel?: Channel;
  readonly sentAt?: string;
}

/**
 * Whether a message is ours, by who it seems to be from and its check digits. Both are needed, and both wrong and one
 * wrong get the same answer, so that nothing can be counted through.
 */
export async function isItOurs(
  house: Court,
  { sender, digits }: { sender: string; digits: string },
): Promise<MessageCheck> {
  const shown = [normalSender(sender), digits.replace(/\D/g, '')] as const;
  if (shown.some((each) => each === '')) return { ours: false };
  const [found] = await asShown(house, ...shown)
    .store.db.select()
    .from(noticeDelivery)
    .where(isNotNull(noticeDelivery.sender))
    .orderBy(desc(noticeDelivery.updatedAt))
    .limit(1);
  if (found === undefined) return { ours: false };
  if (found.court !== null) await house.knowCourts([found.court]);
  return {
    ours: true,
    ...(found.court === null ? {} : { court: courtName(house, found.court) }),
    category: found.category,
    channel: found.channel,
    sentAt: (found.sentAt ?? found.updatedAt).toISOString(),
  };
}

/** A number, address or name as people type it: without blanks and dashes, without the country's code, in lower case. */
export function normalSender(sender: string): string {
  const plain = sender.normalize('NFKC').toLowerCase();
  const address = /<([^<>]+)>\s*$/.exec(plain)?.[1] ?? plain;
  if (address.includes('@')) return address.trim();
  const bare = address.replace(/[\s\-–—()【】[\]]/g, '');
  return bare.replace(/^(?:\+86|0086)(?=\d)/, '');
}
