import { pgSchema, timestamp } from 'drizzle-orm/pg-core';

/**
 * SQL of the court. Every row that belongs to a court carries it; what belongs to a person does not: he may stand before
 * several courts and has another tag in each case.
 */
export const courtSchema = pgSchema('court');

/** A moment, to the millisecond. */
export const at = (name: string) =>
  timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
