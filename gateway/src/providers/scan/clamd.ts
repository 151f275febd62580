import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Scanner, ScanSaid } from './ports.ts';

/** Where clamd listens: a socket's path, or host and port. */
export type ClamdPlace =
  | { readonly path: string }
  | { readonly host: string; readonly port: number };

/** No byte from or to clamd for so long ends the attempt. */
const IDLE_MS = 60_000;
/** Longer answers are none. */
const MAX_ANSWER = 4096;

/** The place that a setting names: `/run/clamav/clamd.ctl` or `host:port`. `undefined` for anything else. */
export function clamdPlace(text: string): ClamdPlace | undefined {
  if (text.startsWith('/')) return { path: text };
  const [, host, port] = /^([^:\s]+|\[[0-9a-fA-F:]+\]):([1-9][0-9]{0,4})$/.exec(text) ?? [];
  if (host === undefined || Number(port) > 65535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/** clamd, asked by INSTREAM: the file goes over the socket, so clamd needs no right to read ours. */
export function clamd(place: ClamdPlace, idleMs = IDLE_MS): Scanner {
  return {
    async scan(bytes) {
      const socket = connect('path' in place ? { path: place.path } : place);
      socket.setTimeout(idleMs, () => socket.destroy(new Error('no answer in time')));
      try {
        const answer = answerOf(socket);
        // Read to the end below, or gone with the socket; until then nobody waits for it.
        answer.catch(() => undefined);
        await Promise.race([send(socket, bytes), answer]);
        return said(await answer);
      } catch (error) {
        return { state: 'failed', words: (error as Error).message };
      } finally {
        socket.destroy();
      }
    },
  };
}

async function send(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const chunk of bytes) {
    // A chunk of no length would be the end.
    if (chunk.length === 0) continue;
    if (socket.destroyed) return;
    socket.write(lengthOf(chunk));
    if (!socket.write(chunk)) await once(socket, 'drain');
  }
  socket.write(lengthOf(new Uint8Array()));
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) {
    text += (chunk as Buffer).toString('utf8');
    if (text.includes('\0')) break;
    if (text.length > MAX_ANSWER) throw new Error('the answer is too long');
  }
  return text.split('\0')[0] ?? '';
}

/** `stream: OK`, `stream: Win.Test.EICAR_HDB-1 FOUND`; everything else says that it could not. */
function said(answer: string): ScanSaid {
  if (answer === 'stream: OK') return { state: 'clean' };
  const [, name] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (name !== undefined) return { state: 'found', name };
  return { state: 'failed', words: answer.slice(0, 200) || 'no answer' };
}
