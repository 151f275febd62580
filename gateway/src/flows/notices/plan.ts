import { randomUUID } from 'node:crypto';
import { and, asc, eq, isNotNull, lte } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import { type Contact, contactsOf } from '../../personal/contacts.ts';
import type { Unit } from '../../store/store.ts';
import type { ContactKind } from '../../store/tables/contacts.ts';
import {
  type Channel,
  type NoticeRow,
  notice,
  noticeDelivery,
  noticePreference,
} from '../../store/tables/notices.ts';
import { settingAt } from '../settings/index.ts';
import { dueAfter, ESCALATED_AFTER_MS, FORCED, ONCE, type Step } from './schedule.ts';
import { type TemplateName, templateOf } from './templates/index.ts';

/** A thief at an open session would silence these by a choice, before he does what they tell of. */
const EVERYWHERE: ReadonlySet<string> = new Set<TemplateName>([
  'contactChanged',
  'recoveryAsked',
  'recoveryReview',
]);

type Planning = Pick<Court, 'vault' | 'clock' | 'messaging' | 'courts' | 'knowCourts'>;

/** How an address is reached. */
export const CHANNEL_OF: Readonly<Record<ContactKind, Channel>> = {
  mobile: 'sms',
  mail: 'mail',
  wechat: 'wechat',
  push: 'push',
};

/**
 * Takes the next step of every notice that is due, at most `limit`, in the caller's transaction: messages are written
 * down to be sent, or a person of the court is called. Rows that another process works on are passed over. Returns how
 * many were looked at.
 */
export async function planDue(court: Planning, unit: Unit, limit: number): Promise<number> {
  const due = await unit.db
    .select()
    .from(notice)
    .where(and(isNotNull(notice.nextAt), lte(notice.nextAt, new Date(court.clock()))))
    .orderBy(asc(notice.nextAt))
    .limit(limit)
    .for('update', { skipLocked: true });
  for (const row of due) await planOne(court, unit, row);
  return due.length;
}

async function planOne(court: Planning, unit: Unit, row: NoticeRow): Promise<void> {
  const now = court.clock();
  const change = (set: Partial<NoticeRow>) =>
    unit.db.update(notice).set(set).where(eq(notice.id, row.id));
  if (row.stopped !== null) return void (await change({ nextAt: null }));
  if (row.endsAt !== null && row.endsAt.getTime() <= now) {
    return void (await change({ nextAt: null, stopped: 'over' }));
  }
  const steps = row.demanded ? FORCED : ONCE;
  const step = steps[row.step];
  if (step === undefined) {
    return void (await change({ nextAt: null, escalatedAt: new Date(now) }));
  }
  await writeMessages(court, unit, row, step);
  await change({ step: row.step + 1, nextAt: nextStep(row, steps, now) });
}

function nextStep(row: NoticeRow, steps: readonly Step[], now: number): Date | null {
  if (!row.demanded) return null;
  const { afterMs } = steps[row.step + 1] ?? { afterMs: ESCALATED_AFTER_MS };
  return new Date(dueAfter(row.toldAt.getTime(), afterMs, now));
}

async function writeMessages(
  court: Planning,
  { db }: Unit,
  row: NoticeRow,
  step: Step,
): Promise<void> {
  // What happens to an account is told over the number that was just replaced, too.
  const retired = row.category === 'account';
  const contacts = await contactsOf(court, db, row.person, { retired });
  const muted = await mutedBy(court, db, row.court);
  const reachable = contacts.filter(
    ({ kind, verifiedAt }) =>
      verifiedAt !== undefined &&
      court.messaging.senders.has(CHANNEL_OF[kind]) &&
      CHANNEL_OF[kind] !== muted,
  );
  const now = new Date(court.clock());
  const values = (await chosen(db, row, { step, reachable })).map(({ id, kind }) => ({
    id: randomUUID(),
    notice: row.id,
    court: row.court,
    person: row.person,
    channel: CHANNEL_OF[kind],
    contact: id,
    step: row.step,
    category: row.category,
    digits: row.digits,
    state: 'waiting' as const,
    nextAt: now,
    updatedAt: now,
  }));
  if (values.length > 0) await db.insert(noticeDelivery).values(values).onConflictDoNothing();
}

/** The channel that the court that tells does not use; what is of no court goes over all. */
async function mutedBy(
  court: Planning,
  db: Unit['db'],
  code: string | null,
): Promise<Channel | undefined> {
  if (code === null) return undefined;
  await court.knowCourts([code]);
  const { value } = await settingAt(court, db, code, 'provider.sms', court.clock());
  return value === 'none' ? 'sms' : undefined;
}

/** The addresses of this step. What is demanded is told in spite of a choice that would leave none. */
async function chosen(
  db: Unit['db'],
  row: NoticeRow,
  { step, reachable }: { step: Step; reachable: readonly Contact[] },
): Promise<readonly Contact[]> {
  if (step.over === 'all' || EVERYWHERE.has(row.template)) return reachable;
  const preferences = await db
    .select()
    .from(noticePreference)
    .where(
      and(eq(noticePreference.person, row.person), eq(noticePreference.category, row.category)),
    );
  const unwanted = new Set(preferences.flatMap(({ wanted, channel }) => (wanted ? [] : [channel])));
  const wanted = reachable.filter(({ kind }) => !unwanted.has(CHANNEL_OF[kind]));
  const { ground } = templateOf(row.template, row.version);
  return wanted.length === 0 && (row.demanded || ground !== undefined) ? reachable : wanted;
}
