import {
  type Added,
  type ChangeView,
  DEVICE_BROWSERS,
  DEVICE_SYSTEMS,
  PEOPLE_FAULTS,
  type PeopleFile,
  SESSION_LEVELS,
  type SecurityView,
  SIGN_IN_METHODS,
  STAFF_ROLES,
  STAFF_STATES,
  type StaffView,
  TEAM_SEATS,
  type TeamView,
} from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Count, closed, Id, named, object, optional, Time } from './parts.ts';

const DayText = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const Role = Type.Enum([...STAFF_ROLES]);

const StaffSchema = object('Staff', {
  id: Id,
  name: Type.String(),
  account: Type.String(),
  mobile: optional(Type.String({ description: 'masked' })),
  state: Type.Enum([...STAFF_STATES]),
  offices: Type.Array(
    Type.Object(
      {
        role: Role,
        from: Time,
        until: optional(Time),
        state: Type.Enum(['coming', 'holds', 'ended']),
      },
      closed,
    ),
  ),
  absences: Type.Array(
    Type.Object(
      {
        id: Id,
        from: DayText,
        to: DayText,
        substitute: optional(Type.Object({ id: Id, name: Type.String() }, closed)),
        reason: Type.String(),
      },
      closed,
    ),
  ),
  invitedUntil: optional(Time),
  resettable: Type.Boolean(),
});
export const staffView = named<StaffView>('Staff');

const AddedSchema = object('Added', {
  id: Id,
  name: Type.String(),
  account: Type.String(),
  invitation: optional(
    Type.Object(
      {
        path: Type.String({ description: 'shown once' }),
        expiresAt: Time,
        sentTo: optional(
          Type.Array(Type.String(), { description: 'masked addresses that it was sent to' }),
        ),
      },
      closed,
    ),
  ),
});
export const added = named<Added>('Added');

const StaffFileSchema = object('StaffFile', {
  lines: Type.Array(
    Type.Object(
      {
        line: Count,
        name: Type.String(),
        account: Type.String(),
        roles: Type.Array(Role),
        does: Type.Enum(['invite', 'give', 'nothing', 'refused']),
        faults: Type.Array(Type.Enum([...PEOPLE_FAULTS])),
      },
      closed,
    ),
  ),
  counts: Type.Object({ invite: Count, give: Count, nothing: Count, refused: Count }, closed),
  invited: optional(Type.Array(named('Added'))),
});
export const staffFile = named<PeopleFile & { invited?: readonly Added[] }>('StaffFile');

const StaffChangeSchema = object('StaffChange', {
  id: Id,
  person: Type.Object({ id: Id, name: Type.String() }, closed),
  change: Type.String(),
  role: optional(Type.String()),
  detail: Type.Record(Type.String(), Type.String()),
  reason: Type.String(),
  by: optional(Type.String()),
  actingFor: optional(Type.String({ description: 'whose office `by` stood in for' })),
  at: Time,
});
export const staffChange = named<ChangeView>('StaffChange');

const TeamSchema = object('Team', {
  id: Id,
  court: Type.String(),
  name: Type.String(),
  from: DayText,
  to: optional(DayText),
  state: Type.Enum(['coming', 'standing', 'over']),
  members: Type.Array(
    Type.Object(
      { seat: Type.Enum([...TEAM_SEATS]), name: Type.String(), person: optional(Id) },
      closed,
    ),
  ),
});
export const teamView = named<TeamView>('Team');

const SecuritySchema = object('Security', {
  account: Type.String(),
  staff: Type.Boolean(),
  password: Type.Boolean(),
  totp: Type.Boolean(),
  recoveryCodes: Count,
  passkeys: Type.Array(
    Type.Object(
      { id: Type.String(), name: Type.String(), madeAt: Time, usedAt: optional(Time) },
      closed,
    ),
  ),
  sessions: Type.Array(
    Type.Object(
      {
        id: Id,
        method: Type.Enum([...SIGN_IN_METHODS]),
        level: Type.Enum([...SESSION_LEVELS]),
        device: Type.Object(
          { browser: Type.Enum([...DEVICE_BROWSERS]), system: Type.Enum([...DEVICE_SYSTEMS]) },
          closed,
        ),
        createdAt: Time,
        lastUsedAt: Time,
        endsAt: Time,
        current: Type.Boolean(),
      },
      closed,
    ),
  ),
  fresh: Type.Boolean({ description: 'changes pass without signing in again' }),
});
export const security = named<SecurityView>('Security');

/** In an order in which each refers only to earlier ones. */
export const STAFF_SCHEMAS = [
  StaffSchema,
  AddedSchema,
  StaffFileSchema,
  StaffChangeSchema,
  TeamSchema,
  SecuritySchema,
] as const;
