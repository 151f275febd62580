import type { CourtEntry } from '../../api-client/views.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What tells courts of like names apart. */
export function CourtLine({ court }: { readonly court: CourtEntry }) {
  const texts = useTexts({ zh, en });
  const place = [court.province, court.city === court.province ? '' : court.city, court.county];
  return [
    court.code,
    wordFor(texts, court.level),
    place.filter(Boolean).join(' '),
    court.served ? texts.served : texts.notServed,
  ]
    .filter(Boolean)
    .join(' · ');
}
