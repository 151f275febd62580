import {
  CATEGORIES,
  CHANNELS,
  DELIVERY_STATES,
  type MessageCheck,
  type NoticePreferences,
  type NoticeView,
  type UnreadView,
} from '@cunzheng/gateway';
import { Type } from 'typebox';
import { closed, Id, named, optional, Time } from './parts.ts';

const NoticeViewSchema = Type.Object(
  {
    id: Id,
    court: optional(named('CourtName')),
    category: Type.Enum([...CATEGORIES]),
    title: Type.String(),
    body: Type.String(),
    link: optional(Type.String({ description: 'path of this site where the thing itself is' })),
    demanded: Type.Boolean({ description: 'reminded of until it is read' }),
    ground: optional(Type.String({ description: 'rule by which it is told whatever was chosen' })),
    toldAt: Time,
    readAt: optional(Time),
    deliveries: Type.Array(
      Type.Object(
        { channel: Type.Enum([...CHANNELS]), state: Type.Enum([...DELIVERY_STATES]), at: Time },
        closed,
      ),
    ),
  },
  { $id: 'NoticeView', ...closed },
);
export const noticeView = named<NoticeView>('NoticeView');

const courtName = named<{ code: string; name: string }>('CourtName');

const MessageCheckSchema = Type.Object(
  {
    ours: Type.Boolean(),
    court: optional(courtName),
    category: optional(Type.Enum([...CATEGORIES])),
    channel: optional(Type.Enum([...CHANNELS])),
    sentAt: optional(Time),
  },
  { $id: 'MessageCheck', ...closed },
);
export const messageCheck = named<MessageCheck>('MessageCheck');

const NoticePreferencesSchema = Type.Object(
  {
    language: Type.Enum(['zh-CN', 'en']),
    channels: Type.Array(
      Type.Object(
        {
          channel: Type.Enum([...CHANNELS]),
          offered: Type.Boolean(),
          sender: optional(Type.String({ description: 'who messages are from' })),
          contacts: Type.Array(
            Type.Object({ id: Id, shown: Type.String(), verified: Type.Boolean() }, closed),
          ),
        },
        closed,
      ),
    ),
    categories: Type.Array(
      Type.Object(
        {
          category: Type.Enum([...CATEGORIES]),
          demanded: Type.Boolean({ description: 'some of it is told whatever is chosen' }),
          wanted: Type.Array(Type.Enum([...CHANNELS])),
        },
        closed,
      ),
    ),
    pushKey: optional(Type.String({ description: 'VAPID public key, to subscribe a browser' })),
    wechat: Type.Boolean({ description: 'whether WeChat can be bound' }),
  },
  { $id: 'NoticePreferences', ...closed },
);
export const noticePreferences = named<NoticePreferences>('NoticePreferences');

const UnreadViewSchema = Type.Object(
  {
    id: Id,
    court: courtName,
    person: Type.Object({ id: Id, name: Type.String() }, closed),
    category: Type.Enum([...CATEGORIES]),
    toldAt: Time,
    escalatedAt: Time,
    reminders: Type.Integer(),
    document: optional(
      Type.Object({ id: Id, title: Type.String(), caseNumber: Type.String() }, closed),
    ),
  },
  { $id: 'UnreadNotice', ...closed },
);
export const unreadView = named<UnreadView>('UnreadNotice');

export const NOTICE_SCHEMAS = [
  NoticeViewSchema,
  MessageCheckSchema,
  NoticePreferencesSchema,
  UnreadViewSchema,
] as const;
