import {
  DAY_KINDS,
  type DayEntry,
  type HotlineView,
  SETTING_DECIDERS,
  SETTING_GROUPS,
  SETTING_KINDS,
  SETTING_ORIGINS,
  SETTING_UNITS,
  type SettingEffect,
  type SettingEntry,
  type SettingView,
  type YearView,
} from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Count, closed, Id, named, object, optional, Time } from './parts.ts';

const WordingSchema = object('Wording', { 'zh-CN': Type.String(), en: Type.String() });
export const wording = named<{ 'zh-CN': string; en: string }>('Wording');
const court = named<{ code: string; name: string }>('CourtName');
const Value = Type.Any({ description: 'a number, a text, hours, or a text in both languages' });
const Day = Type.String({ format: 'date' });

const SettingEntrySchema = object(
  'SettingEntry',
  {
    id: Id,
    name: Type.String(),
    value: Value,
    source: Type.String(),
    court,
    author: optional(Type.String()),
    reach: Type.Enum(['court', 'below']),
    validFrom: Time,
    validTo: optional(Time),
    recordedAt: Time,
    withdrawnAt: optional(Time),
    standing: Type.Enum(['inForce', 'future', 'replaced', 'withdrawn']),
    version: Count,
  },
  { description: 'One value that a court has set.' },
);
export const settingEntry = named<SettingEntry>('SettingEntry');

const AnswerSchema = Type.Object(
  {
    value: Value,
    origin: Type.Enum([...SETTING_ORIGINS]),
    source: optional(Type.String()),
    validFrom: optional(Time),
    validTo: optional(Time),
  },
  closed,
);

const SettingSchema = object(
  'Setting',
  {
    name: Type.String(),
    group: Type.Enum([...SETTING_GROUPS]),
    kind: Type.Enum([...SETTING_KINDS]),
    title: wording,
    means: wording,
    law: wording,
    decidedBy: Type.Enum([...SETTING_DECIDERS]),
    unit: optional(Type.Enum([...SETTING_UNITS])),
    least: optional(Type.Integer()),
    most: optional(Type.Integer()),
    options: optional(Type.Record(Type.String(), wording)),
    placeholders: optional(Type.Array(Type.String())),
    answer: optional(AnswerSchema),
    effect: Type.Object({ at: Type.Enum(['now', 'later']), where: wording }, closed),
    upcoming: Type.Array(settingEntry),
    versions: Count,
  },
  { description: 'A setting with what applied; without `answer` the court has not decided.' },
);
export const settingView = named<SettingView>('Setting');

const SettingEffectSchema = object('SettingEffect', {
  before: optional(Value),
  after: Value,
  validFrom: Time,
  validTo: optional(Time),
  keeping: Count,
  moving: Count,
  moves: Type.Array(
    Type.Object(
      {
        id: Id,
        name: wording,
        caseNumber: optional(Type.String()),
        from: optional(Day),
        to: optional(Day),
      },
      closed,
    ),
  ),
});
export const settingEffect = named<SettingEffect>('SettingEffect');

const DayEntrySchema = object('CalendarDay', {
  day: Day,
  kind: Type.Enum([...DAY_KINDS]),
  name: optional(wording),
  correctedBy: optional(Type.Object({ court: Type.String(), source: Type.String() }, closed)),
});

const YearViewSchema = object(
  'CalendarYear',
  {
    year: Type.Integer(),
    known: Type.Boolean({ description: 'the yearly notice is there; else only weekends are sure' }),
    source: optional(Type.String()),
    days: Type.Array(named<DayEntry>('CalendarDay')),
  },
  { description: 'A year of a court’s calendar as it is known now.' },
);
export const calendarYear = named<YearView>('CalendarYear');

export const HoursList = Type.Array(
  Type.Object({ from: Type.String(), to: Type.String() }, closed),
);
const HotlineSchema = object('Hotline', {
  number: Type.String(),
  hours: HoursList,
  now: Type.Enum(['staffed', 'automatic', 'unknown']),
  unknownYear: optional(Type.Integer()),
  dayOff: Type.Boolean(),
});
export const hotlineView = named<HotlineView>('Hotline');

export const SETTING_SCHEMAS = [
  WordingSchema,
  SettingEntrySchema,
  SettingSchema,
  SettingEffectSchema,
  DayEntrySchema,
  YearViewSchema,
  HotlineSchema,
] as const;
