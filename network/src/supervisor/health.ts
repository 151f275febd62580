import { connect } from 'node:net';
import type { Health } from './node-spec.ts';

const TIMEOUT_MS = 2000;

/** Whether the node says that it can work. */
export async function isHealthy({ url }: Health): Promise<boolean> {
  return answersOk(url);
}

/** As `isHealthy`, and it listens: asked until it does and not later, for each time stands in the node's log. */
export async function isReady(health: Health): Promise<boolean> {
  return (await answersOk(health.url)) && (await accepts(health.host, health.port));
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Whether something takes connections there. */
export function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.setTimeout(TIMEOUT_MS, () => answer(false));
    socket.on('connect', () => answer(true));
    socket.on('error', () => answer(false));
  });
}
