// Builds what is missing or older than its sources: what `npm start`, `npm run demo` and the like do before they begin.
import { spawn } from 'node:child_process';
import { access, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const STAMPS = join(ROOT, 'node_modules', '.cunzheng');
const SERVER = ['domain/src', 'chaincode/src', 'proof/src', 'notary/src', 'gateway/src', 'api/src'];
const children = new Set();

/** What can be built: what it makes, from which folders, by which command. */
const PARTS = {
  program: {
    name: '程序 program',
    made: 'api/dist/src/server.js',
    from: SERVER,
    run: () => compile('proof', 'api'),
  },
  verifyPage: {
    name: '核验页 verify page',
    made: 'proof/dist/verify.html',
    from: ['domain/src', 'proof/src'],
    run: () => script('proof'),
  },
  webPages: {
    name: '网页 web pages',
    made: 'web/dist/index.html',
    from: ['domain/src', 'proof/src', 'web/src', 'web/index.html'],
    run: () => script('web'),
  },
  scripts: {
    name: '命令 commands',
    made: 'scripts/dist/src/demo.js',
    from: [...SERVER, 'network/src', 'scripts/src'],
    run: () => compile('scripts'),
  },
  test: {
    name: '测试 tests',
    made: 'test/dist/house/house.js',
    from: [...SERVER, 'network/src', 'network/containers', 'scripts/src', 'test'],
    run: () => compile('test'),
  },
  network: {
    name: '网络 network',
    made: 'network/dist/src/cli.js',
    from: [
      'domain/src',
      'chaincode/src',
      'proof/src',
      'notary/src',
      'network/src',
      'network/containers',
      'network/topology.ts',
    ],
    run: () => compile('network', 'notary'),
  },
};

/** Builds those of the parts that are not current, in this order; each needs the ones before. Says so on stderr. */
export async function buildMissing(...names) {
  for (const part of names.map((name) => PARTS[name])) {
    if (await isCurrent(part)) continue;
    const began = Date.now();
    process.stderr.write(`构建 building ${part.name} …\n`);
    await part.run();
    await mkdir(STAMPS, { recursive: true });
    await writeFile(stampOf(part), new Date(began).toISOString());
    process.stderr.write(`完成 done in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  }
}

/** As `buildMissing`; when something cannot be built, says so and ends the process with 1. A signal ends the builds. */
export async function buildOrExit(...names) {
  const end = () => {
    for (const each of children) each.kill('SIGTERM');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, end);
  try {
    await buildMissing(...names);
  } catch (error) {
    process.stderr.write(`构建失败 build failed: ${error.message}\n`);
    process.exit(1);
  }
  return () => {
    for (const signal of ['SIGTERM', 'SIGINT']) process.off(signal, end);
  };
}

function compile(...projects) {
  return child(process.execPath, [
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    '-b',
    ...projects,
  ]);
}

/** Runs a workspace's own build script by the npm that runs us; npm is a program of Node wherever it is started from. */
function script(workspace) {
  const npm = process.env.npm_execpath;
  const args = ['run', '--silent', 'build', '-w', workspace];
  return npm?.endsWith('.js') ? child(process.execPath, [npm, ...args]) : child('npm', args);
}

function child(command, args) {
  return new Promise((resolve, reject) => {
    const started = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
    children.add(started);
    started.on('error', reject);
    started.on('exit', (code) => {
      children.delete(started);
      if (code === 0) resolve();
      else reject(new Error(`${args.join(' ')} ended with ${code}`));
    });
  });
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

async function newest(path) {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const names = (await readdir(path)).filter((name) => name !== 'dist' && name !== '.tap');
  const times = await Promise.all(names.map((name) => newest(join(path, name))));
  return Math.max(0, ...times);
}

/** A stamp beside what was made says when: compilers leave files alone that would not change. */
function stampOf(part) {
  return join(STAMPS, `${part.made.replaceAll('/', '-')}.stamp`);
}
