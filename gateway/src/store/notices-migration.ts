/**
 * Notices and their messages. A notice is written for somebody else: officials tell whom they serve, a party tells
 * within the courts of his cases; it is read by its person alone, and officials see of their court's notices whether
 * they were read, never what stands in them, which is sealed.
 */
export const NOTICES_MIGRATION = {
  id: '0005-notices',
  sql: `
CREATE TABLE court.notice (
  id uuid PRIMARY KEY,
  court text REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  template text NOT NULL,
  version integer NOT NULL,
  category text NOT NULL,
  sealed_values text NOT NULL,
  link text,
  about text,
  demanded boolean NOT NULL,
  digits text NOT NULL,
  told_at timestamptz(3) NOT NULL,
  read_at timestamptz(3),
  ends_at timestamptz(3),
  stopped text,
  step integer NOT NULL DEFAULT 0,
  next_at timestamptz(3),
  escalated_at timestamptz(3)
);
CREATE INDEX notice_person ON court.notice (person, told_at DESC);
CREATE INDEX notice_due ON court.notice (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX notice_about ON court.notice (about) WHERE about IS NOT NULL AND stopped IS NULL;
CREATE INDEX notice_escalated ON court.notice (court, escalated_at) WHERE escalated_at IS NOT NULL AND stopped IS NULL;
CREATE TABLE court.notice_delivery (
  id uuid PRIMARY KEY,
  notice uuid NOT NULL REFERENCES court.notice,
  court text REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  channel text NOT NULL CHECK (channel IN ('sms', 'mail', 'wechat', 'push')),
  contact uuid NOT NULL,
  step integer NOT NULL,
  category text NOT NULL,
  digits text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'held', 'sending', 'accepted', 'delivered', 'failed', 'givenUp')),
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz(3),
  sender text,
  reference text,
  code text,
  sent_at timestamptz(3),
  updated_at timestamptz(3) NOT NULL,
  UNIQUE (notice, contact, step)
);
CREATE INDEX notice_delivery_due ON court.notice_delivery (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX notice_delivery_reference ON court.notice_delivery (reference) WHERE reference IS NOT NULL;
CREATE INDEX notice_delivery_digits ON court.notice_delivery (digits);
CREATE TABLE court.notice_preference (
  person uuid NOT NULL REFERENCES court.person,
  category text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('sms', 'mail', 'wechat', 'push')),
  wanted boolean NOT NULL,
  PRIMARY KEY (person, category, channel)
);
CREATE TABLE court.notice_language (
  person uuid PRIMARY KEY REFERENCES court.person,
  language text NOT NULL CHECK (language IN ('zh-CN', 'en'))
);
SELECT court.guard('court.notice'), court.guard('court.notice_delivery'),
  court.guard('court.notice_preference'), court.guard('court.notice_language');
CREATE POLICY mine ON court.notice USING (person = (SELECT court.me()));
CREATE POLICY told ON court.notice FOR INSERT WITH CHECK (
  court IN (SELECT p.court FROM court.party p WHERE p.person = (SELECT court.me()))
);
CREATE POLICY mine ON court.notice_delivery FOR SELECT USING (person = (SELECT court.me()));
CREATE POLICY shown ON court.notice_delivery FOR SELECT USING (
  (SELECT court.setting('scope')) = 'shown'
  AND sender = ANY ((SELECT court.values_of('shown'))::text[])
  AND digits = ANY ((SELECT court.values_of('shown'))::text[])
);
CREATE POLICY mine ON court.notice_preference USING (person = (SELECT court.me()));
CREATE POLICY mine ON court.notice_language USING (person = (SELECT court.me()));
`,
} as const;
