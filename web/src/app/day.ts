import { useSettings } from './language.tsx';

/** A day of the calendar in words: `2026年12月8日`, `8 December 2026`. */
export function useDay(): (day: string) => string {
  const { language } = useSettings();
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return (day) => format.format(new Date(`${day}T00:00:00Z`));
}

/** The day in Beijing of an instant. */
export function beijingDay(iso: string | number): string {
  return new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
