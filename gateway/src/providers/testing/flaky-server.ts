import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface FlakyRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly bytes: Buffer;
}

/** What a route answers; `json` is written with its content type. */
export interface FlakyAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

export type FlakyRoute = (request: FlakyRequest) => FlakyAnswer | Promise<FlakyAnswer>;

/**
 * What can go wrong. `down` closes the connection before anything was done; `lost` does it and then closes without an
 * answer; `slow` answers after so long; `hang` never answers; `garbage` answers with what nobody can read; `cut` stops in
 * the middle; `twice` does it two times, as a provider that repeats by itself; an answer of one's own replaces the route's.
 */
export type Fault =
  | 'down'
  | 'lost'
  | 'hang'
  | 'garbage'
  | 'cut'
  | 'twice'
  | { readonly slow: number }
  | { readonly answer: FlakyAnswer };

/** A provider on this machine, for tests and demonstrations. */
export interface FlakyServer {
  readonly url: string;
  /** Every request that came, done or not. */
  readonly requests: readonly FlakyRequest[];
  /** The next requests get these faults, one each; then all is well again. */
  failNext(...faults: readonly Fault[]): void;
  /** Every request gets this fault until it is `undefined`. */
  fail(fault: Fault | undefined): void;
  close(): Promise<void>;
}

export interface FlakyOptions {
  /** By `METHOD /path`; a path that ends in `*` takes everything below it. */
  readonly routes: Readonly<Record<string, FlakyRoute>>;
  readonly faults?: readonly Fault[];
}

/** Starts a provider that can be slow, wrong, down and do things twice. The caller closes it. */
export async function startFlakyServer({
  routes,
  faults = [],
}: FlakyOptions): Promise<FlakyServer> {
  const requests: FlakyRequest[] = [];
  const waiting: Fault[] = [...faults];
  let standing: Fault | undefined;
  const server = createServer(async (incoming, response) => {
    const request = await readRequest(incoming);
    requests.push(request);
    await answer(response, routeOf(routes, request), {
      request,
      fault: waiting.shift() ?? standing,
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    failNext: (...next) => void waiting.push(...next),
    fail: (fault) => {
      standing = fault;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<FlakyRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://here');
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    body: bytes.toString('utf8'),
    bytes,
  };
}

const NONE: FlakyRoute = () => ({ status: 404, json: { error: 'no such path' } });

function routeOf(routes: FlakyOptions['routes'], { method, path }: FlakyRequest): FlakyRoute {
  const exact = routes[`${method} ${path}`];
  if (exact !== undefined) return exact;
  const wide = Object.keys(routes).find(
    (name) => name.endsWith('*') && `${method} ${path}`.startsWith(name.slice(0, -1)),
  );
  return (wide === undefined ? undefined : routes[wide]) ?? NONE;
}

async function answer(
  response: ServerResponse,
  route: FlakyRoute,
  { request, fault }: { request: FlakyRequest; fault: Fault | undefined },
): Promise<void> {
  if (fault === 'down') return void response.destroy();
  if (fault === 'hang') return;
  if (typeof fault === 'object' && 'answer' in fault) return write(response, fault.answer);
  const done = await route(request);
  if (fault === 'lost') return void response.destroy();
  if (fault === 'twice') return write(response, await route(request));
  if (fault === 'garbage') return write(response, { text: '<html>maintenance</html>' });
  if (fault === 'cut') return cut(response, done);
  if (typeof fault === 'object') await new Promise((go) => setTimeout(go, fault.slow).unref());
  write(response, done);
}

function write(
  response: ServerResponse,
  { status = 200, headers = {}, json, text }: FlakyAnswer,
): void {
  const type = json === undefined ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(json === undefined ? (text ?? '') : JSON.stringify(json));
}

function cut(response: ServerResponse, { status = 200, json, text = '' }: FlakyAnswer): void {
  const whole = json === undefined ? text : JSON.stringify(json);
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(whole) + 1) });
  response.write(whole.slice(0, whole.length / 2), () => response.destroy());
}
