import { randomBytes, randomUUID } from 'node:crypto';
import { CunzhengError, demand, documentCode } from '@cunzheng/domain';
import type { PeriodId } from '@cunzheng/domain/deadlines';
import { eq } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtOf } from '../../context.ts';
import type { StoredFile } from '../../files/file-store.ts';
import { stampDocument } from '../../pdf/index.ts';
import { type CaseRow, courtCase, document } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { verifyUrl } from '../../verify-url.ts';
import { courtYear, returnNumber, takeNumber } from './number.ts';
import { MAX_KIND_CHARACTERS, MAX_TITLE_CHARACTERS } from './state.ts';
import { type DocumentRow, type DocumentView, documentViews } from './views.ts';

/** A PDF as it was handed in. */
export interface Draft {
  readonly pdf: Uint8Array;
  readonly fileName: string;
  readonly title: string;
  readonly kind: string;
}

/**
 * Throws unless this person may hand in a document to this case: asked before a body of many megabytes is read.
 * Throws `NOT_FOUND`, `NOT_PERMITTED`.
 */
export async function demandDrafting(house: Court, actor: Actor, caseId: string): Promise<void> {
  const court = asActor(house, actor);
  await caseForDraft(court, actor, caseId);
}

async function caseForDraft(court: Court, actor: Actor, caseId: string): Promise<CaseRow> {
  const [row] = await court.store.db.select().from(courtCase).where(eq(courtCase.id, caseId));
  authorize(actor, 'document.draft', row);
  return row;
}

/**
 * Takes in a document: number and random code are assigned and printed on it, then it is hashed and stored.
 * Nothing is on chain yet. Throws `NOT_FOUND`, `NOT_PERMITTED`, `FILE_EMPTY`, `FILE_NOT_PDF`, `FILE_ENCRYPTED`,
 * `FILE_NAME_INVALID`, `INPUT_INVALID`; then nothing has changed, the number is free again.
 */
export async function draftDocument(
  house: Court,
  actor: Actor,
  caseId: string,
  draft: Draft,
): Promise<DocumentView> {
  const court = asActor(house, actor);
  const row = await caseForDraft(court, actor, caseId);
  const labels = checkDraft(draft);
  const drafted = await court.store.transaction((unit) =>
    insertDraft(court, unit, { by: actor.person, row, ...labels, pdf: draft.pdf }),
  );
  const [view] = await documentViews(court, [drafted]);
  return view as DocumentView;
}

interface Labels {
  readonly title: string;
  readonly kind: string;
}

function checkDraft({ pdf, fileName, title, kind }: Draft): Labels {
  demand(pdf.length > 0, 'FILE_EMPTY');
  checkFileName(fileName);
  const head = Buffer.from(pdf.subarray(0, 1024)).toString('latin1');
  demand(head.includes('%PDF-'), 'FILE_NOT_PDF');
  return {
    title: label(title, MAX_TITLE_CHARACTERS, 'title'),
    kind: label(kind, MAX_KIND_CHARACTERS, 'kind'),
  };
}

/** A path, a device or a control character in a name is an attack or a mistake; either way it is refused. */
function checkFileName(name: string): void {
  const bad =
    name === '' || name.length > 255 || name.startsWith('.') || /[/\\:\p{Cc}]/u.test(name);
  if (bad) throw new CunzhengError('FILE_NAME_INVALID');
  if (!/\.pdf$/i.test(name))
    throw new CunzhengError('FILE_NOT_PDF', 'its name does not end in .pdf');
}

function label(text: string, max: number, field: string): string {
  const trimmed = text.trim().normalize('NFC');
  const length = [...trimmed].length;
  if (length === 0 || length > max || /\p{Cc}/u.test(trimmed)) {
    throw new CunzhengError('INPUT_INVALID', `${field}: 1 to ${max} characters`, {
      details: { field, max },
    });
  }
  return trimmed;
}

/** A draft that is taken in, its words checked. */
export interface NewDraft extends Labels {
  /** Whose work it is. */
  readonly by: string;
  readonly row: CaseRow;
  readonly pdf: Uint8Array;
  /** The one party it is written to. */
  readonly addressee?: string | undefined;
  /** Periods that run from its receipt, beside those that its name tells. */
  readonly starts?: readonly PeriodId[] | undefined;
}

/** Numbers, stamps, stores and notes a draft, no permission asked. Throws what the stamp throws. */
export async function insertDraft(
  court: Court,
  unit: Unit,
  { by, row, title, kind, pdf, addressee, starts = [] }: NewDraft,
): Promise<DocumentRow> {
  const now = court.clock();
  const place = await takeNumber(unit, row.court, courtYear(now));
  const code = documentCode(randomBytes(8));
  const stamped = await stampDocument({
    pdf,
    number: place.number,
    code,
    url: verifyUrl(court, place.number, code),
    courtName: courtOf(court, row.court).name,
    random: randomBytes(16),
  });
  const stored: StoredFile = await court.files.put(stamped.pdf);
  const [inserted] = await unit.db
    .insert(document)
    .values({
      id: randomUUID(),
      court: row.court,
      caseId: row.id,
      ...{ title, kind, addressee: addressee ?? null, starts },
      ...place,
      code,
      ...stored,
      state: 'draft',
      pages: stamped.pages,
      createdAt: new Date(now),
      createdBy: by,
    })
    .returning();
  await unit.db
    .update(courtCase)
    .set({ updatedAt: new Date(now) })
    .where(eq(courtCase.id, row.id));
  return inserted as DocumentRow;
}

/** Takes a draft back; its number becomes free. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` once issued. */
export async function withdrawDraft(house: Court, actor: Actor, id: string): Promise<void> {
  const court = asActor(house, actor);
  const row = await court.store.transaction(async (unit) => {
    const [locked] = await unit.db.select().from(document).where(eq(document.id, id)).for('update');
    authorize(actor, 'document.withdraw', locked);
    await unit.db.delete(document).where(eq(document.id, id));
    await returnNumber(unit, locked);
    return locked;
  });
  await court.files.remove(row.sha256 as StoredFile['sha256']);
}
