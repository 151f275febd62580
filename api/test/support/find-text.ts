import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '@cunzheng/domain';

/** A file that is searched. */
export interface SearchedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Every file in these folders of a data directory. */
export async function filesIn(dataDir: string, parts: readonly string[]): Promise<SearchedFile[]> {
  const files: SearchedFile[] = [];
  for (const part of parts) {
    const names = await readdir(join(dataDir, part), { recursive: true, withFileTypes: true });
    for (const entry of names.filter((each) => each.isFile())) {
      const path = join(entry.parentPath, entry.name);
      files.push({ path: path.slice(dataDir.length + 1), bytes: await readFile(path) });
    }
  }
  return files;
}

/** A text as bytes may carry it: UTF-8, UTF-16 both ways, JSON and URL escapes, hex, base64 and base64url wherever it begins. */
export function forms(text: string): Map<string, Buffer> {
  const utf8 = Buffer.from(text);
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  const escaped = [...Array(text.length).keys()]
    .map((i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('');
  const out = new Map<string, Buffer>([
    ['UTF-8', utf8],
    ['UTF-16LE', little],
    ['UTF-16BE', big],
    ['JSON escapes', Buffer.from(escaped)],
    ['URL escapes', Buffer.from(encodeURIComponent(text))],
    ['hex', Buffer.from(toHex(utf8))],
  ]);
  for (const [name, bytes] of [
    ['UTF-8', utf8],
    ['UTF-16LE', little],
  ] as const) {
    for (const before of [0, 1, 2]) {
      for (const encoding of ['base64', 'base64url'] as const) {
        out.set(`${encoding} of ${name} +${before}`, Buffer.from(inside(bytes, before, encoding)));
      }
    }
  }
  return out;
}

/** The characters that depend on these bytes alone, when so many others stand before them. */
function inside(bytes: Buffer, before: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString(encoding)
    .replace(/=+$/, '');
  const first = Math.ceil((before * 8) / 6);
  return text.slice(first, Math.floor(((before + bytes.length) * 8) / 6));
}

/** Where a text stands, file and form. */
export function findText(files: readonly SearchedFile[], text: string): string[] {
  return [...forms(text)].flatMap(([form, needle]) =>
    files.filter(({ bytes }) => bytes.includes(needle)).map(({ path }) => `${path}: ${form}`),
  );
}
