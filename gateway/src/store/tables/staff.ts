import { bigint, integer, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

/** Everything an administrator did to people and offices of a court, in order; never changed. */
export const officeChange = courtSchema.table('office_change', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  person: uuid('person').notNull(),
  change: text('change').notNull(),
  role: text('role'),
  /** What else there is to say: days, the substitute, the team. Never a name or number of a person. */
  detail: jsonb('detail').$type<Readonly<Record<string, string>>>().notNull(),
  reason: text('reason').notNull(),
  /** Absent where the house did it: a court set up by the members. */
  by: uuid('by'),
  at: at('at').notNull(),
});

/** 请假, whole days in Beijing, both included. */
export const absence = courtSchema.table('absence', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  person: uuid('person').notNull(),
  fromDay: text('from_day').notNull(),
  toDay: text('to_day').notNull(),
  /** 代理人. */
  substitute: uuid('substitute'),
  reason: text('reason').notNull(),
  madeBy: uuid('made_by').notNull(),
  madeAt: at('made_at').notNull(),
  endedAt: at('ended_at'),
});

export const TEAM_SEATS = ['presiding', 'judge', 'assessor', 'clerk'] as const;
export type TeamSeat = (typeof TEAM_SEATS)[number];

/** 合议庭. */
export const team = courtSchema.table('team', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  name: text('name').notNull(),
  fromDay: text('from_day').notNull(),
  toDay: text('to_day'),
  madeBy: uuid('made_by').notNull(),
  madeAt: at('made_at').notNull(),
  endedAt: at('ended_at'),
});

export const teamMember = courtSchema.table(
  'team_member',
  {
    team: uuid('team').notNull(),
    place: integer('place').notNull(),
    court: text('court').notNull(),
    seat: text('seat').$type<TeamSeat>().notNull(),
    /** Absent for a people's assessor 人民陪审员 without an account. */
    person: uuid('person'),
    name: text('name').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.team, table.place] }),
    unique().on(table.team, table.person),
  ],
);

/** A link by which a person of the staff sets a password; of its token only the hash is kept. */
export const invitation = courtSchema.table('invitation', {
  tokenHash: text('token_hash').primaryKey(),
  court: text('court').notNull(),
  person: uuid('person').notNull(),
  madeBy: uuid('made_by').notNull(),
  madeAt: at('made_at').notNull(),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
});

export const password = courtSchema.table('password', {
  person: uuid('person').primaryKey(),
  /** Argon2id in its encoded form, with salt and parameters. */
  hash: text('hash').notNull(),
  changedAt: at('changed_at').notNull(),
});

/** One-time codes by an app (RFC 6238). */
export const totp = courtSchema.table('totp', {
  person: uuid('person').primaryKey(),
  /** Sealed, base32 inside. */
  secret: text('secret').notNull(),
  /** Time step of the code that was used last: no code is taken twice. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull(),
  madeAt: at('made_at').notNull(),
});

export const recoveryCode = courtSchema.table(
  'recovery_code',
  {
    person: uuid('person').notNull(),
    hash: text('hash').notNull(),
    usedAt: at('used_at'),
  },
  (table) => [primaryKey({ columns: [table.person, table.hash] })],
);

/** A WebAuthn credential. */
export const passkey = courtSchema.table('passkey', {
  /** Credential id, base64url. */
  id: text('id').primaryKey(),
  person: uuid('person').notNull(),
  name: text('name').notNull(),
  /** COSE key, base64url. */
  publicKey: text('public_key').notNull(),
  counter: bigint('counter', { mode: 'number' }).notNull(),
  transports: text('transports').notNull(),
  madeAt: at('made_at').notNull(),
  usedAt: at('used_at'),
});

/** Something begun that ends with an answer of the same browser: a second factor, a passkey, an enrolment. */
export const ceremony = courtSchema.table('ceremony', {
  idHash: text('id_hash').primaryKey(),
  kind: text('kind').notNull(),
  person: uuid('person'),
  data: jsonb('data').$type<Readonly<Record<string, string>>>().notNull(),
  attempts: integer('attempts').notNull().default(0),
  expiresAt: at('expires_at').notNull(),
});

/** Failed attempts in a row, by the hash of what was attempted. */
export const throttle = courtSchema.table('throttle', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  lastAt: at('last_at').notNull(),
});

/** Browsers a person has signed in from, by the hash of a cookie. */
export const knownDevice = courtSchema.table(
  'known_device',
  {
    person: uuid('person').notNull(),
    hash: text('hash').notNull(),
    lastAt: at('last_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.hash] })],
);

export const STAFF_TABLES = {
  officeChange,
  absence,
  team,
  teamMember,
  invitation,
  password,
  totp,
  recoveryCode,
  passkey,
  ceremony,
  throttle,
  knownDevice,
} as const;
