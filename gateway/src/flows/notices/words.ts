import type { Language } from '@cunzheng/domain';
import type { NoticeWords, Template } from './templates/template.ts';

/** What stands in a place: the same in every language, or words of each. */
export type NoticeValue = string | Readonly<Record<Language, string>>;
export type NoticeValues = Readonly<Record<string, NoticeValue>>;

const PLACE = /\{([A-Za-z]+)\}/g;

/** Names of the places in a template's words, of both languages together. */
export function placesOf({ words }: Pick<Template, 'words'>): string[] {
  const texts = Object.values(words).flatMap(({ title, body }) => [title, body]);
  const places = [...texts.join(' ').matchAll(PLACE)].map(([, name = '']) => name);
  return [...new Set(places)].sort();
}

/** Throws `TypeError` unless there is a value for every place and none besides. */
export function demandValues(template: Template, values: NoticeValues): void {
  const given = Object.keys(values).sort().join();
  const places = placesOf(template).join();
  if (given !== places) throw new TypeError(`places are ${places}; given were ${given}`);
}

/** The words with the values in their places. */
export function fillIn(template: Template, values: NoticeValues, language: Language): NoticeWords {
  const fill = (text: string) =>
    text.replace(PLACE, (place, name: string) => inLanguage(values[name], language) ?? place);
  const { title, body } = template.words[language];
  return { title: fill(title), body: fill(body) };
}

function inLanguage(value: NoticeValue | undefined, language: Language): string | undefined {
  return typeof value === 'object' ? value[language] : value;
}
