import { CunzhengError } from '@cunzheng/domain';
import { beijingTime, dayOf, endOfDay, parseDay, type Wording } from '@cunzheng/domain/deadlines';
import {
  computeFee,
  type FeeChoices,
  type FeeFigures,
  type FeeMatterId,
  type FeeQuote,
  type FeeRounding,
  yuan,
} from '@cunzheng/domain/fees';
import { inArray } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import { setting } from '../../store/tables/settings.ts';
import { readCourtEntry } from '../courts/index.ts';
import { findDefinition, type SettingName } from '../settings/catalogue.ts';
import { courtLine } from '../settings/court-line.ts';
import { answerFrom, rowsInForce, type SettingAnswer } from '../settings/setting-at.ts';

/** What somebody asks: the matter, what was chosen, and of which court on which day. */
export interface FeeQuestion extends FeeChoices {
  readonly matter: FeeMatterId;
  /** 法院代字; without one the provinces' ranges stay ranges. */
  readonly court?: string | undefined;
  /** A day in Beijing; now, if none is named. */
  readonly day?: string | undefined;
}

/** A figure of a court or a province that the sum rests on. */
export interface FeeSettingView {
  readonly name: string;
  readonly title: Wording;
  /** Where it was entered from: the province's notice, the court's decision. */
  readonly source: string;
  /** Who entered it: the court itself, or one above it. */
  readonly court: { readonly code: string; readonly name: string };
}

export interface FeeAnswer extends FeeQuote {
  readonly court?: { readonly code: string; readonly name: string };
  readonly day: string;
  /** What the court has entered and the sum rests on. */
  readonly settings: readonly FeeSettingView[];
}

const SETTING_OF = {
  divorce: 'fee.divorce',
  personality: 'fee.personality',
  nonProperty: 'fee.nonProperty',
  intellectualProperty: 'fee.intellectualProperty',
  jurisdictionObjection: 'fee.jurisdictionObjection',
  rounding: 'choice.feeRounding',
} as const satisfies Readonly<Record<keyof FeeFigures, SettingName>>;

type Answers = Partial<Readonly<Record<keyof FeeFigures, SettingAnswer>>>;

/**
 * What a matter costs in a court on a day, with the figures that the court and those above it have entered. Where a
 * figure is missing the law's range stays. Throws `NOT_FOUND` for a court the directory does not know, `INPUT_INVALID`
 * for a day that is none and for choices that do not fit the matter.
 */
export async function quoteFee(
  house: Court,
  { matter, court: code, day, ...choices }: FeeQuestion,
): Promise<FeeAnswer> {
  const at = day === undefined ? house.clock() : Date.parse(endOfDay(parseDay(day)));
  const court = code === undefined ? undefined : await courtNamed(house, code);
  const answers = court === undefined ? {} : await answersOf(house, court.code, at);
  const quote = computeFee(matter, choices, figuresOf(answers));
  return {
    ...quote,
    ...(court && { court }),
    day: dayOf(beijingTime(at)),
    settings: await settingsBehind(house, quote, answers),
  };
}

async function courtNamed(house: Court, code: string) {
  const entry = await readCourtEntry(house, code);
  if (entry === undefined) throw new CunzhengError('NOT_FOUND');
  return { code: entry.code, name: entry.name };
}

/**
 * What the court and those above it have set. A court that this deployment does not serve has set nothing itself, but
 * its high court may have entered the province's figures for all below.
 */
async function answersOf(house: Court, code: string, at: number): Promise<Answers> {
  const { db } = house.store;
  const names = Object.values(SETTING_OF);
  const rows = await rowsInForce(db, await courtLine(db, code), at, inArray(setting.name, names));
  return Object.fromEntries(
    Object.entries(SETTING_OF).flatMap(([figure, name]) => {
      const answer = answerFrom(code, name, rows);
      return answer === undefined ? [] : [[figure, answer]];
    }),
  );
}

/** Settings are in yuan. */
function figuresOf({ rounding, ...figures }: Answers): FeeFigures {
  const inFen = Object.entries(figures).map(([name, { value }]) => [name, yuan(value as number)]);
  return {
    ...Object.fromEntries(inFen),
    ...(rounding && { rounding: rounding.value as FeeRounding }),
  };
}

async function settingsBehind(
  house: Court,
  { restsOn }: FeeQuote,
  answers: Answers,
): Promise<FeeSettingView[]> {
  const rows = restsOn.flatMap((figure) => answers[figure]?.row ?? []);
  return Promise.all(
    rows.map(async ({ name, source, court }) => ({
      ...{ name, source, title: findDefinition(name)?.title as Wording },
      court: await courtNamed(house, court),
    })),
  );
}
