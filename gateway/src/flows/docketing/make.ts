import { Buffer } from 'node:buffer';
import { CunzhengError, type Sha256 } from '@cunzheng/domain';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { chineseDay, DEMO_MARK, makeNoticePdf } from '../../pdf/index.ts';
import { courtCase, type DocumentRow, type PartyRow, party } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { type DocketingRow, docketing } from '../../store/tables/docketing.ts';
import { filing } from '../../store/tables/filing.ts';
import { insertDraft } from '../documents/drafts.ts';
import { papersIn } from '../filing/load.ts';
import { accessFrame, newCode, noteCode } from './codes.ts';
import { type Docketed, factsFor, factsOf, feeFacts, inOrder, orderOf } from './facts.ts';
import {
  FEE_DUE,
  FEE_PAID,
  type NoticeFacts,
  type NoticeText,
  noticesFor,
  paragraphsOf,
  sendsCopy,
} from './texts/index.ts';

/** A notice that is written and has no number yet. */
export interface Written {
  readonly text: NoticeText;
  readonly party: PartyRow;
  /** Printed on it for a party who has no account. */
  readonly code?: string | undefined;
  readonly pdf: Uint8Array;
}

/**
 * Makes the notices of a case that got its number, as drafts that an official issues by signing (民诉法 128, 证据规定 50,
 * 诉讼费用交纳办法 22), with a case access code for every party without an account. Once only, whichever process does it;
 * false where it was done or another is at it. Throws what settings, fonts, files and SQL throw; then nothing was made.
 */
export function makeNotices(house: Court, caseId: string): Promise<boolean> {
  const court = asHouse(house, 'docketing');
  return court.store.transaction(async (unit) => {
    const task = await take(unit, caseId);
    if (task === undefined) return false;
    const about = await docketedOf(unit, task);
    // Written before the first number is taken: until the transaction ends nobody else gets one.
    const written = await writeAll(court, unit, about);
    const copyFault = await copyComplaint(court, unit, task, about);
    for (const each of written) await insertWritten(court, unit, task.docketedBy, about, each);
    const madeAt = new Date(court.clock());
    await unit.db
      .update(docketing)
      .set({ madeAt, tryAt: null, fault: null, copyFault: copyFault ?? null })
      .where(eq(docketing.caseId, caseId));
    return true;
  });
}

async function take({ db }: Unit, caseId: string): Promise<DocketingRow | undefined> {
  const [row] = await db
    .select()
    .from(docketing)
    .where(and(eq(docketing.caseId, caseId), isNull(docketing.madeAt)))
    .for('update', { skipLocked: true });
  return row;
}

async function docketedOf({ db }: Unit, task: DocketingRow): Promise<Docketed> {
  const [row] = await db.select().from(courtCase).where(eq(courtCase.id, task.caseId));
  const [filed] = await db.select().from(filing).where(eq(filing.id, task.filing));
  const parties = await db
    .select()
    .from(party)
    .where(eq(party.caseId, task.caseId))
    .orderBy(asc(party.name), asc(party.id));
  if (row === undefined || filed === undefined) throw new TypeError('a docketing without its case');
  return { row, filing: filed, parties, docketedAt: task.docketedAt };
}

async function writeAll(court: Court, unit: Unit, about: Docketed): Promise<Written[]> {
  const { kind, caseType } = about.filing;
  const facts = await factsOf(court, unit, about);
  const texts = noticesFor(kind, caseType);
  const written: Written[] = [];
  for (const { side, party: reader } of inOrder(about)) {
    for (const text of texts[side])
      written.push(await write(court, about, { text, party: reader, facts }));
  }
  return [...written, ...(await writeFee(court, unit, about, facts))];
}

/** Of the fee, who filed is told; nobody where there is no order. */
async function writeFee(
  court: Court,
  unit: Unit,
  about: Docketed,
  facts: NoticeFacts,
): Promise<Written[]> {
  const order = await orderOf(unit, about.filing);
  const payer = inOrder(about).find(({ side, party: { person } }) => {
    return side === 'applicant' && person === about.filing.person;
  });
  if (order === undefined || payer === undefined) return [];
  const text = order.state === 'paid' ? FEE_PAID : FEE_DUE;
  const said = { ...facts, ...feeFacts(order) };
  return [await write(court, about, { text, party: payer.party, facts: said })];
}

/** Writes one notice, with a fresh code where it leads to the case and its reader has no account. */
export async function write(
  court: Court,
  { row, filing: { kind } }: Pick<Docketed, 'row' | 'filing'>,
  { text, party: reader, facts }: { text: NoticeText; party: PartyRow; facts: NoticeFacts },
): Promise<Written> {
  const code = text.leadsToCase && reader.person === null ? newCode() : undefined;
  const now = new Date(court.clock());
  const pdf = await makeNoticePdf({
    ...{ courtName: courtName(court, row.court).name, title: text.title },
    ...{ caseNumber: row.caseNumber, addressee: `${reader.name}：` },
    paragraphs: paragraphsOf(text, factsFor(facts, kind, reader)),
    access: code === undefined ? undefined : accessFrame(court, code),
    ...{ date: chineseDay(now), time: now },
    mark: court.mode === 'demo' ? DEMO_MARK : undefined,
  });
  return { text, party: reader, code, pdf };
}

/** Gives a written notice its number and notes its code. */
export async function insertWritten(
  court: Court,
  unit: Unit,
  by: string,
  { row }: Pick<Docketed, 'row'>,
  { text, party: reader, code, pdf }: Written,
  words?: string,
): Promise<DocumentRow> {
  const { title, starts } = text;
  const draft = { by, row, title, kind: title, pdf, addressee: reader.id, starts };
  const inserted = await insertDraft(court, unit, draft);
  if (code !== undefined)
    await noteCode(court, unit, { party: reader, code, document: inserted.id, by, words });
  return inserted;
}

/**
 * The copy of the complaint for the other side: the papers that were handed in as such, stamped. Returns why there is
 * none, where there should be one: a paper that is no PDF, or one that cannot be stamped, the clerk sees to by hand.
 */
async function copyComplaint(
  court: Court,
  unit: Unit,
  { docketedBy: by }: DocketingRow,
  { row, filing: filed }: Docketed,
): Promise<string | undefined> {
  if (!sendsCopy(filed.kind, filed.caseType)) return undefined;
  const papers = (await papersIn(unit.db, filed.id)).filter(({ slot }) => slot === 'complaint');
  if (papers.length === 0) return 'FILING_EMPTY';
  await unit.db.execute(sql`savepoint complaint_copy`);
  try {
    for (const [i, { sha256 }] of papers.entries()) {
      const title = papers.length === 1 ? '起诉状副本' : `起诉状副本（${i + 1}）`;
      const pdf = await bytesOf(court, sha256 as Sha256);
      await insertDraft(court, unit, { by, row, title, kind: '起诉状', pdf });
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    await unit.db.execute(sql`rollback to savepoint complaint_copy`);
    return error.code;
  }
}

async function bytesOf({ files }: Court, sha256: Sha256): Promise<Uint8Array> {
  const { stream } = await files.read(sha256);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
