import { CunzhengError, demand } from '@cunzheng/domain';
import { eq, inArray } from 'drizzle-orm';
import { type Actor, authorize, STAFF_ROLES, type StaffRole } from '../../access/policy.ts';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { type CsvLine, readCsv } from '../../csv.ts';
import { person, staffRole } from '../../store/schema.ts';
import type { Db, Unit } from '../../store/store.ts';
import { administer, stands, writeOffice } from './offices.ts';
import { type Added, writeColleague } from './people.ts';
import { sendInvitation } from './send-invitation.ts';
import { demandMobile, demandReason, endOf, isAccount, isDay, isName } from './words.ts';

export const MAX_PEOPLE = 500;

/** Columns of the file, in either language. */
const COLUMNS = {
  name: '姓名',
  account: '账号',
  mobile: '手机号',
  roles: '角色',
  until: '任期至',
} as const;
type Column = keyof typeof COLUMNS;

/** How the roles may be written. */
export const ROLE_WORDS: Readonly<Record<StaffRole, string>> = {
  judge: '法官',
  clerk: '书记员',
  filingReviewer: '立案审查',
  mediator: '调解员',
  archivist: '档案管理',
  finance: '财务',
  administrator: '管理员',
};

/** Why a line is not taken; the page has the words. */
export const PEOPLE_FAULTS = [
  'nameInvalid',
  'accountInvalid',
  'accountTwice',
  'accountTaken',
  'nameDiffers',
  'mobileInvalid',
  'roleMissing',
  'roleUnknown',
  'untilInvalid',
] as const;
export type PeopleFault = (typeof PEOPLE_FAULTS)[number];

/** One line of the file and what it would do. */
export interface PeopleLine {
  readonly line: number;
  readonly name: string;
  readonly account: string;
  /** Offices it would give. */
  readonly roles: readonly StaffRole[];
  readonly does: 'invite' | 'give' | 'nothing' | 'refused';
  readonly faults: readonly PeopleFault[];
}

export interface PeopleFile {
  readonly lines: readonly PeopleLine[];
  readonly counts: Readonly<Record<PeopleLine['does'], number>>;
}

interface Given {
  readonly line: number;
  readonly name: string;
  readonly account: string;
  readonly mobile: string;
  readonly until: string;
  readonly roles: readonly string[];
}

/** What a file of people would do; nothing is changed. Throws `NOT_FOUND`, `NOT_PERMITTED`, `INPUT_INVALID` for what is no table. */
export async function previewPeople(
  house: Court,
  actor: Actor,
  { court: code, csv }: { readonly court: string; readonly csv: string },
): Promise<PeopleFile> {
  authorize(actor, 'staff.manage', { court: code });
  const given = linesOf(csv);
  const { db } = asHouse(house, 'staff').store;
  return summary((await judge(house, db, code, given)).map(({ line }) => line));
}

/** What taking a file came to: links for those who were invited, shown once. */
export interface PeopleTaken extends PeopleFile {
  readonly invited: readonly Added[];
}

/**
 * Takes a file of people, whole or not at all. Throws `NOT_FOUND`, `NOT_PERMITTED`, `INPUT_INVALID` when a line is
 * refused; then nothing has changed.
 */
export async function applyPeople(
  house: Court,
  actor: Actor,
  given: { readonly court: string; readonly csv: string; readonly reason: string },
): Promise<PeopleTaken> {
  const { court: code } = given;
  authorize(actor, 'staff.manage', { court: code });
  const reason = demandReason(given.reason);
  const read = linesOf(given.csv);
  const taken = await administer(house, actor, code, async (unit) => {
    const judged = await judge(house, unit.db, code, read);
    const file = summary(judged.map(({ line }) => line));
    demand(file.counts.refused === 0, 'INPUT_INVALID', 'lines are refused');
    const invited: Added[] = [];
    for (const each of judged) {
      invited.push(...(await take(house, unit, actor, { ...each, court: code, reason })));
    }
    return { ...file, invited };
  });
  const invited: Added[] = [];
  for (const each of taken.invited) invited.push(await sendInvitation(house, code, each));
  return { ...taken, invited };
}

interface Judged {
  readonly line: PeopleLine;
  readonly given: Given;
  /** Whoever has the account already. */
  readonly person?: string | undefined;
}

async function take(
  house: Court,
  unit: Unit,
  actor: Actor,
  { line, given, person: id, court: code, reason }: Judged & { court: string; reason: string },
): Promise<Added[]> {
  const { name, account, mobile } = given;
  const until = given.until === '' ? undefined : endOf(given.until);
  if (line.does === 'give' && id !== undefined) {
    for (const role of line.roles) {
      const office = { court: code, person: id, role, until, reason, by: actor.person };
      await writeOffice(unit.db, house.clock(), office);
    }
  }
  if (line.does !== 'invite') return [];
  const colleague = { court: code, name, account, mobile, roles: line.roles, until, reason };
  return [await writeColleague(house, unit, actor, colleague)];
}

function linesOf(csv: string): Given[] {
  const found = readCsv(csv);
  const fits = found.length > 0 && found.length <= MAX_PEOPLE;
  demand(fits, 'INPUT_INVALID', `1 to ${MAX_PEOPLE} lines`);
  const columns = [...(found[0] as CsvLine).values.keys()];
  for (const column of ['name', 'account', 'roles'] as const) demandColumn(columns, column);
  return found.map(givenOf);
}

function demandColumn(columns: readonly string[], column: Column): void {
  if (columns.includes(column) || columns.includes(COLUMNS[column])) return;
  throw new CunzhengError('INPUT_INVALID', `no column ${column}`, { details: { column } });
}

function givenOf({ line, values }: CsvLine): Given {
  const of = (column: Column) =>
    (values.get(column) ?? values.get(COLUMNS[column]) ?? '').normalize('NFC').trim();
  const roles = of('roles')
    .split(/[、，,;；|/\s]+/)
    .filter((role) => role !== '');
  return {
    ...{ line, roles, name: of('name'), account: of('account') },
    ...{ mobile: of('mobile'), until: of('until').replaceAll('/', '-') },
  };
}

async function judge(
  house: Court,
  db: Db,
  code: string,
  given: readonly Given[],
): Promise<Judged[]> {
  const accounts = given.map(({ account }) => account);
  const known = await db.select().from(person).where(inArray(person.account, accounts));
  const offices = await db.select().from(staffRole).where(eq(staffRole.court, code));
  const now = house.clock();
  return given.map((each): Judged => {
    const there = known.find(({ account }) => account === each.account);
    const own = offices.filter((office) => office.person === there?.id);
    const twice = accounts.filter((account) => account === each.account).length > 1;
    const colleague = own.length > 0;
    const faults = faultsOf(each, twice, now);
    if (there !== undefined && !colleague) faults.push('accountTaken');
    if (there !== undefined && colleague && there.name !== each.name) faults.push('nameDiffers');
    const held = own.filter((office) => stands(office, now)).map(({ role }) => role);
    const roles = [...new Set(each.roles.flatMap((word) => roleOf(word) ?? []))].filter(
      (role) => !held.includes(role),
    );
    const effect = roles.length === 0 ? 'nothing' : colleague ? 'give' : 'invite';
    const does = faults.length > 0 ? 'refused' : effect;
    const { line, name, account } = each;
    return { line: { line, name, account, roles, does, faults }, given: each, person: there?.id };
  });
}

function faultsOf(each: Given, twice: boolean, now: number): PeopleFault[] {
  const late = isDay(each.until) && endOf(each.until) > now;
  const wrong: [PeopleFault, boolean][] = [
    ['nameInvalid', !isName(each.name)],
    ['accountInvalid', !isAccount(each.account)],
    ['accountTwice', twice],
    ['mobileInvalid', !isMobile(each.mobile)],
    ['roleMissing', each.roles.length === 0],
    ['roleUnknown', each.roles.some((word) => roleOf(word) === undefined)],
    ['untilInvalid', each.until !== '' && !late],
  ];
  return wrong.flatMap(([fault, is]) => (is ? [fault] : []));
}

function isMobile(text: string): boolean {
  try {
    demandMobile(text);
    return true;
  } catch {
    return false;
  }
}

function roleOf(word: string): StaffRole | undefined {
  return STAFF_ROLES.find((role) => role === word || ROLE_WORDS[role] === word);
}

function summary(lines: readonly PeopleLine[]): PeopleFile {
  const count = (does: PeopleLine['does']) => lines.filter((line) => line.does === does).length;
  return {
    lines,
    counts: {
      invite: count('invite'),
      give: count('give'),
      nothing: count('nothing'),
      refused: count('refused'),
    },
  };
}
