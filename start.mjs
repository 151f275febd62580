// `npm start`: builds what is missing or older than its sources, then runs the server in this process.
import { buildOrExit } from './build-missing.mjs';

const SIGNALS = ['SIGTERM', 'SIGINT'];

const built = await buildOrExit('program', 'verifyPage', 'webPages');
const { main } = await import('./api/dist/src/server.js');
await main({
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  onSignal(listener) {
    // Until the server takes over, a signal ends us.
    built();
    for (const signal of SIGNALS) process.on(signal, listener);
  },
  exit: (code) => process.exit(code),
});
