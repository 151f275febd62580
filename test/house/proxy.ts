import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http';

/** One request with its answer, as it passed. */
export interface Passed {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

export interface Proxy {
  readonly url: string;
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** Port of the server behind. */
  readonly port: number;
  /** After the request was passed on whole, before its answer. */
  readonly onRequest: (method: string, path: string) => void;
  /** When the answer is there whole, before it is handed on. */
  readonly onAnswer: (passed: Passed) => void;
}

/** Stands between a program and the server and sees what passes. A server that is gone closes the connection. */
export async function openProxy(options: ProxyOptions): Promise<Proxy> {
  const server = createServer((incoming, outgoing) => {
    pass(options, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function pass(options: ProxyOptions, incoming: IncomingMessage, outgoing: ServerResponse) {
  const body = await whole(incoming);
  const { method = 'GET', url: path = '/', headers } = incoming;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const { port, onRequest } = options;
    const onward = send({ host: '127.0.0.1', port, method, path, headers, agent: false });
    onward.once('response', resolve);
    onward.once('error', reject);
    onward.end(body, () => onRequest(method, path));
  });
  const bytes = await whole(answer);
  const status = answer.statusCode as number;
  options.onAnswer({ method, path, status, body: bytes.toString('utf8') });
  outgoing.writeHead(status, answer.headers);
  outgoing.end(bytes);
}

async function whole(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
