import { demand } from '@cunzheng/domain';
import {
  FILING_REDIRECT_IDS,
  FILING_REDIRECTS,
  type FilingCommand,
  PAPER_SLOTS,
} from '@cunzheng/domain/filing';
import { and, eq } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { type FilingRow, filingPaper, filingRound } from '../../store/tables/filing.ts';
import { courtYear } from '../documents/number.ts';
import { type FeeDecision, feeToBe, type KeptFee } from '../payments/acceptance.ts';
import { demandFeeSettled, NOTHING_DUE } from '../payments/settled.ts';
import { typeOf } from './begin.ts';
import { nextCaseNumber, seriesOf } from './numbers.ts';
import type { Manifest } from './records.ts';
import type { WrittenRuling } from './ruling.ts';
import { type PaperVerdict, verdictsOfAcceptance, verdictsOfNotice } from './verdicts.ts';
import { grounds, oneOf } from './words.ts';

/** Items of one notice. */
export const MAX_ITEMS = 50;

/** One thing to correct: of an answer, of a paper, of a paper that is missing, or of the whole. */
export interface CorrectionItem {
  readonly field?: string | undefined;
  readonly paper?: string | undefined;
  readonly slot?: string | undefined;
  readonly words: string;
}

/** What an official answers to a filing. */
export type FilingDecision =
  | {
      readonly act: 'requestCorrection';
      readonly items: readonly CorrectionItem[];
      /** Wanted the second time. */
      readonly reason?: string | undefined;
      /** Papers that are in order, so that nobody brings them again. */
      readonly fit?: readonly string[] | undefined;
    }
  | {
      readonly act: 'refuse';
      readonly words: string;
      /** 案号 of the ruling, where the court gives it one. */
      readonly number?: string | undefined;
    }
  | { readonly act: 'redirect'; readonly item: string; readonly words?: string | undefined }
  | { readonly act: 'transfer'; readonly to: string; readonly words: string }
  | {
      readonly act: 'accept';
      /** Absent: as proposed. */
      readonly fee?: FeeDecision | undefined;
      /** Papers that are not taken into the case, each with its reason. */
      readonly setAside?: readonly { readonly paper: string; readonly words: string }[] | undefined;
    }
  | { readonly act: 'deemWithdrawn'; readonly words: string }
  | { readonly act: 'docket'; readonly type?: string | undefined };

/** What is kept of a prepared act besides its record, until it is signed. */
export interface ActDetails {
  readonly command: FilingCommand;
  /** Of a submission. */
  readonly manifest?: Manifest;
  readonly items?: readonly CorrectionItem[];
  readonly words?: string;
  /** Item of 民诉法 127, code of the other court, or the case's number. */
  readonly detail?: string;
  /** 类型代字 of the case. */
  readonly type?: string;
  /** Of an acceptance: what is to be paid, or that nothing is. */
  readonly fee?: KeptFee;
  /** What is said of each paper. */
  readonly verdicts?: readonly PaperVerdict[];
  /** Of a refusal. */
  readonly ruling?: WrittenRuling;
}

/** What is kept of a decision until it is signed. Throws as `prepareDecision` does. */
export async function detailsOf(
  court: Court,
  unit: Unit,
  row: FilingRow,
  decision: FilingDecision,
  now: number,
): Promise<ActDetails> {
  const command = decision.act;
  switch (decision.act) {
    case 'requestCorrection':
      return { command, ...(await noticeOf(unit, row, decision)) };
    case 'redirect': {
      const item = oneOf(decision.item, FILING_REDIRECT_IDS, 'item');
      const { what, way } = FILING_REDIRECTS[item];
      const said = decision.words === undefined ? '' : `\n${grounds(decision.words)}`;
      return { command, detail: item, words: `${what['zh-CN']}。${way['zh-CN']}${said}` };
    }
    case 'transfer':
      return {
        command,
        words: grounds(decision.words),
        detail: await otherCourt(court, row, decision.to),
      };
    case 'accept':
      return {
        command,
        verdicts: await verdictsOfAcceptance(unit, row, decision.setAside),
        ...(await acceptance(court, unit, row, decision.fee)),
      };
    case 'docket': {
      await demandFeeSettled(unit, row.id);
      const type = decision.type === undefined ? row.caseType : typeOf(row.kind, decision.type);
      const series = seriesOf({ court: row.court, caseType: type }, courtYear(now));
      return { command, type, detail: await nextCaseNumber(unit, series) };
    }
    default:
      return { command, words: grounds(decision.words) };
  }
}

async function acceptance(
  court: Court,
  unit: Unit,
  row: FilingRow,
  said: FeeDecision | undefined,
): Promise<Pick<ActDetails, 'fee' | 'words' | 'detail'>> {
  const fee = await feeToBe(court, unit, row, said);
  return {
    fee,
    ...(fee.words === undefined ? {} : { words: fee.words }),
    ...('question' in fee ? {} : { detail: NOTHING_DUE }),
  };
}

/** Only a court that this deployment serves: of another member's tables it knows nothing. */
async function otherCourt(court: Court, row: FilingRow, to: string): Promise<string> {
  demand(to !== row.court, 'INPUT_INVALID', 'to');
  await court.knowCourts([to]);
  demand(court.courts.has(to), 'COURT_UNKNOWN');
  return to;
}

async function noticeOf(
  unit: Unit,
  row: FilingRow,
  { items, reason, fit }: Extract<FilingDecision, { act: 'requestCorrection' }>,
): Promise<Pick<ActDetails, 'items' | 'words' | 'verdicts'>> {
  demand(items.length > 0 && items.length <= MAX_ITEMS, 'INPUT_INVALID', 'items');
  const before = and(eq(filingRound.filing, row.id), eq(filingRound.outcome, 'correction'));
  const again = (await unit.db.$count(filingRound, before)) > 0;
  demand(!again || reason !== undefined, 'CORRECTION_AGAIN');
  const read: CorrectionItem[] = [];
  for (const item of items) read.push(await itemOf(unit, row, item));
  const words = reason === undefined ? {} : { words: grounds(reason, 'reason') };
  return { items: read, ...words, verdicts: await verdictsOfNotice(unit, row, read, fit) };
}

async function itemOf({ db }: Unit, row: FilingRow, item: CorrectionItem): Promise<CorrectionItem> {
  const { field, paper, slot } = item;
  const named = [field, paper, slot].filter((each) => each !== undefined).length;
  demand(named <= 1, 'INPUT_INVALID', 'an item is about one thing');
  demand(
    field === undefined || /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/.test(field),
    'INPUT_INVALID',
    'field',
  );
  if (paper !== undefined) {
    const own = and(eq(filingPaper.id, paper), eq(filingPaper.filing, row.id));
    demand((await db.$count(filingPaper, own)) === 1, 'INPUT_INVALID', 'paper');
  }
  const words = grounds(item.words);
  if (slot !== undefined) return { slot: oneOf(slot, PAPER_SLOTS, 'slot'), words };
  return {
    ...(field === undefined ? {} : { field }),
    ...(paper === undefined ? {} : { paper }),
    words,
  };
}
