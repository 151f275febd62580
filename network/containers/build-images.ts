import { spawn } from 'node:child_process';
import { chmod, copyFile, cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import type { ContainerRuntimeClient } from 'testcontainers';
import type { Programs } from '../src/programs.ts';
import { type Environment, run, tryRun } from '../src/run.ts';
import { IMAGE_KINDS, type ImageKind, LOCAL_IMAGES } from './images.ts';

export interface BuildOptions {
  readonly programs: Programs;
  readonly environment: Environment;
  readonly engine: ContainerRuntimeClient;
  readonly say: (line: string) => void;
}

/** What a peer's external builder calls: see `network/builder`. */
const BUILDER_PROGRAMS = ['sh', 'grep', 'cp', 'cat', 'mkdir'] as const;

const DOCKERFILE = `FROM scratch
COPY root/ /
ENV PATH=/bin
`;

/**
 * Builds the images of `LOCAL_IMAGES` from the programs on this machine, each with the shared libraries that it needs and
 * nothing else, so that no registry is asked for anything. Linux only. Throws `NOT_SUPPORTED`, `NETWORK_STEP_FAILED`.
 */
export async function buildImages(options: BuildOptions): Promise<void> {
  if (process.platform !== 'linux') {
    const text =
      'programs of this machine run in containers on Linux only: use the official images';
    throw new CunzhengError('NOT_SUPPORTED', text);
  }
  for (const kind of IMAGE_KINDS) {
    options.say(`${LOCAL_IMAGES[kind]}`);
    await buildImage(options, kind);
  }
}

async function buildImage(options: BuildOptions, kind: ImageKind): Promise<void> {
  const context = await mkdtemp(join(tmpdir(), 'cunzheng-image-'));
  try {
    const root = join(context, 'root');
    await mkdir(join(root, 'tmp'), { recursive: true });
    await chmod(join(root, 'tmp'), 0o1777);
    for (const [name, path] of await programsOf(options, kind)) {
      await addProgram(options.environment, root, name, path);
    }
    await writeFile(join(context, 'Dockerfile'), DOCKERFILE);
    await send(options.engine, context, LOCAL_IMAGES[kind]);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

/** Name in the image and path on this machine. */
async function programsOf(
  { programs, environment }: BuildOptions,
  kind: ImageKind,
): Promise<[string, string][]> {
  if (kind === 'node') return [['node', process.execPath]];
  if (kind === 'ca') return [['fabric-ca-server', programs['fabric-ca-server']]];
  if (kind === 'orderer') return [['orderer', programs.orderer]];
  const helpers = BUILDER_PROGRAMS.map(async (name): Promise<[string, string]> => {
    const { stdout } = await run(environment, 'which', [name]);
    return [name, stdout.trim()];
  });
  return [['peer', programs.peer], ...(await Promise.all(helpers))];
}

async function addProgram(
  environment: Environment,
  root: string,
  name: string,
  path: string,
): Promise<void> {
  await mkdir(join(root, 'bin'), { recursive: true });
  await copyFile(await realpath(path), join(root, 'bin', name));
  for (const library of await librariesOf(environment, path)) {
    await mkdir(join(root, dirname(library)), { recursive: true });
    await cp(await realpath(library), join(root, library));
  }
}

/** Shared libraries that a program is linked against, the loader among them; none of a static one. */
async function librariesOf(environment: Environment, path: string): Promise<string[]> {
  // It ends with an error for a static program, and says so.
  const { stdout } = await tryRun(environment, 'ldd', [path]);
  if (/not found/.test(stdout)) {
    throw new CunzhengError('NETWORK_STEP_FAILED', `${path} lacks a library: ${stdout.trim()}`);
  }
  return [...stdout.matchAll(/(?:=> |^\s+)(\/\S+)/gm)].map((match) => match[1] as string);
}

/** Has the engine build the context. The stream of its words is the only place where a refusal stands. */
async function send(
  { container: { dockerode } }: ContainerRuntimeClient,
  context: string,
  name: string,
): Promise<void> {
  const tar = spawn('tar', ['-c', '--owner=0', '--group=0', '-C', context, '.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const words = await dockerode.buildImage(tar.stdout, { t: name });
  await new Promise<void>((resolve, reject) => {
    dockerode.modem.followProgress(words, (error) => {
      if (!error) return resolve();
      const text = `building ${name}: ${error.message}`;
      reject(new CunzhengError('NETWORK_STEP_FAILED', text, { cause: error }));
    });
  });
}
