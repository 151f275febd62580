// The product's program as `npm start` runs it, without the building before it.
import { main } from '@cunzheng/api';

await main({
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  onSignal(listener) {
    for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, listener);
  },
  exit: (code) => process.exit(code),
});
