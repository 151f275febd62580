import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { CunzhengError } from '@cunzheng/domain';
import * as fontkit from 'fontkit';

/** `text` and `bold` are Noto Serif SC; `rare` draws what it lacks (LXGW WenKai: more of extensions B to G). */
export type FontName = 'text' | 'bold' | 'rare';

export interface LoadedFont {
  /** A plain TrueType file. */
  readonly file: Buffer;
  has(codePoint: number): boolean;
}

export interface Run {
  readonly font: FontName;
  readonly text: string;
}

const FILES: Readonly<Record<FontName, string>> = {
  text: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  rare: '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff',
};

const loaded = new Map<FontName, LoadedFont>();

/** The font, read on first use: 14 MB each, so a process that prints nothing holds none. */
export function loadFont(name: FontName): LoadedFont {
  let font = loaded.get(name);
  if (font === undefined) {
    font = open(name);
    loaded.set(name, font);
  }
  return font;
}

function open(name: FontName): LoadedFont {
  const path = createRequire(import.meta.url).resolve(FILES[name]);
  const bytes = readFileSync(path);
  const file = path.endsWith('.woff') ? unwrapWoff(bytes) : bytes;
  const font = fontkit.create(file);
  if (!('hasGlyphForCodePoint' in font)) throw new TypeError(`${path} is a collection`);
  return { file, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
}

/**
 * WOFF 1.0 to the TrueType file inside. fontkit would inflate the whole glyph table again for every glyph it embeds.
 */
export function unwrapWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const header = Buffer.alloc(12 + 16 * count);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  header.set(searchFields(count), 6);
  const parts = [header];
  let offset = header.length;
  for (let i = 0; i < count; i++) {
    const entry = 44 + 20 * i;
    const table = tableAt(woff, entry);
    const row = 12 + 16 * i;
    woff.copy(header, row, entry, entry + 4);
    woff.copy(header, row + 4, entry + 16, entry + 20);
    header.writeUInt32BE(offset, row + 8);
    header.writeUInt32BE(table.length, row + 12);
    const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}

function tableAt(woff: Buffer, entry: number): Buffer {
  const start = woff.readUInt32BE(entry + 4);
  const packed = woff.readUInt32BE(entry + 8);
  const length = woff.readUInt32BE(entry + 12);
  const bytes = woff.subarray(start, start + packed);
  return packed < length ? inflateSync(bytes) : bytes;
}

function searchFields(count: number): Buffer {
  const power = 2 ** Math.floor(Math.log2(count));
  const fields = Buffer.alloc(6);
  fields.writeUInt16BE(power * 16, 0);
  fields.writeUInt16BE(Math.log2(power), 2);
  fields.writeUInt16BE((count - power) * 16, 4);
  return fields;
}

/** Which of the fonts draws one character. Throws `GLYPH_MISSING` when none does: nothing is ever left out silently. */
export function fontFor(character: string, weight: 'text' | 'bold'): FontName {
  const codePoint = character.codePointAt(0) as number;
  if (loadFont(weight).has(codePoint)) return weight;
  if (loadFont('rare').has(codePoint)) return 'rare';
  const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  throw new CunzhengError('GLYPH_MISSING', `no font draws ${name}`, {
    details: { character: name },
  });
}

/** Text cut where the font changes. Throws `GLYPH_MISSING`. */
export function fontRuns(text: string, weight: 'text' | 'bold'): Run[] {
  const runs: { font: FontName; text: string }[] = [];
  for (const character of text) {
    const font = fontFor(character, weight);
    const last = runs.at(-1);
    if (last?.font === font) last.text += character;
    else runs.push({ font, text: character });
  }
  return runs;
}
