import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

const closed = { additionalProperties: false } as const;
const text = (description: string, more: object = {}) =>
  Type.String({ minLength: 1, description, ...more });
const whole = (description: string, range: { minimum: number; maximum: number; default: number }) =>
  Type.Integer({ description, ...range });

/**
 * Every variable of the environment that this program reads, in the order of `docs/configuration.md`; type, JSON
 * schema, defaults and the page come from here. Numbers are written in decimal.
 */
export const EnvironmentSchema = Type.Object(
  {
    PORT: whole('Port of the HTTP server; 0 takes a free one.', {
      minimum: 0,
      maximum: 65535,
      default: 8080,
    }),
    DATA_DIR: text('Directory of everything that is kept: files, ledger, log, keys, database.', {
      default: './data',
    }),
    DATABASE_URL: Type.Optional(
      text('PostgreSQL to use (`postgres://…`). Absent: one of its own below DATA_DIR.', {
        pattern: '^postgres(ql)?://',
      }),
    ),
    LEDGER: Type.Enum(['embedded', 'fabric'], {
      description: 'Ledger driver: `embedded` in this process, `fabric` a network of members.',
      default: 'embedded',
    }),
    NETWORK_DIR: text('Directory of the Fabric network, for LEDGER=fabric.', {
      default: './data/network',
    }),
    FABRIC_BIN: Type.Optional(text('Directory of the Fabric programs, for LEDGER=fabric.')),
    REQUIRE_FABRIC: Type.Optional(
      Type.Enum(['0', '1'], {
        description: '1: tests that need a Fabric network fail instead of being skipped.',
      }),
    ),
    CUNZHENG_MODE: Type.Enum(['demo', 'production'], {
      description:
        '`demo` seeds invented people, shows codes on screen and marks every page. `production` seeds nothing and shows no code; what it needs is listed below.',
      default: 'demo',
    }),
    CUNZHENG_CONNECTION: Type.Optional(
      text(
        'File that names peers, certificates and keys, for LEDGER=fabric. Absent: `connection.json` in NETWORK_DIR.',
      ),
    ),
    CUNZHENG_MEMBER: Type.Optional(
      text(
        'MSP id of this deployment’s member, for LEDGER=fabric. Absent: the first one whose gateway the connection file names.',
      ),
    ),
    CUNZHENG_PROVIDERS: Type.Optional(
      text(
        'JSON file with the accounts of providers of messages, codes and identity; holds secrets. Absent: people are told in the inbox alone and clerks look at every proofing.',
      ),
    ),
    CUNZHENG_HOST: text('Address to listen on. In demo mode only an address of this machine.', {
      default: '127.0.0.1',
    }),
    CUNZHENG_PUBLIC_URL: Type.Optional(
      text('Origin printed on documents and in their QR codes. Absent: the address listened on.', {
        pattern: '^https?://[^/?#]+$',
      }),
    ),
    CUNZHENG_PERSONAL_KEYS: Type.Optional(
      text(
        'File with the keys that seal personal data in SQL and files. Absent: `keys/personal.json` in DATA_DIR, made on first use. In production outside DATA_DIR.',
      ),
    ),
    CUNZHENG_SUIT_KEYS: Type.Optional(
      text(
        'File with the keys that courts share to find suits of the same parties at each other. Absent: in demo mode `keys/suits.json` in DATA_DIR, made on first use; in production nothing is noted or looked for.',
      ),
    ),
    CUNZHENG_LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      description: 'How much is written to standard error, as JSON lines without personal data.',
      default: 'info',
    }),
    CUNZHENG_MAX_DOCUMENT_BYTES: whole('Largest PDF that is taken in, in bytes.', {
      minimum: 1024,
      maximum: 200 * 1024 * 1024,
      default: 20 * 1024 * 1024,
    }),
    CUNZHENG_CHECKPOINT_INTERVAL_MS: whole('Least time between two checkpoints.', {
      minimum: 10,
      maximum: 60_000,
      default: 200,
    }),
    CUNZHENG_LEAF_COPY_DIR: Type.Optional(
      text(
        'Second directory for the lists of everyday behaviours, best on another disk. Absent: `leaf-copies` below DATA_DIR.',
      ),
    ),
    CUNZHENG_RATE_LIMIT: whole(
      'Requests a minute from one address; public look-ups and sign-in get a tenth. 0: no limit.',
      { minimum: 0, maximum: 1_000_000, default: 1200 },
    ),
    CUNZHENG_TRUST_PROXY: Type.Optional(
      text(
        'Addresses or networks of the proxies before this server, separated by commas. Their `X-Forwarded-For` says whose requests are counted; nobody else’s is believed. Absent: no proxy.',
      ),
    ),
    CUNZHENG_CLAMD: Type.Optional(
      text(
        'clamd that looks for viruses in papers: path of its socket, or `host:port`. Absent: nobody looks, and reviewers are told so.',
        { pattern: '^(?:/\\S+|[^/:\\s]+:[0-9]{1,5}|\\[[0-9a-fA-F:]+\\]:[0-9]{1,5})$' },
      ),
    ),
    CUNZHENG_URL: Type.Optional(
      text('Address of a running server, read by the scripts (`npm run demo`), not by the server.'),
    ),
  },
  closed,
);

export type Environment = Type.Static<typeof EnvironmentSchema>;

/** Settings of one running server; paths are absolute. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly ledger: 'embedded' | 'fabric';
  /** File that says how the network is reached; read by the driver `fabric`. */
  readonly connection: string;
  /** MSP id of the deployment's member on the network; undefined when the connection file decides. */
  readonly member: string | undefined;
  /** File with the accounts of providers; undefined for none. */
  readonly providers: string | undefined;
  readonly mode: 'demo' | 'production';
  readonly publicUrl: string | undefined;
  /** File with the keys of personal data. */
  readonly personalKeys: string;
  /** File with the keys of like suits; undefined for none. */
  readonly suitKeys: string | undefined;
  readonly logLevel: Environment['CUNZHENG_LOG_LEVEL'];
  readonly maxDocumentBytes: number;
  readonly checkpointIntervalMs: number;
  /** Where lists of leaves are copied to. */
  readonly leafCopyDir: string;
  /** Requests a minute from one address; 0 for none. */
  readonly rateLimit: number;
  /** Where clamd listens; undefined for none. */
  readonly clamd: string | undefined;
  /** Addresses and networks whose forwarding headers are believed; empty for none. */
  readonly trustedProxies: readonly string[];
}

const validator = Compile(EnvironmentSchema);
const OWN = 'CUNZHENG_';
const NAMES = Object.keys(EnvironmentSchema.properties);

/**
 * The settings that an environment holds. Pure. Throws `CONFIG_INVALID` naming all faults at once (never a value, which
 * may be a secret).
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults = unknownNames(env);
  const read = readEnvironment(env);
  const shape = validator.Check(read) ? [] : shapeFaults(read);
  const values = read as Environment;
  if (shape.length === 0) {
    const mode =
      values.CUNZHENG_MODE === 'demo' ? demoFaults(values) : productionFaults(env, values);
    faults.push(...mode, ...proxyFaults(values));
  }
  refuseAll([...faults, ...shape]);
  return Object.freeze(configOf(values));
}

function refuseAll(faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new CunzhengError('CONFIG_INVALID', faults.join('; '));
}

function unknownNames(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith(OWN) && !NAMES.includes(name))
    .sort()
    .map((name) => `${name} is no setting of this program`);
}

/** Known variables, numbers as numbers, defaults put in; an empty variable counts as absent. */
function readEnvironment(env: Readonly<Record<string, string | undefined>>) {
  const out: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(EnvironmentSchema.properties)) {
    const value = env[name] === '' ? undefined : env[name];
    const { type, default: fallback } = schema as { type?: string; default?: unknown };
    if (value === undefined && fallback === undefined) continue;
    if (value === undefined) out[name] = fallback;
    else out[name] = type === 'integer' && /^[0-9]{1,15}$/.test(value) ? Number(value) : value;
  }
  return out;
}

function shapeFaults(read: unknown): string[] {
  const faults = validator
    .Errors(read)
    .map(({ instancePath, message }) => `${instancePath.slice(1)} ${message}`);
  return [...new Set(faults)];
}

function demoFaults({ CUNZHENG_HOST: host }: Environment): string[] {
  return isLoopback(host) ? [] : ['CUNZHENG_HOST must be an address of this machine in demo mode'];
}

const NEEDED_IN_PRODUCTION = [
  'DATABASE_URL',
  'CUNZHENG_PUBLIC_URL',
  'CUNZHENG_PERSONAL_KEYS',
  'CUNZHENG_PROVIDERS',
] as const;

/** What can be told from the environment alone; `demandProduction` looks at the files. */
function productionFaults(
  env: Readonly<Record<string, string | undefined>>,
  values: Environment,
): string[] {
  const { CUNZHENG_PUBLIC_URL: url = 'https://', CUNZHENG_RATE_LIMIT: limit } = values;
  return [
    ...NEEDED_IN_PRODUCTION.filter((name) => values[name] === undefined).map(
      (name) => `${name} is needed in production`,
    ),
    ...(url.startsWith('https://') ? [] : ['CUNZHENG_PUBLIC_URL must be https in production']),
    // A court on a ledger of one machine must have meant it: the default does not decide that.
    ...(env.LEDGER ? [] : ['LEDGER must be said in production: fabric, or embedded']),
    ...(limit > 0 ? [] : ['CUNZHENG_RATE_LIMIT must not be 0 in production']),
  ];
}

/** Never "all": whoever reaches the port could then choose the address he is counted under. */
function proxyFaults(values: Environment): string[] {
  if (proxiesOf(values).every(isNetwork)) return [];
  return ['CUNZHENG_TRUST_PROXY must be addresses or networks such as 10.0.0.0/8'];
}

function proxiesOf({ CUNZHENG_TRUST_PROXY: list }: Environment): string[] {
  return list === undefined ? [] : list.split(',').map((part) => part.trim());
}

function isNetwork(part: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/([1-9][0-9]{0,2}))?$/.exec(part) ?? [];
  const version = isIP(address);
  return version !== 0 && (bits === undefined || Number(bits) <= (version === 4 ? 32 : 128));
}

/** True for a name or address of this machine. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host === '::1' ||
    host === '[::1]' ||
    (isIP(host) === 4 && host.startsWith('127.'))
  );
}

/** A key that no other deployment has would find nothing elsewhere: only for trying is one made. */
function suitKeysOf(values: Environment): string | undefined {
  const { CUNZHENG_SUIT_KEYS: file, CUNZHENG_MODE: mode, DATA_DIR: dir } = values;
  if (file !== undefined) return resolve(file);
  return mode === 'demo' ? resolve(join(dir, 'keys', 'suits.json')) : undefined;
}

function configOf(values: Environment): Config {
  return {
    port: values.PORT,
    host: values.CUNZHENG_HOST,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    ledger: values.LEDGER,
    connection: resolve(values.CUNZHENG_CONNECTION ?? join(values.NETWORK_DIR, 'connection.json')),
    member: values.CUNZHENG_MEMBER,
    providers: values.CUNZHENG_PROVIDERS && resolve(values.CUNZHENG_PROVIDERS),
    mode: values.CUNZHENG_MODE,
    publicUrl: values.CUNZHENG_PUBLIC_URL,
    personalKeys: resolve(
      values.CUNZHENG_PERSONAL_KEYS ?? join(values.DATA_DIR, 'keys', 'personal.json'),
    ),
    suitKeys: suitKeysOf(values),
    logLevel: values.CUNZHENG_LOG_LEVEL,
    maxDocumentBytes: values.CUNZHENG_MAX_DOCUMENT_BYTES,
    checkpointIntervalMs: values.CUNZHENG_CHECKPOINT_INTERVAL_MS,
    leafCopyDir: resolve(values.CUNZHENG_LEAF_COPY_DIR ?? join(values.DATA_DIR, 'leaf-copies')),
    rateLimit: values.CUNZHENG_RATE_LIMIT,
    clamd: values.CUNZHENG_CLAMD,
    trustedProxies: proxiesOf(values),
  };
}
