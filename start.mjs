// `npm start`: builds what is missing or older than its sources, then runs the server in this process.
import { spawn } from 'node:child_process';
import { access, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const children = new Set();

/** Parts in the order in which each needs the one before: what it makes, from which folders, by which command. */
const PARTS = [
  {
    name: '程序 program',
    made: 'api/dist/src/server.js',
    from: ['domain/src', 'chaincode/src', 'proof/src', 'notary/src', 'gateway/src', 'api/src'],
    run: () => node('node_modules/typescript/bin/tsc', ['-b', 'proof', 'api']),
  },
  {
    name: '核验页 verify page',
    made: 'proof/dist/verify.html',
    from: ['domain/src', 'proof/src'],
    run: () => script('proof'),
  },
  {
    name: '网页 web pages',
    made: 'web/dist/index.html',
    from: ['domain/src', 'web/src', 'web/index.html'],
    run: () => script('web'),
  },
];

function child(command, args, cwd = ROOT) {
  return new Promise((resolve, reject) => {
    const started = spawn(command, args, { cwd, stdio: ['ignore', 2, 2] });
    children.add(started);
    started.on('error', reject);
    started.on('exit', (code) => {
      children.delete(started);
      if (code === 0) resolve();
      else reject(new Error(`${args.join(' ')} ended with ${code}`));
    });
  });
}

function node(path, args) {
  return child(process.execPath, [join(ROOT, path), ...args]);
}

/** Runs a workspace's own build script by the npm that runs us; npm is a program of Node wherever it is started from. */
function script(workspace) {
  const npm = process.env.npm_execpath;
  const args = ['run', '--silent', 'build', '-w', workspace];
  return npm?.endsWith('.js') ? child(process.execPath, [npm, ...args]) : child('npm', args);
}

async function newest(path) {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(path);
  const times = await Promise.all(names.map((name) => newest(join(path, name))));
  return Math.max(0, ...times);
}

/** A stamp beside what was made says when: compilers leave files alone that would not change. */
function stampOf(part) {
  return join(ROOT, 'node_modules', '.cunzheng', `${part.made.replaceAll('/', '-')}.stamp`);
}

async function isCurrent(part) {
  const made = await access(join(ROOT, part.made)).then(
    () => true,
    () => false,
  );
  if (!made) return false;
  const times = await Promise.all(part.from.map((folder) => newest(join(ROOT, folder))));
  return (await newest(stampOf(part))) >= Math.max(...times);
}

async function buildMissing() {
  for (const part of PARTS) {
    if (await isCurrent(part)) continue;
    const began = Date.now();
    process.stderr.write(`构建 building ${part.name} …\n`);
    await part.run();
    await mkdir(join(ROOT, 'node_modules', '.cunzheng'), { recursive: true });
    await writeFile(stampOf(part), new Date(began).toISOString());
    process.stderr.write(`完成 done in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  }
}

/** Until the server takes over, a signal ends the builds and us. */
function endBuilds() {
  for (const each of children) each.kill('SIGTERM');
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, endBuilds);
try {
  await buildMissing();
} catch (error) {
  process.stderr.write(`构建失败 build failed: ${error.message}\n`);
  process.exit(1);
}
const { main } = await import('./api/dist/src/server.js');
await main({
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  onSignal(listener) {
    for (const signal of ['SIGTERM', 'SIGINT']) {
      process.off(signal, endBuilds);
      process.on(signal, listener);
    }
  },
  exit: (code) => process.exit(code),
});
