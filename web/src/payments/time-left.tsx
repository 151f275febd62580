import type { PaymentOrder } from '../api-client/views.ts';
import { useDay } from '../app/day.ts';
import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/payments.ts';

/** Until when an order is to be paid, as a day and in days; nothing once its clock has stopped. */
export function useTimeLeft(): (order: PaymentOrder) => string | undefined {
  const texts = useTexts({ zh, en });
  const day = useDay();
  return ({ deadline }) => {
    const { lastDay, daysLeft, standing } = deadline ?? {};
    if (lastDay === undefined || daysLeft === undefined) return undefined;
    if (standing === 'overdue') return `${texts.untilDay(day(lastDay))}，${texts.overdue}`;
    if (standing !== 'running' && standing !== 'lastDay') return undefined;
    return `${texts.untilDay(day(lastDay))}，${texts.daysLeft(daysLeft)}`;
  };
}
