import { CunzhengError, demand, isCourtCode } from '@cunzheng/domain';
import { sql } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { type KnownCourt, levelOfCode } from '../../courts/known.ts';
import { listedRow } from '../../courts/plant.ts';
import { type CsvLine, readCsv } from '../../csv.ts';
import { COURT_LEVELS, type CourtLevel, listedCourt } from '../../store/schema.ts';

export const MAX_LISTED = 4000;

/** Columns of the file, in either language. */
const COLUMNS = {
  code: '法院代字',
  name: '名称',
  shortName: '简称',
  parent: '上级法院代字',
  province: '省',
  city: '市',
  county: '县',
  place: '地址',
  pinyin: '拼音',
  source: '来源',
} as const;
type Column = keyof typeof COLUMNS;

/** Why a line is not taken; the page has the words. */
export const LISTING_FAULTS = [
  'codeInvalid',
  'codeTwice',
  'nameMissing',
  'sourceMissing',
  'provinceMissing',
  'parentUnknown',
  'parentNotHigher',
  'textTooLong',
  'pinyinInvalid',
] as const;
export type ListingFault = (typeof LISTING_FAULTS)[number];

/** One line of the file and what it would do. */
export interface ListingLine {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly does: 'add' | 'change' | 'nothing' | 'refused';
  readonly faults: readonly ListingFault[];
}

export interface Listing {
  readonly lines: readonly ListingLine[];
  readonly counts: Readonly<Record<ListingLine['does'], number>>;
}

/** What a file of courts would do to the directory. Throws `NOT_PERMITTED`, `INPUT_INVALID` for what is no table. */
export async function previewListing(house: Court, actor: Actor, csv: string): Promise<Listing> {
  courtsFor(actor, 'courts.list');
  const court = asActor(house, actor);
  const { lines } = await judge(court, csv);
  return summary(lines);
}

/**
 * Takes a file of courts into the directory, whole or not at all. Throws `NOT_PERMITTED`, `INPUT_INVALID` when a line is
 * refused; then nothing has changed.
 */
export async function applyListing(house: Court, actor: Actor, csv: string): Promise<Listing> {
  courtsFor(actor, 'courts.list');
  const court = asActor(house, actor);
  const { lines, courts } = await judge(court, csv);
  const listing = summary(lines);
  demand(listing.counts.refused === 0, 'INPUT_INVALID', 'lines are refused');
  if (courts.length === 0) return listing;
  const excluded = (column: string) => sql.raw(`excluded.${column}`);
  await court.store.db
    .insert(listedCourt)
    .values(courts.map((known) => listedRow(known, court.clock())))
    .onConflictDoUpdate({
      target: listedCourt.code,
      set: {
        name: excluded('name'),
        shortName: excluded('short_name'),
        parent: excluded('parent'),
        province: excluded('province'),
        city: excluded('city'),
        county: excluded('county'),
        place: excluded('place'),
        pinyin: excluded('pinyin'),
        initials: excluded('initials'),
        placePinyin: excluded('place_pinyin'),
        placeInitials: excluded('place_initials'),
        source: excluded('source'),
        updatedAt: excluded('updated_at'),
      },
    });
  return listing;
}

async function judge(court: Court, csv: string) {
  const found = readCsv(csv);
  demand(
    found.length > 0 && found.length <= MAX_LISTED,
    'INPUT_INVALID',
    `1 to ${MAX_LISTED} lines`,
  );
  const columns = [...(found[0] as CsvLine).values.keys()];
  for (const column of ['code', 'name', 'province', 'source'] as const)
    demandColumn(columns, column);
  const rows = await court.store.db.select().from(listedCourt);
  const known = new Map(rows.map((row) => [row.code, row]));
  const read = found.map(({ line, values }) => ({ line, given: courtOfLine(values) }));
  const given = new Map<string, number>();
  for (const each of read) given.set(each.given.code, (given.get(each.given.code) ?? 0) + 1);
  const lines = read.map(({ line, given: each }): ListingLine => {
    const faults = faultsOf(each, (code) => known.has(code) || given.has(code));
    if ((given.get(each.code) ?? 0) > 1) faults.push('codeTwice');
    const does = faults.length > 0 ? 'refused' : effect(each, known.get(each.code));
    return { line, code: each.code, name: each.name, does, faults };
  });
  const taken = new Set(lines.filter(({ does }) => does !== 'refused').map(({ code }) => code));
  const courts = read.flatMap(({ given: each }) => (taken.has(each.code) ? [each] : []));
  return { lines, courts };
}

function demandColumn(columns: readonly string[], column: Column): void {
  if (columns.includes(column) || columns.includes(COLUMNS[column])) return;
  throw new CunzhengError('INPUT_INVALID', `no column ${column}`, { details: { column } });
}

function courtOfLine(values: ReadonlyMap<string, string>): KnownCourt {
  const of = (column: Column) =>
    (values.get(column) ?? values.get(COLUMNS[column]) ?? '').normalize('NFC');
  const [code, name, parent, pinyin] = [of('code'), of('name'), of('parent'), of('pinyin')];
  return {
    ...{ code, name, level: levelOfCode(code), shortName: of('shortName') || name },
    ...{ province: of('province'), city: of('city'), county: of('county') },
    ...{ place: of('place'), source: of('source') },
    ...(parent === '' ? {} : { parent }),
    ...(pinyin === '' ? {} : { pinyin: pinyin.toLowerCase().replace(/\s+/g, ' ') }),
  };
}

const MAX_CHARACTERS = 100;

function faultsOf(given: KnownCourt, isKnown: (code: string) => boolean): ListingFault[] {
  const { code, name, parent, province, source, pinyin } = given;
  const texts = [name, given.shortName, given.city, given.county, given.place, province, source];
  const faults: Partial<Record<ListingFault, boolean>> = {
    codeInvalid: !isCourtCode(code),
    nameMissing: name === '',
    sourceMissing: source === '',
    provinceMissing: province === '' && !['最高法', '军'].includes(code),
    parentUnknown: parent !== undefined && !isKnown(parent),
    parentNotHigher: parent !== undefined && height(parent) <= height(code),
    textTooLong: texts.some((text) => [...text].length > MAX_CHARACTERS || /\p{Cc}/u.test(text)),
    pinyinInvalid: pinyin !== undefined && !/^[a-z]+( [a-z]+)*$/.test(pinyin),
  };
  return (Object.keys(faults) as ListingFault[]).filter((fault) => faults[fault]);
}

function height(code: string): number {
  return COURT_LEVELS.length - COURT_LEVELS.indexOf(levelOfCode(code) satisfies CourtLevel);
}

function effect(given: KnownCourt, row: typeof listedCourt.$inferSelect | undefined) {
  if (row === undefined) return 'add';
  const { updatedAt: _, ...wanted } = listedRow(given, 0);
  const same = Object.entries(wanted).every(
    ([name, value]) => row[name as keyof typeof row] === value,
  );
  return same ? 'nothing' : 'change';
}

function summary(lines: readonly ListingLine[]): Listing {
  const counts = { add: 0, change: 0, nothing: 0, refused: 0 };
  for (const { does } of lines) counts[does] += 1;
  return { lines, counts };
}
