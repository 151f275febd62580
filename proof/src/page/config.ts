import type { Language } from '../sentences/sentences.ts';

/** What a server may put into the page; all of it absent in the file on disk. */
export interface PageConfig {
  /** Text of the trust file. */
  readonly trust?: string;
  /** Base URL of the public look-up, such as /api/v1. */
  readonly lookup?: string;
  readonly lang?: Language;
}

/** The page's configuration from `<script type="application/json" id="cunzheng-config">`. */
export function readConfig(): PageConfig {
  const text = document.getElementById('cunzheng-config')?.textContent ?? 'null';
  return (JSON.parse(text) as PageConfig | null) ?? {};
}

/** Number and code from the address of the QR code on the paper: `#n=<number>&c=<code>`. */
export function readFragment(fragment: string): { number: string; code: string } | undefined {
  const values = new URLSearchParams(fragment.replace(/^#/, ''));
  const [number, code] = [values.get('n'), values.get('c')];
  return number === null || code === null ? undefined : { number, code };
}

/** A preference kept on this device; a browser that keeps nothing just forgets it. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(`cunzheng.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`cunzheng.${name}`, value);
  } catch {
    // Private windows and files on disk may have no storage; the choice then lasts for this page.
  }
}
