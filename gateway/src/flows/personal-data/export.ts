import { CunzhengError } from '@cunzheng/domain';
import { beijingTime } from '@cunzheng/domain/deadlines';
import { and, asc, eq, gt, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { contactsOf } from '../../personal/contacts.ts';
import { knownDevice, passkey, person, receipt, service, staffRole } from '../../store/schema.ts';
import type { Db, Unit } from '../../store/store.ts';
import {
  identityPhoto,
  proofing,
  proofingEvent,
  review,
  unifiedAccount,
} from '../../store/tables/accounts.ts';
import { auditEntry } from '../../store/tables/audit.ts';
import { noticeLanguage, noticePreference } from '../../store/tables/notices.ts';
import { recovery } from '../../store/tables/recovery.ts';
import { type ZipEntry, zipOf } from '../../zip.ts';
import { openPhoto } from '../accounts/photos.ts';
import { listReadsOfMine } from '../audit/list.ts';
import { noteLook, openSaid } from '../audit/note.ts';
import { PAGE_SIZE } from '../cases/queries.ts';
import { listMyClaims, readClaimPhoto } from '../claims/claims.ts';
import { FILINGS_PAGE, listMyFilings } from '../filing/list.ts';
import { readPaper } from '../filing/papers.ts';
import { viewOf as filingViewOf } from '../filing/views.ts';
import { listHelping } from '../helping/index.ts';
import { listNotices, NOTICES_PAGE } from '../notices/inbox.ts';
import { tell } from '../notices/tell.ts';
import { listMyOrders } from '../payments/views.ts';
import { listMyServices } from '../service/receive.ts';
import { FRESH_MINUTES } from '../sign-in/security.ts';
import { demandFresh, listSessions } from '../sign-in/sessions.ts';
import { listMyKeys } from '../signing/keys.ts';
import { listMySignatures } from '../signing/signatures.ts';
import { readProof } from '../verification/records.ts';
import { indexPage } from './index-page.ts';

/** What somebody downloads of himself. */
export interface ExportFile {
  readonly name: string;
  readonly type: 'application/zip';
  /** Made while it is read; one file of it at a time is in memory. */
  readonly stream: AsyncGenerator<Uint8Array>;
}

/**
 * Everything this deployment holds about the person who asks, as an archive with a page to read it by (个人信息保护法 45:
 * 查阅、复制). That he took it is an entry of the log before the first byte, and he is told of it. Throws
 * `FRESH_SIGN_IN_NEEDED`.
 */
export async function exportMyData(house: Court, actor: Actor): Promise<ExportFile> {
  demandFresh(house, actor, FRESH_MINUTES);
  const court = asActor(house, actor);
  const at = new Date(court.clock());
  await court.store.transaction((unit) => noteExport(court, unit, actor));
  const name = `cunzheng-${beijingTime(at.getTime()).slice(0, 10)}.zip`;
  return { name, type: 'application/zip', stream: zipOf(partsOf(court, actor, at), at) };
}

async function noteExport(court: Court, unit: Unit, actor: Actor): Promise<void> {
  const code = actor.offices[0]?.court ?? (await courtOfMine(court, unit.db, actor.person));
  const looked = { court: code, thing: 'export', about: actor.person } as const;
  await noteLook(court, unit, actor, { ...looked, act: 'person.exported' });
  const time = beijingTime(court.clock()).slice(0, 16).replace('T', ' ');
  await tell(court, unit, {
    ...{ person: actor.person, template: 'dataExported', values: { time } },
    link: '/account/security',
  });
}

/** The court of the person's proofing, else the deployment's first: a person belongs to no court. */
async function courtOfMine(court: Court, db: Db, id: string): Promise<string> {
  const [row] = await db
    .select({ court: proofing.court })
    .from(proofing)
    .where(eq(proofing.person, id));
  const code = row?.court ?? [...court.courts.keys()][0];
  if (code === undefined) throw new CunzhengError('COURT_UNKNOWN');
  await court.knowCourts([code]);
  return code;
}

async function* partsOf(court: Court, actor: Actor, at: Date): AsyncGenerator<ZipEntry> {
  const listed: string[] = [];
  for await (const entry of dataOf(court, actor)) {
    listed.push(entry.name);
    yield entry;
  }
  yield { name: 'index.html', bytes: indexPage({ name: actor.name, at, files: listed }) };
}

async function* dataOf(court: Court, actor: Actor): AsyncGenerator<ZipEntry> {
  const { db } = court.store;
  yield json('account', await accountOf(db, actor.person));
  yield json('contacts', await contactsOf(court, db, actor.person));
  yield json('proofing', await proofingOf(court, actor.person));
  yield* photosOf(court, actor.person);
  yield json('recoveries', await recoveriesOf(db, actor.person));
  yield json('helpers', await listHelping(court, actor));
  yield json('sign-ins', await signInsOf(court, actor));
  yield* inPages('notices', NOTICES_PAGE, (page) =>
    listNotices(court, actor, { unread: false, page, language: 'zh-CN' }),
  );
  yield json('notice-choices', await noticeChoicesOf(db, actor.person));
  yield* claimsOf(court, actor);
  yield* filingsOf(court, actor);
  yield json('payments', await listMyOrders(court, actor));
  yield json('keys', await listMyKeys(court, actor));
  yield* inPages('signatures', PAGE_SIZE, (page) => listMySignatures(court, actor, page));
  yield* inPages('reads-of-my-data', PAGE_SIZE, (page) => listReadsOfMine(court, actor, page));
  yield* looksOf(court, actor.person);
  yield json('services', await listMyServices(court, actor));
  yield* proofsOf(court, actor);
}

function json(name: string, value: unknown): ZipEntry {
  return { name: `data/${name}.json`, bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}

/** A list that may be long: one file for each hundred or so of its lines. */
async function* inPages(
  name: string,
  size: number,
  read: (page: number) => Promise<{ items: readonly unknown[]; total: number }>,
): AsyncGenerator<ZipEntry> {
  for (let page = 1; ; page++) {
    const { items, total } = await read(page);
    if (page === 1 || items.length > 0) yield json(page === 1 ? name : `${name}-${page}`, items);
    if (page * size >= total) return;
  }
}

async function accountOf(db: Db, id: string) {
  const [row] = await db.select().from(person).where(eq(person.id, id));
  const offices = await db.select().from(staffRole).where(eq(staffRole.person, id));
  return {
    ...{ id, account: row?.account, name: row?.name },
    offices: offices.map(({ court, role, startsAt, endsAt }) => ({
      court,
      role,
      startsAt,
      endsAt,
    })),
  };
}

async function proofingOf({ store, vault }: Court, id: string) {
  const { db } = store;
  const [row] = await db.select().from(proofing).where(eq(proofing.person, id));
  const { nameSealed, numberSealed, numberDigest: _digest, ...rest } = row ?? {};
  const open = (sealed: string | null | undefined, field: string) =>
    sealed ? { [field]: vault.open(sealed, `proofing.${field}/${id}`) } : {};
  return {
    ...{ ...rest, ...open(nameSealed, 'name'), ...open(numberSealed, 'number') },
    reviews: await db.select().from(review).where(eq(review.person, id)),
    events: await db
      .select()
      .from(proofingEvent)
      .where(eq(proofingEvent.person, id))
      .orderBy(asc(proofingEvent.at)),
  };
}

async function* photosOf(court: Court, id: string): AsyncGenerator<ZipEntry> {
  const { db } = court.store;
  const rows = await db.select().from(identityPhoto).where(eq(identityPhoto.person, id));
  for (const { side } of rows) {
    const { type, bytes } = await openPhoto(court, db, id, side);
    yield { name: `photos/${side}.${endingOf(type)}`, bytes };
  }
}

/** Who asked for another phone for this account, the person or somebody else; whose phone that was is not his to know. */
async function recoveriesOf(db: Db, id: string) {
  const rows = await db
    .select()
    .from(recovery)
    .where(eq(recovery.person, id))
    .orderBy(asc(recovery.askedAt));
  return rows.map(({ way, state, askedAt, decidedAt, settledAt }) => ({
    ...{ way, state, askedAt, decidedAt, settledAt },
  }));
}

const endingOf = (type: string) => type.replace('image/', '').replace('jpeg', 'jpg');

async function signInsOf(court: Court, actor: Actor) {
  const { db } = court.store;
  const mine = <Column extends PgColumn>(column: Column) => eq(column, actor.person);
  const keys = await db.select().from(passkey).where(mine(passkey.person));
  const linked = await db.select().from(unifiedAccount).where(mine(unifiedAccount.person));
  const devices = await db.select().from(knownDevice).where(mine(knownDevice.person));
  return {
    sessions: await listSessions(court, actor),
    unified: linked.map(({ linkedAt }) => ({ linkedAt })),
    passkeys: keys.map(({ name, madeAt, usedAt }) => ({ name, madeAt, usedAt })),
    browsers: devices.map(({ lastAt }) => ({ lastAt })),
  };
}

async function noticeChoicesOf(db: Db, id: string) {
  const [language] = await db.select().from(noticeLanguage).where(eq(noticeLanguage.person, id));
  const rows = await db.select().from(noticePreference).where(eq(noticePreference.person, id));
  return {
    language: language?.language,
    choices: rows.map(({ category, channel, wanted }) => ({ category, channel, wanted })),
  };
}

async function* claimsOf(court: Court, actor: Actor): AsyncGenerator<ZipEntry> {
  const claims = (await listMyClaims(court, actor)).filter(({ mine }) => mine);
  yield json('capacities', claims);
  for (const { id } of claims.filter(({ hasPhoto }) => hasPhoto)) {
    const { type, bytes } = await readClaimPhoto(court, actor, id);
    yield { name: `photos/capacity-${id}.${endingOf(type)}`, bytes };
  }
}

/** Everything he files or filed, with its papers; one of them at a time is in memory. */
async function* filingsOf(court: Court, actor: Actor): AsyncGenerator<ZipEntry> {
  for (let page = 1; ; page++) {
    const { items, total } = await listMyFilings(court, actor, { page });
    for (const { id } of items) {
      const view = await filingViewOf(court, actor, id);
      yield json(`filing-${id}`, view);
      for (const [i, paper] of view.papers.entries()) {
        const { stream } = await readPaper(court, actor, id, paper.id);
        const chunks: Uint8Array[] = [];
        for await (const chunk of stream) chunks.push(chunk as Uint8Array);
        const ending = endingOf(paper.type.replace('application/', ''));
        const name = `filings/${id}/${String(i + 1).padStart(3, '0')}.${ending}`;
        yield { name, bytes: Buffer.concat(chunks) };
      }
    }
    if (page * FILINGS_PAGE >= total) return;
  }
}

const LOOKS = 500;

/** What the person himself did that stands in the log. */
async function* looksOf(court: Court, id: string): AsyncGenerator<ZipEntry> {
  let after: SQL | undefined;
  for (let part = 1; ; part++) {
    const rows = await court.store.db
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.actor, id), after))
      .orderBy(asc(auditEntry.at), asc(auditEntry.id))
      .limit(LOOKS);
    const lines = rows.map((row) => ({
      ...{ id: row.id, at: row.at, act: row.act, court: row.court },
      ...openSaid(court, row),
    }));
    yield json(part === 1 ? 'what-i-read' : `what-i-read-${part}`, lines);
    const last = rows.at(-1);
    if (last === undefined || rows.length < LOOKS) return;
    const { at } = last;
    after = or(gt(auditEntry.at, at), and(eq(auditEntry.at, at), gt(auditEntry.id, last.id)));
  }
}

/** Of each service to him and each receipt the proof, as far as there is one yet. */
async function* proofsOf(court: Court, actor: Actor): AsyncGenerator<ZipEntry> {
  const { db } = court.store;
  const services = await db.select().from(service).where(eq(service.recipient, actor.person));
  for (const { id, recordId } of services) {
    const receipts = await db.select().from(receipt).where(eq(receipt.serviceId, id));
    for (const record of [recordId, ...receipts.map((row) => row.recordId)]) {
      const file = await readProof(court, actor, record, 'full').catch(unlessUnproven);
      if (file) yield { name: `proofs/${record}.proof.json`, bytes: file.bytes };
    }
  }
}

const UNPROVEN = new Set<string>(['NOT_YET_PROVEN', 'NOT_FOUND', 'NOT_PERMITTED']);

function unlessUnproven(error: unknown): undefined {
  if (error instanceof CunzhengError && UNPROVEN.has(error.code)) return undefined;
  throw error;
}
