import { CunzhengError, type ErrorCode, type Language } from '@cunzheng/domain';
import { and, asc, eq, inArray, isNotNull, lte } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import { contactsOf, removeContact } from '../../personal/contacts.ts';
import type { Sender, Sent } from '../../providers/sender.ts';
import type { Db, Unit } from '../../store/store.ts';
import {
  type DeliveryRow,
  type NoticeRow,
  notice,
  noticeDelivery,
  noticeLanguage,
} from '../../store/tables/notices.ts';
import { settingAt } from '../settings/setting-at.ts';
import { normalSender } from './is-it-ours.ts';
import { outgoing } from './outgoing.ts';
import { backOff, endOfQuiet, MAX_ATTEMPTS, QUIET_HOURS, type QuietHours } from './schedule.ts';
import { templateOf } from './templates/index.ts';

export type Delivering = Pick<
  Court,
  'store' | 'vault' | 'clock' | 'messaging' | 'publicUrl' | 'courts' | 'knowCourts'
>;

/** A number of 0 to 1 by chance; injected, so that tests own it. */
export type Random = () => number;

/**
 * Longer than any provider may take to answer. A process that dies while it sends leaves its message to the others
 * after this; the provider gets the same key again.
 */
export const LEASE_MS = 2 * 60_000;

/** A message taken to be sent, with what it speaks of. */
interface Taken {
  readonly delivery: DeliveryRow;
  readonly row: NoticeRow;
  readonly to: string | undefined;
  readonly language: Language;
}

/** Sends what is due, at most `limit` messages at a time. Returns how many were taken and what became of them. */
export async function deliverDue(
  court: Delivering,
  { random, limit }: { random: Random; limit: number },
): Promise<{ taken: number; faults: string[] }> {
  const taken = await court.store.transaction((unit) => take(court, unit, { random, limit }));
  const faults = await Promise.all(taken.map((each) => sendOne(court, each, random)));
  return { taken: taken.length, faults: faults.flatMap((fault) => fault ?? []) };
}

async function take(
  court: Delivering,
  unit: Unit,
  { random, limit }: { random: Random; limit: number },
): Promise<Taken[]> {
  const channels = [...court.messaging.senders.keys()];
  if (channels.length === 0) return [];
  const { db } = unit;
  const due = await db
    .select()
    .from(noticeDelivery)
    .where(
      and(
        isNotNull(noticeDelivery.nextAt),
        lte(noticeDelivery.nextAt, new Date(court.clock())),
        inArray(noticeDelivery.channel, channels),
      ),
    )
    .orderBy(asc(noticeDelivery.nextAt))
    .limit(limit)
    .for('update', { skipLocked: true });
  const taken: Taken[] = [];
  for (const delivery of due) {
    const one = await takeOne(court, unit, { delivery, random });
    if (one !== undefined) taken.push(one);
  }
  return taken;
}

async function takeOne(
  court: Delivering,
  { db }: Unit,
  { delivery, random }: { delivery: DeliveryRow; random: Random },
): Promise<Taken | undefined> {
  const now = court.clock();
  const [row] = await db.select().from(notice).where(eq(notice.id, delivery.notice));
  const change = (set: Partial<DeliveryRow>) =>
    db
      .update(noticeDelivery)
      .set({ ...set, updatedAt: new Date(now) })
      .where(eq(noticeDelivery.id, delivery.id));
  // Read meanwhile, or no longer so: nothing more is said of it.
  if (row === undefined || row.stopped !== null) {
    return void (await change({ state: 'givenUp', nextAt: null }));
  }
  const quiet = isAtOnce(row) ? undefined : await quietHours(court, db, row.court);
  const morning = quiet && endOfQuiet(now, random(), quiet);
  if (morning !== undefined) {
    return void (await change({ state: 'held', nextAt: new Date(morning) }));
  }
  const attempts = delivery.attempts + 1;
  const { sender } = court.messaging.senders.get(delivery.channel) as Sender;
  const nextAt = new Date(now + LEASE_MS);
  await change({ state: 'sending', attempts, nextAt, sender: normalSender(sender) });
  const contacts = await contactsOf(court, db, delivery.person, { retired: true });
  const [spoken] = await db
    .select()
    .from(noticeLanguage)
    .where(eq(noticeLanguage.person, delivery.person));
  return {
    delivery: { ...delivery, attempts },
    row,
    to: contacts.find(({ id }) => id === delivery.contact)?.address,
    language: spoken?.language ?? 'zh-CN',
  };
}

function isAtOnce({ template, version }: NoticeRow): boolean {
  return templateOf(template, version).atOnce === true;
}

function isDirect({ template, version }: NoticeRow): boolean {
  return templateOf(template, version).direct === true;
}

/** Sends one and notes what came of it; returns the code of a fault. */
async function sendOne(
  court: Delivering,
  { delivery, row, to, language }: Taken,
  random: Random,
): Promise<string | undefined> {
  try {
    if (to === undefined) throw new CunzhengError('CONTACT_GONE');
    await court.knowCourts(row.court === null ? [] : [row.court]);
    const message = outgoing(row, {
      to,
      language,
      court: row.court === null ? undefined : court.courts.get(row.court)?.name,
      step: delivery.step,
      ...(isDirect(row) && row.link !== null ? { path: row.link } : {}),
      publicUrl: court.publicUrl(),
    });
    const sender = court.messaging.senders.get(delivery.channel) as Sender;
    await noteSent(court, delivery, await sender.send(message, delivery.id));
    return undefined;
  } catch (error) {
    const code: ErrorCode = error instanceof CunzhengError ? error.code : 'INTERNAL';
    await noteFault(court, delivery, { code, random });
    return `${delivery.channel} ${code}`;
  }
}

async function noteSent(court: Delivering, delivery: DeliveryRow, sent: Sent): Promise<void> {
  const now = new Date(court.clock());
  const { state, reference = null } = sent;
  await note(court, delivery, { state, reference, code: null, nextAt: null, sentAt: now });
}

const FINAL: ReadonlySet<ErrorCode> = new Set(['PROVIDER_REFUSED', 'CONTACT_GONE']);

async function noteFault(
  court: Delivering,
  delivery: DeliveryRow,
  { code, random }: { code: ErrorCode; random: Random },
): Promise<void> {
  const { attempts } = delivery;
  if (FINAL.has(code)) {
    await note(court, delivery, { state: 'failed', code, nextAt: null });
  } else if (attempts >= MAX_ATTEMPTS) {
    await note(court, delivery, { state: 'givenUp', code, nextAt: null });
  } else {
    const nextAt = new Date(court.clock() + backOff(attempts, random()));
    await note(court, delivery, { state: 'waiting', code, nextAt });
  }
  // A browser that gave its subscription up has a new one, or none; numbers and mailboxes are the person's to change.
  if (code === 'CONTACT_GONE' && delivery.channel === 'push') {
    await removeContact(court.store, delivery.person, delivery.contact);
  }
}

/** Only whoever sent it notes it: after the lease another process may have taken it on. */
async function note(
  court: Delivering,
  { id, attempts }: DeliveryRow,
  set: Partial<DeliveryRow>,
): Promise<void> {
  await court.store.db
    .update(noticeDelivery)
    .set({ ...set, updatedAt: new Date(court.clock()) })
    .where(
      and(
        eq(noticeDelivery.id, id),
        eq(noticeDelivery.attempts, attempts),
        eq(noticeDelivery.state, 'sending'),
      ),
    );
}

/** The night of the court that tells, as it has set it by now; what is no court's has the proposed one. */
async function quietHours(
  court: Pick<Court, 'courts' | 'clock' | 'knowCourts'>,
  db: Db,
  code: string | null,
): Promise<QuietHours> {
  if (code === null) return QUIET_HOURS;
  await court.knowCourts([code]);
  const hour = async (name: 'limit.quietFrom' | 'limit.quietTo') =>
    (await settingAt(court, db, code, name, court.clock())).value;
  return { from: await hour('limit.quietFrom'), to: await hour('limit.quietTo') };
}
