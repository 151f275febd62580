import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for one test, removed after it. */
export function temporaryFolder(t: { teardown(run: () => void): unknown }): string {
  const dir = mkdtempSync(join(tmpdir(), 'cunzheng-test-'));
  t.teardown(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
