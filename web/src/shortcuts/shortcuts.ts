import { useEffect, useRef, useSyncExternalStore } from 'react';

/** One key, what it does in the reader's words, and how. */
export interface Shortcut {
  readonly key: string;
  readonly does: string;
  run(): void;
}

interface Entry {
  readonly list: { current: readonly Shortcut[] };
}

const entries = new Set<Entry>();
const watchers = new Set<() => void>();
let helpOpen = false;
let used = stored() !== 'off';

function changed(): void {
  for (const watch of watchers) watch();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Gives the page these keys while it is shown. Whoever is asked first is the page, then what surrounds it. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const list = useRef(shortcuts);
  list.current = shortcuts;
  useEffect(() => {
    const entry = { list };
    entries.add(entry);
    return () => void entries.delete(entry);
  }, []);
}

/** Every key that works on the page as it stands. */
export function currentShortcuts(): readonly Shortcut[] {
  const found = new Map<string, Shortcut>();
  for (const { list } of entries) for (const each of list.current) found.set(each.key, each);
  return [...found.values()];
}

/** Opens or closes the list of keys. */
export function showHelp(open: boolean): void {
  helpOpen = open;
  changed();
}

export function useHelpOpen(): boolean {
  return useSyncExternalStore(watch, () => helpOpen);
}

/** Whether this person uses keys at all; kept on this device. Speech input types letters that nobody meant as keys. */
export function useKeysUsed(): readonly [used: boolean, set: (used: boolean) => void] {
  const current = useSyncExternalStore(watch, () => used);
  return [current, setKeysUsed];
}

function setKeysUsed(next: boolean): void {
  used = next;
  try {
    localStorage.setItem('shortcuts', next ? 'on' : 'off');
  } catch {
    // the choice then lasts for this page only
  }
  changed();
}

function stored(): string | null {
  try {
    return localStorage.getItem('shortcuts');
  } catch {
    return null;
  }
}

/** Listens for keys while mounted; once on a page. */
export function useKeyListener(): void {
  useEffect(() => {
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** Chinese input methods type these for the key of the other. */
const SAME_KEY: Readonly<Record<string, string>> = { '？': '?', '／': '/' };

function onKey(event: KeyboardEvent): void {
  if (!used || helpOpen || event.defaultPrevented || event.repeat || isTyping(event)) return;
  const key = SAME_KEY[event.key] ?? event.key;
  const found = currentShortcuts().find((shortcut) => shortcut.key === key);
  if (found === undefined) return;
  event.preventDefault();
  found.run();
}

const NO_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'file']);

/** Somebody writes: in a field, through an input method, or a chord for the browser. */
function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true;
  const { target } = event;
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLElement && target.isContentEditable;
}
