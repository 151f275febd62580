import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { openVaultFile, type Vault } from '@cunzheng/gateway';
import {
  type NetworkScrub,
  openNetworkScrub,
  type ScrubProgress,
  type ScrubReport,
  scrub,
} from '@cunzheng/notary';
import { startEmbeddedPostgres } from '@cunzheng/notary/postgres';
import pg from 'pg';

const USAGE = `npm run scrub [-- --json] [-- --restore-lists]

Reads everything that a deployment keeps again and compares it with its blocks.
DATA_DIR (default ./data), DATABASE_URL, CUNZHENG_LEAF_COPY_DIR and CUNZHENG_PERSONAL_KEYS are those of the server; it may run or not.
--restore-lists writes a list of leaves that is bad in one place anew from the other, and says so; nothing else is ever repaired.
With LEDGER=fabric (NETWORK_DIR, CUNZHENG_CONNECTION, CUNZHENG_MEMBER as for the server) the blocks are those of every
member's peer, and the files of peers and auditors on this machine, compared with one another; the network may run or not.
Exit: 0 all is intact, 1 something differs, 2 it could not be read.`;

interface Database {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** The outbox's database: DATABASE_URL, or the embedded server where the data directory has one. */
async function openDatabase(dir: string): Promise<Database | undefined> {
  const url = process.env.DATABASE_URL;
  if (url !== undefined && url !== '') return connect(url, async () => {});
  const there = await access(join(dir, 'postgres')).then(
    () => true,
    () => false,
  );
  if (!there) return undefined;
  const server = await startEmbeddedPostgres({ dir: join(dir, 'postgres') });
  return connect(server.url, () => server.stop());
}

/** What opens sealed openings; undefined where the key file is not, which the report then says. */
async function openSealing(dir: string): Promise<Vault | undefined> {
  const own = join(dir, 'keys', 'personal.json');
  const path = resolve(process.env.CUNZHENG_PERSONAL_KEYS || own);
  return access(path).then(
    () => openVaultFile(path),
    () => undefined,
  );
}

function connect(url: string, stop: () => Promise<void>): Database {
  const pool = new pg.Pool({
    connectionString: url,
    // Where the role is bound by row security, only the house sees every court's rows.
    options: '-c cunzheng.scope=house',
    max: 1,
    connectionTimeoutMillis: 5000,
  });
  // A server that goes away while idle must not end the scrub; the next query says so.
  pool.on('error', () => {});
  return {
    pool,
    async close() {
      await pool.end();
      await stop();
    },
  };
}

/** What there is of a network to compare; undefined for the embedded ledger. */
async function openNetwork(): Promise<NetworkScrub | undefined> {
  const { LEDGER, NETWORK_DIR, CUNZHENG_CONNECTION, CUNZHENG_MEMBER } = process.env;
  if (LEDGER !== 'fabric') return undefined;
  const file = join(resolve(NETWORK_DIR || './data/network'), 'connection.json');
  const connection = CUNZHENG_CONNECTION ? resolve(CUNZHENG_CONNECTION) : file;
  return openNetworkScrub({ connection, member: CUNZHENG_MEMBER || undefined });
}

function tell({ stage, done, bytes }: ScrubProgress): void {
  process.stderr.write(`${stage}: ${done}, ${(bytes / 1e6).toFixed(0)} MB read\n`);
}

function print(report: ScrubReport, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return;
  }
  const lines = [
    ...report.differences.map(({ what, where, why }) => `differs  ${what}  ${where}: ${why}`),
    ...report.skipped.map(({ what, why }) => `skipped  ${what}: ${why}`),
    Object.entries(report.checked)
      .map(([what, count]) => `${what} ${count}`)
      .join(', '),
    report.intact ? 'intact' : `${report.different} differences`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const restoreLists = args.includes('--restore-lists');
  if (args.some((argument) => !['--json', '--restore-lists'].includes(argument))) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const dir = resolve(process.env.DATA_DIR || './data');
  const database = await openDatabase(dir).catch((error: Error) => {
    process.stderr.write(`database: ${error.message}\n`);
    return undefined;
  });
  let network: NetworkScrub | undefined;
  try {
    network = await openNetwork();
    const parts = { ...network?.options, database: database?.pool, onProgress: tell };
    const copyDir = resolve(process.env.CUNZHENG_LEAF_COPY_DIR || join(dir, 'leaf-copies'));
    const leafLists = { dir: join(dir, 'leaf-lists'), copyDir };
    const sealing = await openSealing(dir);
    const report = await scrub({ dir, leafLists, restoreLists, sealing, ...parts });
    print(report, json);
    return report.intact ? 0 : 1;
  } finally {
    await network?.close();
    await database?.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const code = error instanceof CunzhengError ? error.code : 'INTERNAL';
  process.stderr.write(`${code}: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
