import type { DueTasks } from './clocks/sweep.ts';

/** What each flow does when a period ends unused; one line a period. Everything else is only shown as overdue. */
export const DUE_TASKS: DueTasks = {};
