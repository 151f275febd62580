import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { dayOf, parseDay } from '@cunzheng/domain/deadlines';
import {
  keyOfDay,
  newSuitKey,
  openSuitKeys,
  parseSuitKeys,
  replaceSuitKeys,
  type SuitKey,
} from '@cunzheng/gateway';

const USAGE = `npm run suit-keys -- status | make [from] | take <file> | drop <epoch>

The keys by which courts find suits of the same parties at each other. CUNZHENG_SUIT_KEYS and DATA_DIR (default ./data)
are those of the server, which follows the file while it runs.
status        epochs and the days from which they are written; the one of today is marked
make [from]   adds a new key from a day on (2027-01-01; default today); hand the file on before that day comes
take <file>   adds the keys of another deployment's file that are not here yet
drop <epoch>  takes a key out of the file: what was noted under it says nothing any more, once nobody keeps a copy
Exit: 0 done, 1 refused, 2 it could not be done.`;

const dir = resolve(process.env.DATA_DIR || './data');
const path = resolve(process.env.CUNZHENG_SUIT_KEYS || join(dir, 'keys', 'suits.json'));
const today = dayOf(new Date().toISOString());

type Command = (keys: readonly SuitKey[], argument: string | undefined) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  status: async (keys) => tell(keys),
  make: async (keys, from) => {
    const made = newSuitKey(from === undefined ? today : parseDay(from));
    return keep([...keys, made]);
  },
  take: async (keys, file) => {
    if (file === undefined) return usage();
    const known = new Set(keys.map(({ epoch }) => epoch));
    const theirs = parseSuitKeys(await readFile(file, 'utf8'));
    return keep([...keys, ...theirs.filter(({ epoch }) => !known.has(epoch))]);
  },
  drop: async (keys, epoch) => {
    const left = keys.filter((key) => key.epoch !== epoch);
    if (left.length === keys.length) throw new CunzhengError('NOT_FOUND', `no epoch ${epoch} here`);
    return keep(left);
  },
};

async function keep(keys: readonly SuitKey[]): Promise<number> {
  await replaceSuitKeys(path, keys);
  return tell(await openSuitKeys(path)());
}

function tell(keys: readonly SuitKey[]): number {
  const now = keyOfDay(keys, today);
  const lines = keys.map((key) => `${key.epoch}  from ${key.from}${key === now ? '  today' : ''}`);
  process.stdout.write(`${path}\n${lines.join('\n') || 'no keys'}\n`);
  return 0;
}

function usage(): number {
  process.stderr.write(`${USAGE}\n`);
  return 2;
}

async function main([name = '', argument]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) return usage();
  try {
    return await command(await openSuitKeys(path)(), argument);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    process.stderr.write(`${code ?? 'INTERNAL'}: ${message}\n`);
    return error instanceof CunzhengError ? 1 : 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
