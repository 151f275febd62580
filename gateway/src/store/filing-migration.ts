/** Filing 立案: what somebody files, what the court says to it, and the numbers of cases. */
export const FILING_MIGRATION = {
  id: '0015-filing',
  sql: `
CREATE TABLE court.filing (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  kind text NOT NULL CHECK (kind IN ('civil', 'administrative', 'privateProsecution', 'enforcement')),
  cause text NOT NULL,
  form text,
  edition integer,
  case_type text NOT NULL,
  capacity text NOT NULL CHECK (capacity IN ('self', 'agent')),
  authority text CHECK (authority IN ('general', 'special')),
  mediation text CHECK (mediation IN ('wanted', 'notWanted')),
  e_service boolean,
  service_sealed text,
  state text NOT NULL CHECK (state IN ('draft', 'review', 'correction', 'accepted', 'docketed', 'refused',
    'redirected', 'withdrawn', 'deemedWithdrawn')),
  tag text NOT NULL UNIQUE,
  applicant_tag text NOT NULL UNIQUE,
  agent_tag text NOT NULL UNIQUE,
  round integer NOT NULL,
  reviewer uuid REFERENCES court.person,
  record_id text UNIQUE,
  begun_at timestamptz(3) NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  submitted_at timestamptz(3),
  case_id uuid REFERENCES court.court_case,
  CHECK ((form IS NULL) = (edition IS NULL)),
  CHECK ((capacity = 'agent') = (authority IS NOT NULL)),
  CHECK ((state = 'draft') = (record_id IS NULL) AND (state = 'draft') = (round = 0)),
  CHECK ((state = 'docketed') = (case_id IS NOT NULL))
);
CREATE INDEX filing_person ON court.filing (person);
CREATE INDEX filing_queue ON court.filing (court, state, submitted_at);

CREATE TABLE court.filing_party (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  filing uuid NOT NULL REFERENCES court.filing ON DELETE CASCADE,
  place integer NOT NULL,
  side text NOT NULL CHECK (side IN ('applicant', 'other', 'third')),
  kind text NOT NULL CHECK (kind IN ('person', 'organisation')),
  name text NOT NULL,
  person uuid REFERENCES court.person,
  details_sealed text NOT NULL
);
CREATE INDEX filing_party_filing ON court.filing_party (filing);
CREATE INDEX filing_party_person ON court.filing_party (person);

CREATE TABLE court.filing_answer (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  filing uuid NOT NULL REFERENCES court.filing ON DELETE CASCADE,
  field text NOT NULL,
  value_sealed text NOT NULL,
  version integer NOT NULL,
  saved_at timestamptz(3) NOT NULL,
  UNIQUE (filing, field)
);

CREATE TABLE court.filing_paper (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  filing uuid NOT NULL REFERENCES court.filing ON DELETE CASCADE,
  slot text NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL,
  sm3 text NOT NULL,
  size bigint NOT NULL,
  type text NOT NULL,
  place integer NOT NULL,
  state text NOT NULL CHECK (state IN ('in', 'replaced', 'withdrawn')),
  replaces uuid REFERENCES court.filing_paper,
  made_from text,
  added_round integer NOT NULL,
  added_at timestamptz(3) NOT NULL,
  gone_at timestamptz(3),
  CHECK ((state = 'in') = (gone_at IS NULL))
);
CREATE INDEX filing_paper_filing ON court.filing_paper (filing);
CREATE INDEX filing_paper_sha256 ON court.filing_paper (sha256);

CREATE TABLE court.filing_round (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  filing uuid NOT NULL REFERENCES court.filing,
  round integer NOT NULL,
  record_id text NOT NULL UNIQUE,
  size integer NOT NULL,
  root text NOT NULL,
  manifest_sealed text NOT NULL,
  submitted_at timestamptz(3) NOT NULL,
  submitted_by uuid NOT NULL REFERENCES court.person,
  outcome text,
  decided_at timestamptz(3),
  decided_by uuid REFERENCES court.person,
  UNIQUE (filing, round)
);

CREATE TABLE court.filing_item (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  filing uuid NOT NULL REFERENCES court.filing,
  round integer NOT NULL,
  place integer NOT NULL,
  field text,
  paper uuid REFERENCES court.filing_paper,
  slot text,
  words text NOT NULL,
  CHECK (num_nonnulls(field, paper, slot) <= 1),
  UNIQUE (filing, round, place)
);

CREATE TABLE court.filing_event (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  court text NOT NULL REFERENCES court.court,
  filing uuid NOT NULL REFERENCES court.filing ON DELETE CASCADE,
  act text NOT NULL,
  round integer NOT NULL,
  at timestamptz(3) NOT NULL,
  actor uuid NOT NULL REFERENCES court.person,
  words text,
  detail text,
  prepared uuid UNIQUE,
  record_id text UNIQUE
);
CREATE INDEX filing_event_filing ON court.filing_event (filing, seq);

CREATE TABLE court.case_counter (
  court text NOT NULL REFERENCES court.court,
  special text NOT NULL,
  type text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (court, special, type, year)
);

SELECT court.guard('court.filing'), court.guard('court.filing_party'), court.guard('court.filing_answer'),
  court.guard('court.filing_paper'), court.guard('court.filing_round'), court.guard('court.filing_item'),
  court.guard('court.filing_event'), court.guard('court.case_counter');
-- A draft is nobody's but his who writes it.
DROP POLICY of_my_courts ON court.filing;
CREATE POLICY of_my_courts ON court.filing
  USING (court = ANY ((SELECT court.values_of('courts'))::text[]) AND state <> 'draft');
CREATE POLICY mine ON court.filing USING (person = (SELECT court.me()));
-- Whoever sees a filing sees its parts; they keep the court in which they were made when the filing is transferred.
DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['filing_party', 'filing_answer', 'filing_paper', 'filing_round', 'filing_item', 'filing_event'] LOOP
    EXECUTE format('DROP POLICY of_my_courts ON court.%I', part);
    EXECUTE format('CREATE POLICY of_filing ON court.%I USING (EXISTS (SELECT FROM court.filing f WHERE f.id = %I.filing))', part, part);
  END LOOP;
END $$;
-- And the records of what was done with it, which the outbox asks for when it writes one. A database that serves a court
-- without a notary has none.
DO $$
BEGIN
  IF to_regclass('notary.record') IS NULL THEN RETURN; END IF;
  CREATE POLICY of_filing ON notary.record FOR SELECT USING (
    EXISTS (SELECT FROM court.filing_event e WHERE e.record_id = record.id)
  );
END $$;
-- Who files is met by the court, and who decides is met by him.
CREATE POLICY filed ON court.person FOR SELECT USING (
  EXISTS (SELECT FROM court.filing f WHERE f.person = person.id)
  OR id IN (SELECT f.reviewer FROM court.filing f WHERE f.person = (SELECT court.me()))
);

ALTER TABLE court.deadline DROP CONSTRAINT deadline_subject_kind_check;
ALTER TABLE court.deadline ADD CONSTRAINT deadline_subject_kind_check
  CHECK (subject_kind IN ('service', 'case', 'identityReview', 'filing'));
ALTER TABLE court.prepared_act DROP CONSTRAINT prepared_act_purpose_check;
ALTER TABLE court.prepared_act ADD CONSTRAINT prepared_act_purpose_check
  CHECK (purpose IN ('document', 'receipt', 'filing'));
-- What a filing's act needs besides its record: items of a notice, grounds, the papers and their salts.
ALTER TABLE court.prepared_act ADD COLUMN details_sealed text;
ALTER TABLE court.signature DROP CONSTRAINT signature_purpose_check;
ALTER TABLE court.signature ADD CONSTRAINT signature_purpose_check
  CHECK (purpose IN ('document', 'receipt', 'filing'));
`,
} as const;
