// `npm run build`: TypeScript, then the verify page, then the web client. `--quick` leaves out what is already there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = import.meta.dirname;
const quick = process.argv.includes('--quick');
const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function run(title, commandArgs, cwd = root) {
  console.log(`building ${title} …`);
  const { status } = spawnSync(process.execPath, commandArgs, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}

// tsc -b keeps the output of deleted sources, and a removed test would still run: start clean unless told otherwise.
if (!quick && process.env.CI === 'true')
  for (const name of workspaces) rmSync(join(root, name, 'dist'), { recursive: true, force: true });

const tsc = join(root, 'node_modules/typescript/bin/tsc');
run('TypeScript', [tsc, '-b']);
// Its bundler takes types away unread.
if (!quick) run('types of the web client', [tsc, '-p', 'web', '--noEmit']);
for (const [title, dir, product] of [
  ['verify page', 'proof', 'dist/verify.html'],
  ['web client', 'web', 'dist/index.html'],
]) {
  if (quick && existsSync(join(root, dir, product))) continue;
  const script = JSON.parse(readFileSync(join(root, dir, 'package.json'), 'utf8')).scripts?.build;
  if (script === undefined) continue;
  const [program, ...args] = script.split(' ');
  const bin = { node: [], vite: [join(root, 'node_modules/vite/bin/vite.js')] }[program];
  if (bin === undefined) throw new Error(`${dir}: build script begins with an unknown program`);
  run(title, [...bin, ...args], join(root, dir));
}
