import type { HelperCode, HelpingView } from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Id, named, object, Time } from './parts.ts';

const CodeSchema = object('HelperCode', { code: Type.String(), until: Time });
export const helperCode = named<HelperCode>('HelperCode');

const HelpingSchema = object('Helping', {
  id: Id,
  iHelp: Type.Boolean(),
  name: Type.String(),
  takenAt: Time,
  endsAt: Time,
  open: Type.Boolean(),
  acts: Type.Array(Type.Object({ event: Type.String(), at: Time })),
});
export const helping = named<HelpingView>('Helping');

export const HELPER_SCHEMAS = [CodeSchema, HelpingSchema] as const;
