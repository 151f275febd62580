import type { DueTasks } from './clocks/sweep.ts';
import { proposeUnpaid } from './payments/unpaid.ts';
import { remindRecipient } from './service/clocks.ts';

/** What each flow does when a period ends unused; one line a period. Every other is only shown as overdue. */
export const DUE_TASKS: DueTasks = {
  feePayment: proposeUnpaid,
  serviceReminder: remindRecipient,
  serviceOtherChannel: remindRecipient,
};
