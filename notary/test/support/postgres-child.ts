/** A process that joins the PostgreSQL of argv[2], says so in one line of JSON, and leaves it when told `stop`. */
import { createInterface } from 'node:readline';
import { startEmbeddedPostgres } from '../../src/postgres/index.ts';

const say = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);

try {
  const server = await startEmbeddedPostgres({ dir: process.argv[2] as string });
  say({ url: server.url, dir: server.dir });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== 'stop') continue;
    await server.stop();
    break;
  }
  process.exit(0);
} catch (error) {
  say({ code: (error as { code?: string }).code ?? 'NONE', message: (error as Error).message });
  process.exit(1);
}
