import { demand } from '@cunzheng/domain';
import { asc, eq } from 'drizzle-orm';
import type { Db, Unit } from '../../store/store.ts';
import { type FilingRow, filingVerdict } from '../../store/tables/filing.ts';
import type { CorrectionItem } from './decision.ts';
import { papersIn } from './load.ts';
import { grounds } from './words.ts';

/** What the court says of one paper: fit, or why not. */
export interface PaperVerdict {
  readonly paper: string;
  readonly fit: boolean;
  readonly words?: string;
}

/** A verdict as answers carry it; `round` is the submission that it is about. */
export interface VerdictView extends PaperVerdict {
  readonly round: number;
}

/** Of a notice: papers named in an item are not fit, those in `fit` are, and of the rest nothing is said. Throws `INPUT_INVALID`. */
export async function verdictsOfNotice(
  { db }: Unit,
  row: FilingRow,
  items: readonly CorrectionItem[],
  fit: readonly string[] = [],
): Promise<PaperVerdict[]> {
  const wanting = items.flatMap(({ paper, words }) =>
    paper === undefined ? [] : [{ paper, fit: false, words }],
  );
  const papers = new Set((await papersIn(db, row.id)).map(({ id }) => id));
  const said = new Set(wanting.map(({ paper }) => paper));
  demand(
    fit.every((paper) => papers.has(paper) && !said.has(paper)),
    'INPUT_INVALID',
    'fit',
  );
  const first = wanting.filter(
    ({ paper }, i) => wanting.findIndex((each) => each.paper === paper) === i,
  );
  return [...first, ...[...new Set(fit)].map((paper) => ({ paper, fit: true }))];
}

/** Of an acceptance: every paper is fit but those set aside, each with its reason. Throws `INPUT_INVALID`. */
export async function verdictsOfAcceptance(
  { db }: Unit,
  row: FilingRow,
  setAside: readonly { readonly paper: string; readonly words: string }[] = [],
): Promise<PaperVerdict[]> {
  const papers = (await papersIn(db, row.id)).map(({ id }) => id);
  const reasons = new Map(setAside.map(({ paper, words }) => [paper, grounds(words)]));
  const known = [...reasons.keys()].every((paper) => papers.includes(paper));
  demand(known && reasons.size === setAside.length, 'INPUT_INVALID', 'setAside');
  demand(reasons.size < papers.length, 'INPUT_INVALID', 'nothing would be accepted');
  return papers.map((paper) => {
    const words = reasons.get(paper);
    return words === undefined ? { paper, fit: true } : { paper, fit: false, words };
  });
}

/** Keeps them with the answer that was signed. */
export async function keepVerdicts(
  { db }: Unit,
  row: FilingRow,
  verdicts: readonly PaperVerdict[],
): Promise<void> {
  if (verdicts.length === 0) return;
  await db.insert(filingVerdict).values(
    verdicts.map(({ paper, fit, words }) => ({
      ...{ court: row.court, filing: row.id, round: row.round, paper, fit, words: words ?? null },
    })),
  );
}

/** What was said of each paper last. */
export async function lastVerdicts(db: Db, id: string): Promise<VerdictView[]> {
  const rows = await db
    .select()
    .from(filingVerdict)
    .where(eq(filingVerdict.filing, id))
    .orderBy(asc(filingVerdict.round));
  const last = new Map(rows.map((row) => [row.paper, row]));
  return [...last.values()].map(({ paper, fit, words, round }) => ({
    ...{ paper, fit, round },
    ...(words === null ? {} : { words }),
  }));
}
