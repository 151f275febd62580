import { CunzhengError } from './errors.ts';

/** What a record, a proof or a trust file may hold: no null, no fractions, ASCII camelCase keys. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

export const MAX_DEPTH = 16;
/** Text that stands in JSON as it is, nearly every one: nothing that JSON escapes, and no surrogate. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const PLAIN = /^[^"\\\u0000-\u001f\ud800-\udfff]*$/;
const KEY = /^[a-z][A-Za-z0-9]{0,63}$/;

/**
 * RFC 8785 text of a value, restricted as `design` fixes it: ASCII camelCase keys, well-formed strings, integers up
 * to 2^53 − 1 (never −0), no null, no undefined. Throws `INPUT_INVALID` for anything else.
 */
export function canonicalize(value: Json): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new CunzhengError('INPUT_INVALID', 'nested too deep');
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
        throw new CunzhengError('INPUT_INVALID', 'number is not a safe integer');
      }
      return String(value);
    case 'object':
      if (Array.isArray(value)) return writeArray(value, depth);
      if (value !== null) return writeObject(value as Record<string, unknown>, depth);
  }
  throw new CunzhengError(
    'INPUT_INVALID',
    `no canonical form for ${value === null ? 'null' : typeof value}`,
  );
}

function writeString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!isWellFormed(text))
    throw new CunzhengError('INPUT_INVALID', 'string holds a lone surrogate');
  return JSON.stringify(text);
}

function writeArray(array: readonly unknown[], depth: number): string {
  // Array.from, because map would step over the holes of a sparse array.
  return `[${Array.from(array, (item) => write(item, depth + 1)).join(',')}]`;
}

function writeObject(object: Record<string, unknown>, depth: number): string {
  if (!isPlain(object)) throw new CunzhengError('INPUT_INVALID', 'not a plain object');
  const keys = Object.keys(object).sort();
  let out = '';
  for (const key of keys) {
    if (!KEY.test(key)) throw new CunzhengError('INPUT_INVALID', 'key is not ASCII camelCase');
    out += `${out === '' ? '' : ','}"${key}":${write(object[key], depth + 1)}`;
  }
  return `{${out}}`;
}

/** False for a Date, a Map, bytes and the like, which would else be written as `{}`. */
function isPlain(object: object): boolean {
  const prototype = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** True when every surrogate of the text has its partner (String.prototype.isWellFormed is newer than our floor). */
export function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}

/**
 * Parses JSON that a stranger sent. Unlike JSON.parse it refuses duplicate keys, null, fractions and exponents, lone
 * surrogates, keys that are not ASCII camelCase and nesting beyond `MAX_DEPTH`. White space between tokens is allowed.
 * Throws `INPUT_INVALID`.
 */
export function parseStrictJson(text: string): Json {
  const parser = new StrictParser(text);
  return parser.document();
}

class StrictParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Json {
    const value = this.#value(0);
    this.#space();
    if (this.#at !== this.#text.length) this.#fail('trailing text');
    return value;
  }

  #fail(why: string): never {
    throw new CunzhengError('INPUT_INVALID', `JSON: ${why} at ${this.#at}`);
  }

  #space(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
  }

  #take(char: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #value(depth: number): Json {
    if (depth > MAX_DEPTH) this.#fail('nested too deep');
    this.#space();
    const char = this.#text[this.#at];
    if (char === '{') return this.#object(depth);
    if (char === '[') return this.#array(depth);
    if (char === '"') return this.#string();
    if (char === 't' || char === 'f') return this.#boolean();
    return this.#integer();
  }

  #object(depth: number): Json {
    // A null prototype, so that a key such as "constructor" is a plain property.
    const out: Record<string, Json> = Object.create(null);
    this.#at++;
    if (this.#take('}')) return out;
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') this.#fail('key expected');
      const key = this.#string();
      if (!KEY.test(key)) this.#fail('key is not ASCII camelCase');
      if (key in out) this.#fail('duplicate key');
      if (!this.#take(':')) this.#fail('colon expected');
      out[key] = this.#value(depth + 1);
    } while (this.#take(','));
    if (!this.#take('}')) this.#fail('end of object expected');
    return out;
  }

  #array(depth: number): Json {
    const out: Json[] = [];
    this.#at++;
    if (this.#take(']')) return out;
    do out.push(this.#value(depth + 1));
    while (this.#take(','));
    if (!this.#take(']')) this.#fail('end of array expected');
    return out;
  }

  #string(): string {
    const start = this.#at;
    let end = start + 1;
    for (; end < this.#text.length; end++) {
      const char = this.#text[end];
      if (char === '"') break;
      if (char === '\\') end++;
    }
    const token = this.#text.slice(start, end + 1);
    let value: unknown;
    try {
      value = JSON.parse(token);
    } catch {
      this.#fail('bad string');
    }
    if (typeof value !== 'string' || !isWellFormed(value)) this.#fail('bad string');
    this.#at = end + 1;
    return value;
  }

  #boolean(): boolean {
    for (const word of ['true', 'false']) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return word === 'true';
      }
    }
    return this.#fail('value expected');
  }

  #integer(): number {
    const match = /^(?:0|-?[1-9][0-9]{0,15})/.exec(this.#text.slice(this.#at, this.#at + 20));
    if (match === null) return this.#fail('value expected');
    const value = Number(match[0]);
    const next = this.#text[this.#at + match[0].length] ?? '';
    if (!Number.isSafeInteger(value) || /[0-9.eE]/.test(next))
      this.#fail('number is not a safe integer');
    this.#at += match[0].length;
    return value;
  }
}
