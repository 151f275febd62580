import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { type Environment, tryRun } from './run.ts';

/** Programs of Hyperledger Fabric and of its CA that a network needs. */
export const PROGRAM_NAMES = [
  'peer',
  'orderer',
  'configtxgen',
  'configtxlator',
  'osnadmin',
  'ledgerutil',
  'fabric-ca-server',
  'fabric-ca-client',
] as const;
export type ProgramName = (typeof PROGRAM_NAMES)[number];

/** Where each program lies. */
export type Programs = Readonly<Record<ProgramName, string>>;

/** Versions that we build, and the first three numbers of those that are taken when somebody else built them. */
export const PINS = {
  fabric: { version: [3, 1, 5], probe: 'peer' },
  'fabric-ca': { version: [1, 5, 21], probe: 'fabric-ca-server' },
} as const;

export interface ProgramPlaces {
  /** `FABRIC_BIN`: looked in first. */
  readonly fabricBin?: string | undefined;
  /** Where `npm run network:tools` builds to: looked in next, then `PATH`. */
  readonly built: string;
  readonly environment: Environment;
}

/**
 * Finds every program in one place whose version fits: same major and minor number as the pin, patch not smaller.
 * Throws `FABRIC_MISSING`, which says of each place why not.
 */
export async function findPrograms(places: ProgramPlaces): Promise<Programs> {
  const fabric = await findSet(places, 'fabric', PROGRAM_NAMES.slice(0, 6));
  const ca = await findSet(places, 'fabric-ca', PROGRAM_NAMES.slice(6));
  return { ...fabric, ...ca } as Programs;
}

async function findSet(
  places: ProgramPlaces,
  pin: keyof typeof PINS,
  names: readonly ProgramName[],
): Promise<Partial<Programs>> {
  const reasons: string[] = [];
  for (const dir of directories(places)) {
    const reason = await unfit(dir, pin, names, places.environment);
    if (reason === undefined) {
      return Object.fromEntries(names.map((name) => [name, join(dir, name)]));
    }
    if (reason !== '') reasons.push(`${dir}: ${reason}`);
  }
  const why = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  throw new CunzhengError(
    'FABRIC_MISSING',
    `programs of ${pin} ${PINS[pin].version.join('.')} are not here${why}: run npm run network:tools, or set FABRIC_BIN`,
  );
}

function directories({ fabricBin, built, environment }: ProgramPlaces): string[] {
  const path = (environment.PATH ?? '').split(delimiter).filter((dir) => dir !== '');
  return [...(fabricBin ? [resolve(fabricBin)] : []), built, ...path];
}

/** Why the programs of this directory cannot be used; empty when it has none of them, undefined when they can. */
async function unfit(
  dir: string,
  pin: keyof typeof PINS,
  names: readonly ProgramName[],
  environment: Environment,
): Promise<string | undefined> {
  const missing = await missingIn(dir, names);
  if (missing.length === names.length) return '';
  if (missing.length > 0) return `lacks ${missing.join(', ')}`;
  const version = await versionOf(environment, join(dir, PINS[pin].probe));
  if (version === undefined) return `${PINS[pin].probe} does not tell its version`;
  return fits(version, PINS[pin].version) ? undefined : `is version ${version.join('.')}`;
}

async function missingIn(dir: string, names: readonly ProgramName[]): Promise<ProgramName[]> {
  const found = await Promise.all(
    names.map((name) =>
      access(join(dir, name), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return names.filter((_, i) => !found[i]);
}

async function versionOf(environment: Environment, program: string) {
  const { stdout } = await tryRun(environment, program, ['version'], { timeoutMs: 20_000 });
  return parseVersion(stdout);
}

/** The three numbers after `Version:` in what a Fabric program says of itself; undefined when there are none. */
export function parseVersion(text: string): readonly number[] | undefined {
  const numbers = /Version:\s*v?(\d+)\.(\d+)\.(\d+)/.exec(text);
  return numbers?.slice(1).map(Number);
}

/** Same major and minor number, patch not smaller. */
export function fits(version: readonly number[], pin: readonly number[]): boolean {
  const [major, minor, patch = 0] = version;
  return major === pin[0] && minor === pin[1] && patch >= (pin[2] as number);
}
