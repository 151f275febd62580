import { Buffer } from 'node:buffer';
import { inflateSync } from 'node:zlib';

const CODE = /(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}/;

/** The case access code that is printed on a notice: it is the alternative text of its QR figure. */
export function printedCode(pdf: Uint8Array): string | undefined {
  const file = Buffer.from(pdf);
  const parts = [file, ...streamsOf(file)].map((bytes) => bytes.toString('latin1'));
  for (const part of parts) {
    // Texts stand as UTF-16 in brackets, or in hexadecimal.
    const spelled = part.replace(/<([0-9A-Fa-f\s]+)>/g, (_, hex: string) =>
      Buffer.from(hex.replace(/\s/g, ''), 'hex').toString('latin1'),
    );
    const code = CODE.exec(spelled.replaceAll('\0', ''))?.[0];
    if (code !== undefined) return code;
  }
  return undefined;
}

function streamsOf(file: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; ; ) {
    const begin = file.indexOf('stream\n', at);
    const end = file.indexOf('endstream', begin);
    if (begin === -1 || end === -1) return found;
    at = end + 'endstream'.length;
    try {
      found.push(inflateSync(file.subarray(begin + 'stream\n'.length, end)));
    } catch {
      // A stream that is not compressed in this way holds no text.
    }
  }
}
