import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CunzhengError } from '@cunzheng/domain';
import type { Supervisor } from './supervisor.ts';

export interface ControlAddress {
  readonly port: number;
  readonly token: string;
}

/** What may be asked of a supervisor at work. */
export interface ControlRequest {
  readonly action:
    | 'nodes'
    | 'start'
    | 'stop'
    | 'restart'
    | 'kill'
    | 'pause'
    | 'resume'
    | 'shutdown';
  readonly names?: readonly string[];
  readonly name?: string;
  readonly stay?: boolean;
}

/** Listens on the loopback interface; only who can read the supervisor's file has the token. */
export function serveControl(
  supervisor: Supervisor,
  shutdown: () => void,
): Promise<{ address: ControlAddress; server: Server }> {
  const token = randomBytes(24).toString('base64url');
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(403).end();
      return;
    }
    answer(supervisor, shutdown, request, response).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ address: { port, token }, server });
    });
  });
}

async function answer(
  supervisor: Supervisor,
  shutdown: () => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  try {
    const asked = JSON.parse(body) as ControlRequest;
    await act(supervisor, asked);
    response.end(JSON.stringify({ nodes: supervisor.reports() }));
    if (asked.action === 'shutdown') shutdown();
  } catch (error) {
    const { code, message } = coded(error);
    response.writeHead(500).end(JSON.stringify({ code, message }));
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

async function act(supervisor: Supervisor, { action, name, names, stay }: ControlRequest) {
  if (action === 'nodes') return;
  if (action === 'shutdown') return supervisor.stopAll();
  if (action === 'start') return supervisor.start(names);
  const one = name ?? '';
  if (action === 'kill') return supervisor.kill(one, stay ?? false);
  return supervisor[action](one);
}

function coded(error: unknown): { code: string; message: string } {
  if (error instanceof CunzhengError) return { code: error.code, message: error.message };
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) };
}
