import { CunzhengError, parseCaseNumber, type ReceiptEvent } from '@cunzheng/domain';
import type { PeriodId } from '@cunzheng/domain/deadlines';
import { type Court, courtOf } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { type NewClock, startClocks, startingAt, stopClock } from '../clocks/run.ts';
import type { DueTask } from '../clocks/sweep.ts';
import { tell } from '../notices/tell.ts';
import type { LoadedService } from './receive.ts';
import type { ServiceFacts } from './records.ts';

type Ticking = Pick<Court, 'courts' | 'clock'>;

/** How long the court waits for a recipient before it reminds him, tries another way, and has somebody call. */
export const REMINDERS = ['serviceReminder', 'serviceOtherChannel', 'serviceByPerson'] as const;

/** What a clock needs to know of a service. */
export interface ServiceInClock {
  readonly id: string;
  /** Absent until the party has an account. */
  readonly recipient: string | null;
  readonly sentAt: Date;
}

/** Starts the clocks of services that were just sent, in the transaction that sends them. */
export async function startReminders(
  court: Ticking,
  unit: Unit,
  facts: Pick<ServiceFacts, 'document' | 'courtCase'>,
  services: readonly ServiceInClock[],
): Promise<void> {
  const clocks = services.flatMap(({ id, recipient, sentAt }) =>
    REMINDERS.map((rule) => ({
      ...aboutService(facts, { id, recipient }),
      ...{ rule, start: startingAt(sentAt.getTime()) },
    })),
  );
  await startClocks(court, unit, clocks);
}

function aboutService(
  { document, courtCase }: Pick<ServiceFacts, 'document' | 'courtCase'>,
  { id, recipient }: Pick<ServiceInClock, 'id' | 'recipient'>,
): Omit<NewClock, 'rule' | 'start'> {
  return {
    ...{ court: document.court, subject: { kind: 'service', id } },
    ...(recipient === null ? {} : { person: recipient }),
    ...{ caseId: courtCase.id },
    about: { caseNumber: courtCase.caseNumber, title: document.title },
  };
}

/** Tells the recipient again, in place of what he was told before: his document still waits. */
export const remindRecipient: DueTask = async (court, unit, row) => {
  if (row.person === null) return;
  const { caseNumber = '', title = '' } = row.about;
  const about = `service/${row.subject}`;
  await tell(court, unit, {
    ...{ person: row.person, court: row.court, template: 'documentServed' },
    values: { court: courtOf(court, row.court).name, caseNumber, title },
    ...{ link: `/inbox/${row.subject}`, about, replaces: about },
  });
};

/** Events by which a recipient has answered, so that nobody need remind him. */
const ANSWERS: readonly string[] = ['signed', 'refused', 'left'];
/** Of these, the ones from which periods run: 留置 counts as service (民诉法 89), refusing alone does not. */
const SERVED: readonly string[] = ['signed', 'left'];

/**
 * What a receipt does to clocks, in its own transaction: reminders end, and the periods begin that run from the receipt
 * of such a document. Arrival alone starts none: whether it counts depends on consent to electronic service (在线诉讼规则
 * 29, 31), which is recorded with the flow of service.
 */
export async function clocksAfterReceipt(
  court: Ticking,
  unit: Unit,
  loaded: LoadedService,
  { event, actTime }: { readonly event: ReceiptEvent; readonly actTime: string },
): Promise<void> {
  if (!ANSWERS.includes(event)) return;
  const { id, recipient } = loaded.service;
  const at = Date.parse(actTime);
  const subject = { kind: 'service', id } as const;
  await stopClock(
    court,
    unit,
    { subject, rules: REMINDERS },
    { outcome: 'met', at, because: event },
  );
  if (!SERVED.includes(event)) return;
  const rules = new Set([...periodsFrom(loaded), ...loaded.document.starts]);
  const clocks = [...rules].map((rule) => ({
    ...aboutService(loaded, { id, recipient }),
    ...{ rule, start: startingAt(at) },
  }));
  await startClocks(court, unit, clocks);
}

/** One period that runs from the receipt of a document, told by its name, in cases of these types, for these parties. */
interface Running {
  readonly document: RegExp;
  readonly types: RegExp;
  readonly sides?: RegExp;
  readonly rules: readonly PeriodId[];
}

/**
 * What is certain from a document's name, the case's type and the party's side. The rest is started by hand: which
 * rulings can be appealed (民诉法 157), which procedure an evidence notice is for, who lives abroad.
 */
const RUNNING: readonly Running[] = [
  {
    document: /起诉状/,
    types: /^民初$/,
    sides: /被告|第三人/,
    rules: ['answer', 'jurisdictionObjection'],
  },
  { document: /起诉状/, types: /^行初$/, sides: /被告/, rules: ['answerAdministrative'] },
  { document: /判决书$|^judgment$/, types: /^民初$/, rules: ['appealJudgment'] },
  { document: /判决书$|^judgment$/, types: /^行初$/, rules: ['appealJudgmentAdministrative'] },
  { document: /上诉状/, types: /^(民|行)(初|终)$/, rules: ['appealAnswer'] },
  { document: /支付令$/, types: /./, rules: ['paymentOrderObjection'] },
  { document: /交(纳|费).*通知/, types: /初$/, sides: /原告/, rules: ['feePayment'] },
];

/** Periods that the receipt of this document starts for this party. Pure. */
export function periodsFrom({
  document,
  courtCase,
  party,
}: Pick<ServiceFacts, 'courtCase'> & {
  readonly document: { readonly kind: string; readonly title: string };
  readonly party: { readonly side: string };
}): PeriodId[] {
  const type = typeOf(courtCase.caseNumber);
  const named = (pattern: RegExp) => pattern.test(document.title) || pattern.test(document.kind);
  const fits = RUNNING.filter(
    (each) =>
      named(each.document) &&
      each.types.test(type) &&
      (each.sides === undefined || each.sides.test(party.side)),
  );
  return [...new Set(fits.flatMap(({ rules }) => rules))];
}

/** 民初, 行终 …; empty for a number that is none. */
function typeOf(caseNumber: string): string {
  try {
    return parseCaseNumber(caseNumber).type;
  } catch (error) {
    if (error instanceof CunzhengError) return '';
    throw error;
  }
}
