import type { Fen } from '@cunzheng/domain/fees';
import { formatFen } from '@cunzheng/domain/pleadings';
import { type Court, courtName } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import type { OrderRow, ReliefRow } from '../../store/tables/payments.ts';
import { tell } from '../notices/tell.ts';
import type { NoticeValue } from '../notices/words.ts';
import { filingOf } from './load.ts';

type Telling = Pick<Court, 'vault' | 'clock' | 'courts'>;

const about = ({ id }: Pick<OrderRow, 'id'>) => `payment/${id}`;
const linkOf = ({ id }: Pick<OrderRow, 'id'>) => `/payments/${id}`;

async function common(court: Telling, unit: Unit, row: OrderRow) {
  const { cause } = await filingOf(unit.db, row);
  const to = { person: row.person, court: row.court, link: linkOf(row), about: about(row) };
  return { to, values: { court: courtName(court, row.court).name, cause } };
}

/** 交费通知: how much, by when, and what to write into a transfer. */
export async function tellDue(
  court: Telling,
  unit: Unit,
  row: OrderRow,
  lastDay: string | null,
): Promise<void> {
  const { to, values } = await common(court, unit, row);
  const more = { amount: formatFen(row.amount), reference: row.reference, end: lastDay ?? '' };
  await tell(court, unit, { ...to, template: 'feeDue', values: { ...values, ...more } });
}

/** All is paid; nobody is reminded any more. */
export async function tellPaid(court: Telling, unit: Unit, row: OrderRow): Promise<void> {
  const { to, values } = await common(court, unit, row);
  const amount = formatFen(row.amount);
  const telling = { ...to, replaces: about(row), template: 'feePaid' } as const;
  await tell(court, unit, { ...telling, values: { ...values, amount } });
}

/** Nothing is to be paid any more. */
export async function tellEnded(
  court: Telling,
  unit: Unit,
  row: OrderRow,
  words: string,
): Promise<void> {
  const { to, values } = await common(court, unit, row);
  const telling = { ...to, replaces: about(row), template: 'feeEnded' } as const;
  await tell(court, unit, { ...telling, values: { ...values, words } });
}

/** Money goes back. */
export async function tellReturned(
  court: Telling,
  unit: Unit,
  row: OrderRow,
  { amount, words }: { readonly amount: Fen; readonly words: string },
): Promise<void> {
  const { to, values } = await common(court, unit, row);
  const more = { amount: formatFen(amount), words };
  await tell(court, unit, { ...to, template: 'feeReturned', values: { ...values, ...more } });
}

/** To the judge who has the filing: its fee was not paid in time, and what follows is his to decide. */
export async function tellUnpaid(court: Telling, unit: Unit, row: OrderRow): Promise<void> {
  const { reviewer, cause } = await filingOf(unit.db, row);
  if (reviewer === null) return;
  await tell(court, unit, {
    ...{ person: reviewer, court: row.court, link: `/review/${row.filing}` },
    about: `${about(row)}/unpaid`,
    ...{ template: 'feeUnpaid', values: { cause, amount: formatFen(row.amount - row.credited) } },
  });
}

/** What the court said to an application for relief. */
export async function tellRelief(
  court: Telling,
  unit: Unit,
  row: ReliefRow,
  answer: NoticeValue,
): Promise<void> {
  const { cause } = await filingOf(unit.db, row);
  await tell(court, unit, {
    ...{ person: row.person, court: row.court, link: `/filings/${row.filing}` },
    about: `relief/${row.id}`,
    template: 'reliefAnswered',
    values: { court: courtName(court, row.court).name, cause, answer },
  });
}
