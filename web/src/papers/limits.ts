import type { FilingLimits } from '../api-client/views.ts';
import { formatBytes } from '../app/format.ts';
import type { zh } from './zh.ts';

/** What hinders these files, in words; checked on the device, so that nobody waits for what cannot succeed. */
export function faultsOf(
  files: readonly File[],
  { fileBytes, filingBytes, types }: FilingLimits,
  used: number,
  texts: typeof zh,
): string[] {
  const each = files.flatMap((file) => {
    if (file.size === 0) return texts.empty(file.name);
    if (!(types as readonly string[]).includes(file.type)) return texts.wrongKind(file.name);
    return file.size > fileBytes ? texts.tooLarge(file.name, formatBytes(fileBytes)) : [];
  });
  const sum = files.reduce((all, { size }) => all + size, used);
  if (each.length === 0 && sum > filingBytes) return [texts.tooMuch(formatBytes(filingBytes))];
  return each;
}
