import { CATEGORIES, CHANNELS, DELIVERY_STATES, type NoticeView } from '@cunzheng/gateway';
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

export const NOTICE_SCHEMAS = [NoticeViewSchema] as const;
