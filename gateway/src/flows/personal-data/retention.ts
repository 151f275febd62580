import type { LeafId, Sha256 } from '@cunzheng/domain';
import { and, eq, inArray, isNotNull, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asHouse } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import {
  ceremony,
  challenge,
  invitation,
  knownDevice,
  session,
  throttle,
} from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import { identityPhoto, phoneCode, proofing, providerCall } from '../../store/tables/accounts.ts';
import { auditEntry } from '../../store/tables/audit.ts';
import { claim } from '../../store/tables/claims.ts';
import { filing } from '../../store/tables/filing.ts';
import { handOver, helperPass } from '../../store/tables/helping.ts';
import { notice, noticeDelivery } from '../../store/tables/notices.ts';
import { recovery, recoveryPhoto } from '../../store/tables/recovery.ts';
import { settingAt } from '../settings/index.ts';

type RetentionSetting = 'retention.accessLog' | 'retention.identityImages' | 'retention.notices';

/** What is deleted after how long. A court's setting says it, or the program where nobody would want it otherwise. */
interface RetentionRule {
  readonly name: string;
  readonly unit: 'days' | 'months';
  readonly period: RetentionSetting | number;
  readonly table: PgTable;
  /** Rows whose time ran out before then; of that court where a setting says how long. */
  readonly condition: (db: Db, before: Date, court: string) => SQL | undefined;
  /** Where more goes than the rows. Deletes at most `BATCH` of them and says how many. */
  readonly remove?: (court: Court, due: SQL | undefined) => Promise<number>;
}

const BATCH = 500;
const DAY_MS = 24 * 3_600_000;

/** Persons who are proofed at this court. */
const proofedAt = (db: Db, court: string, before?: Date) =>
  db
    .select({ person: proofing.person })
    .from(proofing)
    .where(
      and(
        eq(proofing.court, court),
        before && and(isNotNull(proofing.doneAt), lt(proofing.doneAt, before)),
      ),
    );

/** Recoveries that ended; one that never came to a court counts with every court. */
const settledAt = (db: Db, court: string, before: Date) =>
  db
    .select({ id: recovery.id })
    .from(recovery)
    .where(
      and(or(eq(recovery.court, court), isNull(recovery.court)), lt(recovery.settledAt, before)),
    );

/**
 * Every rule. What is not here is kept: cases, documents, services, receipts, keys and records, who decided what, the
 * history of settings and offices (诉讼档案 and chain).
 */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    ...{ name: 'identityImages', unit: 'days', period: 'retention.identityImages' },
    table: identityPhoto,
    condition: (db, before, court) => inArray(identityPhoto.person, proofedAt(db, court, before)),
    remove: (court, due) => removeFiles(court, identityPhoto, due),
  },
  {
    ...{ name: 'recoveryPhotos', unit: 'days', period: 'retention.identityImages' },
    table: recoveryPhoto,
    condition: (db, before, court) => inArray(recoveryPhoto.recovery, settledAt(db, court, before)),
    remove: (court, due) => removeFiles(court, recoveryPhoto, due),
  },
  {
    ...{ name: 'providerCalls', unit: 'days', period: 'retention.identityImages' },
    table: providerCall,
    condition: (db, before, court) =>
      and(
        inArray(providerCall.person, proofedAt(db, court)),
        isNotNull(providerCall.settledAt),
        lt(providerCall.settledAt, before),
      ),
  },
  {
    ...{ name: 'notices', unit: 'months', period: 'retention.notices' },
    table: notice,
    condition: (_db, before, court) =>
      and(eq(notice.court, court), isNotNull(notice.readAt), lt(notice.readAt, before)),
    remove: removeNotices,
  },
  {
    ...{ name: 'accessLog', unit: 'months', period: 'retention.accessLog' },
    table: auditEntry,
    condition: (_db, before, court) => and(eq(auditEntry.court, court), lt(auditEntry.at, before)),
    remove: removeLooks,
  },
  fixed('accountNotices', notice, 730, (before) =>
    and(isNull(notice.court), isNotNull(notice.readAt), lt(notice.readAt, before)),
  ),
  fixed('sessions', session, 0, (before) => lt(session.expiresAt, before)),
  fixed('signInCodes', challenge, 1, (before) => lt(challenge.expiresAt, before)),
  fixed('phoneCodes', phoneCode, 1, (before) => lt(phoneCode.expiresAt, before)),
  fixed('ceremonies', ceremony, 1, (before) => lt(ceremony.expiresAt, before)),
  fixed('failedSignIns', throttle, 30, (before) => lt(throttle.lastAt, before)),
  fixed('invitations', invitation, 30, (before) => lt(invitation.expiresAt, before)),
  fixed('browsers', knownDevice, 365, (before) => lt(knownDevice.lastAt, before)),
  fixed('handOvers', handOver, 1, (before) => lt(handOver.expiresAt, before)),
  fixed('helperCodes', helperPass, 730, (before) => lt(helperPass.madeAt, before)),
  fixed('filingDrafts', filing, 365, (before) =>
    and(eq(filing.state, 'draft'), lt(filing.changedAt, before)),
  ),
  fixed('recoveries', recovery, 730, (before) => lt(recovery.settledAt, before)),
  fixed('claimDrafts', claim, 30, (before) =>
    and(eq(claim.state, 'draft'), isNull(claim.photoSha256), lt(claim.askedAt, before)),
  ),
];

function fixed(
  name: string,
  table: PgTable,
  days: number,
  condition: (before: Date) => SQL | undefined,
): RetentionRule {
  const more = table === notice ? { remove: removeNotices } : {};
  return {
    name,
    unit: 'days',
    period: days,
    table,
    condition: (_db, at) => condition(at),
    ...more,
  };
}

/** A rule as an administrator reads it, with what the next sweep would delete. */
export interface RetentionLine {
  readonly name: string;
  /** Absent for what is no court's. */
  readonly court?: { readonly code: string; readonly name: string };
  readonly period: number;
  readonly unit: 'days' | 'months';
  /** Name of the setting that says how long; absent where the program does. */
  readonly setting?: string;
  /** Rows that are due now. */
  readonly due: number;
}

/** A rule for one court, or for none, with what is due now. */
interface Due {
  readonly rule: RetentionRule;
  readonly court: string | undefined;
  readonly period: number;
  readonly condition: SQL | undefined;
}

/** What the next sweep would delete in the courts that I administer, deleting nothing. Throws `NOT_PERMITTED`. */
export async function readRetention(house: Court, actor: Actor): Promise<RetentionLine[]> {
  const mine = courtsFor(actor, 'retention.read');
  const court = asHouse(house, 'retention');
  const lines: RetentionLine[] = [];
  for (const due of await dueOf(court, mine)) {
    const { rule, period } = due;
    lines.push({
      ...{ name: rule.name, period, unit: rule.unit },
      ...(due.court === undefined ? {} : { court: courtName(court, due.court) }),
      ...(typeof rule.period === 'string' ? { setting: rule.period } : {}),
      due: await court.store.db.$count(rule.table, due.condition),
    });
  }
  return lines;
}

/** Deletes what has lain longer than its court's setting says; how much, by rule. Throws what database and disk throw. */
export async function sweepRetention(house: Court): Promise<Readonly<Record<string, number>>> {
  const court = asHouse(house, 'retention');
  const removed: Record<string, number> = {};
  for (const { rule, condition } of await dueOf(court, [...court.courts.keys()])) {
    const count = await removeAll(court, rule, condition);
    if (count > 0) removed[rule.name] = (removed[rule.name] ?? 0) + count;
  }
  return removed;
}

async function dueOf(court: Court, codes: readonly string[]): Promise<Due[]> {
  const { db } = court.store;
  const now = court.clock();
  const due: Due[] = [];
  for (const rule of RETENTION_RULES) {
    if (typeof rule.period === 'number') {
      const condition = rule.condition(db, earlier(now, rule.period, rule.unit), '');
      due.push({ rule, court: undefined, period: rule.period, condition });
      continue;
    }
    for (const code of codes) {
      const { value: period } = await settingAt(court, db, code, rule.period, now);
      const condition = rule.condition(db, earlier(now, period, rule.unit), code);
      due.push({ rule, court: code, period, condition });
    }
  }
  return due;
}

function earlier(now: number, period: number, unit: RetentionRule['unit']): Date {
  if (unit === 'days') return new Date(now - period * DAY_MS);
  const at = new Date(now);
  at.setUTCMonth(at.getUTCMonth() - period);
  return at;
}

async function removeAll(
  court: Court,
  { table, remove }: RetentionRule,
  due: SQL | undefined,
): Promise<number> {
  if (remove === undefined) {
    const { rowCount } = await court.store.db.delete(table).where(due);
    return rowCount ?? 0;
  }
  for (let removed = 0; ; ) {
    const count = await remove(court, due);
    removed += count;
    if (count < BATCH) return removed;
  }
}

/** First the row, then the file: one without a row is taken by the sweep of files. */
async function removeFiles(
  { store, files }: Court,
  table: typeof identityPhoto | typeof recoveryPhoto,
  due: SQL | undefined,
): Promise<number> {
  const some = store.db.select({ id: table.id }).from(table).where(due).limit(BATCH);
  const gone = await store.db
    .delete(table)
    .where(inArray(table.id, some))
    .returning({ sha256: table.sha256 });
  for (const { sha256 } of gone) await files.remove(sha256 as Sha256);
  return gone.length;
}

async function removeNotices({ store }: Court, due: SQL | undefined): Promise<number> {
  return store.transaction(async ({ db }) => {
    const rows = await db.select({ id: notice.id }).from(notice).where(due).limit(BATCH);
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return 0;
    await db.delete(noticeDelivery).where(inArray(noticeDelivery.notice, ids));
    await db.delete(notice).where(inArray(notice.id, ids));
    return ids.length;
  });
}

/** The leaf's hash stays in its batch; what opens it goes before the row by which it is found. */
async function removeLooks({ store, notary }: Court, due: SQL | undefined): Promise<number> {
  const rows = await store.db
    .select({ id: auditEntry.id })
    .from(auditEntry)
    .where(due)
    .limit(BATCH);
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return 0;
  await notary.forget({ leaves: ids as LeafId[] });
  await store.db.delete(auditEntry).where(inArray(auditEntry.id, ids));
  return ids.length;
}
