import { CunzhengError, demand } from '@cunzheng/domain';
import { beijingTime, dayOf } from '@cunzheng/domain/deadlines';
import type { FilingState } from '@cunzheng/domain/filing';
import {
  type AnswerLine,
  type Answers,
  answerLines,
  checkAnswers,
  type FieldPath,
  type FormId,
  formInEdition,
  type GatheredAnswers,
  gatherAnswers,
  isGiven,
  makePaper,
  nextQuestion,
  type Paper,
  PLEADING_FORMS,
  type Place,
  type PleadingForm,
  pruneAnswers,
  questions,
  type Remark,
} from '@cunzheng/domain/pleadings';
import type { Actor } from '../../access/policy.ts';
import { type Court, courtName } from '../../context.ts';
import { missingGlyphs } from '../../pleadings/glyphs.ts';
import { readFiling } from './list.ts';
import type { Said } from './said.ts';
import type { FilingPartyView, FilingView } from './views.ts';

/** One question that is asked, given the answers. */
export interface PleadingQuestion {
  readonly section: string;
  readonly row: string;
  readonly path: FieldPath;
  readonly need?: 'required' | 'advised';
  readonly answered: boolean;
}

/** A pleading as far as it is written: everything follows from form and answers, and nothing of it is stored. */
export interface PleadingView {
  readonly form: FormId;
  readonly edition: number;
  /** What is still asked for, of what was answered. */
  readonly answers: Answers;
  /** Paths of what is kept and is no answer of this form: left out. */
  readonly unfit: readonly string[];
  readonly questions: readonly PleadingQuestion[];
  /** Where the draft goes on; absent when all that is needed is there. */
  readonly next?: FieldPath;
  readonly remarks: readonly Remark[];
  readonly paper: Paper;
  /** Characters that our fonts do not draw: the PDF is refused while they are there. */
  readonly missingGlyphs: readonly string[];
}

/** Answers that somebody tries a form with. */
export interface PleadingDraft {
  readonly form: FormId;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly court?: string | undefined;
}

/** What a file is made of. `mark` is printed on every page of what was not handed in. */
export interface PleadingPrint {
  readonly paper: Paper;
  readonly time: Date;
  readonly mark?: string;
}

const SOME_COURT = '＿＿＿＿＿＿人民法院';
const MARK = '草稿，尚未提交';

/** Questions, remarks and preview for answers of which nothing is kept. Throws `COURT_UNKNOWN`. */
export async function previewPleading(
  court: Court,
  { form: id, answers, court: code }: PleadingDraft,
): Promise<PleadingView> {
  const form = PLEADING_FORMS[id];
  const saved = Object.entries(answers).map(([field, value]) => ({ field, value }));
  const today = dayOf(beijingTime(court.clock()));
  const facts = { courtName: await nameOf(court, code), today };
  return viewOfPleading(form, gatherAnswers(form, saved), facts);
}

async function nameOf(court: Court, code: string | undefined): Promise<string> {
  if (code === undefined) return SOME_COURT;
  await court.knowCourts([code]);
  demand(court.courts.has(code), 'COURT_UNKNOWN');
  return courtName(court, code).name;
}

/**
 * The pleading of a filing, out of its parties, its address for service and its answers, as `readFiling` shows them. Throws
 * `NOT_FOUND` (also for a filing without a form), `NOT_PERMITTED`.
 */
export async function readPleading(house: Court, actor: Actor, id: string): Promise<PleadingView> {
  const { form, gathered, facts } = await written(house, actor, id);
  return viewOfPleading(form, gathered, facts);
}

/** What its PDF and DOCX are made of. Throws as `readPleading` does. */
export async function printPleading(
  house: Court,
  actor: Actor,
  id: string,
): Promise<PleadingPrint> {
  const { form, gathered, facts, time, open } = await written(house, actor, id);
  const paper = makePaper(form, gathered.answers, facts);
  return { paper, time, ...(open ? { mark: MARK } : {}) };
}

type Facts = Parameters<typeof makePaper>[2];

interface Written {
  readonly form: PleadingForm;
  readonly gathered: GatheredAnswers;
  readonly facts: Facts;
  readonly time: Date;
  readonly open: boolean;
}

/** In these states the answers are those that were handed in last. */
const HANDED_IN: ReadonlySet<FilingState> = new Set([
  ...(['review', 'accepted', 'docketed', 'refused', 'redirected'] as const),
]);

/** What was handed in bears the day on which it was, and is reckoned as of it, however late it is read. */
async function written(house: Court, actor: Actor, id: string): Promise<Written> {
  return writtenOf(house, await readFiling(house, actor, id));
}

/** Questions and answers of a filing, one by one; none where it has no form. */
export function answerLinesOf(house: Court, view: FilingView): AnswerLine[] {
  if (view.form === undefined) return [];
  const { form, gathered } = writtenOf(house, view);
  return answerLines(form, gathered.answers);
}

function writtenOf(house: Court, view: FilingView): Written {
  const form = formIn(view);
  if (form === undefined) throw new CunzhengError('NOT_FOUND', 'no form');
  const submitted = view.timeline.findLast(({ act }) => act === 'submit')?.at;
  // An official sees what was handed in whatever its author writes meanwhile.
  const asHandedIn = !view.mine || HANDED_IN.has(view.state);
  const handedIn = asHandedIn && submitted !== undefined;
  const time = handedIn ? new Date(submitted) : new Date(house.clock());
  const today = dayOf(beijingTime(time.getTime()));
  const facts = { courtName: view.court.name, today, ...(handedIn ? { signed: today } : {}) };
  return {
    ...{ form, facts, time, open: !handedIn },
    gathered: gatheredFrom(form, view),
  };
}

/** The form in the edition whose questions were answered; `undefined` where papers are uploaded. */
export function formIn({
  form,
  edition,
}: Pick<Said, 'form' | 'edition'>): PleadingForm | undefined {
  return form === undefined ? undefined : formInEdition(form as FormId, edition as number);
}

/** What was answered, with what stands elsewhere in the filing. */
export function gatheredFrom(form: PleadingForm, said: SaidOfPleading): GatheredAnswers {
  return gatherAnswers(form, said.answers, saidElsewhere(said));
}

type SaidOfPleading = Pick<Said, 'parties' | 'service' | 'eService' | 'answers'>;

/** Parties, address and consent stand in the filing itself: they are not asked, or kept, a second time. */
function saidElsewhere({ parties, service, eService }: SaidOfPleading): Answers {
  const named = (side: FilingPartyView['side']) =>
    parties.filter((each) => each.side === side).map(partyAnswers);
  return {
    ...{ plaintiffs: named('applicant'), defendants: named('other'), thirdParties: named('third') },
    ...(service?.name === undefined ? {} : { serviceName: service.name }),
    ...(service?.mobile === undefined ? {} : { servicePhone: service.mobile }),
    ...(service?.address === undefined ? {} : { serviceAddress: service.address }),
    ...(eService === undefined ? {} : { eService }),
  };
}

function partyAnswers({ kind, name, details }: FilingPartyView): Answers {
  return { ...details, kind, [kind === 'person' ? 'name' : 'organisation']: name };
}

function viewOfPleading(
  form: PleadingForm,
  { answers, unfit }: GatheredAnswers,
  facts: Facts,
): PleadingView {
  const paper = makePaper(form, answers, facts);
  const next = nextQuestion(form, answers);
  return {
    ...{ form: form.id, edition: form.edition, answers: pruneAnswers(form, answers), unfit },
    questions: questions(form, answers).map(questionOf),
    ...(next === undefined ? {} : { next: next.path }),
    remarks: checkAnswers(form, answers, facts.today),
    ...{ paper, missingGlyphs: missingGlyphs(paper) },
  };
}

function questionOf({ section, row, field, path, answer }: Place): PleadingQuestion {
  const { need } = field;
  return {
    ...{ section, row, path },
    ...(need === undefined ? {} : { need }),
    answered: isGiven(answer),
  };
}
