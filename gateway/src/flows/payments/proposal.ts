import type { Wording } from '@cunzheng/domain/deadlines';
import { amountNeed, type FeeMatterId, type Fen, feeMatter } from '@cunzheng/domain/fees';
import {
  FORM_IDS,
  gatherAnswers,
  PLEADING_FORMS,
  pruneAnswers,
  sumOfClaims,
} from '@cunzheng/domain/pleadings';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { type FilingRow, filing } from '../../store/tables/filing.ts';
import { type FeeAnswer, quoteFee } from '../fees/quote.ts';
import { answersOf, authorizeFiling } from '../filing/load.ts';
import { grantedRelief, type KeptQuote } from './orders.ts';

export type FeeChoice = KeptQuote['question'];

/** What the fee of a filing would be, out of its kind, cause and claims: an official confirms it, or says otherwise. */
export interface FeeProposal {
  /** Absent where no fee is provided for. */
  readonly question?: FeeChoice;
  /** Why this matter, or none. */
  readonly because: Wording;
  /** Absent while an amount is missing, or the choices do not fit. */
  readonly quote?: FeeAnswer;
  /** What the claims add up to, where the form says it. */
  readonly claimed?: Fen;
  readonly missing?: 'amount';
}

/** A rule that makes a matter out of what is filed; the first that fits counts. */
interface MatterRule {
  readonly matter: FeeMatterId;
  readonly fits: (filed: Pick<FilingRow, 'kind' | 'cause' | 'caseType' | 'form'>) => boolean;
  readonly because: Wording;
}

const word = (zh: string, en: string): Wording => ({ 'zh-CN': zh, en });
const byCause =
  (words: RegExp): MatterRule['fits'] =>
  ({ kind, cause }) =>
    kind === 'civil' && words.test(cause);

/** 诉讼费用交纳办法 8–14, as far as kind, type and 案由 say it. Data: a row is added, none is written in code. */
export const MATTER_RULES: readonly MatterRule[] = [
  {
    matter: 'execution',
    fits: ({ kind }) => kind === 'enforcement',
    because: word('申请执行', 'an application for enforcement'),
  },
  {
    matter: 'administrativeCompensation',
    fits: ({ caseType }) => caseType === '行赔初',
    because: word('行政赔偿', 'administrative compensation'),
  },
  {
    matter: 'administrativeSpecial',
    fits: ({ kind, cause }) => kind === 'administrative' && /商标|专利|海事/.test(cause),
    because: word(
      '商标、专利、海事行政案件',
      'an administrative case on marks, patents or shipping',
    ),
  },
  {
    matter: 'administrative',
    fits: ({ kind }) => kind === 'administrative',
    because: word('行政案件', 'an administrative case'),
  },
  {
    matter: 'paymentOrder',
    fits: ({ caseType }) => caseType === '民督',
    because: word('申请支付令', 'an order for payment'),
  },
  {
    matter: 'publicSummons',
    fits: ({ caseType }) => caseType === '民催',
    because: word('申请公示催告', 'a public summons'),
  },
  {
    matter: 'specialProcedure',
    fits: ({ caseType }) => caseType === '民特' || caseType === '民保令',
    because: word('特别程序', 'a special procedure'),
  },
  {
    matter: 'labour',
    fits: ({ form, ...filed }) =>
      form === 'labour' || byCause(/劳动|人事争议|追索.*报酬|工伤/)({ form, ...filed }),
    because: word('劳动争议', 'a labour dispute'),
  },
  {
    matter: 'divorce',
    fits: byCause(/离婚/),
    because: word('离婚', 'a divorce'),
  },
  {
    matter: 'personality',
    fits: byCause(/人格权|名誉|肖像|姓名权|名称权|隐私|荣誉/),
    because: word('人格权', 'personality rights'),
  },
  {
    matter: 'intellectualProperty',
    fits: byCause(/著作权|商标|专利|知识产权|植物新品种|不正当竞争/),
    because: word('知识产权', 'intellectual property'),
  },
  {
    matter: 'nonProperty',
    fits: byCause(/收养|监护|探望|确认合同无效|解除.*关系|排除妨害/),
    because: word('没有财产请求的案由', 'a cause without property'),
  },
];

const OTHERWISE: Omit<MatterRule, 'fits'> = {
  matter: 'property',
  because: word('财产案件', 'a property case'),
};

/** The fee that follows from a filing. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export async function readFeeProposal(
  house: Court,
  actor: Actor,
  id: string,
): Promise<FeeProposal> {
  const court = asActor(house, actor);
  const [row] = await court.store.db.select().from(filing).where(eq(filing.id, id));
  authorizeFiling(actor, 'payment.read', row);
  return proposeFee(court, row);
}

/** 诉讼费用交纳办法 2 speaks of civil and administrative suits alone. */
const NO_FEE: FeeProposal = {
  because: word(
    '刑事自诉案件不交纳案件受理费（《诉讼费用交纳办法》第2条）',
    'No fee is provided for a private prosecution (Litigation Fee Measures art. 2)',
  ),
};

/** The same for a row that the caller may see. */
export async function proposeFee(court: Court, row: FilingRow): Promise<FeeProposal> {
  if (row.kind === 'privateProsecution') return NO_FEE;
  const { matter, because } = MATTER_RULES.find(({ fits }) => fits(row)) ?? OTHERWISE;
  const need = amountNeed(feeMatter(matter));
  const claimed = await claimedIn(court, row);
  const amounts = need === 'none' || claimed === undefined ? undefined : [claimed];
  const question: FeeChoice = { matter, ...(amounts && { amounts }) };
  const told = { question, because, ...(claimed === undefined ? {} : { claimed }) };
  if (need === 'needed' && amounts === undefined) return { ...told, missing: 'amount' };
  return { ...told, quote: await quoteOf(court, row, question) };
}

/** The quote with the relief that was granted. Throws as `quoteFee` does. */
export async function quoteOf(
  court: Court,
  row: Pick<FilingRow, 'id' | 'court'>,
  question: FeeChoice,
): Promise<FeeAnswer> {
  const relief = await grantedRelief(court.store.db, row.id);
  return quoteFee(court, { ...question, court: row.court, ...(relief && { relief }) });
}

/** What the form's claims add up to; nothing of a form without sums, and of a complaint that was uploaded. */
async function claimedIn(court: Court, row: FilingRow): Promise<Fen | undefined> {
  const id = FORM_IDS.find((form) => form === row.form);
  if (id === undefined) return undefined;
  const form = PLEADING_FORMS[id];
  const saved = await answersOf(court, court.store.db, row.id);
  const { answers } = gatherAnswers(form, saved);
  const asked = pruneAnswers(form, answers);
  const total = typeof asked.total === 'number' ? asked.total : sumOfClaims(asked);
  return total > 0 ? total : undefined;
}

/** Whether two choices ask for the same. */
export function isSameChoice(a: FeeChoice, b: FeeChoice): boolean {
  const plain = (choice: FeeChoice) =>
    JSON.stringify(
      Object.entries(choice)
        .filter(([, value]) => value !== undefined)
        .sort(),
    );
  return plain(a) === plain(b);
}
