/**
 * The log of reads and denials, in which those that opened a file are kept from now on. Administrators read their
 * court's; a person sees what officials read of him and of the cases he is a party of, and what he did himself.
 */
export const AUDIT_MIGRATION = {
  id: '0006-audit',
  sql: `
CREATE TABLE court.audit_entry (
  id text PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  at timestamptz(3) NOT NULL,
  act text NOT NULL,
  actor uuid NOT NULL REFERENCES court.person,
  as_staff boolean NOT NULL,
  about uuid REFERENCES court.person,
  case_id uuid REFERENCES court.court_case,
  sealed text
);
CREATE INDEX audit_entry_court ON court.audit_entry (court, at DESC);
CREATE INDEX audit_entry_about ON court.audit_entry (about, at DESC) WHERE about IS NOT NULL;
CREATE INDEX audit_entry_case ON court.audit_entry (case_id, at DESC) WHERE case_id IS NOT NULL;
SELECT court.guard('court.audit_entry');
DROP POLICY of_my_courts ON court.audit_entry;
CREATE POLICY of_administrators ON court.audit_entry FOR SELECT
  USING (court = ANY ((SELECT court.values_of('administers'))::text[]));
CREATE POLICY made ON court.audit_entry FOR INSERT WITH CHECK (actor = (SELECT court.me()));
CREATE POLICY mine ON court.audit_entry FOR SELECT USING (
  actor = (SELECT court.me())
  OR as_staff AND (
    about = (SELECT court.me())
    OR case_id IN (SELECT p.case_id FROM court.party p WHERE p.person = (SELECT court.me()))
  )
);
DROP TABLE court.file_read;
CREATE INDEX audit_entry_actor ON court.audit_entry (actor, at DESC);

-- Leaves hold what opens them: nobody reads them but the notary itself, and whoever acts adds his own.
DO $$
BEGIN
  IF to_regclass('notary.leaf') IS NULL THEN RETURN; END IF;
  PERFORM court.guard('notary.leaf');
  DROP POLICY of_my_courts ON notary.leaf;
  CREATE POLICY made ON notary.leaf FOR INSERT WITH CHECK ((SELECT court.me()) IS NOT NULL);
END $$;
`,
} as const;
