import { Agent, request } from 'node:http';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { rate } from './measure.ts';

/** One request of a load; `statuses` that are good. */
export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Load {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly clients: number;
}

/**
 * Milliseconds of each request, with so many always under way, from a thread of its own. Throws when one is not answered
 * with 200 to 202.
 */
export function drive(load: Load): Promise<number[]> {
  const worker = new Worker(new URL(import.meta.url), { workerData: load });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function run({ url, asked, clients }: Load): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const millis: number[] = [];
  await rate(clients, asked.length, async (i) => {
    const start = performance.now();
    await ask(agent, url, asked[i] as Asked);
    millis.push(performance.now() - start);
  });
  agent.destroy();
  return millis;
}

function ask(agent: Agent, url: string, { method, path, headers, body }: Asked): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { agent, method, headers: { ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      answer.on('end', () => {
        const { statusCode = 0 } = answer;
        if (statusCode >= 200 && statusCode < 203) resolve();
        else reject(new Error(`${method} ${path}: ${statusCode} ${text.slice(0, 300)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

if (!isMainThread) parentPort?.postMessage(await run(workerData as Load));
