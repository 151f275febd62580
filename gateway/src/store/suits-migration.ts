/**
 * Like suits 解释 247: one row for each submission of a filing, until its parties are noted on chain. It says nothing of
 * them; tags are made of what was handed in when they are needed, and kept nowhere but on the ledger.
 */
export const SUITS_MIGRATION = {
  id: '0019-suits',
  sql: `
CREATE TABLE court.suit_note (
  filing uuid NOT NULL REFERENCES court.filing ON DELETE CASCADE,
  round integer NOT NULL,
  court text NOT NULL REFERENCES court.court,
  record_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'done', 'refused')),
  epoch text,
  entries integer,
  tries integer NOT NULL,
  try_at timestamptz(3) NOT NULL,
  code text,
  PRIMARY KEY (filing, round),
  CHECK ((state = 'done') = (epoch IS NOT NULL) AND (epoch IS NULL) = (entries IS NULL))
);
CREATE INDEX suit_note_waiting ON court.suit_note (try_at) WHERE state = 'waiting';

SELECT court.guard('court.suit_note');
-- As the other parts of a filing: whoever sees the filing sees it.
DROP POLICY of_my_courts ON court.suit_note;
CREATE POLICY of_filing ON court.suit_note
  USING (EXISTS (SELECT FROM court.filing f WHERE f.id = suit_note.filing));
`,
} as const;
