/** Erasure of a person's data: his request, and what each court decides that has a case of his. */
export const PERSONAL_MIGRATION = {
  id: '0011-personal',
  sql: `
ALTER TABLE court.person ADD COLUMN erased_at timestamptz(3);
CREATE TABLE court.erasure (
  id uuid PRIMARY KEY,
  person uuid NOT NULL REFERENCES court.person,
  state text NOT NULL CHECK (state IN ('waiting', 'refused', 'cancelled', 'done')),
  asked_at timestamptz(3) NOT NULL,
  due_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX erasure_waiting ON court.erasure (person) WHERE state = 'waiting';
CREATE INDEX erasure_due ON court.erasure (due_at) WHERE state = 'waiting';
CREATE TABLE court.erasure_decision (
  erasure uuid NOT NULL REFERENCES court.erasure,
  court text NOT NULL REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  decision text CHECK (decision IN ('approved', 'refused')),
  words text,
  decided_at timestamptz(3),
  decided_by uuid REFERENCES court.person,
  PRIMARY KEY (erasure, court),
  CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL))
);
CREATE INDEX erasure_decision_court ON court.erasure_decision (court) WHERE decision IS NULL;
SELECT court.guard('court.erasure'), court.guard('court.erasure_decision');
DROP POLICY of_my_courts ON court.erasure_decision;
CREATE POLICY of_administrators ON court.erasure_decision
  USING (court = ANY ((SELECT court.values_of('administers'))::text[]));
CREATE POLICY mine ON court.erasure_decision FOR SELECT USING (person = (SELECT court.me()));
CREATE POLICY made ON court.erasure_decision FOR INSERT
  WITH CHECK (person = (SELECT court.me()) AND decision IS NULL);
CREATE POLICY mine ON court.erasure USING (person = (SELECT court.me()));
CREATE POLICY asked ON court.erasure USING (id IN (
  SELECT d.erasure FROM court.erasure_decision d
  WHERE d.court = ANY ((SELECT court.values_of('administers'))::text[])
));
`,
} as const;
