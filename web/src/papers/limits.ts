import type { FilingLimits } from '../api-client/views.ts';
import { formatBytes } from '../app/format.ts';
import type { zh } from './zh.ts';

/** Files that can be handed in, and in words what hinders the others. */
export interface Admitted {
  readonly good: readonly File[];
  readonly faults: readonly string[];
}

/**
 * Looks at files on the device, so that nobody waits for what cannot succeed. One that cannot be taken leaves the others as
 * they are; too many bytes together hinder all, as nobody but the person knows which are needed.
 */
export function admitted(
  files: readonly File[],
  limits: FilingLimits,
  used: number,
  texts: typeof zh,
): Admitted {
  const faultOf = (file: File) => faultOfOne(file, limits, texts);
  const faults = files.flatMap((file) => faultOf(file) ?? []);
  const good = files.filter((file) => faultOf(file) === undefined);
  const sum = good.reduce((all, { size }) => all + size, used);
  if (sum > limits.filingBytes)
    return { good: [], faults: [...faults, texts.tooMuch(formatBytes(limits.filingBytes))] };
  const rest = faults.length > 0 && good.length > 0 ? [texts.rest(good.length)] : [];
  return { good, faults: [...faults, ...rest] };
}

function faultOfOne(
  file: File,
  { fileBytes, types }: FilingLimits,
  texts: typeof zh,
): string | undefined {
  if (file.size === 0) return texts.empty(file.name);
  if (!(types as readonly string[]).includes(file.type)) return texts.wrongKind(file.name);
  return file.size > fileBytes ? texts.tooLarge(file.name, formatBytes(fileBytes)) : undefined;
}
