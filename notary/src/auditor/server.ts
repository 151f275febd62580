import {
  createServer as createPlainServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { NotaryLog } from '../log/notary-log.ts';
import { type Logger, SILENT_LOGGER } from '../logger.ts';
import { type Answer, addCheckpoint, behind, plain, whenSigned } from './witness.ts';

export interface AuditorServerOptions {
  readonly log: NotaryLog;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** PEM; absent only in tests, which then get nobody's entries. */
  readonly tls?: {
    readonly certificate: Uint8Array;
    readonly key: Uint8Array;
    /** Roots of the enrolment certificates of all members: who shows one of those may read entries. */
    readonly memberRoots: readonly Uint8Array[];
  };
  readonly logger?: Logger;
}

export interface AuditorServer {
  readonly port: number;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 64 * 1024;

/**
 * Serves a member's log: `/checkpoint` and `/tile/…` as C2SP tlog-tiles, bundles of entries to members alone,
 * `/checkpoint/<size>` with what was signed at that size, and C2SP tlog-witness `POST /add-checkpoint`.
 */
export async function serveAuditor(options: AuditorServerOptions): Promise<AuditorServer> {
  const { log, tls, logger = SILENT_LOGGER } = options;
  const listen = (request: IncomingMessage, response: ServerResponse) => {
    answer(log, request).then(
      (found) => send(response, found),
      (error: Error) => {
        logger.error({ path: request.url, error: error.message }, 'a request failed');
        send(response, plain(500, 'failed\n'));
      },
    );
  };
  const server =
    tls === undefined
      ? createPlainServer(listen)
      : createServer(
          {
            cert: Buffer.from(tls.certificate),
            key: Buffer.from(tls.key),
            ca: tls.memberRoots.map((root) => Buffer.from(root)),
            requestCert: true,
            // Tiles and checkpoints are for everybody.
            rejectUnauthorized: false,
          },
          listen,
        );
  server.requestTimeout = 10_000;
  await started(server, options.port, options.host);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Listens. Rejects when the port is taken. */
export function started(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function send(response: ServerResponse, { status, type, body, headers }: Answer): void {
  response.writeHead(status, {
    'content-type': type ?? 'text/plain; charset=utf-8',
    ...headers,
  });
  response.end(body);
}

async function answer(log: NotaryLog, request: IncomingMessage): Promise<Answer> {
  const path = request.url ?? '/';
  if (request.method === 'POST' && path === '/add-checkpoint') {
    const body = await readBody(request);
    return body === undefined ? plain(413, 'too long\n') : addCheckpoint(log, body);
  }
  if (request.method !== 'GET') return plain(405, 'not here\n');
  if (path === '/checkpoint') return noteAnswer(log.checkpoint()?.note);
  const size = /^\/checkpoint\/(0|[1-9][0-9]{0,15})$/.exec(path)?.[1];
  if (size !== undefined) return signedAt(log, Number(size));
  if (path.startsWith('/tile/entries/')) return bundleAnswer(log, request, path.slice(1));
  return tileAnswer(await log.readTile(path.slice(1)));
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function noteAnswer(note: string | undefined): Answer {
  if (note === undefined) return plain(404, 'nothing is signed of that size\n');
  return plain(200, note, { 'cache-control': 'no-store' });
}

async function signedAt(log: NotaryLog, size: number): Promise<Answer> {
  if (!(await whenSigned(log, size))) return behind(log);
  return noteAnswer(await log.checkpointAt(size));
}

async function bundleAnswer(
  log: NotaryLog,
  request: IncomingMessage,
  path: string,
): Promise<Answer> {
  const { authorized } = request.socket as Partial<TLSSocket>;
  if (authorized !== true) return plain(403, 'entries are for members\n');
  return tileAnswer(await log.readBundle(path), 'private');
}

function tileAnswer(bytes: Uint8Array | undefined, cache = 'public'): Answer {
  if (bytes === undefined) return plain(404, 'no such tile\n');
  return {
    status: 200,
    type: 'application/octet-stream',
    body: bytes,
    headers: { 'cache-control': `${cache}, max-age=31536000, immutable` },
  };
}
