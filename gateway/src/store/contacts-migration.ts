/** Addresses of persons, sealed; each belongs to its person alone. */
export const CONTACTS_MIGRATION = {
  id: '0003-contacts',
  sql: `
CREATE TABLE court.contact (
  id uuid PRIMARY KEY,
  person uuid NOT NULL REFERENCES court.person,
  kind text NOT NULL CHECK (kind IN ('mobile', 'mail', 'wechat', 'push')),
  sealed text NOT NULL,
  digest text NOT NULL,
  added_at timestamptz(3) NOT NULL,
  verified_at timestamptz(3),
  UNIQUE (person, kind, digest)
);
CREATE INDEX contact_digest ON court.contact (digest);
SELECT court.guard('court.contact');
CREATE POLICY mine ON court.contact USING (person = (SELECT court.me()));
CREATE POLICY shown ON court.contact FOR SELECT
  USING (digest = ANY ((SELECT court.values_of('shown'))::text[]));
`,
} as const;
