// `npm run network:<command>`: builds the launcher and the programs it starts when they are missing or older than their
// sources, then runs it. `trust` and `root-key` are the trust file's, which belongs to the members and not to the launcher.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildOrExit } from './build-missing.mjs';

const built = await buildOrExit('network');
built();
const [command, ...rest] = process.argv.slice(2);
if (command === 'trust' || command === 'root-key') {
  const program = join(import.meta.dirname, 'notary/dist/src/trust/main.js');
  const networkDir = resolve(process.env.NETWORK_DIR || './data/network');
  const args = [program, command, networkDir, ...rest];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  process.exit(status ?? 1);
}
const { main } = await import('./network/dist/src/cli.js');
const code = await main({
  args: process.argv.slice(2),
  environment: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
// A node that is stopped in the middle of its work leaves a connection half made, which would keep this process for ever.
process.exit(code);
