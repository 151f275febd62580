// `npm run network:images`: the images of the nodes, from the programs on this machine.
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { findPrograms } from '../src/programs.ts';
import { buildImages } from './build-images.ts';
import { findEngine, NO_ENGINE } from './engine.ts';

// biome-ignore lint/style/noProcessEnv: this file is the entry point of a process
const environment = process.env;
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const built = join(import.meta.dirname, '../../bin');
  const programs = await findPrograms({ fabricBin: environment.FABRIC_BIN, built, environment });
  const engine = await findEngine(environment);
  if (engine === undefined) throw new CunzhengError('NOT_SUPPORTED', NO_ENGINE);
  await buildImages({ programs, environment, engine, say });
  say('NETWORK_IMAGES=local npm run test:containers runs the network on them');
}

process.exitCode = await main().then(
  () => 0,
  (error: unknown) => {
    if (!(error instanceof CunzhengError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\n`);
    return 1;
  },
);
