import { beijingTime, dayOf } from '@cunzheng/domain/deadlines';
import { FILING_KIND_ROWS, type FilingKind } from '@cunzheng/domain/filing';
import { capitalAmount, formatFen } from '@cunzheng/domain/pleadings';
import { desc, eq } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { CaseRow, PartyRow } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import type { FilingRow } from '../../store/tables/filing.ts';
import { type OrderRow, paymentOrder } from '../../store/tables/payments.ts';
import { settingAt } from '../settings/setting-at.ts';
import type { NoticeFacts, Side } from './texts/index.ts';

/** A case as its notices speak of it. */
export interface Docketed {
  readonly row: CaseRow;
  readonly filing: FilingRow;
  readonly parties: readonly PartyRow[];
  readonly docketedAt: Date;
}

const SIDES = ['applicant', 'other', 'third'] as const;

/** The side on which a party stands; a third one where no other name fits. Pure. */
export function sideOf(kind: FilingKind, { side }: Pick<PartyRow, 'side'>): Side {
  const [applicant, other] = FILING_KIND_ROWS[kind].sides;
  return side === applicant ? 'applicant' : side === other ? 'other' : 'third';
}

/** Parties in the order of their sides, each with his. Pure. */
export function inOrder({
  filing: { kind },
  parties,
}: Docketed): { side: Side; party: PartyRow }[] {
  return SIDES.flatMap((side) =>
    parties.flatMap((party) => (sideOf(kind, party) === side ? [{ side, party }] : [])),
  );
}

/** Facts that stand in every notice of the case; those of its reader are added by `factsFor`. */
export async function factsOf(court: Court, unit: Unit, about: Docketed): Promise<NoticeFacts> {
  const { row, filing, docketedAt } = about;
  const names = (wanted: Side) =>
    inOrder(about)
      .flatMap(({ side, party }) => (side === wanted ? [party.name] : []))
      .join('、');
  const at = docketedAt.getTime();
  const { value } = await settingAt(court, unit, row.court, 'period.evidenceOrdinary', at);
  return {
    ...{ caseNumber: row.caseNumber, cause: filing.cause, site: court.publicUrl() },
    ...{ applicants: names('applicant'), others: names('other') },
    ...{ filedOn: dayWords(filing.submittedAt ?? docketedAt), docketedOn: dayWords(docketedAt) },
    evidenceDays: String(value),
  };
}

/** The same for one reader. Pure. */
export function factsFor(facts: NoticeFacts, kind: FilingKind, party: PartyRow): NoticeFacts {
  const you = party.kind === 'organisation' ? '你单位' : '你';
  return { ...facts, you, matter: matterOf(kind, { you, ...facts }) };
}

function matterOf(kind: FilingKind, facts: Readonly<Record<string, string>>): string {
  const { you, others, cause } = facts;
  if (kind === 'enforcement') return `${you}申请执行${others ? `${others}、` : ''}${cause}一案`;
  if (kind === 'privateProsecution') return `${you}控诉${others}${cause}一案`;
  return others ? `${you}诉${others}${cause}一案` : `${you}就${cause}提出的申请`;
}

/** The order of a filing that was not taken back; `undefined` where there is none. */
export async function orderOf({ db }: Unit, { id }: FilingRow): Promise<OrderRow | undefined> {
  const rows = await db
    .select()
    .from(paymentOrder)
    .where(eq(paymentOrder.filing, id))
    .orderBy(desc(paymentOrder.issuedAt));
  return rows.find(({ state }) => state === 'open' || state === 'partly' || state === 'paid');
}

/** What a notice says of an order. Pure. */
export function feeFacts({ purpose, amount, reference, paidAt }: OrderRow): NoticeFacts {
  return {
    feeLines: purpose === 'suit' ? '案件受理费' : '申请费',
    ...{ feeAmount: formatFen(amount), feeCapital: capitalAmount(amount), feeReference: reference },
    ...(paidAt === null ? {} : { feePaidOn: dayWords(paidAt) }),
  };
}

/** `2026年1月5日`, the day in Beijing. */
export function dayWords(at: Date): string {
  const [year, month, day] = dayOf(beijingTime(at.getTime())).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
