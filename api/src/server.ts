import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CunzhengError, ERROR_MESSAGES } from '@cunzheng/domain';
import type { FastifyInstance } from 'fastify';
import { build } from './app.ts';
import { compose, type Deployment, isExpected } from './compose.ts';
import { type Config, loadConfig } from './config.ts';
import { codedError } from './errors/coded.ts';
import { createLogger } from './logger.ts';

/** A server that answers; `stop` lets requests and outbox finish. */
export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGES = {
  web: join(ROOT, 'web', 'dist'),
  verifyPage: join(ROOT, 'proof', 'dist', 'verify.html'),
};

/**
 * Starts a server and resolves once `/health/ready` answers 200. Throws `PORT_TAKEN` before anything is opened, and
 * what `compose` throws. Should the machine's clock be moved while it runs, nothing breaks: acts carry the clock's time
 * as it was, the ledger refuses what lies over 15 minutes ahead of a transaction, sessions and prepared acts end early
 * or late, and every page shows the lag between act and ledger.
 */
export async function startServer(config: Config): Promise<RunningServer> {
  await demandFreePort(config);
  const logger = createLogger(config.logLevel);
  let url = '';
  const publicUrl = () => config.publicUrl ?? url;
  const deployment = await compose({ config, clock: Date.now, logger, publicUrl });
  try {
    const app = await build(config, deployment.deps, { pages: PAGES, logger });
    url = await listen(app, config);
    await demandReady(url);
    deployment.work();
    return { url, stop: () => stopAll(app, deployment) };
  } catch (error) {
    await deployment.close();
    throw error;
  }
}

/** Another program on our port is found out before a database is started for nothing. */
async function demandFreePort({ port, host }: Config): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (cause) {
    throw portError(cause, port);
  } finally {
    if (probe.listening) {
      probe.close();
      await once(probe, 'close');
    }
  }
}

function portError(cause: unknown, port: number): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return cause;
  return new CunzhengError('PORT_TAKEN', `port ${port}`, { cause, details: { port } });
}

async function listen(app: FastifyInstance, { port, host }: Config): Promise<string> {
  try {
    await app.listen({ port, host });
  } catch (cause) {
    await app.close();
    throw portError(cause, port);
  }
  const address = app.server.address();
  const real = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${real}`;
}

async function demandReady(url: string): Promise<void> {
  const response = await fetch(`${url}/health/ready`);
  if (response.status !== 200) throw new CunzhengError('INTERNAL', await response.text());
}

/** How long requests under way may take once we stop. */
const GRACE_MS = 15_000;
const IDLE_MS = 20;

/** First no new requests and the open ones answered, then outbox, log, ledger, database. */
async function stopAll(app: FastifyInstance, deployment: Deployment): Promise<void> {
  await closeServer(app);
  await deployment.close();
}

/** Browsers keep a connection after its answer for more than a minute: one that falls idle now is closed at once. */
async function closeServer(app: FastifyInstance): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), IDLE_MS);
  const late = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(late);
  }
}

/** What the process needs of its surroundings; `start.mjs` gives the real ones. */
export interface Process {
  readonly env: Readonly<Record<string, string | undefined>>;
  out(line: string): void;
  complain(line: string): void;
  onSignal(listener: () => void): void;
  exit(code: number): void;
}

/** The program: starts, prints the address, stops on the first signal with code 0; complains in two languages. */
export async function main(process: Process): Promise<void> {
  let stopping = false;
  let running: RunningServer | undefined;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await running?.stop();
    process.exit(0);
  };
  try {
    const config = loadConfig(process.env);
    const starting = startServer(config);
    // A signal during the start waits for it: half a start is not stopped half.
    process.onSignal(() => void starting.then(stop, () => undefined));
    running = await starting;
    process.out(running.url);
  } catch (error) {
    for (const line of complaint(error)) process.complain(line);
    process.exit(1);
  }
}

/** What the console says of a start that failed: code, words in both languages, and what exactly. */
export function complaint(error: unknown): string[] {
  const coded = isExpected(error) ? error : codedError(error);
  const words = ERROR_MESSAGES[coded.code];
  const lines = [`${coded.code}: ${words['zh-CN']}`, `${coded.code}: ${words.en}`];
  if (coded.message !== coded.code) lines.push(coded.message);
  if (coded.code === 'INTERNAL') lines.push(String((coded.cause as Error)?.stack ?? coded.cause));
  return lines;
}
