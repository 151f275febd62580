import { type ActingFor, CLAIM_KINDS, type ClaimView, MANDATE_SCOPES } from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Id, named, object, optional, Time } from './parts.ts';

const ClaimSchema = object('Claim', {
  id: Id,
  kind: Type.Enum([...CLAIM_KINDS]),
  court: Type.Unsafe<{ code: string; name: string }>({ $ref: 'CourtName#' }),
  mine: Type.Boolean(),
  claimant: Type.String(),
  details: Type.Record(Type.String(), Type.String()),
  from: optional(Type.String()),
  to: optional(Type.String()),
  hasPhoto: Type.Boolean(),
  state: Type.Enum(['draft', 'waiting', 'approved', 'refused', 'ended', 'expired']),
  dueAt: Time,
  overdue: Type.Boolean(),
  words: optional(Type.String()),
});
export const claim = named<ClaimView>('Claim');

const ActingForSchema = object('ActingFor', {
  organisation: Id,
  name: Type.String(),
  as: Type.Enum(['owner', 'agent']),
  scope: Type.Enum([...MANDATE_SCOPES]),
});
export const acting = named<ActingFor>('ActingFor');

const LawyerBadgeSchema = object(
  'LawyerBadge',
  {
    firm: Type.String(),
    licence: Type.String({ description: 'all but its first five digits hidden' }),
    court: named('CourtName'),
    from: Type.String(),
    to: optional(Type.String()),
  },
  { description: 'a licence to practise that a court approved and that holds today' },
);

export const CLAIM_SCHEMAS = [ClaimSchema, ActingForSchema, LawyerBadgeSchema] as const;
