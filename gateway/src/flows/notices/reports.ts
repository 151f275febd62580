import { timingSafeEqual } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { readSmsReports } from '../../providers/sms/tencent.ts';
import { noticeDelivery } from '../../store/tables/notices.ts';

/** Whether this is the secret of the address at which the provider of text messages reports. */
export function isReportSecret({ messaging }: Pick<Court, 'messaging'>, given: string): boolean {
  const secret = Buffer.from(messaging.smsReports ?? '');
  const theirs = Buffer.from(given);
  return secret.length > 0 && secret.length === theirs.length && timingSafeEqual(secret, theirs);
}

/**
 * Notes what the provider says became of text messages. The same report twice changes nothing, one of a message that
 * is not ours, or that was settled otherwise, neither. Returns how many messages it changed.
 */
export async function noteSmsReports(given: Court, body: unknown): Promise<number> {
  const court = asHouse(given, 'notices');
  let changed = 0;
  for (const { reference, delivered } of readSmsReports(body)) {
    const rows = await court.store.db
      .update(noticeDelivery)
      .set({
        state: delivered ? 'delivered' : 'failed',
        code: delivered ? null : 'CONTACT_GONE',
        updatedAt: new Date(court.clock()),
      })
      .where(
        and(
          eq(noticeDelivery.channel, 'sms'),
          eq(noticeDelivery.reference, reference),
          inArray(noticeDelivery.state, ['accepted']),
        ),
      )
      .returning({ id: noticeDelivery.id });
    changed += rows.length;
  }
  return changed;
}
