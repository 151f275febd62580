import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { exists, writeWhole } from './files.ts';
import { fits } from './programs.ts';
import { type Environment, type RunResult, run, tryRun } from './run.ts';

/** A Go module of ours whose `tool` lines pin programs of one upstream. */
interface ToolModule {
  readonly name: 'fabric' | 'fabric-ca';
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly needsCompiler: boolean;
}

const MODULES: readonly ToolModule[] = [
  {
    name: 'fabric',
    flags: ['-ldflags', '-s -w -X github.com/hyperledger/fabric/common/metadata.Version=v3.1.5'],
    env: { CGO_ENABLED: '0' },
    needsCompiler: false,
  },
  {
    name: 'fabric-ca',
    flags: ['-ldflags', '-s -w'],
    // SQLite is C; a CA built without it compiles and fails at its first start.
    env: { CGO_ENABLED: '1' },
    needsCompiler: true,
  },
];

const GO_NEEDED = [1, 26, 4] as const;
const BUILD_TIMEOUT_MS = 60 * 60_000;
const TICK_MS = 15_000;

export interface ToolsOptions {
  /** The folder that holds `tools` and gets `bin`. */
  readonly home: string;
  readonly environment: Environment;
  /** One line for a person, now and then. */
  readonly say: (line: string) => void;
}

/**
 * Builds the pinned programs into `bin`, each module only when its pin changed since. Throws `GO_MISSING`,
 * `COMPILER_MISSING`, `MODULE_REFUSED`, `NETWORK_STEP_FAILED`.
 */
export async function buildTools(options: ToolsOptions): Promise<void> {
  const stale: ToolModule[] = [];
  for (const module of MODULES) {
    if (await isBuilt(options, module)) options.say(`${module.name}: up to date`);
    else stale.push(module);
  }
  if (stale.length === 0) return;
  for (const module of stale) {
    await demandGo(options, module);
    if (module.needsCompiler) await demandCompiler(options, module);
  }
  for (const module of stale) await build(options, module);
}

async function isBuilt(options: ToolsOptions, module: ToolModule): Promise<boolean> {
  const path = stampPath(options, module);
  if (!(await exists(path))) return false;
  if ((await readFile(path, 'utf8')) !== (await pinDigest(options, module))) return false;
  const programs = await programsOf(options, module);
  const there = await Promise.all(programs.map((name) => exists(join(options.home, 'bin', name))));
  return there.every(Boolean);
}

async function programsOf(options: ToolsOptions, module: ToolModule): Promise<string[]> {
  const text = await readFile(join(moduleDir(options, module), 'go.mod'), 'utf8');
  return [
    ...text.matchAll(/^\s*(?:tool )?github\.com\/hyperledger\/[a-z-]+\/cmd\/([a-z-]+)$/gm),
  ].map((match) => match[1] as string);
}

function moduleDir({ home }: ToolsOptions, { name }: ToolModule): string {
  return join(home, 'tools', name);
}

function stampPath({ home }: ToolsOptions, { name }: ToolModule): string {
  return join(home, 'bin', `.${name}.built`);
}

/** Changes when a version, a dependency or a flag does. */
async function pinDigest(options: ToolsOptions, module: ToolModule): Promise<string> {
  const digest = createHash('sha256');
  for (const name of ['go.mod', 'go.sum']) {
    digest.update(await readFile(join(moduleDir(options, module), name)));
  }
  return digest.update(JSON.stringify(module)).digest('hex');
}

/** Asked inside the module, so that a Go that fetches the toolchain a module wants may do so. */
async function demandGo(options: ToolsOptions, module: ToolModule): Promise<void> {
  const needed = GO_NEEDED.join('.');
  const answer = await tryRun(options.environment, 'go', ['version'], {
    cwd: moduleDir(options, module),
    timeoutMs: 300_000,
  }).catch(() => undefined);
  if (answer === undefined) {
    throw new CunzhengError(
      'GO_MISSING',
      `Go ${needed} or later is needed to build the Fabric programs; install it, or set FABRIC_BIN to a folder with the official ones`,
    );
  }
  const found = /go(\d+)\.(\d+)(?:\.(\d+))?/
    .exec(answer.stdout)
    ?.slice(1)
    .map((n) => Number(n ?? 0));
  if (answer.code === 0 && found !== undefined && isNewEnough(found)) return;
  const said = (answer.stdout || answer.stderr).trim().split('\n').at(-1);
  throw new CunzhengError(
    'GO_MISSING',
    `Go ${needed} or later is needed, found: ${said}; install it, allow GOTOOLCHAIN=auto, or set FABRIC_BIN`,
  );
}

function isNewEnough(found: readonly number[]): boolean {
  const later = (found[0] as number) > 1 || (found[1] as number) > GO_NEEDED[1];
  return later || fits(found, GO_NEEDED);
}

async function demandCompiler(options: ToolsOptions, module: ToolModule): Promise<void> {
  const cwd = moduleDir(options, module);
  const { stdout } = await run(options.environment, 'go', ['env', 'CC'], { cwd });
  const [compiler = 'cc', ...args] = stdout.trim().split(/\s+/);
  const answer = await tryRun(options.environment, compiler, [...args, '--version']).catch(
    () => undefined,
  );
  if (answer?.code === 0) return;
  throw new CunzhengError(
    'COMPILER_MISSING',
    `the CA keeps its register in SQLite, which is C, and ${compiler} does not run: install a C compiler (Debian: apt-get install gcc libc6-dev), or set CC, or set FABRIC_BIN to a folder with the official programs`,
  );
}

async function build(options: ToolsOptions, module: ToolModule): Promise<void> {
  const bin = join(options.home, 'bin');
  await mkdir(bin, { recursive: true });
  await rm(stampPath(options, module), { force: true });
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(0);
  const progress = new BuildProgress();
  options.say(`${module.name}: downloading and building (first time: some minutes)`);
  const ticker = setInterval(
    () => options.say(`${module.name}: ${progress.line()}, ${seconds()} s`),
    TICK_MS,
  );
  try {
    await install(options, module, bin, progress);
  } finally {
    clearInterval(ticker);
  }
  await writeWhole(stampPath(options, module), await pinDigest(options, module), 0o644);
  options.say(`${module.name}: built in ${seconds()} s`);
}

async function install(
  options: ToolsOptions,
  module: ToolModule,
  bin: string,
  progress: BuildProgress,
): Promise<void> {
  const result = await tryRun(
    options.environment,
    'go',
    ['install', '-v', '-trimpath', ...module.flags, 'tool'],
    {
      cwd: moduleDir(options, module),
      env: { ...module.env, GOBIN: bin, GOWORK: 'off' },
      timeoutMs: BUILD_TIMEOUT_MS,
      onLine: (line) => progress.take(line),
    },
  );
  if (result.code !== 0) throw await explain(options, module, result);
}

class BuildProgress {
  #downloads = 0;
  #packages = 0;

  take(line: string): void {
    if (line.startsWith('go: downloading')) this.#downloads++;
    else if (/^[\w.-]+(?:\/[\w.-]+)*$/.test(line)) this.#packages++;
  }

  line(): string {
    return `${this.#downloads} modules downloaded, ${this.#packages} packages compiled`;
  }
}

async function explain(
  options: ToolsOptions,
  module: ToolModule,
  { stderr }: RunResult,
): Promise<CunzhengError> {
  const lines = stderr.trim().split('\n');
  // Go says the same of a module once for each package that it wants of it.
  const last = [...new Set(lines.filter((line) => !line.startsWith('go: downloading')))]
    .slice(-6)
    .join('\n');
  if (!looksLikeProxy(last)) {
    return new CunzhengError('NETWORK_STEP_FAILED', `building ${module.name}: ${last}`);
  }
  const { stdout } = await run(options.environment, 'go', ['env', 'GOPROXY']);
  return new CunzhengError(
    'MODULE_REFUSED',
    `no module proxy of GOPROXY=${stdout.trim()} serves a module that ${module.name} needs. ` +
      'Set GOPROXY to one that does (a folder in the layout of a file proxy may stand first: file:///folder,…), ' +
      `let |direct stand last, for after a comma Go goes on only where a proxy says 404 or 410, or set FABRIC_BIN. Go said:\n${last}`,
  );
}

/** Whether Go's words are about fetching: compiling errors name files and lines instead. */
export function looksLikeProxy(words: string): boolean {
  return /\b(?:40[0-9]|410|50[0-9]) |dial tcp|no such host|connection refused|module lookup disabled|unrecognized import path|unknown revision|i\/o timeout|could not read Username/i.test(
    words,
  );
}
