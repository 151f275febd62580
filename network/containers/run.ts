// `npm run test:containers`: the network in containers. Without an engine it is left out and said so; not so with REQUIRE_FABRIC=1 and no programs.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import type { ContainerRuntimeClient } from 'testcontainers';
import { findPrograms } from '../src/programs.ts';
import { missingImages } from './container-nodes.ts';
import { findEngine, NO_ENGINE } from './engine.ts';
import { imagesFor, LOCAL_IMAGES } from './images.ts';

// biome-ignore lint/style/noProcessEnv: this file is the entry point of a process
const environment = process.env;
const out = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const engine = await findEngine(environment);
  if (engine === undefined) return leaveOut(NO_ENGINE);
  const built = join(import.meta.dirname, '../../bin');
  try {
    await findPrograms({ fabricBin: environment.FABRIC_BIN, built, environment });
  } catch (error) {
    if (!(error instanceof CunzhengError) || environment.REQUIRE_FABRIC === '1') throw error;
    return leaveOut(error.message);
  }
  await demandLocalImages(engine);
  return runStory();
}

function leaveOut(reason: string): number {
  out(`Containers left out: ${reason}.`);
  out('0 passed, 0 failed, 1 skipped');
  return 0;
}

/** Images of a host's own are never asked of a registry. Throws `NETWORK_STEP_FAILED`. */
async function demandLocalImages(engine: ContainerRuntimeClient): Promise<void> {
  const images = await imagesFor(environment.NETWORK_IMAGES);
  if (images !== LOCAL_IMAGES) return;
  const missing = await missingImages(engine, images);
  if (missing.length === 0) return;
  const text = `the engine lacks ${missing.join(', ')}: npm run network:images`;
  throw new CunzhengError('NETWORK_STEP_FAILED', text);
}

async function runStory(): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'story.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    process.stdout.write(part);
  });
  const code = await new Promise<number>((resolve) => child.on('close', (n) => resolve(n ?? 1)));
  const passed = text.match(/^\s+ok \d+/gm)?.length ?? 0;
  const bad = text.match(/^\s+not ok \d+/gm)?.length ?? 0;
  const failed = code === 0 && passed > 0 ? bad : Math.max(bad, 1);
  out(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof CunzhengError)) throw error;
  out(`${error.code}: ${error.message}\n0 passed, 1 failed`);
  return 1;
});
