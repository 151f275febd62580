import { randomUUID } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import { FILING_KIND_ROWS } from '@cunzheng/domain/filing';
import type { Court } from '../../context.ts';
import { random128 } from '../../salt.ts';
import { isDuplicate } from '../../store/faults.ts';
import { type CaseRow, courtCase, party } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { docketing } from '../../store/tables/docketing.ts';
import type { FilingPartyRow, FilingRow } from '../../store/tables/filing.ts';
import { identityDigest } from '../docketing/identity.ts';
import { courtYear } from '../documents/number.ts';
import { demandFeeSettled } from '../payments/settled.ts';
import { touch } from './begin.ts';
import { startCopy } from './clocks.ts';
import type { SignedFiling } from './commit.ts';
import { answersOf, partiesOf, partyPlace } from './load.ts';
import { seriesOf, takeCaseNumber } from './numbers.ts';
import { tellDocketed } from './told.ts';

/**
 * Opens the case under the number that was signed, with the tags under which the chain knows the filing already. Throws
 * `CASE_NUMBER_TAKEN`, `CASE_EXISTS`, `FEE_UNPAID`.
 */
export async function docket(court: Court, unit: Unit, signed: SignedFiling): Promise<void> {
  const { row, details, at } = signed;
  const number = details.detail as string;
  await demandFeeSettled(unit, row.id);
  const type = details.type as string;
  const series = seriesOf({ court: row.court, caseType: type }, courtYear(at.getTime()));
  await takeCaseNumber(unit, series, number);
  const opened = await openCase(court, unit, row, number);
  await touch(court, unit, row.id, { state: 'docketed', caseId: opened.id, caseType: type });
  await startCopy(court, unit, { row, opened, at });
  await wantNotices(court, unit, signed, opened);
  await tellDocketed(court, unit, row, number);
}

async function openCase(
  court: Court,
  { db }: Unit,
  row: FilingRow,
  caseNumber: string,
): Promise<CaseRow> {
  const updatedAt = new Date(court.clock());
  const opened = {
    ...{ id: randomUUID(), court: row.court, caseNumber, title: row.cause, tag: row.tag },
    updatedAt,
  };
  await db
    .insert(courtCase)
    .values(opened)
    .catch((error: unknown) => {
      throw isDuplicate(error)
        ? new CunzhengError('CASE_EXISTS', undefined, { cause: error })
        : error;
    });
  const numbers = await identityDigests(court, db, row);
  const rows = (await partiesOf(db, row.id)).map((each) => partyOf(row, each, opened.id));
  await db.insert(party).values(rows.map((each, i) => ({ ...each, identityDigest: numbers[i] })));
  return opened;
}

/**
 * A party of the case. Who has no account is linked when he comes (在线诉讼规则 10); who filed keeps the tags of the filing.
 */
function partyOf(
  row: FilingRow,
  { person, name, side, kind }: FilingPartyRow,
  caseId: string,
): typeof party.$inferInsert {
  const [applicant, other] = FILING_KIND_ROWS[row.kind].sides;
  const sides = { applicant, other, third: '第三人' } as const;
  const filed = person === row.person && side === 'applicant';
  const tags = filed
    ? { tag: row.applicantTag, agentTag: row.agentTag }
    : { tag: random128(), agentTag: random128() };
  const of = { court: row.court, caseId, person, name, kind, side: sides[side] };
  return { id: randomUUID(), ...of, ...tags };
}

const LISTS = { applicant: 'plaintiffs', other: 'defendants', third: 'thirdParties' } as const;

/** What identifies each party, in their order: numbers stand with the party, or among the answers of the form. */
async function identityDigests(
  court: Court,
  db: Unit['db'],
  row: FilingRow,
): Promise<(string | undefined)[]> {
  const answers = new Map(
    (await answersOf(court, db, row.id)).map((each) => [each.field, each.value]),
  );
  const seen = { applicant: 0, other: 0, third: 0 };
  return (await partiesOf(db, row.id)).map(({ id, kind, side, detailsSealed }) => {
    const place = `${LISTS[side]}.${seen[side]++}`;
    const details = JSON.parse(court.vault.open(detailsSealed, partyPlace(id))) as Details;
    const said = (field: 'citizenNumber' | 'creditCode') =>
      details[field] ?? answers.get(`${place}.${field}`);
    const numbers = { citizenNumber: said('citizenNumber'), creditCode: said('creditCode') };
    return identityDigest(court, kind, numbers);
  });
}

type Details = Readonly<Record<string, string>>;

/** The notices are made after the transaction: what one of them lacks keeps nobody from his number. */
async function wantNotices(
  { clock }: Court,
  { db }: Unit,
  { actor, row, at }: SignedFiling,
  opened: CaseRow,
): Promise<void> {
  await db.insert(docketing).values({
    ...{ caseId: opened.id, court: row.court, filing: row.id },
    ...{ docketedBy: actor.person, docketedAt: at, tryAt: new Date(clock()) },
  });
}
