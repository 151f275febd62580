/** Settings with their history, and the deadlines that run by them. */
export const SETTINGS_MIGRATION = {
  id: '0004-settings',
  sql: `
CREATE TABLE court.setting (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  court text NOT NULL REFERENCES court.court,
  name text NOT NULL,
  value jsonb NOT NULL,
  source text NOT NULL,
  reach text NOT NULL CHECK (reach IN ('court', 'below')),
  valid_from timestamptz(3) NOT NULL,
  valid_to timestamptz(3),
  author uuid NOT NULL REFERENCES court.person,
  recorded_at timestamptz(3) NOT NULL,
  withdrawn_at timestamptz(3),
  withdrawn_by uuid REFERENCES court.person,
  CHECK (valid_from >= recorded_at),
  CHECK (valid_to > valid_from),
  CHECK (withdrawn_at < valid_from),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
CREATE INDEX setting_name ON court.setting (court, name, valid_from);
SELECT court.guard('court.setting');
-- The rules by which a court acts are public; the author is a number here, whose name only colleagues may read.
DROP POLICY of_my_courts ON court.setting;
CREATE POLICY public ON court.setting FOR SELECT USING (true);
CREATE POLICY of_administrators ON court.setting
  USING (court = ANY ((SELECT court.values_of('administers'))::text[]));
-- A past decision shows the setting of its day: nothing written is changed, whoever asks.
CREATE FUNCTION court.keep_setting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL
     AND to_jsonb(NEW) - 'withdrawn_at' - 'withdrawn_by' = to_jsonb(OLD) - 'withdrawn_at' - 'withdrawn_by'
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a setting is never overwritten' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON court.setting
  FOR EACH ROW EXECUTE FUNCTION court.keep_setting();

CREATE TABLE court.deadline (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  subject_kind text NOT NULL CHECK (subject_kind IN ('service', 'case', 'identityReview')),
  subject uuid NOT NULL,
  person uuid REFERENCES court.person,
  case_id uuid REFERENCES court.court_case,
  about jsonb NOT NULL,
  rule text NOT NULL,
  start jsonb NOT NULL,
  facts jsonb NOT NULL,
  length integer,
  state text NOT NULL CHECK (state IN ('running', 'suspended', 'overdue', 'met', 'ended')),
  computed jsonb NOT NULL,
  due_at timestamptz(3),
  last_day date,
  calendar_mark text NOT NULL,
  sequence integer NOT NULL,
  started_at timestamptz(3) NOT NULL,
  lapsed_at timestamptz(3),
  ended_at timestamptz(3),
  UNIQUE (subject_kind, subject, rule),
  CHECK ((state IN ('met', 'ended')) = (ended_at IS NOT NULL))
);
CREATE INDEX deadline_open ON court.deadline (court, due_at) WHERE ended_at IS NULL;
CREATE INDEX deadline_person ON court.deadline (person) WHERE ended_at IS NULL;
CREATE INDEX deadline_case ON court.deadline (case_id);
SELECT court.guard('court.deadline');
CREATE POLICY mine ON court.deadline USING (person = (SELECT court.me()));

CREATE TABLE court.deadline_change (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  court text NOT NULL REFERENCES court.court,
  deadline uuid NOT NULL REFERENCES court.deadline,
  change text NOT NULL,
  from_due timestamptz(3),
  to_due timestamptz(3),
  because text NOT NULL,
  author uuid REFERENCES court.person,
  at timestamptz(3) NOT NULL
);
CREATE INDEX deadline_change_deadline ON court.deadline_change (deadline, seq);
SELECT court.guard('court.deadline_change');
CREATE POLICY mine ON court.deadline_change USING (
  deadline IN (SELECT d.id FROM court.deadline d WHERE d.person = (SELECT court.me()))
);
`,
} as const;
