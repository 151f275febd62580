import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../app/language.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Typed here first: an input method composes its characters before the address may follow. */
export function Search({ q, onSearch }: { readonly q: string; onSearch(q: string): void }) {
  const texts = useTexts({ zh, en });
  const [typed, setTyped] = useState(q);
  const asked = useRef(q);
  useEffect(() => {
    // The address changed by other means than typing: the back button, or the filter was cleared.
    if (q !== asked.current) setTyped(q);
    asked.current = q;
  }, [q]);
  useEffect(() => {
    if (typed === asked.current) return;
    const soon = setTimeout(() => {
      asked.current = typed;
      onSearch(typed);
    }, 250);
    return () => clearTimeout(soon);
  });
  return <TextInput id="search" label={texts.search} value={typed} onChange={setTyped} />;
}

/** Puts the cursor into the search field. */
export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('main input')?.focus();
}
