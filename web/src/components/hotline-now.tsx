import type { Hotline } from '../api-client/views.ts';
import { formatHours } from '../app/hotline.ts';
import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/hotline.ts';

/** The hours of the hotline, and who answers at this moment. */
export function HotlineHours({ hotline }: { readonly hotline: Hotline }) {
  const texts = useTexts({ zh, en });
  return <>{texts.hours(formatHours(hotline.hours, texts.comma))}</>;
}

export function HotlineNow({ hotline }: { readonly hotline: Hotline }) {
  const texts = useTexts({ zh, en });
  if (hotline.now === 'unknown') return <>{texts.unknown(hotline.unknownYear ?? 0)}</>;
  if (hotline.now === 'automatic' && hotline.dayOff) return <>{texts.dayOff}</>;
  return <>{texts[hotline.now]}</>;
}
