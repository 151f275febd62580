import type { Wording } from '@cunzheng/domain/deadlines';
import type { TSchema } from 'typebox';

/** Groups in the order of the page. */
export const SETTING_GROUPS = [
  ...['hours', 'fees', 'periods', 'reminders'],
  ...['texts', 'providers', 'limits'],
] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

/** How a value is filled in and shown. */
export const SETTING_KINDS = ['hours', 'number', 'text', 'choice'] as const;
export type SettingKind = (typeof SETTING_KINDS)[number];

/** Unit of a number. */
export const SETTING_UNITS = [
  'yuan',
  'oClock',
  'hours',
  'days',
  'workingDays',
  'months',
  'megabytes',
] as const;
export type SettingUnit = (typeof SETTING_UNITS)[number];

/** Who decides the matter; a court's administrator enters the decision and names its source. */
export const SETTING_DECIDERS = ['court', 'province'] as const;
export type SettingDecider = (typeof SETTING_DECIDERS)[number];

/** From when to when, on every working day, `09:00` to `12:00` in Beijing. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export type SettingValue = number | string | readonly Span[] | Wording;

/**
 * What holds where a court has set nothing: the law's own figure, the practice of the courts, or what this product
 * proposes because the law is silent. Without one nothing is invented: `SETTING_MISSING`.
 */
export interface Fallback<Value = SettingValue> {
  readonly value: Value;
  readonly origin: 'law' | 'practice' | 'proposal';
}

/** One row of the catalogue. */
export interface SettingRow<Value extends SettingValue = SettingValue> {
  readonly group: SettingGroup;
  readonly kind: SettingKind;
  readonly type: TSchema;
  readonly title: Wording;
  /** What it does, in a sentence or two. */
  readonly means: Wording;
  /** The article, or the practice, that it rests on. */
  readonly law: Wording;
  readonly decidedBy: SettingDecider;
  readonly unit?: SettingUnit;
  /** Bounds of a number, both included. */
  readonly least?: number;
  readonly most?: number;
  /** Values of a choice with their names. */
  readonly options?: Readonly<Record<string, Wording>>;
  /** Names that a template may have between double braces. */
  readonly placeholders?: readonly string[];
  readonly fallback?: Fallback<Value>;
}

/** A text in both languages, for the rows of this folder. */
export function words(zh: string, en: string): Wording {
  return { 'zh-CN': zh, en };
}
