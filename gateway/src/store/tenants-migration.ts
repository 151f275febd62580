/**
 * Courts as data, and row security on every table. `court.guard(table)` is what a later table calls: it puts the table
 * under row security, lets the house in, and gives officials the rows of their own courts.
 */
export const TENANTS_MIGRATION = {
  id: '0002-tenants',
  sql: `
CREATE TABLE court.listed_court (
  code text PRIMARY KEY,
  name text NOT NULL,
  short_name text NOT NULL,
  level text NOT NULL CHECK (level IN ('supreme', 'high', 'intermediate', 'basic')),
  parent text,
  province text NOT NULL,
  city text NOT NULL,
  county text NOT NULL,
  place text NOT NULL,
  pinyin text NOT NULL,
  initials text NOT NULL,
  source text NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
CREATE TABLE court.court_setup (
  code text PRIMARY KEY REFERENCES court.listed_court,
  court text NOT NULL REFERENCES court.court,
  name text NOT NULL,
  member text NOT NULL,
  administrator uuid NOT NULL REFERENCES court.person,
  nonce text NOT NULL,
  proposed_by uuid NOT NULL REFERENCES court.person,
  proposed_at timestamptz(3) NOT NULL,
  in_effect_at timestamptz(3)
);
CREATE INDEX party_person ON court.party (person, court);
CREATE INDEX staff_role_person ON court.staff_role (person);
CREATE INDEX receipt_service ON court.receipt (service_id);

CREATE FUNCTION court.setting(name text) RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT coalesce(current_setting('cunzheng.' || name, true), '') $$;
CREATE FUNCTION court.values_of(name text) RETURNS text[] LANGUAGE sql STABLE
  AS $$ SELECT string_to_array(coalesce(current_setting('cunzheng.' || name, true), ''), chr(31)) $$;
CREATE FUNCTION court.me() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('cunzheng.person', true), '')::uuid $$;

CREATE FUNCTION court.guard(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', guarded);
  EXECUTE format('CREATE POLICY house ON %s USING ((SELECT court.setting(''scope'')) = ''house'')', guarded);
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = guarded AND attname = 'court' AND NOT attisdropped) THEN
    EXECUTE format('CREATE POLICY of_my_courts ON %s USING (court = ANY ((SELECT court.values_of(''courts''))::text[]))', guarded);
  END IF;
END $$;

SELECT court.guard(c.oid::regclass) FROM pg_class c
WHERE c.relnamespace = 'court'::regnamespace AND c.relkind = 'r'
  AND c.relname NOT IN ('migrations', 'prepared_act', 'staff_role', 'court_setup');
SELECT court.guard('court.prepared_act'), court.guard('court.staff_role'), court.guard('court.court_setup');
-- What waits for one person's signature is nobody else's, and of a set-up only administrators know.
DROP POLICY of_my_courts ON court.prepared_act;
DROP POLICY of_my_courts ON court.court_setup;
DROP POLICY of_my_courts ON court.staff_role;

CREATE POLICY public ON court.court FOR SELECT USING (true);
CREATE POLICY public ON court.listed_court FOR SELECT USING (true);
CREATE POLICY of_administrators ON court.listed_court FOR INSERT
  WITH CHECK ((SELECT court.setting('administers')) <> '');
CREATE POLICY of_administrators_too ON court.listed_court FOR UPDATE
  USING ((SELECT court.setting('administers')) <> '');
CREATE POLICY of_administrators ON court.court_setup
  USING (court = ANY ((SELECT court.values_of('administers'))::text[]));

CREATE POLICY colleagues ON court.staff_role FOR SELECT
  USING (person = (SELECT court.me()) OR court = ANY ((SELECT court.values_of('courts'))::text[]));
CREATE POLICY of_administrators ON court.staff_role
  USING (court = ANY ((SELECT court.values_of('administers'))::text[]));

CREATE POLICY mine ON court.person USING (id = (SELECT court.me()));
CREATE POLICY shown ON court.person FOR SELECT
  USING (account = ANY ((SELECT court.values_of('shown'))::text[]));
CREATE POLICY met ON court.person FOR SELECT USING (
  EXISTS (SELECT FROM court.staff_role r WHERE r.person = person.id
          AND r.court = ANY ((SELECT court.values_of('courts'))::text[]))
  OR EXISTS (SELECT FROM court.party p WHERE p.person = person.id
             AND p.court = ANY ((SELECT court.values_of('courts'))::text[]))
  OR id IN (SELECT s.sent_by FROM court.service s WHERE s.recipient = (SELECT court.me()))
  OR id IN (SELECT d.issued_by FROM court.service s JOIN court.document d ON d.id = s.document_id
            WHERE s.recipient = (SELECT court.me()))
  OR id IN (SELECT r.actor FROM court.service s JOIN court.receipt r ON r.service_id = s.id
            WHERE s.recipient = (SELECT court.me()))
);
CREATE POLICY mine ON court.session USING (person = (SELECT court.me()));
CREATE POLICY shown ON court.session
  USING (token_hash = ANY ((SELECT court.values_of('shown'))::text[]));
CREATE POLICY shown ON court.challenge
  USING (id::text = ANY ((SELECT court.values_of('shown'))::text[]));

CREATE POLICY mine ON court.court_case FOR SELECT USING (
  id IN (SELECT p.case_id FROM court.party p WHERE p.person = (SELECT court.me()))
);
CREATE POLICY mine ON court.party FOR SELECT USING (person = (SELECT court.me()));
CREATE POLICY served ON court.document FOR SELECT USING (
  id IN (SELECT s.document_id FROM court.service s WHERE s.recipient = (SELECT court.me()))
);
CREATE POLICY shown ON court.document FOR SELECT USING (
  (SELECT court.setting('scope')) = 'shown' AND state = 'issued' AND (
    sha256 = ANY ((SELECT court.values_of('shown'))::text[])
    OR (number = ANY ((SELECT court.values_of('shown'))::text[])
        AND code = ANY ((SELECT court.values_of('shown'))::text[]))
  )
);
CREATE POLICY mine ON court.service FOR SELECT USING (recipient = (SELECT court.me()));
CREATE POLICY answered ON court.service FOR UPDATE USING (recipient = (SELECT court.me()));
CREATE POLICY shown ON court.service FOR SELECT USING (
  (SELECT court.setting('scope')) = 'shown'
  AND document_id::text = ANY ((SELECT court.values_of('shown'))::text[])
);
CREATE POLICY mine ON court.receipt USING (
  service_id IN (SELECT s.id FROM court.service s WHERE s.recipient = (SELECT court.me()))
);
CREATE POLICY shown ON court.receipt FOR SELECT USING (
  (SELECT court.setting('scope')) = 'shown'
  AND service_id::text = ANY ((SELECT court.values_of('shown'))::text[])
);
CREATE POLICY mine ON court.signing_key USING (person = (SELECT court.me()));
CREATE POLICY shown ON court.signing_key FOR SELECT
  USING (point = ANY ((SELECT court.values_of('shown'))::text[]));
CREATE POLICY mine ON court.prepared_act USING (person = (SELECT court.me()));
CREATE POLICY mine ON court.file_read FOR INSERT WITH CHECK (person = (SELECT court.me()));

-- The outbox holds what opens hidden fields. A database that serves a court without a notary has none.
DO $$
BEGIN
  IF to_regclass('notary.record') IS NULL THEN RETURN; END IF;
  PERFORM court.guard('notary.record');
  CREATE POLICY mine ON notary.record FOR SELECT USING (
    id IN (SELECT s.record_id FROM court.service s WHERE s.recipient = (SELECT court.me()))
    OR id IN (SELECT r.record_id FROM court.service s JOIN court.receipt r ON r.service_id = s.id
              WHERE s.recipient = (SELECT court.me()))
    OR id IN (SELECT k.record_id FROM court.signing_key k WHERE k.person = (SELECT court.me()))
    OR id IN (SELECT k.revocation FROM court.signing_key k WHERE k.person = (SELECT court.me()))
  );
  CREATE POLICY made ON notary.record FOR INSERT WITH CHECK (
    court IN (SELECT p.court FROM court.party p WHERE p.person = (SELECT court.me()))
    OR court IN (SELECT k.court FROM court.signing_key k WHERE k.person = (SELECT court.me()))
  );
END $$;
`,
} as const;
