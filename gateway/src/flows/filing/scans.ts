import { CunzhengError, demand, type Sha256 } from '@cunzheng/domain';
import { asc, eq } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { type FilingPaperRow, filingPaper, type ScanState } from '../../store/tables/filing.ts';

/** Papers looked at again in one go. */
const AT_ONCE = 20;

/**
 * Has a file looked at before it is stored. Throws `FILE_INFECTED` with what was found; a scanner without an answer is
 * asked again later.
 */
export async function scanNew(
  { scanner }: Pick<Court, 'scanner'>,
  bytes: AsyncIterable<Uint8Array>,
): Promise<ScanState> {
  if (scanner === undefined) return 'notScanned';
  const said = await scanner.scan(bytes);
  if (said.state === 'failed') return 'scanPending';
  if (said.state === 'clean') return 'clean';
  throw new CunzhengError('FILE_INFECTED', said.name, { details: { found: said.name } });
}

/**
 * Throws `FILE_INFECTED` for a paper that nobody opens, and `SCAN_PENDING` for one that only who handed it in opens.
 */
export function demandReadable({ scan }: Pick<FilingPaperRow, 'scan'>, own: boolean): void {
  demand(scan !== 'infected', 'FILE_INFECTED');
  demand(own || scan !== 'scanPending', 'SCAN_PENDING');
}

/**
 * Asks the scanner again about papers of which it gave no answer, the oldest first. Stops where it still gives none. Where
 * there is no scanner any more they are marked so.
 */
export async function sweepScans(
  house: Pick<Court, 'store' | 'files' | 'scanner'>,
): Promise<{ readonly clean: number; readonly infected: number }> {
  const court = asHouse(house, 'sweep');
  const count = { clean: 0, infected: 0 };
  const waiting = await court.store.db
    .select()
    .from(filingPaper)
    .where(eq(filingPaper.scan, 'scanPending'))
    .orderBy(asc(filingPaper.addedAt))
    .limit(AT_ONCE);
  for (const paper of waiting) {
    const scan = await scanAgain(court, paper);
    if (scan === 'scanPending') break;
    await court.store.db.update(filingPaper).set({ scan }).where(eq(filingPaper.id, paper.id));
    if (scan === 'clean' || scan === 'infected') count[scan] += 1;
  }
  return count;
}

async function scanAgain(
  { scanner, files }: Pick<Court, 'files' | 'scanner'>,
  paper: FilingPaperRow,
): Promise<ScanState> {
  if (scanner === undefined) return 'notScanned';
  const { stream } = await files.read(paper.sha256 as Sha256);
  const { state } = await scanner.scan(stream);
  stream.destroy();
  if (state === 'failed') return 'scanPending';
  return state === 'clean' ? 'clean' : 'infected';
}
