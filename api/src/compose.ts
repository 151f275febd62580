import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CourtRecord,
  CunzhengError,
  canonicalize,
  isErrorCode,
  parseRecord,
  quorum,
  type RecordId,
  recordId,
  utf8,
} from '@cunzheng/domain';
import { dayOf } from '@cunzheng/domain/deadlines';
import type { NotedSuit } from '@cunzheng/domain/suits';
import {
  type ChainView,
  type Clock,
  type CourtContent,
  type CourtNotary,
  type CourtProposal,
  type CourtRegistry,
  clamd,
  clamdPlace,
  demandMode,
  makeSuitKeys,
  type NewestRecords,
  openCourt,
  openIdentity,
  openMessaging,
  openPayments,
  openPool,
  openPracticePayments,
  openSuitKeys,
  openVaultFile,
  type Pool,
  type Scanner,
  type SuitIndex,
  type SuitSearch,
} from '@cunzheng/gateway';
import {
  awaitDemoTrust,
  createDemoTrust,
  errandSender,
  type Ledger,
  type Logger,
  localAuditors,
  type Notary,
  type NotaryLog,
  openFreeLog,
  openNotary,
  openSharedLedger,
  openSharedLog,
  pastCheckpoint,
  readNetworkMembers,
  remoteAuditors,
  type Sharing,
} from '@cunzheng/notary';
import { startEmbeddedPostgres } from '@cunzheng/notary/postgres';
import { auditorAddresses, readNetworkTrust } from '@cunzheng/notary/trust';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { demandProduction } from './production.ts';
import { readProviders } from './providers-file.ts';
import { startSweeps } from './sweeps.ts';

export interface ComposeOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Origin of printed links; the port may be known only after listening. */
  readonly publicUrl: () => string;
}

/** A running deployment without its HTTP server. */
export interface Deployment {
  readonly deps: Deps;
  readonly ledger: Ledger;
  readonly notary: Notary;
  readonly database: Pool;
  /**
   * Begins what waits for nobody's request. Once, when the application is built: building it keeps the process busy so
   * long on a slow machine that statements begun before would be given up.
   */
  work(): void;
  /** Closes everything in the order opposite to opening; what is under way is finished. */
  close(): Promise<void>;
}

/**
 * Opens everything a deployment stands on: directory, database, ledger, trust, log, notary, court. If one fails, those
 * before it are closed again. Throws `PRODUCTION_UNREADY`, `MODE_DIFFERS`, `DATA_DIR_UNWRITABLE`, `DATABASE_UNAVAILABLE`, `LEDGER_LOCKED`, `LEDGER_CORRUPT`,
 * `LEDGER_UNAVAILABLE`, `LOG_CORRUPT`, `CONFIG_INVALID`, `MIGRATION_DIFFERS`, `DISK_FULL`.
 */
export async function compose(options: ComposeOptions): Promise<Deployment> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    return { ...(await openParts(options, closing)), close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

type Closing = (() => Promise<void>)[];

async function openParts(options: ComposeOptions, closing: Closing) {
  const { config, clock, logger, publicUrl } = options;
  const { dataDir } = config;
  const providers = await readProviders(config.providers);
  await demandProduction(config, providers);
  await demandWritable(dataDir);
  const database = await openDatabase(options, closing);
  await demandMode(database, config.mode);
  const chain = await openChain(options, database, closing);
  const { ledger, log, text, sharing } = chain;
  const leaves = { dir: join(dataDir, 'leaf-lists'), copyDir: config.leafCopyDir };
  const vault = await openVaultFile(config.personalKeys);
  const notary = await openNotary({
    ...{ database, ledger, log, leaves, sealing: vault, sharing, clock, logger },
  });
  closing.push(() => notary.close());
  const messaging = openMessaging(providers, clock);
  closing.push(async () => messaging.close());
  const practice =
    config.mode === 'demo'
      ? await openPracticePayments(join(dataDir, 'practice-payments'), clock)
      : undefined;
  const practised = practice && { wechat: practice, alipay: practice };
  const court = await openCourt({
    messaging,
    database,
    notary: notary as CourtNotary,
    chain: chainView(ledger, log),
    registry: courtRegistry(ledger),
    filesDir: join(dataDir, 'files'),
    keysDir: join(dataDir, 'keys'),
    vault,
    identity: openIdentity(providers, clock),
    payments: openPayments(providers.payments ?? {}, clock, practised),
    scanner: scannerOf(config),
    suits: await openSuits(config, ledger, clock),
    clock,
    mode: config.mode,
    publicUrl,
  });
  sayCustody(config, logger);
  const deps: Deps = {
    court,
    log,
    network: ledger.network,
    channel: ledger.channel,
    trustText: text,
    clock,
    practice,
    members: () => readNetworkMembers(ledger),
    health: () => notary.health(),
    pingDatabase: async () => {
      await database.query('SELECT 1');
    },
  };
  const work = () => void closing.push(startSweeps(court, logger));
  return { deps, ledger, notary, database, work };
}

/** Throws `CONFIG_INVALID` for a broken file of keys. */
async function openSuits(
  { suitKeys, mode }: Config,
  ledger: Ledger,
  clock: Clock,
): Promise<SuitSearch | undefined> {
  if (suitKeys === undefined) return undefined;
  if (mode === 'demo') await makeSuitKeys(suitKeys, dayOf(new Date(clock()).toISOString()));
  const keys = openSuitKeys(suitKeys);
  await keys();
  return { index: suitIndex(ledger), keys };
}

function scannerOf(config: Config): Scanner | undefined {
  const place = config.clamd === undefined ? undefined : clamdPlace(config.clamd);
  return place && clamd(place);
}

/** Whoever reads the log of a production sees what its proofs say too. */
function sayCustody({ mode, ledger }: Config, logger: Logger): void {
  if (mode !== 'production' || ledger !== 'embedded') return;
  logger.warn(
    { custody: 'demo' },
    'production on the embedded ledger: the keys of all four members lie on this machine, and no other member watches it',
  );
}

/** Ledger and log, with the text of the trust file. */
interface Chain {
  readonly ledger: Ledger;
  readonly log: NotaryLog;
  readonly text: string;
  readonly sharing: Sharing;
}

async function openChain(
  options: ComposeOptions,
  database: Pool,
  closing: Closing,
): Promise<Chain> {
  return options.config.ledger === 'embedded'
    ? openSharedChain(options, database, closing)
    : openNetworkChain(options, database, closing);
}

/**
 * The embedded ledger and its log: the first process on a data directory owns them, others read behind it until one of
 * them takes over (ADR 33).
 */
async function openSharedChain(
  { config, clock, logger }: ComposeOptions,
  database: Pool,
  closing: Closing,
): Promise<Chain> {
  const { dataDir } = config;
  const dir = join(dataDir, 'ledger');
  const replicas = join(dataDir, 'replicas');
  const sendErrand = errandSender(database);
  const ledger = await openSharedLedger({ dir, replicas, clock, sendErrand });
  closing.push(() => ledger.close());
  const isOwner = () => ledger.replica === undefined;
  const { trust, text, keys } = isOwner()
    ? await createDemoTrust({ dir: dataDir, ledger })
    : await awaitDemoTrust({ dir: dataDir, ledger });
  const log = await openSharedLog({
    ...{ ledger, trust, clock, logger, dir: join(dataDir, 'log'), replica: ledger.replica },
    cosigners: localAuditors(keys),
    intervalMs: config.checkpointIntervalMs,
    past: pastCheckpoint(database),
  });
  closing.push(() => log.close());
  const takeOver = async () => {
    const taken = await ledger.takeOver();
    return (await log.takeOver()) || taken;
  };
  const sharing = { isOwner, takeOver, databaseFile: join(dir, 'database') };
  return { ledger, log, text, sharing };
}

/**
 * A network's ledger by the Fabric client, which is loaded only here; the auditors beside the members' peers cosign. Every
 * process on a data directory asks the peers itself; one of them owns the log, so that all serve the same checkpoints.
 */
async function openNetworkChain(
  { config, clock, logger }: ComposeOptions,
  database: Pool,
  closing: Closing,
): Promise<Chain> {
  const { connection: path, member, dataDir, checkpointIntervalMs: intervalMs } = config;
  const { openFabricLedger, readConnection } = await import('@cunzheng/notary/fabric');
  const connection = await readConnection({ path, member });
  const ledger = await openFabricLedger({ ...connection, clock, logger });
  closing.push(() => ledger.close());
  const { trust, text } = await readNetworkTrust(path, ledger);
  const cosigners = remoteAuditors(await auditorAddresses(path, member), trust);
  const dir = join(dataDir, 'log');
  const log = await openFreeLog({
    ...{ ledger, dir, cosigners, trust, intervalMs, clock, logger },
    replicas: join(dataDir, 'replicas'),
    past: pastCheckpoint(database),
  });
  closing.push(() => log.close());
  const sharing = {
    isOwner: () => log.isOwned,
    takeOver: () => log.takeOver(),
    databaseFile: join(dir, 'database'),
  };
  return { ledger, log, text, sharing };
}

/** Throws `DATA_DIR_UNWRITABLE`, `DISK_FULL` before anything is started in it. */
export async function demandWritable(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
    await access(dir, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new CunzhengError(full ? 'DISK_FULL' : 'DATA_DIR_UNWRITABLE', dir, { cause });
  }
}

/** The database of the settings, or the one of the data directory; what it opens is closed by `closing`, last first. */
export async function openDatabase(
  { config, logger }: Pick<ComposeOptions, 'config' | 'logger'>,
  closing: Closing,
): Promise<Pool> {
  let url = config.databaseUrl;
  if (url === undefined) {
    const server = await startEmbeddedPostgres({ dir: join(config.dataDir, 'postgres') });
    closing.push(() => server.stop());
    url = server.url;
  }
  const pool = openPool(url, (err) => logger.warn({ err }, 'database connection lost'));
  closing.push(() => pool.end());
  await pool.query('SELECT 1');
  return pool;
}

/** What the court asks of ledger and log. */
export function chainView(
  ledger: Ledger,
  log: Pick<NotaryLog, 'checkpoint' | 'trust' | 'size' | 'entry'>,
): ChainView {
  return {
    network: ledger.network,
    channel: ledger.channel,
    trust: log.trust,
    checkpoint: () => log.checkpoint(),
    readRecord: async (id) => {
      const text = await readText(ledger, 'readRecord', id);
      return text === undefined ? undefined : parseRecord(utf8(text));
    },
    isIssued: async (sha256) => {
      const text = await ledger.evaluate({ name: 'findDocument', args: [sha256] });
      return (JSON.parse(text) as unknown[]).length > 0;
    },
    isRevoked: async (key) => {
      const text = await readText(ledger, 'readKey', key);
      return text !== undefined && 'revocation' in JSON.parse(text);
    },
    recordsOfCase: (caseTag) => recordsOfCase(ledger, caseTag),
    newestRecords: (limit) => newestRecords(log, limit),
  };
}

/** The registry of courts in the contract. */
export function courtRegistry(ledger: Ledger): CourtRegistry {
  const ask = async (name: string) => JSON.parse(await ledger.evaluate({ name, args: [] }));
  return {
    async read() {
      const { courts, proposals } = (await ask('readCourts')) as CourtsAnswer;
      const { members } = (await ask('readMembers')) as { members: readonly unknown[] };
      return { courts, proposals, needed: quorum(members.length) };
    },
    async propose(content, nonce) {
      const args = [canonicalize({ ...content })];
      await ledger.submit({ name: 'proposeCourt', args, as: content.member, nonce });
    },
    async approve(content, member) {
      const args = [canonicalize({ ...content })];
      await ledger.submit({ name: 'approveCourt', args, as: member });
    },
  };
}

/** The index of like suits in the contract. */
export function suitIndex(ledger: Ledger): SuitIndex {
  return {
    async note(member, entries) {
      const args = [JSON.stringify(entries)];
      const { response } = await ledger.submit({ name: 'noteSuits', args, as: member });
      return JSON.parse(response);
    },
    async find(epoch, tag, limit) {
      const found: NotedSuit[] = [];
      let bookmark = '';
      do {
        const size = String(Math.min(PAGE, limit - found.length));
        const call = { name: 'suitsOf', args: [epoch, tag, size, bookmark] };
        const page = JSON.parse(await ledger.evaluate(call)) as SuitPage;
        found.push(...page.suits);
        bookmark = page.bookmark;
      } while (bookmark !== '' && found.length < limit);
      return found;
    },
  };
}

/** Answer of the contract's `suitsOf`. */
interface SuitPage {
  readonly bookmark: string;
  readonly suits: readonly NotedSuit[];
}

/** Answer of the contract's `readCourts`. */
interface CourtsAnswer {
  readonly courts: readonly CourtContent[];
  readonly proposals: readonly CourtProposal[];
}

/** Answer of a read by id; `undefined` when there is nothing of that id. */
async function readText(ledger: Ledger, name: string, id: string): Promise<string | undefined> {
  return ledger.evaluate({ name, args: [id] }).catch((error: unknown) => {
    if (error instanceof CunzhengError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  });
}

const PAGE = 100;

async function recordsOfCase(ledger: Ledger, caseTag: string): Promise<Map<RecordId, CourtRecord>> {
  const records = new Map<RecordId, CourtRecord>();
  let bookmark = '';
  do {
    const call = { name: 'recordsOfCase', args: [caseTag, String(PAGE), bookmark] };
    const page = JSON.parse(await ledger.evaluate(call)) as CasePage;
    for (const { id, record } of page.records) records.set(id, record);
    bookmark = page.bookmark;
  } while (bookmark !== '');
  return records;
}

/** Answer of the contract's `recordsOfCase`. */
interface CasePage {
  readonly bookmark: string;
  readonly records: readonly { readonly id: RecordId; readonly record: CourtRecord }[];
}

async function newestRecords(
  log: Pick<NotaryLog, 'size' | 'entry'>,
  limit: number,
): Promise<NewestRecords> {
  const size = log.size();
  const first = Math.max(0, size - limit);
  const records = new Map<RecordId, CourtRecord>();
  let from: number | undefined;
  for (let index = first; index < size; index++) {
    const { kind, txTime, bytes } = await log.entry(index);
    from ??= txTime;
    if (kind !== 'record') continue;
    const record = parseRecord(bytes);
    records.set(recordId(record), record);
  }
  return { records, ...(first === 0 || from === undefined ? {} : { from }) };
}

/** True for refusals that a person at the console is told in words, not with a stack. */
export function isExpected(error: unknown): error is CunzhengError {
  return error instanceof CunzhengError && isErrorCode(error.code) && error.code !== 'INTERNAL';
}
