/** Every signature a person made, by himself to be listed; and acts of those who stood in for somebody. */
export const SIGNATURES_MIGRATION = {
  id: '0012-signatures',
  sql: `
CREATE TABLE court.signature (
  record_id text PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  key text NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('document', 'receipt')),
  event text NOT NULL,
  subject uuid NOT NULL,
  signed_at timestamptz(3) NOT NULL
);
CREATE INDEX signature_person ON court.signature (person, signed_at);
SELECT court.guard('court.signature');
-- What somebody signed is in the case's papers for his court; all of it together is his own.
DROP POLICY of_my_courts ON court.signature;
CREATE POLICY mine ON court.signature USING (person = (SELECT court.me()));

CREATE TABLE court.stood_in (
  entry text NOT NULL,
  court text NOT NULL REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  absent uuid NOT NULL REFERENCES court.person,
  role text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (entry, absent, role)
);
CREATE INDEX stood_in_subject ON court.stood_in (subject);
SELECT court.guard('court.stood_in');

-- A party's lawyer shows his badge to the court of the case, whichever court approved it.
CREATE POLICY of_a_party ON court.claim FOR SELECT USING (
  kind = 'lawyer' AND state = 'approved' AND person IN (
    SELECT p.person FROM court.party p WHERE p.court = ANY ((SELECT court.values_of('courts'))::text[])
  )
);

-- Signatures from before this list, under the keys that their records name.
DO $$
BEGIN
  IF to_regclass('notary.record') IS NULL THEN RETURN; END IF;
  PERFORM set_config('cunzheng.scope', 'house', true);
  INSERT INTO court.signature
    SELECT d.record_id, d.court, d.issued_by, n.signing_key, 'document', 'issued', d.id, d.issued_at
    FROM court.document d JOIN notary.record n ON n.id = d.record_id
    WHERE d.issued_by IS NOT NULL AND n.signing_key IS NOT NULL;
  INSERT INTO court.signature
    SELECT r.record_id, r.court, r.actor, n.signing_key, 'receipt', r.event, r.service_id, r.act_time
    FROM court.receipt r JOIN notary.record n ON n.id = r.record_id
    WHERE r.actor IS NOT NULL AND n.signing_key IS NOT NULL AND r.event NOT IN ('arrived', 'opened');
  PERFORM set_config('cunzheng.scope', '', true);
END $$;
`,
} as const;
