// `npm run test:browser`: the stories in Chromium. Without a browser they are left out and said so, unless CI demands them.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CHROMIUM, hasBrowser } from './browser.ts';

if (!hasBrowser()) {
  console.log(
    `No browser at ${CHROMIUM}: the stories were left out. Install Debian's chromium, or set CHROMIUM to its path.`,
  );
  console.log(process.env.CI === 'true' ? '0 passed, 1 failed' : '0 passed, 0 failed');
  process.exit(process.env.CI === 'true' ? 1 : 0);
}

let passed = 0;
let failed = 0;
for (const name of readdirSync(import.meta.dirname).filter((file) => file.endsWith('.test.js'))) {
  console.log(`\n== ${name}`);
  const begun = Date.now();
  const { stdout, status } = spawnSync(process.execPath, [join(import.meta.dirname, name)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e9,
  });
  console.log(stdout);
  console.log(`${name}: ${Math.round((Date.now() - begun) / 1000)} s`);
  const good = stdout.match(/^\s+ok \d+/gm)?.length ?? 0;
  const bad = stdout.match(/^\s+not ok \d+/gm)?.length ?? 0;
  passed += good;
  failed += status === 0 && good > 0 ? bad : Math.max(bad, 1);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
