import type {
  CutoffCause,
  ExtensionGround,
  RestartCause,
  SuspensionCause,
} from '@cunzheng/domain/deadlines';
import { bigint, date, integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

/** Whom a value is for: the court that set it, or also the courts below it that set none themselves. */
export const SETTING_REACHES = ['court', 'below'] as const;
export type SettingReach = (typeof SETTING_REACHES)[number];

/** What a court has set, one row per decision. A row is never changed; only its withdrawal is written into it, once. */
export const setting = courtSchema.table('setting', {
  id: uuid('id').primaryKey(),
  /** Order of recording. */
  seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
  court: text('court').notNull(),
  name: text('name').notNull(),
  value: jsonb('value').$type<unknown>().notNull(),
  /** The decision or notice it rests on, as the administrator names it. */
  source: text('source').notNull(),
  reach: text('reach').$type<SettingReach>().notNull(),
  validFrom: at('valid_from').notNull(),
  /** Absent: until another value takes its place. */
  validTo: at('valid_to'),
  author: uuid('author').notNull(),
  recordedAt: at('recorded_at').notNull(),
  /** Before it ever applied. */
  withdrawnAt: at('withdrawn_at'),
  withdrawnBy: uuid('withdrawn_by'),
});

/** Where a deadline stands. `met` and `ended` are final. */
export const CLOCK_STATES = ['running', 'suspended', 'overdue', 'met', 'ended'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/** What a clock runs for. */
export const CLOCK_SUBJECTS = ['service', 'case', 'identityReview', 'filing', 'payment'] as const;
export type ClockSubject = (typeof CLOCK_SUBJECTS)[number];

/** Why a deadline is as it is now. */
export const CLOCK_CHANGES = [
  'started',
  'suspended',
  'resumed',
  'restarted',
  'extended',
  'cutOff',
  'calendar',
  'rules',
  'overdue',
  'met',
  'ended',
] as const;
export type ClockChange = (typeof CLOCK_CHANGES)[number];

/** A cause or ground of the table of periods. */
export type ChangeGround = SuspensionCause | RestartCause | CutoffCause | ExtensionGround;

/** A running period: its facts, and what was last computed from them. */
export const deadline = courtSchema.table(
  'deadline',
  {
    id: uuid('id').primaryKey(),
    court: text('court').notNull(),
    subjectKind: text('subject_kind').$type<ClockSubject>().notNull(),
    subject: uuid('subject').notNull(),
    /** Whose matter it is, if it is one person's. */
    person: uuid('person'),
    caseId: uuid('case_id'),
    /** Case number and title of the thing, for lists. */
    about: jsonb('about').$type<{ caseNumber?: string; title?: string }>().notNull(),
    rule: text('rule').notNull(),
    /** When the start fact happened. */
    start: jsonb('start').$type<{ at: string } | { day: string }>().notNull(),
    /** Suspensions, restarts, extensions, cut-off. */
    facts: jsonb('facts').$type<unknown>().notNull(),
    /** The court's setting of the day of the start. */
    length: integer('length'),
    state: text('state').$type<ClockState>().notNull(),
    /** The deadline as last computed. */
    computed: jsonb('computed').$type<unknown>().notNull(),
    /** Absent while it stands still. */
    dueAt: at('due_at'),
    lastDay: date('last_day', { mode: 'string' }),
    /** Which calendar it was computed with. */
    calendarMark: text('calendar_mark').notNull(),
    /** Grows with each change; a person's own calendar moves its entry by it. */
    sequence: integer('sequence').notNull(),
    startedAt: at('started_at').notNull(),
    /** The end of which its person was told that it is near. */
    toldFor: at('told_for'),
    /** When what follows from its lapse was done; it is done once. */
    lapsedAt: at('lapsed_at'),
    endedAt: at('ended_at'),
  },
  (table) => [unique().on(table.subjectKind, table.subject, table.rule)],
);

/** The history of a deadline: every move with its reason. */
export const deadlineChange = courtSchema.table('deadline_change', {
  id: uuid('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
  court: text('court').notNull(),
  deadline: uuid('deadline').notNull(),
  change: text('change').$type<ClockChange>().notNull(),
  fromDue: at('from_due'),
  toDue: at('to_due'),
  /** What it rests on: a notice's number, the words of whoever decided. */
  because: text('because').notNull(),
  /** Which cause or ground of the table of periods it was; absent where it needs none. */
  ground: text('ground').$type<ChangeGround>(),
  /** Absent where the court's system found it. */
  author: uuid('author'),
  at: at('at').notNull(),
});

export const SETTINGS_TABLES = { setting, deadline, deadlineChange } as const;

export type SettingRecord = typeof setting.$inferSelect;
export type DeadlineRow = typeof deadline.$inferSelect;
