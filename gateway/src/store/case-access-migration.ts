/**
 * Docketing: notices made when a case gets its number, parties who have no account yet, and the codes by which they come
 * to their case. What was sent to such a party waits without a recipient until he is there.
 */
export const CASE_ACCESS_MIGRATION = {
  id: '0018-case-access',
  sql: `
ALTER TABLE court.party ALTER COLUMN person DROP NOT NULL;
-- One account may stand for an organisation and for its head in the same case.
ALTER TABLE court.party DROP CONSTRAINT party_case_id_person_key;
ALTER TABLE court.party ADD COLUMN kind text CHECK (kind IN ('person', 'organisation'));
ALTER TABLE court.party ADD COLUMN identity_digest text;
CREATE INDEX party_case ON court.party (case_id);
CREATE INDEX party_identity ON court.party (identity_digest) WHERE person IS NULL;
ALTER TABLE court.service ALTER COLUMN recipient DROP NOT NULL;
ALTER TABLE court.document ADD COLUMN addressee uuid REFERENCES court.party;
ALTER TABLE court.document ADD COLUMN starts jsonb NOT NULL DEFAULT '[]';

CREATE TABLE court.docketing (
  case_id uuid PRIMARY KEY REFERENCES court.court_case,
  court text NOT NULL REFERENCES court.court,
  filing uuid NOT NULL UNIQUE REFERENCES court.filing ON DELETE CASCADE,
  docketed_by uuid NOT NULL REFERENCES court.person,
  docketed_at timestamptz(3) NOT NULL,
  try_at timestamptz(3),
  fault text,
  made_at timestamptz(3),
  copy_fault text,
  CHECK ((made_at IS NULL) = (try_at IS NOT NULL))
);
CREATE INDEX docketing_try ON court.docketing (try_at);

CREATE TABLE court.case_access (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  case_id uuid NOT NULL REFERENCES court.court_case,
  party uuid NOT NULL REFERENCES court.party,
  code_digest text NOT NULL UNIQUE,
  document uuid REFERENCES court.document ON DELETE SET NULL,
  made_at timestamptz(3) NOT NULL,
  made_by uuid NOT NULL REFERENCES court.person,
  words text,
  bound_at timestamptz(3),
  bound_by uuid REFERENCES court.person,
  ended_at timestamptz(3),
  CHECK ((bound_at IS NULL) = (bound_by IS NULL)),
  CHECK (bound_at IS NULL OR ended_at IS NULL)
);
CREATE UNIQUE INDEX case_access_one ON court.case_access (party) WHERE ended_at IS NULL;
CREATE INDEX case_access_case ON court.case_access (case_id);

SELECT court.guard('court.docketing'), court.guard('court.case_access');
`,
} as const;
