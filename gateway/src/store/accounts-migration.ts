/** Registration, proofing and a clerk's review of it. What names or describes a person is sealed. */
export const ACCOUNTS_MIGRATION = {
  id: '0007-accounts',
  sql: `
CREATE TABLE court.phone_code (
  id uuid PRIMARY KEY,
  digest text NOT NULL,
  sealed text NOT NULL,
  origin text NOT NULL,
  code_hash text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  proven_at timestamptz(3),
  used_at timestamptz(3),
  sent_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX phone_code_digest ON court.phone_code (digest, sent_at);
CREATE INDEX phone_code_origin ON court.phone_code (origin, sent_at);
CREATE TABLE court.proofing (
  person uuid PRIMARY KEY REFERENCES court.person,
  court text REFERENCES court.court,
  kind text CHECK (kind IN ('person', 'organisation')),
  results jsonb NOT NULL,
  document text,
  name_sealed text,
  number_sealed text,
  number_digest text,
  contested boolean NOT NULL DEFAULT false,
  trouble text,
  attempts integer NOT NULL DEFAULT 0,
  fact_failures integer NOT NULL DEFAULT 0,
  fact_failed_at timestamptz(3),
  rules_version text,
  rules_read_at timestamptz(3),
  notice_version text,
  notice_sha256 text,
  notice_signed_at timestamptz(3),
  attended boolean NOT NULL DEFAULT false,
  started_at timestamptz(3) NOT NULL,
  done_at timestamptz(3)
);
CREATE UNIQUE INDEX proofing_number ON court.proofing (number_digest) WHERE done_at IS NOT NULL;
CREATE TABLE court.identity_photo (
  id uuid PRIMARY KEY,
  person uuid NOT NULL REFERENCES court.person,
  side text NOT NULL,
  sha256 text NOT NULL,
  type text NOT NULL,
  size integer NOT NULL,
  taken_at timestamptz(3) NOT NULL,
  UNIQUE (person, side)
);
CREATE INDEX identity_photo_sha256 ON court.identity_photo (sha256);
CREATE TABLE court.provider_call (
  id uuid PRIMARY KEY,
  person uuid NOT NULL REFERENCES court.person,
  service text NOT NULL CHECK (service IN ('register', 'portrait')),
  number_digest text NOT NULL,
  reference_sealed text,
  reference_digest text UNIQUE,
  state text NOT NULL CHECK (state IN ('asked', 'match', 'mismatch', 'unknown', 'unavailable')),
  said text,
  asked_at timestamptz(3) NOT NULL,
  settled_at timestamptz(3)
);
CREATE INDEX provider_call_person ON court.provider_call (person, service, asked_at);
CREATE TABLE court.review (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  causes jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'returned', 'approved', 'refused', 'withdrawn')),
  asked_at timestamptz(3) NOT NULL,
  due_at timestamptz(3) NOT NULL,
  decided_at timestamptz(3),
  decided_by uuid REFERENCES court.person,
  attended boolean NOT NULL DEFAULT false,
  reasons jsonb NOT NULL,
  words text
);
CREATE UNIQUE INDEX review_waiting ON court.review (person) WHERE state = 'waiting';
CREATE INDEX review_court ON court.review (court, state, due_at);
CREATE TABLE court.proofing_event (
  id uuid PRIMARY KEY,
  person uuid NOT NULL REFERENCES court.person,
  actor uuid REFERENCES court.person,
  event text NOT NULL,
  detail jsonb NOT NULL,
  at timestamptz(3) NOT NULL
);
CREATE INDEX proofing_event_person ON court.proofing_event (person, at);

SELECT court.guard(('court.' || name)::regclass) FROM unnest(ARRAY['phone_code', 'proofing', 'identity_photo',
  'provider_call', 'review', 'proofing_event']) AS name;
CREATE POLICY shown ON court.phone_code USING (id::text = ANY ((SELECT court.values_of('shown'))::text[]));
CREATE POLICY mine ON court.proofing USING (person = (SELECT court.me()));
CREATE POLICY shown ON court.proofing FOR SELECT
  USING (number_digest = ANY ((SELECT court.values_of('shown'))::text[]));
CREATE POLICY mine ON court.identity_photo USING (person = (SELECT court.me()));
CREATE POLICY mine ON court.provider_call USING (person = (SELECT court.me()));
CREATE POLICY mine ON court.review USING (person = (SELECT court.me()));
CREATE POLICY mine ON court.proofing_event USING (person = (SELECT court.me()));
CREATE POLICY reviewed ON court.identity_photo FOR SELECT USING (person IN (
  SELECT r.person FROM court.review r WHERE r.court = ANY ((SELECT court.values_of('courts'))::text[])
));
CREATE POLICY reviewed ON court.proofing_event USING (person IN (
  SELECT r.person FROM court.review r WHERE r.court = ANY ((SELECT court.values_of('courts'))::text[])
));
CREATE POLICY reviewed ON court.person FOR SELECT USING (id IN (
  SELECT r.person FROM court.review r WHERE r.court = ANY ((SELECT court.values_of('courts'))::text[])
));
`,
} as const;
