/** Uploads: papers that arrive piece by piece, and whether a virus was looked for in those that are there. */
export const UPLOADS_MIGRATION = {
  id: '0017-uploads',
  sql: `
ALTER TABLE court.filing_paper ADD COLUMN scan text NOT NULL DEFAULT 'notScanned'
  CHECK (scan IN ('clean', 'notScanned', 'scanPending', 'infected'));
CREATE INDEX filing_paper_scan ON court.filing_paper (added_at) WHERE scan = 'scanPending';

CREATE TABLE court.upload (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  filing uuid NOT NULL REFERENCES court.filing ON DELETE CASCADE,
  person uuid NOT NULL REFERENCES court.person,
  slot text NOT NULL,
  name text NOT NULL,
  replaces uuid,
  length bigint NOT NULL CHECK (length > 0),
  mark text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'done')),
  paper uuid REFERENCES court.filing_paper ON DELETE SET NULL,
  begun_at timestamptz(3) NOT NULL,
  moved_at timestamptz(3) NOT NULL
);
CREATE INDEX upload_filing ON court.upload (filing);
CREATE INDEX upload_moved ON court.upload (moved_at);
SELECT court.guard('court.upload');
-- What somebody is still sending is nobody's but his.
DROP POLICY of_my_courts ON court.upload;
CREATE POLICY mine ON court.upload USING (person = (SELECT court.me()));
`,
} as const;
