import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Papers of the filing',
  lead: (court: string, cause: string) => `${court} · ${cause}`,
  loading: 'Reading…',
  handedIn:
    'It was handed in; its papers cannot be changed. When the court asks for corrections they can be replaced here.',
  practice: 'Nobody but you sees them before you hand in.',
};
