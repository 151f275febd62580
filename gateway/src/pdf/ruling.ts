import { COURT, Flow, RIGHT, TITLE } from './flow.ts';
import { finish, newDocument } from './typeset.ts';

/** A ruling as it is printed. */
export interface RulingSheet {
  readonly courtName: string;
  readonly title: string;
  /** 案号; left out where the court gave none. */
  readonly number?: string | undefined;
  readonly parties: readonly string[];
  readonly paragraphs: readonly string[];
  /** 审判员. */
  readonly judge: string;
  /** Printed in Chinese figures. */
  readonly time: Date;
}

/** A ruling in the look of a court's documents. Same sheet, same bytes. Throws `GLYPH_MISSING`. */
export async function makeRulingPdf(sheet: RulingSheet): Promise<Uint8Array> {
  const doc = newDocument({ title: `${sheet.courtName}${sheet.title}`, time: sheet.time });
  const flow = new Flow(doc);
  flow.add(sheet.courtName, COURT);
  flow.add([...sheet.title].join(' '), TITLE);
  flow.skip(6);
  if (sheet.number !== undefined) flow.add(sheet.number, RIGHT);
  flow.skip(8);
  const closing = [`审　判　员　　${sheet.judge}`, chineseDay(sheet.time)];
  flow.addAll([...sheet.parties, ...sheet.paragraphs], closing);
  return finish(doc);
}

const FIGURES = '〇一二三四五六七八九';

/** `二〇二六年十一月二十三日`, the day in Beijing. */
export function chineseDay(time: Date): string {
  const day = new Date(time.getTime() + 8 * 3_600_000);
  const year = [...String(day.getUTCFullYear())].map((figure) => FIGURES[Number(figure)]).join('');
  return `${year}年${upTo31(day.getUTCMonth() + 1)}月${upTo31(day.getUTCDate())}日`;
}

function upTo31(count: number): string {
  const tens = Math.floor(count / 10);
  const ones = count % 10 === 0 ? '' : FIGURES[count % 10];
  if (tens === 0) return `${ones}`;
  return `${tens === 1 ? '' : FIGURES[tens]}十${ones}`;
}
