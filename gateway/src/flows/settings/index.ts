export {
  calendarOf,
  DAY_KINDS,
  type DayEntry,
  type KnownCalendar,
  type YearView,
} from './calendar.ts';
export { SETTINGS, type SettingDefinition, type SettingName, type ValueOf } from './catalogue.ts';
export {
  correctDays,
  type DayCorrection,
  enterYear,
  MAX_CORRECTED_DAYS,
  MAX_SOURCE_CHARACTERS,
  type NewSetting,
  type NewYear,
  setSetting,
  withdrawSetting,
} from './change.ts';
export {
  SETTING_DECIDERS,
  SETTING_GROUPS,
  SETTING_KINDS,
  SETTING_UNITS,
  type SettingValue,
  type Span,
} from './definition.ts';
export { PUBLISHED_HOLIDAYS } from './holidays.ts';
export { HOTLINE, type HotlineView, readHotline } from './hotline.ts';
export { previewDays, previewSetting, type SettingEffect } from './preview.ts';
export { settingOfPeriod } from './rows/periods.ts';
export { findSetting, SETTING_ORIGINS, type SettingAnswer, settingAt } from './setting-at.ts';
export {
  CALENDAR_YEARS,
  calendarHistory,
  listSettings,
  readYear,
  type SettingEntry,
  type SettingView,
  settingHistory,
} from './views.ts';
