/**
 * Payments 缴费: what is to be paid, what was tried, what the bank says, what goes back. Every sum is in fen; what came in is
 * credited, goes back, or is held until somebody has looked at it.
 */
export const PAYMENTS_MIGRATION = {
  id: '0016-payments',
  sql: `
CREATE TABLE court.payment_order (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  filing uuid NOT NULL REFERENCES court.filing,
  person uuid NOT NULL REFERENCES court.person,
  purpose text NOT NULL CHECK (purpose IN ('suit', 'application')),
  reference text NOT NULL UNIQUE,
  amount bigint NOT NULL CHECK (amount > 0),
  credited bigint NOT NULL,
  refunded bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'partly', 'paid', 'waived', 'cancelled', 'refunded')),
  quote jsonb NOT NULL,
  issued_at timestamptz(3) NOT NULL,
  issued_by uuid NOT NULL REFERENCES court.person,
  paid_at timestamptz(3),
  ended_at timestamptz(3),
  ended_words text,
  CHECK (0 <= refunded AND refunded <= credited AND credited <= amount),
  CHECK ((state = 'open') <= (credited = 0) AND (state = 'partly') <= (0 < credited AND credited < amount)),
  CHECK ((state IN ('paid', 'refunded')) <= (credited = amount) AND (state = 'refunded') <= (refunded = amount)),
  CHECK ((state IN ('waived', 'cancelled')) <= (refunded = credited)),
  CHECK ((state IN ('paid', 'refunded')) = (paid_at IS NOT NULL)),
  CHECK ((state IN ('waived', 'cancelled')) = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX payment_order_one ON court.payment_order (filing)
  WHERE state IN ('open', 'partly', 'paid');
CREATE INDEX payment_order_person ON court.payment_order (person);
CREATE INDEX payment_order_court ON court.payment_order (court, state, issued_at);

CREATE TABLE court.payment_attempt (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  payment_order uuid NOT NULL REFERENCES court.payment_order,
  channel text NOT NULL CHECK (channel IN ('wechat', 'alipay')),
  number text NOT NULL UNIQUE,
  amount bigint NOT NULL CHECK (amount > 0),
  link text,
  state text NOT NULL CHECK (state IN ('begun', 'paid', 'failed', 'closed', 'differs')),
  received bigint,
  credited bigint NOT NULL,
  surplus bigint NOT NULL,
  late boolean NOT NULL,
  begun_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  paid_at timestamptz(3),
  day date,
  ended_at timestamptz(3),
  asked integer NOT NULL,
  ask_at timestamptz(3),
  accepted_by uuid REFERENCES court.person,
  accepted_words text,
  CHECK (credited >= 0 AND surplus >= 0),
  CHECK ((state IN ('paid', 'differs')) = (received IS NOT NULL)),
  CHECK ((state = 'paid') <= (credited + surplus = received)),
  CHECK ((state <> 'paid') <= (credited + surplus = 0)),
  CHECK ((received IS NOT NULL) = (paid_at IS NOT NULL) AND (paid_at IS NOT NULL) = (day IS NOT NULL))
);
CREATE INDEX payment_attempt_order ON court.payment_attempt (payment_order);
CREATE INDEX payment_attempt_day ON court.payment_attempt (court, day);
CREATE INDEX payment_attempt_ask ON court.payment_attempt (ask_at);

CREATE TABLE court.bank_line (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  day date NOT NULL,
  serial text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  payer_sealed text NOT NULL,
  reference text,
  fit text NOT NULL CHECK (fit IN ('exact', 'partial', 'over', 'double', 'ended', 'wrongReference', 'returned')),
  payment_order uuid REFERENCES court.payment_order,
  credited bigint NOT NULL,
  surplus bigint NOT NULL,
  taken_in_at timestamptz(3) NOT NULL,
  taken_in_by uuid NOT NULL REFERENCES court.person,
  settled_at timestamptz(3),
  settled_by uuid REFERENCES court.person,
  settled_words text,
  UNIQUE (court, serial),
  CHECK (credited >= 0 AND surplus >= 0),
  CHECK (credited + surplus = CASE fit WHEN 'wrongReference' THEN 0 ELSE amount END),
  CHECK ((fit IN ('wrongReference', 'returned')) = (payment_order IS NULL))
);
CREATE INDEX bank_line_day ON court.bank_line (court, day);
CREATE INDEX bank_line_order ON court.bank_line (payment_order);

CREATE TABLE court.payment_refund (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  payment_order uuid REFERENCES court.payment_order,
  attempt uuid REFERENCES court.payment_attempt,
  bank_line uuid REFERENCES court.bank_line,
  number text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('surplus', 'credited')),
  amount bigint NOT NULL CHECK (amount > 0),
  reason text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'sent', 'done', 'failed')),
  said text,
  asked_at timestamptz(3) NOT NULL,
  asked_by uuid REFERENCES court.person,
  sent_at timestamptz(3),
  ended_at timestamptz(3),
  day date,
  bank_serial text,
  tries integer NOT NULL,
  try_at timestamptz(3),
  CHECK (num_nonnulls(attempt, bank_line) = 1),
  CHECK ((state = 'done') = (day IS NOT NULL))
);
CREATE INDEX payment_refund_order ON court.payment_refund (payment_order);
CREATE INDEX payment_refund_day ON court.payment_refund (court, day);
CREATE INDEX payment_refund_try ON court.payment_refund (try_at);

CREATE TABLE court.payment_day (
  court text NOT NULL REFERENCES court.court,
  day date NOT NULL,
  received bigint NOT NULL,
  credited bigint NOT NULL,
  surplus bigint NOT NULL,
  held bigint NOT NULL,
  refunded bigint NOT NULL,
  closed_at timestamptz(3) NOT NULL,
  closed_by uuid NOT NULL REFERENCES court.person,
  PRIMARY KEY (court, day),
  CHECK (received = credited + surplus + held)
);

CREATE TABLE court.fee_relief (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  filing uuid NOT NULL REFERENCES court.filing,
  person uuid NOT NULL REFERENCES court.person,
  wanted text NOT NULL CHECK (wanted IN ('waived', 'reduced', 'deferred')),
  grounds_sealed text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'granted', 'refused', 'withdrawn')),
  granted text CHECK (granted IN ('waived', 'reduced', 'deferred')),
  percent integer CHECK (30 <= percent AND percent < 100),
  until_day date,
  asked_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  decided_by uuid REFERENCES court.person,
  decided_words text,
  CHECK ((state = 'asked') = (ended_at IS NULL)),
  CHECK ((state = 'granted') = (granted IS NOT NULL)),
  CHECK ((granted IS NOT DISTINCT FROM 'reduced') = (percent IS NOT NULL)),
  CHECK ((granted IS NOT DISTINCT FROM 'deferred') = (until_day IS NOT NULL))
);
CREATE UNIQUE INDEX fee_relief_one ON court.fee_relief (filing) WHERE state IN ('asked', 'granted');
CREATE INDEX fee_relief_person ON court.fee_relief (person);

SELECT court.guard('court.payment_order'), court.guard('court.payment_attempt'), court.guard('court.bank_line'),
  court.guard('court.payment_refund'), court.guard('court.payment_day'), court.guard('court.fee_relief');
CREATE POLICY mine ON court.payment_order USING (person = (SELECT court.me()));
CREATE POLICY mine ON court.fee_relief USING (person = (SELECT court.me()));
-- Whoever pays begins attempts, and sees what goes back to him. What the bank says is the court's alone.
CREATE POLICY mine ON court.payment_attempt USING (
  payment_order IN (SELECT o.id FROM court.payment_order o WHERE o.person = (SELECT court.me()))
);
CREATE POLICY mine ON court.payment_refund FOR SELECT USING (
  payment_order IN (SELECT o.id FROM court.payment_order o WHERE o.person = (SELECT court.me()))
);

ALTER TABLE court.deadline DROP CONSTRAINT deadline_subject_kind_check;
ALTER TABLE court.deadline ADD CONSTRAINT deadline_subject_kind_check
  CHECK (subject_kind IN ('service', 'case', 'identityReview', 'filing', 'payment'));
`,
} as const;
