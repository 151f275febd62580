import { and, asc, eq, exists, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Court } from '../../context.ts';
import { type CourtLevel, listedCourt, court as servedCourt } from '../../store/schema.ts';

export const COURTS_PAGE = 20;
const MAX_COURTS = 10_000;

interface Listed {
  readonly row: typeof listedCourt.$inferSelect;
  readonly served: string | null;
}

/** A court as the chooser shows it. */
export interface CourtEntry {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly level: CourtLevel;
  readonly parent?: { readonly code: string; readonly name: string };
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly place: string;
  /** Whether this deployment serves it: matters can be handled on line here. */
  readonly served: boolean;
  /** Where code and name are from. */
  readonly source: string;
}

/** What a search asks for; what is absent does not narrow it. */
export interface CourtSearch {
  /** Name, code, pinyin or initials, place: whatever the person types. */
  readonly q?: string | undefined;
  readonly province?: string | undefined;
  readonly city?: string | undefined;
  readonly level?: CourtLevel | undefined;
  readonly served?: boolean | undefined;
  /** From 1. */
  readonly page?: number | undefined;
}

/** Courts that fit, 20 a page: an exact code first, then names that begin so, then the higher court first. */
export async function searchCourts(
  court: Court,
  search: CourtSearch,
): Promise<{ items: CourtEntry[]; total: number }> {
  const { db } = court.store;
  const { page = 1 } = search;
  const text = normalized(search.q ?? '');
  const where = and(fitting(court, search), text === '' ? undefined : matching(text));
  const rows = await listed(court)
    .where(where)
    .orderBy(rank(text), LEVEL_ORDER, asc(listedCourt.code))
    .limit(COURTS_PAGE)
    .offset((page - 1) * COURTS_PAGE);
  const total = await db.$count(listedCourt, where);
  return { items: await entries(court, rows), total };
}

/** One listed court; `undefined` when the directory does not know the code. */
export async function readCourtEntry(court: Court, code: string): Promise<CourtEntry | undefined> {
  const rows = await listed(court).where(eq(listedCourt.code, code));
  const [entry] = await entries(court, rows);
  return entry;
}

/** A province with its cities, and how many courts are listed in each. */
export interface Region {
  readonly province: string;
  readonly courts: number;
  readonly served: number;
  readonly cities: readonly { readonly city: string; readonly courts: number }[];
}

/** Provinces in the order of their codes in GB/T 2260, which is that of the high courts' rows. */
export async function readRegions(court: Court): Promise<Region[]> {
  const rows = await court.store.db
    .select({
      code: listedCourt.code,
      province: listedCourt.province,
      city: listedCourt.city,
      served: servedCourt.code,
    })
    .from(listedCourt)
    .leftJoin(servedCourt, eq(servedCourt.code, listedCourt.code))
    .orderBy(LEVEL_ORDER, asc(listedCourt.code))
    .limit(MAX_COURTS);
  const regions = new Map<
    string,
    { courts: number; served: number; cities: Map<string, number> }
  >();
  for (const { province, city, served } of rows) {
    if (province === '') continue;
    const region = regions.get(province) ?? { courts: 0, served: 0, cities: new Map() };
    regions.set(province, region);
    region.courts += 1;
    if (served !== null) region.served += 1;
    if (city !== '') region.cities.set(city, (region.cities.get(city) ?? 0) + 1);
  }
  return [...regions]
    .map(([province, { courts, served, cities }]) => ({
      ...{ province, courts, served },
      cities: [...cities].map(([city, n]) => ({ city, courts: n })),
    }))
    .sort((a, b) => provinceOrder(a.province) - provinceOrder(b.province));
}

/** 省级行政区 in the usual order (GB/T 2260). */
const PROVINCES =
  '北京天津河北山西内蒙辽宁吉林黑龙上海江苏浙江安徽福建江西山东河南湖北湖南广东广西海南重庆四川贵州云南西藏陕西甘肃青海宁夏新疆';

function provinceOrder(province: string): number {
  const at = PROVINCES.indexOf(province.slice(0, 2));
  return at < 0 ? PROVINCES.length : at;
}

const LEVEL_ORDER = sql`array_position(array['supreme', 'high', 'intermediate', 'basic'], ${listedCourt.level})`;

/** As typed, without spaces and apostrophes, full width made narrow. */
function normalized(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s'’]/g, '');
}

function fitting(court: Court, { province, city, level, served }: CourtSearch): SQL | undefined {
  const { db } = court.store;
  const here = db
    .select({ one: sql`1` })
    .from(servedCourt)
    .where(eq(servedCourt.code, listedCourt.code));
  return and(
    province === undefined ? undefined : eq(listedCourt.province, province),
    city === undefined ? undefined : eq(listedCourt.city, city),
    level === undefined ? undefined : eq(listedCourt.level, level),
    served === true ? exists(here) : undefined,
  );
}

const plainPinyin = sql`replace(${listedCourt.pinyin}, ' ', '')`;
const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/**
 * Whether the court answers to what was typed. Letters are pinyin of name or place from the beginning of some syllable, or initials;
 * anything else is part of code, name, short name, place or region.
 */
function matching(text: string): SQL | undefined {
  const part = `%${literal(text)}%`;
  const region = sql`${listedCourt.province} || ${listedCourt.city} || ${listedCourt.county}`;
  return or(
    ilike(listedCourt.code, part),
    ilike(listedCourt.name, part),
    ilike(listedCourt.shortName, part),
    ilike(listedCourt.place, part),
    sql`${region} like ${part}`,
    /^[a-z]+$/.test(text) ? matchingLetters(text) : undefined,
  );
}

/** Pinyin or initials, of the name or of the place. */
function matchingLetters(text: string): SQL | undefined {
  return or(
    fromSyllable(listedCourt.pinyin, text),
    fromSyllable(listedCourt.placePinyin, text),
    ilike(listedCourt.initials, `%${text}%`),
    ilike(listedCourt.placeInitials, `%${text}%`),
  );
}

/** `haid` finds 海淀 and not `shang hai di …`: a match begins where a syllable does. */
function fromSyllable(syllables: PgColumn, letters: string): SQL {
  const spaced = [...letters].join(' ?');
  return sql`${syllables} ~ ${`(^| )${spaced}`}`;
}

function rank(text: string): SQL {
  const begins = `${literal(text)}%`;
  return sql`case
    when lower(${listedCourt.code}) = ${text} then 0
    when ${text} = '' then 3
    when ${listedCourt.name} like ${begins} or ${listedCourt.shortName} like ${begins} then 1
    when ${listedCourt.initials} like ${begins} or ${plainPinyin} like ${begins} then 2
    else 3 end`;
}

/** Rows with whether this deployment serves the court. */
function listed(court: Court) {
  return court.store.db
    .select({ row: listedCourt, served: servedCourt.code })
    .from(listedCourt)
    .leftJoin(servedCourt, eq(servedCourt.code, listedCourt.code));
}

async function entries(court: Court, found: readonly Listed[]): Promise<CourtEntry[]> {
  const parents = await namesOf(court, found);
  return found.map(({ row, served }) => {
    const { code, name, shortName, level, parent, province, city, county, place, source } = row;
    return {
      ...{ code, name, shortName, level, province, city, county, place, source },
      ...(parent === null ? {} : { parent: { code: parent, name: parents.get(parent) ?? parent } }),
      served: served !== null,
    };
  });
}

async function namesOf(court: Court, found: readonly Listed[]): Promise<Map<string, string>> {
  const codes = [...new Set(found.flatMap(({ row }) => row.parent ?? []))];
  if (codes.length === 0) return new Map();
  const rows = await court.store.db
    .select({ code: listedCourt.code, name: listedCourt.name })
    .from(listedCourt)
    .where(inArray(listedCourt.code, codes));
  return new Map(rows.map(({ code, name }) => [code, name]));
}
