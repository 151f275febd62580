import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Administration',
  lead: 'People, rules and calendar are set by the court’s administrator; every change is kept.',
  staff: 'People',
  staffText: 'Add people, give and end offices, absences and substitutes, panels, files of many.',
  settings: 'Settings',
  settingsText: 'Periods, fees, hours, templates; earlier values stay.',
  calendar: 'Calendar',
  calendarText: 'Holidays and make-up days; a year that is not published yet is said.',
  setup: 'Set up courts',
  setupText: 'Register a court of the directory on chain, approve what other members propose.',
  audit: 'Log of reads',
  auditText: 'Who read what, and who was denied; each line with its proof.',
  data: 'Personal data',
  dataText: 'Decide about erasures; how long things are kept, and how much is due to go.',
  network: 'Network',
  networkText: 'Members, height, newest checkpoint.',
};
