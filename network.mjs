// `npm run network:<command>`: builds the launcher when it is missing or older than its sources, then runs it.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = import.meta.dirname;
const made = join(root, 'network/dist/tsconfig.tsbuildinfo');
const sources = ['domain/src', 'chaincode/src', 'network/src', 'network/topology.ts'];

function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (newest(made) < Math.max(...sources.map((name) => newest(join(root, name))))) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-b', 'network'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(1);
}
const { main } = await import('./network/dist/src/cli.js');
process.exitCode = await main({
  args: process.argv.slice(2),
  environment: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
