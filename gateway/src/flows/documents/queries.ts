import type { Readable } from 'node:stream';
import { CunzhengError, demand, type RecordId, type Sha256 } from '@cunzheng/domain';
import { eq } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { document } from '../../store/schema.ts';
import { noteLook } from '../audit/note.ts';
import { type DocumentRow, type DocumentView, documentViews } from './views.ts';

/** A document's row, no permission asked; `undefined` when there is none. */
export async function findDocument(court: Court, id: string): Promise<DocumentRow | undefined> {
  const [row] = await court.store.db.select().from(document).where(eq(document.id, id));
  return row;
}

/** One document of one's court. Throws `NOT_FOUND`. */
export async function readDocument(house: Court, actor: Actor, id: string): Promise<DocumentView> {
  const court = asActor(house, actor);
  const row = await findDocument(court, id);
  authorize(actor, 'document.read', row);
  const [view] = await documentViews(court, [row]);
  if (view === undefined) throw new CunzhengError('NOT_FOUND');
  return view;
}

/** A stored file on its way to a person who may read it. */
export interface FileAnswer {
  readonly stream: Readable;
  readonly size: number;
  readonly name: string;
}

/** The PDF of a document, for officials. Throws `NOT_FOUND`, `NOT_PERMITTED`, `FILE_ALTERED`, `FILE_MISSING`. */
export async function readDocumentFile(
  house: Court,
  actor: Actor,
  id: string,
): Promise<FileAnswer> {
  const court = asActor(house, actor);
  const row = await findDocument(court, id);
  authorize(actor, 'document.file', row);
  return fileAnswer(court, row, actor);
}

/** Opens the stored copy after it was found to be the one on the ledger and intact, and notes who read it. */
export async function fileAnswer(
  court: Court,
  row: DocumentRow,
  actor: Actor,
): Promise<FileAnswer> {
  await demandIssued(court, row);
  const file = await court.files.read(row.sha256 as Sha256);
  const { court: code, caseId, number } = row;
  const looked = { court: code, act: 'document.file', thing: number, caseId } as const;
  await court.store.transaction((unit) => noteLook(court, unit, actor, looked));
  return { ...file, name: `${row.number}.pdf` };
}

/** States of the ledger in which nobody is kept from reading his papers. */
const DOWN = new Set<string>(['LEDGER_UNAVAILABLE', 'LEDGER_CLOSED']);

/** Another file under the digest that the tables name is not the document. Throws `FILE_ALTERED`. */
async function demandIssued(court: Court, { recordId, sha256 }: DocumentRow): Promise<void> {
  if (recordId === null) return;
  const record = await court.chain.readRecord(recordId as RecordId).catch((error: unknown) => {
    if (error instanceof CunzhengError && DOWN.has(error.code)) return undefined;
    throw error;
  });
  const same = record === undefined || (record.kind === 'document' && record.sha256 === sha256);
  demand(same, 'FILE_ALTERED', 'the tables name another file than the ledger');
}
