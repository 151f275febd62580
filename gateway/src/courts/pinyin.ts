import { pinyin } from 'pinyin-pro';

/**
 * Pinyin of a name without tones, syllables parted by spaces. A character of several readings may get the wrong one
 * (莲都): whoever lists a court can give the right one.
 */
export function pinyinOf(name: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'removed', v: true });
  return syllables.join(' ').toLowerCase();
}

/** First letters of the syllables. */
export function initialsOf(syllables: string): string {
  return syllables
    .split(' ')
    .map((syllable) => syllable.slice(0, 1))
    .join('');
}
