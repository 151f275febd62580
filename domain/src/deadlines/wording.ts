import type { Language } from '../messages.ts';

/** A text in every language in which the product speaks. */
export type Wording = Readonly<Record<Language, string>>;

/** For the tables of this folder: Chinese first, as everywhere. */
export function text(zh: string, en: string): Wording {
  return { 'zh-CN': zh, en };
}
