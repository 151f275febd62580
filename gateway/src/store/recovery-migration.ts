/** Recovery of accounts, helpers by code, hand-over between devices; an old number that is still told. */
export const RECOVERY_MIGRATION = {
  id: '0010-recovery',
  sql: `
ALTER TABLE court.contact ADD COLUMN retired_at timestamptz(3);

CREATE TABLE court.recovery (
  id uuid PRIMARY KEY,
  person uuid REFERENCES court.person,
  court text REFERENCES court.court,
  way text NOT NULL CHECK (way IN ('oldPhone', 'passkey', 'identity', 'window')),
  state text NOT NULL CHECK (state IN ('draft', 'review', 'waiting', 'done', 'cancelled', 'refused')),
  document text,
  name_sealed text,
  number_digest text,
  mobile_sealed text NOT NULL,
  mobile_digest text NOT NULL,
  token_hash text UNIQUE,
  asked_at timestamptz(3) NOT NULL,
  due_at timestamptz(3),
  effective_at timestamptz(3),
  decided_at timestamptz(3),
  decided_by uuid REFERENCES court.person,
  words text,
  settled_at timestamptz(3)
);
CREATE INDEX recovery_person ON court.recovery (person, state);
CREATE INDEX recovery_number ON court.recovery (number_digest, asked_at);
CREATE INDEX recovery_mobile ON court.recovery (mobile_digest, asked_at);
CREATE INDEX recovery_effective ON court.recovery (effective_at) WHERE state = 'waiting';
CREATE INDEX recovery_court ON court.recovery (court, state);
CREATE TABLE court.recovery_photo (
  id uuid PRIMARY KEY,
  recovery uuid NOT NULL REFERENCES court.recovery,
  side text NOT NULL,
  sha256 text NOT NULL,
  type text NOT NULL,
  UNIQUE (recovery, side)
);
CREATE INDEX recovery_photo_sha256 ON court.recovery_photo (sha256);

CREATE TABLE court.helper_pass (
  id uuid PRIMARY KEY,
  person uuid NOT NULL REFERENCES court.person,
  helper uuid REFERENCES court.person,
  court text REFERENCES court.court,
  made_by uuid NOT NULL REFERENCES court.person,
  code_digest text NOT NULL UNIQUE,
  made_at timestamptz(3) NOT NULL,
  code_until timestamptz(3) NOT NULL,
  taken_at timestamptz(3),
  ends_at timestamptz(3),
  ended_at timestamptz(3),
  ended_by uuid REFERENCES court.person
);
CREATE INDEX helper_pass_person ON court.helper_pass (person);
CREATE INDEX helper_pass_helper ON court.helper_pass (helper);

CREATE TABLE court.hand_over (
  id uuid PRIMARY KEY,
  person uuid NOT NULL REFERENCES court.person,
  helper uuid REFERENCES court.person,
  token_hash text NOT NULL UNIQUE,
  pass_hash text UNIQUE,
  made_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  opened_at timestamptz(3),
  pass_until timestamptz(3),
  ended_at timestamptz(3)
);
CREATE INDEX hand_over_person ON court.hand_over (person);

SELECT court.guard(('court.' || name)::regclass)
FROM unnest(ARRAY['recovery', 'recovery_photo', 'helper_pass', 'hand_over']) AS name;
CREATE POLICY recovered ON court.recovery_photo FOR SELECT USING (recovery IN (
  SELECT r.id FROM court.recovery r WHERE r.court = ANY ((SELECT court.values_of('courts'))::text[])
));
-- What is compared with, as long as somebody has to compare.
CREATE POLICY recovered ON court.identity_photo FOR SELECT USING (person IN (
  SELECT r.person FROM court.recovery r
  WHERE r.state = 'review' AND r.court = ANY ((SELECT court.values_of('courts'))::text[])
));
CREATE POLICY mine ON court.recovery FOR SELECT USING (person = (SELECT court.me()));
CREATE POLICY mine ON court.helper_pass USING (person = (SELECT court.me()));
CREATE POLICY helping ON court.helper_pass FOR SELECT USING (helper = (SELECT court.me()));
CREATE POLICY mine ON court.hand_over USING (person = (SELECT court.me()));
CREATE POLICY helped ON court.person FOR SELECT USING (id IN (
  SELECT h.helper FROM court.helper_pass h WHERE h.person = (SELECT court.me())
  UNION SELECT h.person FROM court.helper_pass h WHERE h.helper = (SELECT court.me())
));
`,
} as const;
