/** On which ground of the table each change of a deadline rests, of which end its person was told; places of courts by pinyin. */
export const REMINDERS_MIGRATION = {
  id: '0013-reminders',
  sql: `
ALTER TABLE court.deadline_change ADD COLUMN ground text;
ALTER TABLE court.deadline ADD COLUMN told_for timestamptz(3);
CREATE INDEX deadline_due ON court.deadline (due_at) WHERE ended_at IS NULL AND person IS NOT NULL;
ALTER TABLE court.listed_court
  ADD COLUMN place_pinyin text NOT NULL DEFAULT '',
  ADD COLUMN place_initials text NOT NULL DEFAULT '';
`,
} as const;
