import { CunzhengError, type Language } from '@cunzheng/domain';
import { and, asc, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import type { Db, Unit } from '../../store/store.ts';
import {
  type Category,
  type Channel,
  type DeliveryRow,
  type DeliveryState,
  type NoticeRow,
  notice,
  noticeDelivery,
} from '../../store/tables/notices.ts';
import { valuesPlace } from './tell.ts';
import { templateOf } from './templates/index.ts';
import { fillIn, type NoticeValues } from './words.ts';

/** Notices on one page of the inbox. */
export const NOTICES_PAGE = 20;

/** One message that was sent about a notice. */
export interface DeliveryView {
  readonly channel: Channel;
  readonly state: DeliveryState;
  readonly at: string;
}

/** A notice as its person reads it. */
export interface NoticeView {
  readonly id: string;
  readonly court?: { readonly code: string; readonly name: string };
  readonly category: Category;
  readonly title: string;
  readonly body: string;
  readonly link?: string;
  readonly demanded: boolean;
  /** By which rule he is told whatever he chose. */
  readonly ground?: string;
  readonly toldAt: string;
  readonly readAt?: string;
  readonly deliveries: readonly DeliveryView[];
}

/** What the inbox is asked for. */
export interface NoticeSearch {
  readonly unread: boolean;
  readonly category?: Category;
  /** From 1. */
  readonly page: number;
  readonly language: Language;
}

/** My notices, unread ones first, then the newest. `unread` counts all of mine, whatever was asked for. */
export async function listNotices(
  house: Court,
  actor: Actor,
  { unread, category, page, language }: NoticeSearch,
): Promise<{ items: NoticeView[]; total: number; unread: number }> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const where = and(
    eq(notice.person, actor.person),
    unread ? isNull(notice.readAt) : undefined,
    category === undefined ? undefined : eq(notice.category, category),
  );
  const rows = await db
    .select()
    .from(notice)
    .where(where)
    .orderBy(sql`${notice.readAt} IS NOT NULL`, desc(notice.toldAt), asc(notice.id))
    .limit(NOTICES_PAGE)
    .offset((page - 1) * NOTICES_PAGE);
  const [found] = await db.select({ n: count() }).from(notice).where(where);
  return {
    items: await noticeViews(court, rows, language),
    total: found?.n ?? 0,
    unread: await countUnread(house, actor),
  };
}

/** How many of my notices are not read. */
export async function countUnread(house: Court, actor: Actor): Promise<number> {
  const [row] = await asActor(house, actor)
    .store.db.select({ n: count() })
    .from(notice)
    .where(and(eq(notice.person, actor.person), isNull(notice.readAt)));
  return row?.n ?? 0;
}

/** One of my notices. Throws `NOT_FOUND`, also for somebody else's. */
export async function readNotice(
  house: Court,
  actor: Actor,
  { id, language }: { id: string; language: Language },
): Promise<NoticeView> {
  const court = asActor(house, actor);
  const row = await findMine(court.store.db, actor, id);
  const [view] = await noticeViews(court, [row], language);
  return view as NoticeView;
}

/** I have read it: noted once, with the time; nobody reminds me any more. Throws `NOT_FOUND`. */
export async function noteRead(
  house: Court,
  actor: Actor,
  { id, language }: { id: string; language: Language },
): Promise<NoticeView> {
  const court = asActor(house, actor);
  await court.store.transaction(async ({ db }) => {
    await findMine(db, actor, id);
    await markRead(db, court.clock(), and(eq(notice.id, id), eq(notice.person, actor.person)));
  });
  return readNotice(house, actor, { id, language });
}

/** The person has seen the thing itself, so what he was told of it counts as read. */
export async function readNoticesAbout(
  { clock }: Pick<Court, 'clock'>,
  { db }: Pick<Unit, 'db'>,
  { person, about }: { person: string; about: string },
): Promise<void> {
  await markRead(db, clock(), and(eq(notice.about, about), eq(notice.person, person)));
}

async function markRead(db: Db, now: number, which: ReturnType<typeof and>): Promise<void> {
  await db
    .update(notice)
    .set({
      readAt: new Date(now),
      stopped: sql`coalesce(${notice.stopped}, 'read')`,
      nextAt: null,
    })
    .where(and(isNull(notice.readAt), which));
}

async function findMine(db: Db, actor: Actor, id: string): Promise<NoticeRow> {
  const [row] = await db.select().from(notice).where(eq(notice.id, id));
  // An official sees rows of his court's notices, but reads only his own.
  if (row?.person !== actor.person) throw new CunzhengError('NOT_FOUND');
  authorize(actor, 'notice.read', { court: row.court ?? '', recipients: [row.person] });
  return row;
}

async function noticeViews(
  court: Court,
  rows: readonly NoticeRow[],
  language: Language,
): Promise<NoticeView[]> {
  await court.knowCourts(rows.flatMap((row) => row.court ?? []));
  const deliveries = await deliveriesOf(court.store.db, rows);
  return rows.map((row) => noticeView(court, row, { deliveries, language }));
}

async function deliveriesOf(db: Db, rows: readonly NoticeRow[]): Promise<DeliveryRow[]> {
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  return db
    .select()
    .from(noticeDelivery)
    .where(inArray(noticeDelivery.notice, ids))
    .orderBy(asc(noticeDelivery.step), asc(noticeDelivery.channel));
}

function noticeView(
  court: Court,
  row: NoticeRow,
  { deliveries, language }: { deliveries: readonly DeliveryRow[]; language: Language },
): NoticeView {
  const template = templateOf(row.template, row.version);
  const { title, body } = fillIn(template, openValues(court, row), language);
  return {
    id: row.id,
    ...(row.court === null ? {} : { court: courtName(court, row.court) }),
    category: row.category,
    title,
    body,
    ...(row.link === null ? {} : { link: row.link }),
    demanded: row.demanded,
    ...(template.ground === undefined ? {} : { ground: template.ground[language] }),
    toldAt: row.toldAt.toISOString(),
    ...(row.readAt === null ? {} : { readAt: row.readAt.toISOString() }),
    deliveries: deliveries
      .filter((each) => each.notice === row.id)
      .map(({ channel, state, sentAt, updatedAt }) => ({
        channel,
        state,
        at: (sentAt ?? updatedAt).toISOString(),
      })),
  };
}

/** What stands in the template's places. Throws `SEAL_BROKEN`, `SEAL_KEY_MISSING`. */
export function openValues(
  { vault }: Pick<Court, 'vault'>,
  row: Pick<NoticeRow, 'id' | 'sealedValues'>,
): NoticeValues {
  return JSON.parse(vault.open(row.sealedValues, valuesPlace(row.id)));
}
