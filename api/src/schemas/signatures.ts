import { CAPACITIES } from '@cunzheng/domain';
import { SIGNATURE_EVENTS, type SignatureView } from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Count, closed, Id, named, object, optional, RecordIdText, Time } from './parts.ts';

const SignatureSchema = object('SignatureView', {
  recordId: RecordIdText,
  court: named('CourtName'),
  event: Type.Enum([...SIGNATURE_EVENTS]),
  signedAt: Time,
  paper: optional(
    Type.Object(
      {
        title: Type.String(),
        number: Type.String(),
        caseNumber: Type.String(),
        documentId: Id,
        serviceId: optional(Id),
        capacity: optional(Type.Enum([...CAPACITIES])),
      },
      { ...closed, description: 'what was signed; absent after leaving the court' },
    ),
  ),
  filing: optional(
    Type.Object(
      { id: Id, cause: Type.String() },
      { ...closed, description: 'the filing that was acted on' },
    ),
  ),
  asStaff: Type.Boolean(),
  key: Type.Object(
    { recordId: RecordIdText, registeredAt: optional(Time), revoked: Type.Boolean() },
    closed,
  ),
  chain: named('ChainState'),
});

export const signaturePage = Type.Object(
  { items: Type.Array(named<SignatureView>('SignatureView')), total: Count },
  closed,
);
export const SIGNATURE_SCHEMAS = [SignatureSchema] as const;
