import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file of providers' accounts, for CUNZHENG_PROVIDERS. */
export async function providersFile(
  providers: object,
): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-providers-'));
  const path = join(dir, 'providers.json');
  await writeFile(path, JSON.stringify(providers), { mode: 0o600 });
  return { path, remove: () => rm(dir, { recursive: true, force: true }) };
}
