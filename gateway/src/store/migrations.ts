import { ACCOUNTS_MIGRATION } from './accounts-migration.ts';
import { AUDIT_MIGRATION } from './audit-migration.ts';
import { CASE_ACCESS_MIGRATION } from './case-access-migration.ts';
import { CLAIMS_MIGRATION } from './claims-migration.ts';
import { CONTACTS_MIGRATION } from './contacts-migration.ts';
import { FILING_MIGRATION } from './filing-migration.ts';
import { FILING_REVIEW_MIGRATION } from './filing-review-migration.ts';
import { NOTICES_MIGRATION } from './notices-migration.ts';
import { PAYMENTS_MIGRATION } from './payments-migration.ts';
import { PERSONAL_MIGRATION } from './personal-migration.ts';
import { RECOVERY_MIGRATION } from './recovery-migration.ts';
import { REMINDERS_MIGRATION } from './reminders-migration.ts';
import { SETTINGS_MIGRATION } from './settings-migration.ts';
import { SIGNATURES_MIGRATION } from './signatures-migration.ts';
import { STAFF_MIGRATION } from './staff-migration.ts';
import { SUITS_MIGRATION } from './suits-migration.ts';
import { TENANTS_MIGRATION } from './tenants-migration.ts';
import { UNIFIED_MIGRATION } from './unified-migration.ts';
import { UPLOADS_MIGRATION } from './uploads-migration.ts';

/** Steps of the SQL schema `court`, in order. A step that was released never changes; a new one is added. */
export const COURT_MIGRATIONS: readonly { id: string; sql: string }[] = [
  {
    id: '0001-first-slice',
    sql: `
CREATE TABLE court.court (
  code text PRIMARY KEY,
  name text NOT NULL,
  member text NOT NULL,
  system_tag text NOT NULL
);
CREATE TABLE court.person (
  id uuid PRIMARY KEY,
  account text NOT NULL UNIQUE,
  name text NOT NULL,
  hint text NOT NULL DEFAULT ''
);
CREATE TABLE court.staff_role (
  court text NOT NULL REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  role text NOT NULL CHECK (role IN ('clerk', 'judge', 'administrator')),
  tag text NOT NULL,
  PRIMARY KEY (court, person, role)
);
CREATE TABLE court.session (
  token_hash text PRIMARY KEY,
  person uuid NOT NULL REFERENCES court.person,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX session_expires ON court.session (expires_at);
CREATE TABLE court.challenge (
  id uuid PRIMARY KEY,
  person uuid NOT NULL REFERENCES court.person,
  code_hash text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  expires_at timestamptz(3) NOT NULL
);
CREATE TABLE court.court_case (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  case_number text NOT NULL,
  title text NOT NULL,
  tag text NOT NULL UNIQUE,
  updated_at timestamptz(3) NOT NULL,
  UNIQUE (court, case_number)
);
CREATE TABLE court.party (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  case_id uuid NOT NULL REFERENCES court.court_case,
  person uuid NOT NULL REFERENCES court.person,
  name text NOT NULL,
  side text NOT NULL,
  tag text NOT NULL UNIQUE,
  agent_tag text NOT NULL UNIQUE,
  UNIQUE (case_id, person)
);
CREATE TABLE court.document_counter (
  court text NOT NULL REFERENCES court.court,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (court, year)
);
CREATE TABLE court.free_serial (
  court text NOT NULL REFERENCES court.court,
  year integer NOT NULL,
  serial integer NOT NULL,
  PRIMARY KEY (court, year, serial)
);
CREATE TABLE court.document (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  case_id uuid NOT NULL REFERENCES court.court_case,
  title text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'issued')),
  year integer NOT NULL,
  serial integer NOT NULL,
  number text NOT NULL UNIQUE,
  code text NOT NULL,
  sha256 text NOT NULL,
  sm3 text NOT NULL,
  size bigint NOT NULL,
  pages integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL REFERENCES court.person,
  issued_at timestamptz(3),
  issued_by uuid REFERENCES court.person,
  record_id text UNIQUE,
  intact_at timestamptz(3),
  UNIQUE (court, year, serial),
  CHECK ((state = 'issued') = (record_id IS NOT NULL))
);
CREATE INDEX document_case ON court.document (case_id);
CREATE INDEX document_sha256 ON court.document (sha256);
CREATE TABLE court.service (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  document_id uuid NOT NULL REFERENCES court.document,
  party_id uuid NOT NULL REFERENCES court.party,
  recipient uuid NOT NULL REFERENCES court.person,
  channel text NOT NULL,
  state text NOT NULL,
  sent_at timestamptz(3) NOT NULL,
  sent_by uuid NOT NULL REFERENCES court.person,
  record_id text NOT NULL UNIQUE,
  UNIQUE (document_id, party_id, channel)
);
CREATE INDEX service_recipient ON court.service (recipient, sent_at);
CREATE TABLE court.receipt (
  record_id text PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  court text NOT NULL REFERENCES court.court,
  service_id uuid NOT NULL REFERENCES court.service,
  event text NOT NULL,
  act_time timestamptz(3) NOT NULL,
  actor uuid REFERENCES court.person,
  capacity text,
  reason text,
  UNIQUE (service_id, event)
);
CREATE TABLE court.signing_key (
  record_id text PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  person uuid REFERENCES court.person,
  role text NOT NULL,
  owner text NOT NULL,
  point text NOT NULL UNIQUE,
  not_before timestamptz(3) NOT NULL,
  not_after timestamptz(3) NOT NULL,
  record jsonb NOT NULL,
  revoked_at timestamptz(3),
  revocation text UNIQUE
);
CREATE INDEX signing_key_person ON court.signing_key (person);
CREATE TABLE court.prepared_act (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  person uuid NOT NULL REFERENCES court.person,
  purpose text NOT NULL CHECK (purpose IN ('document', 'receipt')),
  subject uuid NOT NULL,
  unsigned jsonb NOT NULL,
  openings jsonb NOT NULL,
  key_id text NOT NULL,
  key_record jsonb NOT NULL,
  key_openings jsonb NOT NULL,
  reason text,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);
CREATE INDEX prepared_act_expires ON court.prepared_act (expires_at);
CREATE TABLE court.file_read (
  id uuid PRIMARY KEY,
  court text NOT NULL REFERENCES court.court,
  document_id uuid NOT NULL,
  person uuid NOT NULL REFERENCES court.person,
  as_staff boolean NOT NULL,
  read_at timestamptz(3) NOT NULL
);
`,
  },
  TENANTS_MIGRATION,
  CONTACTS_MIGRATION,
  SETTINGS_MIGRATION,
  NOTICES_MIGRATION,
  AUDIT_MIGRATION,
  ACCOUNTS_MIGRATION,
  CLAIMS_MIGRATION,
  STAFF_MIGRATION,
  RECOVERY_MIGRATION,
  PERSONAL_MIGRATION,
  SIGNATURES_MIGRATION,
  REMINDERS_MIGRATION,
  UNIFIED_MIGRATION,
  FILING_MIGRATION,
  PAYMENTS_MIGRATION,
  UPLOADS_MIGRATION,
  CASE_ACCESS_MIGRATION,
  SUITS_MIGRATION,
  FILING_REVIEW_MIGRATION,
];
