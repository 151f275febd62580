import { CunzhengError, concatBytes, fromBase64Url, toBase64Url, utf8 } from '@cunzheng/domain';

/** Names that pack into one byte, from 0x05; their order is part of the format. */
const NAMES =
  'action actTime attended capacity caseTag channel checkpoint court document event key kind number owner point recipient root sd service sha256 signature size sm3 v witnesses'.split(
    ' ',
  );
const FIRST_NAME = 5;
/** Bytes of binary by marker 0x01 to 0x04. */
const BINARY_LENGTHS = [16, 32, 64, 65];
const TEXT_LENGTHS = BINARY_LENGTHS.map((bytes) => Math.ceil((bytes * 4) / 3));

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

const PLACE_OF_NAME = new Map(NAMES.map((name, place) => [name, place]));
const TOKEN_OF_NAME = NAMES.map((name) => utf8(`"${name}":`));
/** No packed byte stands for more than this. */
const LONGEST_NAME = Math.max(...TOKEN_OF_NAME.map((token) => token.length));

/** Packs the canonical JSON bytes of a record; `unpack` gives them back. */
export function pack(text: Uint8Array): Uint8Array {
  const out: Uint8Array[] = [];
  let copied = 0;
  for (let at = 0; at < text.length; ) {
    if (text[at] !== QUOTE) {
      at++;
      continue;
    }
    const end = endOfToken(text, at);
    const isName = text[end] === COLON;
    const packed = packToken(asciiText(text.subarray(at + 1, end - 1)), isName);
    const next = isName && packed !== undefined ? end + 1 : end;
    if (packed !== undefined) {
      out.push(text.subarray(copied, at), packed);
      copied = next;
    }
    at = next;
  }
  return concatBytes(...out, text.subarray(copied));
}

/** Position after the closing quote of the string token that begins at `start`. */
function endOfToken(text: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

/** The bytes as text when they are short enough to matter; a byte above 0x7F stays what no name and no base64url has. */
function asciiText(bytes: Uint8Array): string {
  return bytes.length > 87 ? '' : String.fromCharCode(...bytes);
}

function packToken(content: string, isName: boolean): Uint8Array | undefined {
  if (isName) {
    const place = PLACE_OF_NAME.get(content);
    return place === undefined ? undefined : Uint8Array.of(FIRST_NAME + place);
  }
  const kind = TEXT_LENGTHS.indexOf(content.length);
  if (kind < 0) return undefined;
  try {
    return concatBytes(Uint8Array.of(kind + 1), fromBase64Url(content));
  } catch {
    // Text of that length that is no base64url is copied as it stands.
    return undefined;
  }
}

/** The bytes that were packed. Throws `INPUT_INVALID`; the caller still has to check that packing again gives the same. */
export function unpack(packed: Uint8Array): Uint8Array {
  const out = new Uint8Array(packed.length * LONGEST_NAME);
  let length = 0;
  for (let at = 0; at < packed.length; ) {
    const byte = packed[at] as number;
    if (byte >= 0x20) {
      out[length++] = byte;
      at++;
      continue;
    }
    const binary = BINARY_LENGTHS[byte - 1];
    const token = binary === undefined ? tokenOfName(byte) : binaryToken(packed, at + 1, binary);
    out.set(token, length);
    length += token.length;
    at += 1 + (binary ?? 0);
  }
  return out.slice(0, length);
}

function binaryToken(packed: Uint8Array, at: number, length: number): Uint8Array {
  if (at + length > packed.length) throw new CunzhengError('INPUT_INVALID', 'packed: truncated');
  return utf8(`"${toBase64Url(packed.subarray(at, at + length))}"`);
}

function tokenOfName(byte: number): Uint8Array {
  const token = TOKEN_OF_NAME[byte - FIRST_NAME];
  if (token === undefined) throw new CunzhengError('INPUT_INVALID', 'packed: unused byte');
  return token;
}
