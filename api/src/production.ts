import { realpath, stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { type Config, isLoopback } from './config.ts';
import type { Providers } from './providers-file.ts';

/** Anybody but the owner. */
const OTHERS = 0o077;

/**
 * Looks, before anything is opened or made, whether a server for real people could keep what it promises them: keys of
 * personal data in a private file that does not lie, and is not copied, with the data; accounts of providers in another;
 * somebody who sends codes to phones; no provider asked in the clear. Throws `PRODUCTION_UNREADY` naming all that is
 * missing, never a value. In demo mode it asks nothing.
 */
export async function demandProduction(config: Config, providers: Providers): Promise<void> {
  if (config.mode !== 'production') return;
  const faults = [
    ...(await fileFaults('CUNZHENG_PERSONAL_KEYS', config.personalKeys)),
    ...((await isBelow(config.personalKeys, config.dataDir))
      ? ['CUNZHENG_PERSONAL_KEYS: must not lie in DATA_DIR']
      : []),
    ...(await fileFaults('CUNZHENG_PROVIDERS', config.providers ?? '')),
    ...(config.suitKeys === undefined
      ? []
      : await fileFaults('CUNZHENG_SUIT_KEYS', config.suitKeys)),
    ...(providers.sms?.codes === undefined
      ? ['CUNZHENG_PROVIDERS: sms.codes is missing, nobody could sign in by phone']
      : []),
    ...clearFaults(providers),
  ];
  if (faults.length > 0) throw new CunzhengError('PRODUCTION_UNREADY', faults.join('; '));
}

/** A file that is there and that nobody else can read. */
async function fileFaults(name: string, path: string): Promise<string[]> {
  const about = await stat(path).catch(() => undefined);
  if (about === undefined || !about.isFile()) return [`${name}: there is no such file`];
  // Windows has no such bits; there the folder's rights count.
  const open = process.platform !== 'win32' && (about.mode & OTHERS) !== 0;
  return open ? [`${name}: others can read it; chmod 600`] : [];
}

/** Where links lead counts, not how it is written; a folder that is not there yet is where its parent is. */
async function isBelow(path: string, dir: string): Promise<boolean> {
  return `${await realPath(path)}${sep}`.startsWith(`${await realPath(dir)}${sep}`);
}

async function realPath(path: string): Promise<string> {
  return realpath(path).catch(async () => {
    const parent = dirname(path);
    return parent === path ? path : `${await realPath(parent)}${path.slice(parent.length)}`;
  });
}

/** Addresses of one's own are for tests; outside this machine they get what is secret only over TLS. */
function clearFaults(providers: Providers): string[] {
  return addressesOf(providers, '')
    .filter(({ url }) => url.protocol === 'http:' && !isLoopback(url.hostname))
    .map(({ place }) => `CUNZHENG_PROVIDERS: ${place} must be https`);
}

function addressesOf(value: unknown, place: string): { place: string; url: URL }[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, each]) => addressesOf(each, `${place}/${name}`));
  const isAddress = typeof value === 'string' && /^https?:\/\//.test(value);
  return isAddress && URL.canParse(value) ? [{ place, url: new URL(value) }] : [];
}
