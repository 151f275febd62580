import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { databaseHome, databaseProcesses, eventually, killAll } from './house.ts';

/** Kills the PostgreSQL of a data directory; its house brings it back. */
export function killDatabase(dataDir: string): void {
  killAll(databaseProcesses(dataDir));
}

/** Does something while the database of a data directory is dead and cannot come back; afterwards it can. */
export async function withoutDatabase(dataDir: string, work: () => Promise<void>): Promise<void> {
  const pids = databaseProcesses(dataDir);
  if (pids.length === 0) throw new TypeError('there is no database to kill');
  const cluster = join(databaseHome(dataDir), 'cluster');
  renameSync(cluster, `${cluster}.away`);
  try {
    killAll(pids);
    await work();
  } finally {
    renameSync(`${cluster}.away`, cluster);
  }
}

/** Waits until a house can do everything again. */
export async function untilReady(url: string): Promise<void> {
  await eventually('ready again', async () => {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    return answer?.status === 200;
  });
}
