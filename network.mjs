// `npm run network:<command>`: builds the launcher when it is missing or older than its sources, then runs it.
import { buildOrExit } from './build-missing.mjs';

const built = await buildOrExit('network');
built();
const { main } = await import('./network/dist/src/cli.js');
process.exitCode = await main({
  args: process.argv.slice(2),
  environment: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
