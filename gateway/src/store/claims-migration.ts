/** In what capacity somebody acts: for an organisation he registered, as its agent, as a lawyer. */
export const CLAIMS_MIGRATION = {
  id: '0008-claims',
  sql: `
CREATE TABLE court.claim (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  kind text NOT NULL CHECK (kind IN ('organisation', 'agent', 'lawyer')),
  organisation uuid REFERENCES court.claim,
  owner uuid REFERENCES court.person,
  details_sealed text NOT NULL,
  digest text NOT NULL,
  from_day text,
  to_day text,
  photo_sha256 text,
  photo_type text,
  state text NOT NULL CHECK (state IN ('draft', 'waiting', 'approved', 'refused', 'ended')),
  asked_at timestamptz(3) NOT NULL,
  due_at timestamptz(3) NOT NULL,
  decided_at timestamptz(3),
  decided_by uuid REFERENCES court.person,
  words text,
  ended_at timestamptz(3),
  ended_by uuid REFERENCES court.person,
  CHECK ((kind = 'agent') = (organisation IS NOT NULL AND owner IS NOT NULL))
);
CREATE UNIQUE INDEX claim_number ON court.claim (kind, digest) WHERE state = 'approved' AND kind <> 'agent';
CREATE INDEX claim_person ON court.claim (person);
CREATE INDEX claim_owner ON court.claim (owner);
CREATE INDEX claim_court ON court.claim (court, state, due_at);
CREATE INDEX claim_photo ON court.claim (photo_sha256);
SELECT court.guard('court.claim');
CREATE POLICY mine ON court.claim USING (person = (SELECT court.me()));
CREATE POLICY of_my_organisation ON court.claim USING (owner = (SELECT court.me()));
CREATE POLICY shown ON court.claim FOR SELECT USING (
  state = 'approved' AND digest = ANY ((SELECT court.values_of('shown'))::text[])
);
`,
} as const;
