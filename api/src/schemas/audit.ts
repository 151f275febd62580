import { AUDIT_ACTS, type AuditPage } from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Count, named, object, optional, RecordIdText, Time } from './parts.ts';

const AuditEntrySchema = object('AuditEntry', {
  id: RecordIdText,
  at: Time,
  act: Type.Enum([...AUDIT_ACTS]),
  court: named('CourtName'),
  name: optional(Type.String({ description: 'who it was; absent after an erasure' })),
  office: optional(Type.String({ description: 'offices held, or litigant' })),
  from: optional(Type.String({ description: 'code of another court whose official it was' })),
  thing: optional(Type.String()),
  field: optional(Type.String()),
  actingFor: optional(Type.String({ description: 'those for whom he stood in, 代理' })),
  state: Type.Enum(['pending', 'recorded', 'proven']),
});
const AuditPageSchema = object('AuditPage', {
  items: Type.Array(named('AuditEntry')),
  total: Count,
});

export const AUDIT_SCHEMAS = [AuditEntrySchema, AuditPageSchema] as const;
export const auditPage = named<AuditPage>('AuditPage');
