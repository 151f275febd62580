import { OUT_OF_ORDER } from '@cunzheng/domain';
import type { Reason, StageId, StageState, Verdict } from '../proof.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Every sentence of a verification, for a lay reader. `{name}` is filled with a fact. */
export interface Sentences {
  readonly stage: Record<StageId, string>;
  readonly state: Record<StageState, string>;
  readonly ok: Record<StageId, string>;
  /** In place of `ok.time` for an act stated as later than its transaction. */
  readonly actAhead: string;
  readonly notShown: Record<StageId, string>;
  /** In place of `notShown` where an earlier step failed; the other stages say so already. */
  readonly notReached: Partial<Record<StageId, string>>;
  /** In place of `notShown.persons` and `explanation.recorded` for an everyday behaviour, which nobody signs. */
  readonly unsigned: string;
  readonly behaviourRecorded: string;
  /** In place of the sentences about the file, where the file can only be one of the papers of a filing. */
  readonly papers: {
    readonly found: string;
    readonly notAmong: string;
    readonly differs: string;
    /** The proof shows none. */
    readonly none: string;
    readonly noneRecorded: string;
  };
  readonly failed: Record<Reason, string>;
  readonly verdict: Record<Verdict, string>;
  readonly explanation: Record<Verdict, string>;
  readonly notice: string;
  readonly undecidedNotice: string;
  readonly duration: Record<'before' | 'days' | 'hours' | 'minutes' | 'seconds', string>;
}

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
export type Language = keyof Bilingual;

export const SENTENCES: Readonly<Record<Language, Sentences>> = { zh, en };

/** What sentences tell; times are record times, `lag` in ms. */
export interface Facts {
  readonly k?: number | undefined;
  readonly counted?: number | undefined;
  /** Members that endorsed, ordered and confirmed the transaction. */
  readonly endorsed?: number | undefined;
  readonly ordered?: number | undefined;
  readonly answered?: number | undefined;
  readonly asOf?: string | undefined;
  readonly recordedBy?: string | undefined;
  readonly acted?: string | undefined;
  readonly lag?: number | undefined;
  /** The subject is an everyday behaviour in a batch. */
  readonly behaviour?: boolean | undefined;
  /** The subject is an act of a filing: whether papers are shown that a file can be. */
  readonly papers?: 'shown' | 'none' | undefined;
  /** What came earlier bears a later time. */
  readonly outOfOrder?: boolean | undefined;
}

function inBoth(write: (language: Language) => string): Bilingual {
  return { zh: write('zh'), en: write('en') };
}

/** The sentence of one stage; `reached` tells whether what it needs held, so that it was judged at all. */
export function stageText(
  id: StageId,
  end: { readonly state: StageState; readonly reason?: Reason },
  facts: Facts,
  reached: boolean,
): Bilingual {
  return inBoth((language) => {
    const { ok, notShown, notReached, failed, unsigned } = SENTENCES[language];
    const ofPapers = paperSentence(end, facts, language);
    if (id === 'document' && ofPapers !== undefined) return ofPapers;
    if (end.state === 'failed' && end.reason !== undefined) {
      return fill(failed[end.reason], facts, language);
    }
    const without = (reached ? undefined : notReached[id]) ?? notShown[id];
    if (end.state !== 'ok' && id === 'persons' && reached && facts.behaviour === true)
      return unsigned;
    if (end.state !== 'ok') return fill(without, facts, language);
    return id === 'time' ? timeSentence(facts, language) : fill(ok[id], facts, language);
  });
}

/** What is said of a file that is or is not one of the papers of a filing; undefined where the common sentence does. */
function paperSentence(
  { state, reason }: { readonly state: StageState; readonly reason?: Reason },
  { papers }: Facts,
  language: Language,
): string | undefined {
  const sentences = SENTENCES[language].papers;
  if (papers === 'shown' && state === 'ok') return sentences.found;
  if (papers === 'shown' && reason === 'DOCUMENT_DIFFERS') return sentences.notAmong;
  return papers === 'none' && reason === 'NO_DIGEST' ? sentences.none : undefined;
}

/** The times as they are told; where a later step bears an earlier time, why that can be. */
function timeSentence(facts: Facts, language: Language): string {
  const { ok, actAhead } = SENTENCES[language];
  const told = fill((facts.lag ?? 0) < 0 ? actAhead : ok.time, facts, language);
  return facts.outOfOrder
    ? [told, outOfOrderText(language)].join(language === 'zh' ? '' : ' ')
    : told;
}

/** Why times can be out of order, in one sentence. */
export function outOfOrderText(language: Language): string {
  return OUT_OF_ORDER[language === 'zh' ? 'zh-CN' : 'en'];
}

/** The verdict and its explanation; a good one says as of when. */
export function verdictText(verdict: Verdict, stage: StageId | undefined, facts: Facts): Bilingual {
  return inBoth((language) => {
    const sentences = SENTENCES[language];
    const told = explanationOf(verdict, facts, sentences);
    const explanation = fill(told, facts, language).replace(
      '{stage}',
      stage === undefined ? '' : sentences.stage[stage],
    );
    return language === 'zh'
      ? `${sentences.verdict[verdict]}。${explanation}`
      : `${sentences.verdict[verdict]}. ${explanation}`;
  });
}

function explanationOf(
  verdict: Verdict,
  { behaviour, papers }: Facts,
  sentences: Sentences,
): string {
  if (verdict === 'recorded' && behaviour === true) return sentences.behaviourRecorded;
  if (verdict === 'recorded' && papers === 'none') return sentences.papers.noneRecorded;
  if (verdict === 'differs' && papers === 'shown') return sentences.papers.differs;
  return sentences.explanation[verdict];
}

/** What the verdict does not show. */
export function noticeText(verdict: Verdict): Bilingual {
  return inBoth((language) =>
    verdict === 'cannotDecide' ? SENTENCES[language].undecidedNotice : SENTENCES[language].notice,
  );
}

function fill(sentence: string, facts: Facts, language: Language): string {
  return sentence
    .replace('{k}', String(facts.k ?? '?'))
    .replace('{counted}', String(facts.counted ?? '?'))
    .replace('{endorsed}', String(facts.endorsed))
    .replace('{ordered}', String(facts.ordered))
    .replace('{answered}', String(facts.answered))
    .replace('{asOf}', timeText(facts.asOf, language))
    .replace('{recordedBy}', timeText(facts.recordedBy, language))
    .replace('{acted}', timeText(facts.acted, language))
    .replace('{lag}', durationText(facts.lag ?? 0, language))
    .replace('{ahead}', durationText(-(facts.lag ?? 0), language));
}

/**
 * A record time in the time of the courts (UTC+8, which China keeps all year): 2026年11月22日 12:30:05（北京时间）.
 * Written without the locale functions of the machine, so that every verifier prints the same.
 */
export function timeText(time: string | undefined, language: Language): string {
  if (time === undefined) return '?';
  return `${clockText(time, language)}${language === 'zh' ? '（北京时间）' : ' (Beijing time)'}`;
}

/** The same without naming the zone, for lists that name it once. */
export function clockText(time: string, language: Language): string {
  const local = new Date(Date.parse(time) + 8 * 3_600_000).toISOString();
  const [date, clock] = [local.slice(0, -14), local.slice(-13, -5)];
  const [year, month, day] = date.split('-').map(Number);
  return language === 'zh' ? `${year}年${month}月${day}日 ${clock}` : `${date} ${clock}`;
}

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1000],
] as const;

/** A duration in ms in its two greatest units. */
export function durationText(ms: number, language: Language): string {
  const words = SENTENCES[language].duration;
  let left = Math.abs(ms);
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    const n = Math.floor(left / length);
    left -= n * length;
    if (n > 0 && parts.length < 2) parts.push(words[unit].replace('{n}', String(n)));
  }
  if (parts.length === 0) parts.push(words.seconds.replace('{n}', '0'));
  return (ms < 0 ? words.before : '') + parts.join(' ');
}
