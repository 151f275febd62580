/** Accounts with a unified identity platform; one belongs to one person. */
export const UNIFIED_MIGRATION = {
  id: '0014-unified',
  sql: `
ALTER TABLE court.provider_call DROP CONSTRAINT provider_call_service_check;
ALTER TABLE court.provider_call ADD CHECK (service IN ('register', 'portrait', 'unified'));
CREATE TABLE court.unified_account (
  subject_digest text PRIMARY KEY,
  person uuid NOT NULL REFERENCES court.person,
  linked_at timestamptz(3) NOT NULL
);
CREATE INDEX unified_account_person ON court.unified_account (person);
SELECT court.guard('court.unified_account');
CREATE POLICY mine ON court.unified_account USING (person = (SELECT court.me()));
CREATE POLICY shown ON court.unified_account FOR SELECT
  USING (subject_digest = ANY ((SELECT court.values_of('shown'))::text[]));
`,
} as const;
