import { existsSync } from 'node:fs';

/** Where the browser is: CHROMIUM, or Debian's. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

export function hasBrowser(): boolean {
  return existsSync(CHROMIUM);
}
