import type { Language } from '@cunzheng/domain';
import type { NoticeWords, Template } from './templates/template.ts';

const PLACE = /\{([A-Za-z]+)\}/g;

/** Names of the places in a template's words, of both languages together. */
export function placesOf({ words }: Pick<Template, 'words'>): string[] {
  const texts = Object.values(words).flatMap(({ title, body }) => [title, body]);
  const places = [...texts.join(' ').matchAll(PLACE)].map(([, name = '']) => name);
  return [...new Set(places)].sort();
}

/** Throws `TypeError` unless there is a value for every place and none besides. */
export function demandValues(template: Template, values: Readonly<Record<string, string>>): void {
  const given = Object.keys(values).sort().join();
  const places = placesOf(template).join();
  if (given !== places) throw new TypeError(`places are ${places}; given were ${given}`);
}

/** The words with the values in their places. */
export function fillIn(
  template: Template,
  values: Readonly<Record<string, string>>,
  language: Language,
): NoticeWords {
  const fill = (text: string) =>
    text.replace(PLACE, (place, name: string) => values[name] ?? place);
  const { title, body } = template.words[language];
  return { title: fill(title), body: fill(body) };
}
