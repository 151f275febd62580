#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/src/cli.js', import.meta.url);
if (existsSync(program)) {
  const { main } = await import(program.href);
  process.exitCode = await main(process.argv.slice(2), process);
} else {
  process.stderr.write('cunzheng-verify is not built yet: run `npm run build` in the checkout.\n');
  process.exitCode = 1;
}
