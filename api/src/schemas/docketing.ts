import type { CaseAccess, LinkView, MyCase } from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Count, closed, Id, named, object, optional, Time } from './parts.ts';

const court = named<{ code: string; name: string }>('CourtName');

const LinkViewSchema = object('CaseLink', {
  caseId: Id,
  court,
  caseNumber: Type.String(),
  title: Type.String({ description: '案由' }),
  name: Type.String({ description: 'of the party' }),
  side: Type.String(),
  services: Count,
  linked: Type.Boolean(),
});
export const linkView = named<LinkView>('CaseLink');

const MyCaseSchema = object('MyCase', {
  id: optional(Id),
  court,
  caseNumber: Type.String(),
  title: Type.String(),
  name: Type.String(),
  side: Type.String(),
  linked: Type.Boolean({ description: 'false: the code on the paper links it' }),
  services: Count,
  unsigned: Count,
});
export const myCase = named<MyCase>('MyCase');

const Code = Type.Object(
  { madeAt: Time, documentId: optional(Id), words: optional(Type.String()) },
  { ...closed, description: 'the one that can be used now, without itself' },
);
const CaseAccessSchema = object('CaseAccess', {
  notices: optional(
    Type.Object(
      {
        state: Type.Enum(['making', 'made']),
        fault: optional(Type.String({ description: 'error code of the last attempt' })),
        copyFault: optional(
          Type.String({ description: 'error code: there is no copy of the complaint' }),
        ),
      },
      closed,
    ),
  ),
  parties: Type.Array(
    Type.Object(
      {
        id: Id,
        name: Type.String(),
        side: Type.String(),
        linked: Type.Boolean(),
        linkedAt: optional(Time),
        code: optional(Code),
      },
      closed,
    ),
  ),
});
export const caseAccess = named<CaseAccess>('CaseAccess');

export const DOCKETING_SCHEMAS = [LinkViewSchema, MyCaseSchema, CaseAccessSchema] as const;
