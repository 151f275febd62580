import {
  expectedSlots,
  FILING_COMMANDS,
  FILING_CONDITIONS,
  FILING_KIND_ROWS,
  FILING_REDIRECT_IDS,
  FILING_REDIRECTS,
  type FilingCommand,
  lifeEdge,
  PAPER_SLOTS,
  type PaperSlot,
  RULING_APPEAL_DAYS,
  SLOT_ROWS,
} from '@cunzheng/domain/filing';
import type { AnswerLine } from '@cunzheng/domain/pleadings';
import { and, eq } from 'drizzle-orm';
import { type Action, type Actor, decide } from '../../access/policy.ts';
import { asActor, inOne } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { Db } from '../../store/store.ts';
import { type FilingRow, filing, filingRound } from '../../store/tables/filing.ts';
import { courtYear } from '../documents/number.ts';
import { writtenBy } from './check.ts';
import { authorizeFiling, partiesOf, subjectOf } from './load.ts';
import { nextCaseNumber, seriesOf } from './numbers.ts';
import { answerLinesOf } from './pleading.ts';
import { type RulingView, rulingOf } from './ruling.ts';
import { standing } from './take.ts';
import { lastVerdicts, type VerdictView } from './verdicts.ts';
import { viewOf } from './views.ts';

type Wording = Readonly<Record<'zh-CN' | 'en', string>>;

/** What an official needs beside the filing itself to answer it. */
export interface FilingReview {
  /** What he may do to it now. */
  readonly acts: readonly FilingCommand[];
  readonly taken: 'nobody' | 'me' | 'other';
  /** Whose it is is away, and he stands in 代理. */
  readonly standsIn: boolean;
  /** He filed it himself. */
  readonly own: boolean;
  /** It was sent back once: a second notice says why. */
  readonly again: boolean;
  /** The applicant's time for a correction has ended. */
  readonly lapsed: boolean;
  readonly verdicts: readonly VerdictView[];
  /** Questions and answers of its form, one by one; none where it has no form. */
  readonly answers: readonly AnswerLine[];
  /** Places of the checklist; `expected` where this filing should have something in it. */
  readonly slots: readonly {
    readonly slot: PaperSlot;
    readonly name: Wording;
    readonly law: Wording;
    readonly expected: boolean;
  }[];
  /** What the law asks of a filing of this kind; no machine decides it. */
  readonly conditions: readonly {
    readonly id: string;
    readonly words: Wording;
    readonly law: Wording;
  }[];
  /** Items of 民诉法 127, with what is said to the applicant. */
  readonly redirects: readonly {
    readonly item: string;
    readonly what: Wording;
    readonly way: Wording;
  }[];
  /** 类型代字 that its case may get, each with the number that would be the next. */
  readonly types: readonly { readonly type: string; readonly number: string }[];
  /** Days in which a refusal can be appealed; absent where the law gives no appeal. */
  readonly appealDays?: number;
  readonly ruling?: RulingView;
}

/** Acts of an official; the others are the applicant's. */
const OFFICIAL = FILING_COMMANDS.filter(
  (act) =>
    act !== 'begin' &&
    act !== 'edit' &&
    act !== 'discard' &&
    act !== 'submit' &&
    act !== 'withdraw',
);

/** What stands beside a filing on the desk of who answers it. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export async function readFilingReview(
  house: Court,
  actor: Actor,
  id: string,
): Promise<FilingReview> {
  const review = await besideOf(house, actor, id);
  const view = await viewOf(asActor(house, actor), actor, id);
  const written = writtenBy(view.form, view.answers);
  const slots = review.slots.map((each) =>
    written.includes(each.slot) ? { ...each, expected: false } : each,
  );
  return { ...review, slots, answers: answerLinesOf(house, view) };
}

function besideOf(house: Court, actor: Actor, id: string): Promise<Omit<FilingReview, 'answers'>> {
  return inOne(asActor(house, actor), async (court) => {
    const { db } = court.store;
    const [row] = await db.select().from(filing).where(eq(filing.id, id));
    authorizeFiling(actor, 'filing.list', row);
    authorizeFiling(actor, 'filing.read', row);
    const ruling = await rulingOf(db, id);
    const appealDays = RULING_APPEAL_DAYS[row.kind];
    return {
      ...standing(actor, row),
      acts: actsOf(actor, row),
      again: (await correctionsOf(db, row)) > 0,
      lapsed: row.state === 'correction' && row.dueAt.getTime() < court.clock(),
      verdicts: await lastVerdicts(db, id),
      slots: await slotsOf(db, row),
      conditions: FILING_CONDITIONS[row.kind].map(({ id: name, words, law }) => ({
        ...{ id: name, words, law },
      })),
      redirects: FILING_REDIRECT_IDS.map((item) => {
        const { what, way } = FILING_REDIRECTS[item];
        return { item, what, way };
      }),
      types: await typesOf(court, row),
      ...(appealDays === undefined ? {} : { appealDays }),
      ...(ruling === undefined ? {} : { ruling }),
    };
  });
}

/** What the tables of access and of a filing's life let him do, were it his to answer. Pure. */
function actsOf(actor: Actor, row: FilingRow): FilingCommand[] {
  if (row.person === actor.person) return [];
  return OFFICIAL.filter(
    (act) =>
      lifeEdge(row.state, act) !== undefined &&
      decide(actor, `filing.${act}` as Action, subjectOf(row)) === 'allowed',
  );
}

function correctionsOf(db: Db, row: FilingRow): Promise<number> {
  const sentBack = and(eq(filingRound.filing, row.id), eq(filingRound.outcome, 'correction'));
  return db.$count(filingRound, sentBack);
}

async function slotsOf(db: Db, { id, kind, capacity }: FilingRow): Promise<FilingReview['slots']> {
  const applicants = (await partiesOf(db, id)).flatMap((each) =>
    each.side === 'applicant' ? [each.kind] : [],
  );
  const expected = expectedSlots({ kind, capacity, applicants });
  return PAPER_SLOTS.map((slot) => ({
    ...{ slot, name: SLOT_ROWS[slot].name, law: SLOT_ROWS[slot].law },
    expected: expected.includes(slot),
  }));
}

async function typesOf(court: Court, row: FilingRow): Promise<FilingReview['types']> {
  if (row.state !== 'accepted') return [];
  const { db } = court.store;
  const all = [row.caseType, ...FILING_KIND_ROWS[row.kind].types];
  const year = courtYear(court.clock());
  const found: { type: string; number: string }[] = [];
  for (const type of new Set(all))
    found.push({
      type,
      number: await nextCaseNumber({ db }, seriesOf({ court: row.court, caseType: type }, year)),
    });
  return found;
}
