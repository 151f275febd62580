import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Person, Send } from './person.ts';

/** What is said of a file when it is begun. */
export interface Beginning {
  readonly filing: string;
  readonly slot?: string;
  readonly name?: string;
  readonly mark?: string;
  readonly replaces?: string;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const TUS = { 'tus-resumable': '1.0.0' };

/** By which a device knows a file again. */
export const markOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Begins a file of so many bytes; the answer's `location` says where it goes on. */
export function begin(person: Person, length: number, beginning: Beginning) {
  const said = { slot: 'evidence', name: '证据', mark: markOf('a'), ...beginning };
  const metadata = Object.entries(said).map(([name, value]) => `${name} ${base64(value)}`);
  return person.ask<{ code: string; details?: object }>('POST', '/api/v1/uploads', undefined, {
    ...TUS,
    'upload-length': String(length),
    'upload-metadata': metadata.join(','),
  });
}

/** Sends bytes from that place on. */
export function send(person: Person, path: string, offset: number, body: Uint8Array) {
  const headers = {
    ...TUS,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  };
  return person.raw('PATCH', path, { headers, body });
}

/** How far it has come; status and place. */
export async function ask(person: Person, path: string) {
  const { status, headers } = await person.raw('HEAD', path, { headers: TUS });
  return { status, offset: Number(headers.get('upload-offset') ?? -1) };
}

/** Throws it away. */
export const discard = (person: Person, path: string) =>
  person.raw('DELETE', path, { headers: TUS });

/** What an answer says, parsed. */
export const said = ({ bytes }: { bytes: Uint8Array }) =>
  JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>;

/**
 * Sends only the beginning of what a request announces, waits until `arrived`, and cuts the line; there is no answer.
 */
export function breaking(base: string, bytes: number, arrived: () => Promise<unknown>): Send {
  return async (method, path, { headers, body }) => {
    const whole = Buffer.from(body ?? '');
    const all = { ...headers, 'content-length': String(whole.length) };
    const line = request(`${base}${path}`, { method, headers: all });
    line.on('error', () => undefined);
    line.write(whole.subarray(0, bytes));
    await arrived();
    line.destroy();
    return { status: 0, headers: new Headers(), bytes: new Uint8Array() };
  };
}

/** Sends every request over one line, one after the other; throws when the server gives it up in between. */
export function overOneLine(base: string): Send {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let line: number | undefined;
  return (method, path, { headers, body }) =>
    new Promise((resolve, reject) => {
      const whole = Buffer.from(body ?? '');
      const all = { ...headers, 'content-length': String(whole.length) };
      const asked = request(`${base}${path}`, { method, headers: all, agent }, async (answer) => {
        line ??= answer.socket.localPort;
        if (answer.socket.localPort !== line) return reject(new Error('the line was given up'));
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk as Buffer);
        const told = Object.entries(answer.headersDistinct).flatMap(([name, values]) =>
          (values ?? []).map((value): [string, string] => [name, value]),
        );
        const status = answer.statusCode as number;
        resolve({ status, headers: new Headers(told), bytes: Buffer.concat(chunks) });
      });
      asked.once('error', reject);
      asked.end(whole);
    });
}
