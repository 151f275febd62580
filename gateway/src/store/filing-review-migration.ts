/**
 * The court's look at filings: the end of whatever time runs, by which its queue is read page by page, what it said of each
 * paper, and the rulings by which it refused.
 */
export const FILING_REVIEW_MIGRATION = {
  id: '0020-filing-review',
  sql: `
-- The year 9999 where no time runs: under row security only a plain column is found through an index.
ALTER TABLE court.filing ADD COLUMN due_at timestamptz(3) NOT NULL DEFAULT '9999-12-31T00:00:00Z';
-- Names of the parties, one a line: a search then asks one table under row security, and not a second one row by row.
ALTER TABLE court.filing ADD COLUMN names text NOT NULL DEFAULT '';
CREATE FUNCTION court.note_filing_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE court.filing f SET names = COALESCE((
    SELECT string_agg(p.name, E'\\n' ORDER BY p.place) FROM court.filing_party p WHERE p.filing = f.id
  ), '')
  WHERE f.id = COALESCE(NEW.filing, OLD.filing);
  RETURN NULL;
END $$;
CREATE TRIGGER filing_names AFTER INSERT OR DELETE OR UPDATE OF name ON court.filing_party
  FOR EACH ROW EXECUTE FUNCTION court.note_filing_names();
-- Pages of the queue go on from the last line of the page before: what ends first stands first,
-- and of what ends alike who came first.
CREATE INDEX filing_due ON court.filing (court, state, due_at, submitted_at, id);
CREATE INDEX filing_untaken ON court.filing (court, state, due_at, submitted_at, id)
  WHERE reviewer IS NULL;
CREATE INDEX filing_reviewer ON court.filing (reviewer, state, due_at, submitted_at, id)
  WHERE reviewer IS NOT NULL;
CREATE INDEX filing_over ON court.filing (court, state, changed_at DESC, id DESC);
DROP INDEX court.filing_queue;

-- Deadlines move for many reasons, a new calendar among them; whatever moves one moves its filing in the queue.
CREATE FUNCTION court.note_filing_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE court.filing f SET due_at = COALESCE((
    SELECT min(d.due_at) FROM court.deadline d
    WHERE d.subject_kind = 'filing' AND d.ended_at IS NULL
      AND d.subject IN (SELECT f.id UNION ALL SELECT r.id FROM court.filing_round r WHERE r.filing = f.id)
  ), '9999-12-31T00:00:00Z')
  WHERE f.id = NEW.subject OR f.id = (SELECT r.filing FROM court.filing_round r WHERE r.id = NEW.subject);
  RETURN NULL;
END $$;
CREATE TRIGGER filing_due AFTER INSERT OR UPDATE OF due_at, ended_at ON court.deadline
  FOR EACH ROW WHEN (NEW.subject_kind = 'filing') EXECUTE FUNCTION court.note_filing_due();

CREATE TABLE court.filing_verdict (
  court text NOT NULL REFERENCES court.court,
  filing uuid NOT NULL REFERENCES court.filing,
  round integer NOT NULL,
  paper uuid NOT NULL REFERENCES court.filing_paper,
  fit boolean NOT NULL,
  words text,
  PRIMARY KEY (filing, round, paper),
  CHECK (fit = (words IS NULL))
);
CREATE TABLE court.filing_ruling (
  filing uuid PRIMARY KEY REFERENCES court.filing,
  court text NOT NULL REFERENCES court.court,
  title text NOT NULL,
  number text,
  sha256 text NOT NULL,
  sm3 text NOT NULL,
  size bigint NOT NULL,
  record_id text NOT NULL UNIQUE,
  issued_at timestamptz(3) NOT NULL,
  issued_by uuid NOT NULL REFERENCES court.person
);
CREATE INDEX filing_ruling_sha256 ON court.filing_ruling (sha256);
SELECT court.guard('court.filing_verdict'), court.guard('court.filing_ruling');
DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['filing_verdict', 'filing_ruling'] LOOP
    EXECUTE format('DROP POLICY of_my_courts ON court.%I', part);
    EXECUTE format('CREATE POLICY of_filing ON court.%I USING (EXISTS (SELECT FROM court.filing f WHERE f.id = %I.filing))', part, part);
  END LOOP;
END $$;
`,
} as const;
