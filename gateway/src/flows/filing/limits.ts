import { CunzhengError, MAX_PAPERS } from '@cunzheng/domain';
import { expectedSlots, PAPER_SLOTS, type PaperSlot, SLOT_ROWS } from '@cunzheng/domain/filing';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { Db, Unit } from '../../store/store.ts';
import { type FilingPaperRow, type FilingRow, filing } from '../../store/tables/filing.ts';
import { settingAt } from '../settings/setting-at.ts';
import { authorizeFiling, papersIn, partiesOf } from './load.ts';

const MEGABYTE = 1024 * 1024;

/** Kinds of files that a paper may be, known by their content. */
export const PAPER_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
export type PaperType = (typeof PAPER_TYPES)[number];

type Wording = Readonly<Record<'zh-CN' | 'en', string>>;

/** One place of the checklist, with the rule that asks for it. */
export interface SlotView {
  readonly slot: PaperSlot;
  readonly name: Wording;
  readonly law: Wording;
  /** It belongs to a filing like this one; it is never demanded. */
  readonly expected: boolean;
}

/** What may be handed in, told before anything is chosen. Sizes in bytes. */
export interface FilingLimits {
  readonly fileBytes: number;
  readonly filingBytes: number;
  readonly papers: number;
  readonly types: readonly PaperType[];
  readonly used: { readonly bytes: number; readonly papers: number };
  readonly slots: readonly SlotView[];
}

/** What may still be added to a filing, and what belongs to it. Throws `NOT_FOUND`. */
export async function readFilingLimits(
  house: Court,
  actor: Actor,
  id: string,
): Promise<FilingLimits> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const [row] = await db.select().from(filing).where(eq(filing.id, id));
  authorizeFiling(actor, 'filing.read', row);
  const inside = await papersIn(db, id);
  return {
    ...(await bytesAllowed(court, db, row.court)),
    papers: MAX_PAPERS,
    types: PAPER_TYPES,
    used: { bytes: bytesOf(inside), papers: inside.length },
    slots: slotsOf(row, await partiesOf(db, id)),
  };
}

/** Most bytes of one file and of all papers of a filing together, by the court's settings of now. */
export async function bytesAllowed(
  court: Pick<Court, 'courts' | 'clock'>,
  db: Db,
  code: string,
): Promise<{ readonly fileBytes: number; readonly filingBytes: number }> {
  const now = court.clock();
  const file = await settingAt(court, db, code, 'limit.evidenceFile', now);
  const all = await settingAt(court, db, code, 'limit.filingFiles', now);
  return { fileBytes: file.value * MEGABYTE, filingBytes: all.value * MEGABYTE };
}

/**
 * Throws unless a paper of so many bytes still has room: `FILE_TOO_LARGE`, `FILING_TOO_LARGE` with the limit in bytes,
 * `INPUT_INVALID` for one paper too many.
 */
export async function demandRoom(
  court: Pick<Court, 'courts' | 'clock'>,
  { db }: Pick<Unit, 'db'>,
  of: FilingRow,
  { bytes, replaces }: { readonly bytes: number; readonly replaces?: string | undefined },
): Promise<void> {
  const { fileBytes, filingBytes } = await bytesAllowed(court, db, of.court);
  if (bytes > fileBytes) throw tooMuch('FILE_TOO_LARGE', fileBytes);
  const others = (await papersIn(db, of.id)).filter(({ id }) => id !== replaces);
  if (bytesOf(others) + bytes > filingBytes) throw tooMuch('FILING_TOO_LARGE', filingBytes);
  if (others.length < MAX_PAPERS) return;
  const details = { field: 'papers', max: MAX_PAPERS };
  throw new CunzhengError('INPUT_INVALID', 'too many papers', { details });
}

const tooMuch = (code: 'FILE_TOO_LARGE' | 'FILING_TOO_LARGE', max: number) =>
  new CunzhengError(code, 'over the limit', { details: { max } });

/** How many bytes these papers have together. */
export const bytesOf = (papers: readonly Pick<FilingPaperRow, 'size'>[]): number =>
  papers.reduce((sum, { size }) => sum + size, 0);

function slotsOf(
  { kind, capacity }: FilingRow,
  parties: Awaited<ReturnType<typeof partiesOf>>,
): SlotView[] {
  const applicants = parties.flatMap((each) => (each.side === 'applicant' ? [each.kind] : []));
  const expected = expectedSlots({ kind, capacity, applicants });
  const rest = PAPER_SLOTS.filter((slot) => !expected.includes(slot));
  return [...expected, ...rest].map((slot) => ({
    slot,
    ...SLOT_ROWS[slot],
    expected: expected.includes(slot),
  }));
}
