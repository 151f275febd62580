import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

export type Language = 'zh-CN' | 'en';

interface Settings {
  readonly language: Language;
  readonly elder: boolean;
  setLanguage(language: Language): void;
  setElder(elder: boolean): void;
}

const SettingsContext = createContext<Settings | undefined>(undefined);

function stored(key: string): string | null {
  // Private windows and some web views refuse storage; the page must work all the same.
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // the choice then lasts for this page only
  }
}

/** Language and 长辈版, kept on this device and given to the whole page. */
export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(stored('language') === 'en' ? 'en' : 'zh-CN');
  const [elder, setElder] = useState(stored('elder') === 'on');
  useEffect(() => {
    document.documentElement.lang = language;
    store('language', language);
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset.elder = elder ? 'on' : 'off';
    store('elder', elder ? 'on' : 'off');
  }, [elder]);
  const choose = (next: Language) => {
    // What is asked for anew because of the change is asked before this provider's own effects run.
    document.documentElement.lang = next;
    setLanguage(next);
  };
  return (
    <SettingsContext value={{ language, elder, setLanguage: choose, setElder }}>
      {children}
    </SettingsContext>
  );
}

export function useSettings(): Settings {
  const settings = useContext(SettingsContext);
  if (settings === undefined) throw new TypeError('useSettings outside SettingsProvider');
  return settings;
}

/** The word for a state that the API names; a state newer than this page is shown as it came. */
export function wordFor(texts: object, state: string): string {
  const word = Object.hasOwn(texts, state) ? (texts as Record<string, unknown>)[state] : undefined;
  return typeof word === 'string' ? word : state;
}

/** The texts of the chosen language. Both files have the same keys; a test compares them. */
export function useTexts<T extends object>(texts: {
  readonly zh: T;
  readonly en: { readonly [K in keyof T]: T[K] };
}): T {
  return useSettings().language === 'en' ? (texts.en as T) : texts.zh;
}
