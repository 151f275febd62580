import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import {
  type KeyUse,
  openFileStore,
  openVaultFile,
  type RotationParts,
  type RotationProgress,
  retireKey,
  rotateKeys,
  rotationStatus,
} from '@cunzheng/gateway';
import { startEmbeddedPostgres } from '@cunzheng/notary/postgres';
import pg from 'pg';

const USAGE = `npm run personal-keys -- make | status | rotate | retire <id>

The keys that seal personal data. DATA_DIR (default ./data), DATABASE_URL and CUNZHENG_PERSONAL_KEYS are those of the
server, which may run or not; where several machines serve one database, each needs the new key file.
make         makes the key file, where there is none; keep a copy apart from the data's
status       which keys there are, and what is sealed with each; '-' is what lies in the clear from before
rotate       adds a key and seals everything anew; cut short, call it again and it goes on
retire <id>  takes an old key out of the file once nothing is sealed with it; backups made before need it still
Exit: 0 done, 1 refused, 2 it could not be done.`;

interface Opened {
  readonly parts: RotationParts;
  close(): Promise<void>;
}

const dir = resolve(process.env.DATA_DIR || './data');
const keyFile = resolve(process.env.CUNZHENG_PERSONAL_KEYS || join(dir, 'keys', 'personal.json'));

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

async function make(): Promise<number> {
  if (await isThere(keyFile)) {
    say([`${keyFile} is there already; nothing was changed`]);
    return 1;
  }
  await openVaultFile(keyFile);
  say([
    `made ${keyFile}; without it nothing that is sealed can be read again: keep a copy elsewhere`,
  ]);
  return 0;
}

async function openParts(): Promise<Opened> {
  // Making a key file where none is would be of no use to anything that is sealed.
  if (!(await isThere(keyFile)))
    throw new CunzhengError('CONFIG_INVALID', `there is no key file ${keyFile}`);
  const { url, stop } = await databaseOf(dir);
  const database = new pg.Pool({
    connectionString: url,
    // Where the role is bound by row security, only the house sees every court's rows.
    options: '-c cunzheng.scope=house',
    max: 2,
    connectionTimeoutMillis: 5000,
  });
  // A server that goes away while idle must not end the program; the next query says so.
  database.on('error', () => {});
  const files = openFileStore(join(dir, 'files'));
  return {
    parts: { database, files, keyFile, onProgress: tell },
    async close() {
      await database.end();
      await stop();
    },
  };
}

async function databaseOf(dir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const url = process.env.DATABASE_URL;
  if (url !== undefined && url !== '') return { url, stop: async () => {} };
  const server = await startEmbeddedPostgres({ dir: join(dir, 'postgres') });
  return { url: server.url, stop: () => server.stop() };
}

function tell({ where, done }: RotationProgress): void {
  process.stderr.write(`${where}: ${done} sealed anew\n`);
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function usesText(uses: readonly KeyUse[]): string[] {
  return uses.map(({ key, where, count }) => `key ${key}  ${where}: ${count}`);
}

async function status(parts: RotationParts): Promise<number> {
  const { current, keys, uses } = await rotationStatus(parts);
  say([`current key ${current}; in the file: ${keys.join(', ')}`, ...usesText(uses)]);
  const stale = uses.filter(({ key }) => key !== current).reduce((n, { count }) => n + count, 0);
  say([stale === 0 ? 'all is sealed with the current key' : `${stale} still to be sealed anew`]);
  return 0;
}

async function rotate(parts: RotationParts): Promise<number> {
  const { key, added, resealed } = await rotateKeys(parts);
  const begun = added ? `key ${key} was added` : `the rotation to key ${key} was finished`;
  say([`${begun}; ${resealed} sealed anew`]);
  return 0;
}

const STAYS = {
  unknown: 'the file has no such key',
  current: 'it is the key that seals; rotate first',
  tooSoon: 'the file changed within ten minutes: a server may still be writing with it',
} as const;

async function retire(parts: RotationParts, id: string): Promise<number> {
  const found = await retireKey(parts, id, Date.now());
  if (found.outcome === 'retired') {
    say([`key ${id} is gone; keep a copy as long as you keep backups from before`]);
    return 0;
  }
  const why = found.outcome === 'used' ? 'it is still needed' : STAYS[found.outcome];
  say([`key ${id} stays: ${why}`, ...(found.outcome === 'used' ? usesText(found.uses) : [])]);
  return 1;
}

async function main([command, id, ...more]: readonly string[]): Promise<number> {
  const fits = more.length === 0 && (command === 'retire') === (id !== undefined);
  if (!fits || !['make', 'status', 'rotate', 'retire'].includes(command ?? '')) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  if (command === 'make') return make();
  const { parts, close } = await openParts();
  try {
    if (command === 'status') return await status(parts);
    return command === 'rotate' ? await rotate(parts) : await retire(parts, id as string);
  } finally {
    await close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const code = error instanceof CunzhengError ? error.code : 'INTERNAL';
  process.stderr.write(`${code}: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
