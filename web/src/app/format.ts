import { useSettings } from './language.tsx';

/** Court time: Beijing, whatever the device is set to. */
const ZONE = 'Asia/Shanghai';

/** Formats instants for people: date and time to the second, in Beijing time. */
export function useTime(): (iso: string | undefined) => string {
  const { language } = useSettings();
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: ZONE,
    hourCycle: 'h23',
  });
  return (iso) => (iso === undefined ? '' : format.format(new Date(iso)));
}

/** 1.2 MB, 340 KB. */
export function formatBytes(bytes: number): string {
  const mega = bytes / 2 ** 20;
  return mega < 1 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${Number(mega.toFixed(1))} MB`;
}

/** A digest or id in groups of eight, so that two people can compare it aloud. */
export function grouped(text: string): string {
  return text.replace(/(.{8})(?=.)/g, '$1 ');
}
