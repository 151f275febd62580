import { renameSync, writeFileSync } from 'node:fs';

/** Sets the clock of the programs that look at this file (`shifted-clock.ts`) so many milliseconds ahead of the machine's. */
export function setClock(path: string, ms: number): void {
  // Exchanged at once: a look at half a file would be another time.
  writeFileSync(`${path}.new`, String(Math.round(ms)));
  renameSync(`${path}.new`, path);
}
