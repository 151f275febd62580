import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CunzhengError, demand, fromBase64Url, toBase64Url } from '@cunzheng/domain';
import { addDays, type CalendarDay, parseDay } from '@cunzheng/domain/deadlines';
import { SUIT_KEY_BYTES, type SuitEpoch, suitEpochOf } from '@cunzheng/domain/suits';
import { makeKeyFile, replaceKeyFile } from './key-file.ts';

/** A key that the courts' deployments share, by which they find suits of the same parties at each other. */
export interface SuitKey {
  readonly epoch: SuitEpoch;
  readonly key: Uint8Array;
  /** Beijing day from which on entries are written under it, until that of the next. */
  readonly from: CalendarDay;
}

/** The keys as they are now, oldest first; empty where there are none. */
export type SuitKeys = () => Promise<readonly SuitKey[]>;

const FORMAT = 'cunzheng-suit-keys/1';

/**
 * The keys in this file, read whenever they are asked for: a key that was put in or taken out counts from then on,
 * without a restart, and a file that was destroyed holds none. Throws `CONFIG_INVALID`.
 */
export function openSuitKeys(path: string): SuitKeys {
  return async () => {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return text === undefined ? [] : parseSuitKeys(text);
  };
}

/**
 * Keys out of the text of a file, `{ format, keys: [{ from, key }, …] }`, oldest first. Throws `CONFIG_INVALID` naming the
 * place, never the key.
 */
export function parseSuitKeys(text: string): readonly SuitKey[] {
  const { format, keys } = objectOf(text);
  demand(format === FORMAT && Array.isArray(keys), 'CONFIG_INVALID', `suit keys: not ${FORMAT}`);
  const read = keys.map(readKey);
  for (const name of ['epoch', 'from'] as const) {
    const values = new Set(read.map((each) => each[name]));
    demand(values.size === read.length, 'CONFIG_INVALID', `suit keys: two of one ${name}`);
  }
  return inOrder(read);
}

function objectOf(text: string): { readonly format?: unknown; readonly keys?: unknown } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    throw new CunzhengError('CONFIG_INVALID', 'suit keys: no JSON');
  }
}

function readKey(value: unknown, place: number): SuitKey {
  try {
    const { from, key: typed, ...more } = value as Record<string, string>;
    const key = fromBase64Url(typed as string);
    demand(Object.keys(more).length === 0, 'CONFIG_INVALID');
    return { epoch: suitEpochOf(key), key, from: parseDay(from as string) };
  } catch {
    const shape = `from: a day, key: ${SUIT_KEY_BYTES} bytes in base64url`;
    throw new CunzhengError('CONFIG_INVALID', `suit keys: keys/${place} is not { ${shape} }`);
  }
}

function inOrder(keys: readonly SuitKey[]): readonly SuitKey[] {
  return keys.toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

/** The key under which entries are written on a day; `undefined` before the first. Pure. */
export function keyOfDay(keys: readonly SuitKey[], day: CalendarDay): SuitKey | undefined {
  return keys.findLast(({ from }) => from <= day);
}

/** A new key from a day on. */
export function newSuitKey(from: CalendarDay): SuitKey {
  const key = Uint8Array.from(randomBytes(SUIT_KEY_BYTES));
  return { epoch: suitEpochOf(key), key, from };
}

/** Makes the file with one key from yesterday on, unless it is there: for trying. Throws `DATA_DIR_UNWRITABLE`, `DISK_FULL`. */
export async function makeSuitKeys(path: string, today: CalendarDay): Promise<void> {
  await makeKeyFile(path, textOf([newSuitKey(addDays(today, -1))]));
}

/** Puts these keys in the place of those in the file. Throws as `parseSuitKeys` for two of one day, and `makeSuitKeys`. */
export async function replaceSuitKeys(path: string, keys: readonly SuitKey[]): Promise<void> {
  const text = textOf(inOrder(keys));
  parseSuitKeys(text);
  await replaceKeyFile(path, text);
}

function textOf(keys: readonly SuitKey[]): string {
  const lines = keys.map(({ from, key }) => ({ from, key: toBase64Url(key) }));
  return `${JSON.stringify({ format: FORMAT, keys: lines }, null, 2)}\n`;
}
