import type { Language } from '@cunzheng/domain';
import type { Category, Channel } from '../../../store/tables/notices.ts';

/** Words of a notice in one language; `{name}` is a place for a value. */
export interface NoticeWords {
  readonly title: string;
  readonly body: string;
}

/** One version of a template. What was released never changes: a notice keeps the words it was told with. */
export interface Template {
  readonly version: number;
  readonly category: Category;
  /** Channels beside the inbox, the most fitting first. */
  readonly channels: readonly Channel[];
  /** The rule by which the person is told whatever he chose; absent: his choice counts. */
  readonly ground?: Readonly<Record<Language, string>>;
  /** 强制提醒: reminded until he has read it. */
  readonly reminded?: true;
  /** Told at night too. */
  readonly atOnce?: true;
  /** Its messages lead to its own page without a sign-in: who lost his account can still cancel. */
  readonly direct?: true;
  readonly words: Readonly<Record<Language, NoticeWords>>;
}

/** Every version of one template, oldest first; the last is told. */
export type Versions = readonly [Template, ...Template[]];

/** Every channel, for what should reach somebody in any way. */
export const ALL_CHANNELS = ['wechat', 'push', 'sms', 'mail'] as const;
