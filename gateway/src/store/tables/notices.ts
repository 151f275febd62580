import { boolean, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

/** Ways in which a person is told beside the inbox. */
export const CHANNELS = ['sms', 'mail', 'wechat', 'push'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a notice is about; a person chooses by it how he wants to be told. */
export const CATEGORIES = ['service', 'case', 'deadline', 'account', 'work'] as const;
export type Category = (typeof CATEGORIES)[number];

/** Why nobody is reminded of a notice any more. */
export const STOPS = ['read', 'replaced', 'settled', 'over'] as const;
export type Stop = (typeof STOPS)[number];

export const notice = courtSchema.table('notice', {
  id: uuid('id').primaryKey(),
  /** Absent for what is no court's: the person's own account. */
  court: text('court'),
  person: uuid('person').notNull(),
  template: text('template').notNull(),
  /** The version of the template it was told with; its words stay. */
  version: integer('version').notNull(),
  category: text('category').$type<Category>().notNull(),
  /** JSON of what stands in the template's places, sealed. */
  sealedValues: text('sealed_values').notNull(),
  /** Path of this site. */
  link: text('link'),
  /** What it speaks of (`service/<id>`): when that is settled, reminding stops. */
  about: text('about'),
  /** Reminded of until it is read. */
  demanded: boolean('demanded').notNull(),
  /** Stands in every message about it, so that a person can ask whether the message is ours. */
  digits: text('digits').notNull(),
  toldAt: at('told_at').notNull(),
  readAt: at('read_at'),
  /** Nobody is reminded after it. */
  endsAt: at('ends_at'),
  stopped: text('stopped').$type<Stop>(),
  /** How many steps of the schedule were taken. */
  step: integer('step').notNull().default(0),
  /** When the sweep looks next; absent when there is nothing more to do. */
  nextAt: at('next_at'),
  /** When a person of the court has to see to it. */
  escalatedAt: at('escalated_at'),
});

/** States of one message; `arrived` says the provider, never the person. */
export const DELIVERY_STATES = [
  'waiting',
  'held',
  'sending',
  'accepted',
  'delivered',
  'failed',
  'givenUp',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One message over one channel. */
export const noticeDelivery = courtSchema.table(
  'notice_delivery',
  {
    id: uuid('id').primaryKey(),
    notice: uuid('notice').notNull(),
    court: text('court'),
    person: uuid('person').notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    /** The address it goes to; a person may have several of a kind. */
    contact: uuid('contact').notNull(),
    /** Step of the reminding schedule. */
    step: integer('step').notNull(),
    category: text('category').$type<Category>().notNull(),
    digits: text('digits').notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAt: at('next_at'),
    /** Who the message says it is from, as it was when it was sent. */
    sender: text('sender'),
    /** The provider's own name of it. */
    reference: text('reference'),
    /** Code of the last fault. */
    code: text('code'),
    sentAt: at('sent_at'),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [unique().on(table.notice, table.contact, table.step)],
);

/** What a person chose; what is not here is wanted. */
export const noticePreference = courtSchema.table(
  'notice_preference',
  {
    person: uuid('person').notNull(),
    category: text('category').$type<Category>().notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    wanted: boolean('wanted').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.category, table.channel] })],
);

/** The language in which messages are written to a person. */
export const noticeLanguage = courtSchema.table('notice_language', {
  person: uuid('person').primaryKey(),
  language: text('language').$type<'zh-CN' | 'en'>().notNull(),
});

export const NOTICE_TABLES = { notice, noticeDelivery, noticePreference, noticeLanguage } as const;

export type NoticeRow = typeof notice.$inferSelect;
export type DeliveryRow = typeof noticeDelivery.$inferSelect;
