import type { ErasureView, RetentionLine, WaitingErasure } from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Count, Id, named, object, optional, Time } from './parts.ts';

const Decision = Type.Enum(['approved', 'refused']);
const ErasureDecisionSchema = object('ErasureDecision', {
  court: named('CourtName'),
  decision: optional(Decision),
  words: optional(Type.String()),
});
const ErasureSchema = object('Erasure', {
  state: Type.Enum(['none', 'waiting', 'refused', 'cancelled', 'done']),
  askedAt: optional(Time),
  dueAt: optional(Time),
  decisions: Type.Array(named('ErasureDecision')),
  holdsOffice: Type.Boolean(),
});
export const erasure = named<ErasureView>('Erasure');

const WaitingErasureSchema = object('WaitingErasure', {
  id: Id,
  court: named('CourtName'),
  name: Type.String(),
  askedAt: Time,
  dueAt: Time,
  cases: Count,
});
export const waitingErasure = named<WaitingErasure>('WaitingErasure');

const RetentionLineSchema = object('RetentionLine', {
  name: Type.String(),
  court: optional(named('CourtName')),
  period: Count,
  unit: Type.Enum(['days', 'months']),
  setting: optional(Type.String()),
  due: Count,
});
export const retentionLine = named<RetentionLine>('RetentionLine');

export const PERSONAL_SCHEMAS = [
  ErasureDecisionSchema,
  ErasureSchema,
  WaitingErasureSchema,
  RetentionLineSchema,
] as const;
