import type { RecoveryLine, RecoveryOutcome, RecoveryView } from '@cunzheng/gateway';
import { RECOVERY_STATES } from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Id, named, object, optional, Time } from './parts.ts';

const OutcomeSchema = object('RecoveryOutcome', {
  state: Type.Enum([...RECOVERY_STATES]),
  effectiveAt: optional(Time),
  words: optional(Type.String()),
});
export const recoveryOutcome = named<RecoveryOutcome & { words?: string }>('RecoveryOutcome');

const line = {
  id: Id,
  court: Type.Unsafe<{ code: string; name: string }>({ $ref: 'CourtName#' }),
  name: Type.String(),
  askedAt: Time,
  dueAt: Time,
  overdue: Type.Boolean(),
};
const LineSchema = object('RecoveryLine', line);
export const recoveryLine = named<RecoveryLine>('RecoveryLine');

const Sides = Type.Array(Type.String());
const ViewSchema = object('Recovery', {
  ...line,
  before: Type.Object({ name: Type.String(), number: Type.String() }),
  photos: Type.Object({ before: Sides, now: Sides }),
});
export const recoveryView = named<RecoveryView>('Recovery');

export const RECOVERY_SCHEMAS = [OutcomeSchema, LineSchema, ViewSchema] as const;
