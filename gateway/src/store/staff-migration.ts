/**
 * Staff and how everybody signs in: offices with a beginning and an end and a history, absences with substitutes, teams;
 * passwords, one-time codes, passkeys; sessions that can be listed and ended one by one.
 */
export const STAFF_MIGRATION = {
  id: '0009-staff',
  sql: `
ALTER TABLE court.person ADD COLUMN staff_account boolean NOT NULL DEFAULT false;
UPDATE court.person p SET staff_account = true
WHERE EXISTS (SELECT FROM court.staff_role r WHERE r.person = p.id)
  AND NOT EXISTS (SELECT FROM court.party q WHERE q.person = p.id);

ALTER TABLE court.staff_role DROP CONSTRAINT staff_role_role_check;
ALTER TABLE court.staff_role ADD CONSTRAINT staff_role_role_check CHECK (role IN
  ('judge', 'clerk', 'filingReviewer', 'mediator', 'archivist', 'finance', 'administrator'));
ALTER TABLE court.staff_role ADD COLUMN starts_at timestamptz(3) NOT NULL DEFAULT 'epoch';
ALTER TABLE court.staff_role ADD COLUMN ends_at timestamptz(3);
ALTER TABLE court.staff_role ALTER COLUMN starts_at DROP DEFAULT;

CREATE TABLE court.office_change (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  change text NOT NULL,
  role text,
  detail jsonb NOT NULL,
  reason text NOT NULL,
  by uuid REFERENCES court.person,
  at timestamptz(3) NOT NULL
);
CREATE INDEX office_change_court ON court.office_change (court, at);
CREATE INDEX office_change_person ON court.office_change (person, at);

CREATE TABLE court.absence (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  from_day text NOT NULL,
  to_day text NOT NULL,
  substitute uuid REFERENCES court.person,
  reason text NOT NULL,
  made_by uuid NOT NULL REFERENCES court.person,
  made_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  CHECK (from_day <= to_day),
  CHECK (substitute <> person)
);
CREATE INDEX absence_person ON court.absence (person, court);
CREATE INDEX absence_substitute ON court.absence (substitute) WHERE ended_at IS NULL;

CREATE TABLE court.team (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  name text NOT NULL,
  from_day text NOT NULL,
  to_day text,
  made_by uuid NOT NULL REFERENCES court.person,
  made_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);
CREATE TABLE court.team_member (
  team uuid NOT NULL REFERENCES court.team,
  place integer NOT NULL,
  court text NOT NULL REFERENCES court.court,
  seat text NOT NULL CHECK (seat IN ('presiding', 'judge', 'assessor', 'clerk')),
  person uuid REFERENCES court.person,
  name text NOT NULL,
  PRIMARY KEY (team, place),
  UNIQUE (team, person)
);

CREATE TABLE court.invitation (
  token_hash text PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  made_by uuid NOT NULL REFERENCES court.person,
  made_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);
CREATE INDEX invitation_person ON court.invitation (person);

CREATE TABLE court.password (
  person uuid PRIMARY KEY REFERENCES court.person,
  hash text NOT NULL,
  changed_at timestamptz(3) NOT NULL
);
CREATE TABLE court.totp (
  person uuid PRIMARY KEY REFERENCES court.person,
  secret text NOT NULL,
  last_step bigint NOT NULL,
  made_at timestamptz(3) NOT NULL
);
CREATE TABLE court.recovery_code (
  person uuid NOT NULL REFERENCES court.person,
  hash text NOT NULL,
  used_at timestamptz(3),
  PRIMARY KEY (person, hash)
);
CREATE TABLE court.passkey (
  id text PRIMARY KEY,
  person uuid NOT NULL REFERENCES court.person,
  name text NOT NULL,
  public_key text NOT NULL,
  counter bigint NOT NULL,
  transports text NOT NULL,
  made_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);
CREATE INDEX passkey_person ON court.passkey (person);
CREATE TABLE court.ceremony (
  id_hash text PRIMARY KEY,
  kind text NOT NULL,
  person uuid REFERENCES court.person,
  data jsonb NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX ceremony_expires ON court.ceremony (expires_at);
CREATE TABLE court.throttle (
  key text PRIMARY KEY,
  failures integer NOT NULL,
  last_at timestamptz(3) NOT NULL
);
CREATE TABLE court.known_device (
  person uuid NOT NULL REFERENCES court.person,
  hash text NOT NULL,
  last_at timestamptz(3) NOT NULL,
  PRIMARY KEY (person, hash)
);

DELETE FROM court.session;
ALTER TABLE court.session
  ADD COLUMN id uuid NOT NULL UNIQUE,
  ADD COLUMN method text NOT NULL,
  ADD COLUMN level text NOT NULL,
  ADD COLUMN browser text NOT NULL,
  ADD COLUMN system text NOT NULL,
  ADD COLUMN idle_seconds integer NOT NULL,
  ADD COLUMN last_used_at timestamptz(3) NOT NULL;
CREATE INDEX session_person ON court.session (person);

SELECT court.guard('court.office_change'), court.guard('court.absence'), court.guard('court.team'),
  court.guard('court.team_member'), court.guard('court.invitation'), court.guard('court.password'),
  court.guard('court.totp'), court.guard('court.recovery_code'), court.guard('court.passkey'),
  court.guard('court.ceremony'), court.guard('court.throttle'), court.guard('court.known_device');
-- What administrators decide, only they write.
DROP POLICY of_my_courts ON court.office_change;
DROP POLICY of_my_courts ON court.absence;
DROP POLICY of_my_courts ON court.team;
DROP POLICY of_my_courts ON court.team_member;
DROP POLICY of_my_courts ON court.invitation;

CREATE POLICY mine ON court.office_change FOR SELECT USING (person = (SELECT court.me()));
CREATE POLICY of_administrators ON court.office_change
  USING (court = ANY ((SELECT court.values_of('administers'))::text[]));
CREATE POLICY colleagues ON court.absence FOR SELECT
  USING (person = (SELECT court.me()) OR substitute = (SELECT court.me())
         OR court = ANY ((SELECT court.values_of('courts'))::text[]));
CREATE POLICY of_administrators ON court.absence
  USING (court = ANY ((SELECT court.values_of('administers'))::text[]));
CREATE POLICY colleagues ON court.team FOR SELECT
  USING (court = ANY ((SELECT court.values_of('courts'))::text[]));
CREATE POLICY of_administrators ON court.team
  USING (court = ANY ((SELECT court.values_of('administers'))::text[]));
CREATE POLICY colleagues ON court.team_member FOR SELECT
  USING (court = ANY ((SELECT court.values_of('courts'))::text[]));
CREATE POLICY of_administrators ON court.team_member
  USING (court = ANY ((SELECT court.values_of('administers'))::text[]));
CREATE POLICY shown ON court.invitation
  USING (token_hash = ANY ((SELECT court.values_of('shown'))::text[]));
CREATE POLICY of_administrators ON court.invitation
  USING (court = ANY ((SELECT court.values_of('administers'))::text[]));

CREATE POLICY mine ON court.password USING (person = (SELECT court.me()));
CREATE POLICY mine ON court.totp USING (person = (SELECT court.me()));
CREATE POLICY mine ON court.recovery_code USING (person = (SELECT court.me()));
CREATE POLICY mine ON court.passkey USING (person = (SELECT court.me()));
CREATE POLICY shown ON court.passkey FOR SELECT
  USING (id = ANY ((SELECT court.values_of('shown'))::text[]));
CREATE POLICY shown ON court.ceremony
  USING (id_hash = ANY ((SELECT court.values_of('shown'))::text[]));
CREATE POLICY shown ON court.throttle
  USING (key = ANY ((SELECT court.values_of('shown'))::text[]));
CREATE POLICY mine ON court.known_device USING (person = (SELECT court.me()));

-- Before the courts of a substitute are known, the offices of whoever is away are seen through the absence.
CREATE POLICY stood_in_for ON court.staff_role FOR SELECT USING (
  (person, court) IN (SELECT a.person, a.court FROM court.absence a WHERE a.substitute = (SELECT court.me()))
);
CREATE POLICY stood_in_for ON court.person FOR SELECT USING (
  id IN (SELECT a.person FROM court.absence a WHERE a.substitute = (SELECT court.me()))
);
`,
} as const;
