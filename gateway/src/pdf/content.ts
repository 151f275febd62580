import { inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  type PDFPage,
  PDFRawStream,
  PDFStream,
} from '@cantoo/pdf-lib';

/** An operand as far as the scan needs it: numbers count, names resolve, everything else is only counted. */
export type Operand =
  | number
  | { readonly name: string }
  | { readonly length: number }
  | readonly Operand[];

export interface Operation {
  readonly operator: string;
  readonly operands: readonly Operand[];
}

const SPACE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITER = new Set([...'()<>[]{}/%'].map((c) => c.charCodeAt(0)));

/** The decoded content of a page; undefined when a stream cannot be decoded. */
export function pageContent(page: PDFPage): Uint8Array | undefined {
  const contents = page.node.lookup(PDFName.of('Contents'));
  if (contents === undefined) return new Uint8Array();
  const streams =
    contents instanceof PDFArray
      ? contents.asArray().map((_, i) => contents.lookup(i))
      : [contents];
  const parts = streams.map((stream) =>
    stream instanceof PDFStream ? streamBytes(stream) : undefined,
  );
  if (parts.some((part) => part === undefined)) return undefined;
  return Buffer.concat((parts as Uint8Array[]).flatMap((part) => [part, Buffer.from('\n')]));
}

/** Content of one stream above this is not read: a small file may unpack to gigabytes. */
const MAX_UNPACKED = 64 * 1024 * 1024;
/** The other filters unpack through a library that knows no limit; they are old, and their streams small. */
const MAX_PACKED_ODD = 256 * 1024;

/** The decoded bytes of a stream of a loaded file; undefined when its filter is unknown, its data broken or its size absurd. */
export function streamBytes(stream: PDFStream): Uint8Array | undefined {
  if (!(stream instanceof PDFRawStream)) return undefined;
  const packed = stream.getContents();
  try {
    if (isPlainFlate(stream)) return inflateSync(packed, { maxOutputLength: MAX_UNPACKED });
    if (stream.dict.has(PDFName.of('Filter')) && packed.length > MAX_PACKED_ODD) return undefined;
    return decodePDFRawStream(stream).decode();
  } catch {
    return undefined;
  }
}

function isPlainFlate({ dict }: PDFRawStream): boolean {
  if (dict.has(PDFName.of('DecodeParms'))) return false;
  const filter = dict.lookup(PDFName.of('Filter'));
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  return only === PDFName.of('FlateDecode');
}

export function lookupDict(dict: PDFDict | undefined, name: string): PDFDict | undefined {
  const value = dict?.lookup(PDFName.of(name));
  return value instanceof PDFDict ? value : undefined;
}

/** Reads operations one after another. Throws `RangeError` on what is no content stream. */
export function* operations(bytes: Uint8Array): Generator<Operation> {
  const reader = new Reader(bytes);
  let operands: Operand[] = [];
  for (;;) {
    const token = reader.next();
    if (token === undefined) return;
    if (typeof token === 'object' && 'operator' in token) {
      yield { operator: token.operator, operands };
      operands = [];
      if (token.operator === 'BI') reader.skipInlineImage();
    } else {
      operands.push(token);
      if (operands.length > 1000) throw new RangeError('too many operands');
    }
  }
}

type Token = Operand | { readonly operator: string };

class Reader {
  #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(depth = 0): Token | undefined {
    this.#skipSpace();
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return undefined;
    if (depth > 32) throw new RangeError('nested too deep');
    switch (byte) {
      case 0x28:
        return this.#string();
      case 0x2f:
        this.#at++;
        return { name: this.#word() };
      case 0x5b:
        return this.#group(1, ']', depth);
      case 0x3c:
        return this.#bytes[this.#at + 1] === 0x3c ? this.#group(2, '>>', depth) : this.#hex();
      case 0x5d:
        this.#at++;
        return { operator: ']' };
      case 0x3e:
        this.#at += 2;
        return { operator: '>>' };
      case 0x29:
      case 0x7b:
      case 0x7d:
        throw new RangeError('stray delimiter');
      default:
        return this.#numberOrOperator();
    }
  }

  /** The data of an inline image lies between ID and an EI with space on both sides. */
  skipInlineImage(): void {
    let token = this.next();
    while (
      token !== undefined &&
      !(typeof token === 'object' && 'operator' in token && token.operator === 'ID')
    )
      token = this.next();
    for (let i = this.#at + 1; i < this.#bytes.length - 1; i++) {
      const isEnd =
        this.#bytes[i] === 0x45 &&
        this.#bytes[i + 1] === 0x49 &&
        SPACE.has(this.#bytes[i - 1] as number) &&
        (i + 2 >= this.#bytes.length || SPACE.has(this.#bytes[i + 2] as number));
      if (!isEnd) continue;
      this.#at = i + 2;
      return;
    }
    throw new RangeError('inline image without end');
  }

  #skipSpace(): void {
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === 0x25) this.#skipLine();
      else if (byte !== undefined && SPACE.has(byte)) this.#at++;
      else return;
    }
  }

  #skipLine(): void {
    while (
      this.#at < this.#bytes.length &&
      this.#bytes[this.#at] !== 10 &&
      this.#bytes[this.#at] !== 13
    )
      this.#at++;
  }

  #word(): string {
    const start = this.#at;
    while (this.#at < this.#bytes.length) {
      const byte = this.#bytes[this.#at] as number;
      if (SPACE.has(byte) || DELIMITER.has(byte)) break;
      this.#at++;
    }
    return Buffer.from(this.#bytes.subarray(start, this.#at))
      .toString('latin1')
      .replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }

  #numberOrOperator(): Token {
    const word = this.#word();
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return Number(word);
    return { operator: word };
  }

  #string(): Operand {
    const start = ++this.#at;
    for (let depth = 1; depth > 0; this.#at++) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new RangeError('string without end');
      if (byte === 0x5c) this.#at++;
      else if (byte === 0x28) depth++;
      else if (byte === 0x29) depth--;
    }
    return { length: this.#at - 1 - start };
  }

  #hex(): Operand {
    const start = ++this.#at;
    const end = this.#bytes.indexOf(0x3e, start);
    if (end < 0) throw new RangeError('string without end');
    this.#at = end + 1;
    return { length: Math.ceil((end - start) / 2) };
  }

  #group(skip: number, end: string, depth: number): Operand {
    this.#at += skip;
    const items: Operand[] = [];
    for (;;) {
      const token = this.next(depth + 1);
      if (token === undefined) throw new RangeError('group without end');
      if (typeof token === 'object' && 'operator' in token) {
        if (token.operator === end) return items;
        if (!['true', 'false', 'null'].includes(token.operator))
          throw new RangeError('operator in a group');
      } else items.push(token);
    }
  }
}
