import { pinyin } from 'pinyin-pro';
import type { KnownCourt } from './known.ts';

type Where = Pick<KnownCourt, 'province' | 'city' | 'county' | 'place'>;

/**
 * Pinyin of a name without tones, syllables parted by spaces. A character of several readings may get the wrong one
 * (莲都): whoever lists a court can give the right one.
 */
export function pinyinOf(name: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'removed', v: true });
  return syllables.join(' ').toLowerCase();
}

/** Pinyin of where a court is, from the province to the address; a name that comes twice is said once. */
export function placePinyinOf({ province, city, county, place }: Where): string {
  const names = new Set([province, city, county, place].filter((name) => name !== ''));
  return [...names]
    .map(pinyinOf)
    .filter((syllables) => syllables !== '')
    .join(' ');
}

/** First letters of the syllables. */
export function initialsOf(syllables: string): string {
  return syllables
    .split(' ')
    .map((syllable) => syllable.slice(0, 1))
    .join('');
}
