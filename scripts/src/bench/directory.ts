import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new directory below the temporary folder. When this process is root the database's user may enter it; else the
 * embedded PostgreSQL would lay its data elsewhere, where nobody removes them.
 */
export async function benchDirectory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-bench-'));
  await chmod(dir, 0o755);
  return dir;
}
