import type { Setting, Wording } from '../api-client/views.ts';
import { formatHours } from '../app/hotline.ts';
import { useSettings, useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/settings.ts';

type Shape = Pick<Setting, 'kind' | 'unit' | 'options'>;
type Texts = typeof zh;
type Span = { from: string; to: string };

/** Characters of a text that a list shows. */
const EXCERPT = 40;

/** A value of a setting in words; a long text is cut, its page has the whole. */
export function useSettingValue(): (shape: Shape, value: unknown) => string {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  return (shape, value) => inWords(texts, language, shape, value);
}

function inWords(
  texts: Texts,
  language: 'zh-CN' | 'en',
  { kind, unit, options }: Shape,
  value: unknown,
): string {
  if (value === undefined || value === null) return texts.missing;
  if (kind === 'hours') return formatHours(value as Span[], texts.comma);
  if (kind === 'choice') return options?.[value as string]?.[language] ?? String(value);
  if (kind === 'text') {
    const text = (value as Wording)[language];
    return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
  }
  return unit === undefined ? String(value) : texts[unit](String(value));
}
