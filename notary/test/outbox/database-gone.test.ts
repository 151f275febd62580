import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import t from 'tap';
import { openNotary } from '../../src/notary.ts';
import { startEmbeddedPostgres } from '../../src/postgres/index.ts';
import {
  makeStory,
  openChain,
  recordAct,
  sceneOf,
  temporaryFolder,
  timesOnChain,
} from '../support/court.ts';
import { type Mishap, spoil } from '../support/spoiled-ledger.ts';

t.setTimeout(120_000);

t.test(
  'a database killed while a call is under way comes back, and the call counts once',
  async (t) => {
    const dir = await temporaryFolder(t);
    const server = await startEmbeddedPostgres({ dir: join(dir, 'postgres') });
    t.teardown(() => server.stop());
    const pool = new pg.Pool({ connectionString: server.url });
    t.teardown(() => pool.end());
    const chain = await openChain(dir);
    t.teardown(() => chain.close());
    const lock = join(server.dir, 'cluster/data/postmaster.pid');
    const postmaster = Number.parseInt(await readFile(lock, 'utf8'), 10);
    let killed = false;
    const ledger = spoil(chain.ledger, (): Mishap => {
      if (!killed) process.kill(postmaster, 'SIGKILL');
      killed = true;
      return undefined;
    });
    const notary = await openNotary({ database: pool, ledger, log: chain.log });
    t.teardown(() => notary.close());
    const ids = await recordAct(pool, notary, makeStory(sceneOf(chain), 1));
    // Until the server is back, asking fails as it must; then the outbox finds its call again.
    const settled = async () => {
      for (;;) {
        const status = await notary
          .whenSettled(ids[2] as never, 'proven', 60_000)
          .catch(() => undefined);
        if (status !== undefined) return status;
        const again = await startEmbeddedPostgres({ dir: server.dir });
        await again.stop();
      }
    };
    t.equal((await settled()).state, 'proven');
    t.ok(killed);
    t.same([...(await timesOnChain(chain.ledger)).values()], [1, 1, 1]);
  },
);
