import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { dirname } from 'node:path';
import { CunzhengError, editionFor } from '@cunzheng/domain';
import { connectionPath, openFabricLedger, readConnection } from '../ledger/fabric/index.ts';
import type { Ledger } from '../ledger/port.ts';
import type { NotaryLog } from '../log/notary-log.ts';
import type { Logger } from '../logger.ts';
import { openAuditorKey } from '../trust/member-keys.ts';
import { memberCalled, readNetworkFiles } from '../trust/network-files.ts';
import { readNetworkTrust } from '../trust/network-trust.ts';
import { openAuditor } from './open.ts';
import { type AuditorServer, serveAuditor, started } from './server.ts';

/** A member's auditor as the launcher describes it in a file; the log lies beside that file. */
interface AuditorFile {
  /** `NETWORK_DIR`. */
  readonly network: string;
  readonly member: string;
  readonly listen: {
    readonly host: string;
    readonly port: number;
    /** Paths of PEM files. */
    readonly certificate: string;
    readonly key: string;
  };
  /** Where the launcher asks how it is: plain HTTP. */
  readonly health: { readonly host: string; readonly port: number };
}

/** The process of one member's auditor: `node main.js <auditor file>`. */
async function main(path: string): Promise<void> {
  const file = JSON.parse(await readFile(path, 'utf8')) as AuditorFile;
  const ledger = await whenThere(() => openLedger(file));
  const log = await whenThere(() => openLogOf(file, ledger, dirname(path)));
  const server = await serve(file, log);
  const health = await serveHealth(file, log);
  const end = async () => {
    health.close();
    await server.close();
    await log.close();
    await ledger.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
}

const RETRY_MS = 1000;

/** Peer and auditor start together; the one waits for the other. */
async function whenThere<T>(open: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof CunzhengError) || !/^LEDGER_(?!LOCKED|CORRUPT)/.test(error.code))
        throw error;
      LOGGER.warn({ code: error.code }, error.message);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** The member's own peer and no other, in the name of its auditor. */
async function openLedger({ network, member }: AuditorFile): Promise<Ledger> {
  const options = await readConnection({ path: connectionPath(network), member });
  const { auditor } = memberCalled(await readNetworkFiles(connectionPath(network)), member);
  const gateway = {
    certificate: await readFile(auditor.certificate),
    key: await readFile(auditor.key),
  };
  const own = options.members
    .filter(({ id }) => id === member)
    .map((each) => ({ ...each, gateway }));
  return openFabricLedger({ ...options, members: own, logger: LOGGER });
}

async function openLogOf(
  { network, member }: AuditorFile,
  ledger: Ledger,
  dir: string,
): Promise<NotaryLog> {
  const { trust } = await readNetworkTrust(connectionPath(network), ledger);
  const { keys } = memberCalled(await readNetworkFiles(connectionPath(network)), member);
  const named = editionFor(trust, Number.MAX_SAFE_INTEGER).members.find(({ id }) => id === member);
  if (named === undefined)
    throw new CunzhengError('CONFIG_INVALID', `${member} is not in the trust file`);
  const key = await openAuditorKey(keys, named);
  return openAuditor({ ledger, dir, key, trust, logger: LOGGER });
}

async function serve({ network, listen }: AuditorFile, log: NotaryLog): Promise<AuditorServer> {
  const { members } = await readNetworkFiles(connectionPath(network));
  const [certificate, key, ...memberRoots] = await Promise.all(
    [listen.certificate, listen.key, ...members.flatMap(({ root }) => root ?? [])].map((path) =>
      readFile(path),
    ),
  );
  return serveAuditor({
    log,
    host: listen.host,
    port: listen.port,
    tls: { certificate: certificate as Buffer, key: key as Buffer, memberRoots },
    logger: LOGGER,
  });
}

/** `/healthz`, and `/status` with size and alarms. */
async function serveHealth({ member, health }: AuditorFile, log: NotaryLog): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/status') return response.end('ok\n');
    const signed = log.checkpoint()?.checkpoint.size ?? 0;
    const alarms = log.alarms();
    return response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ member, size: log.size(), signed, blocks: log.blocks(), alarms }));
  });
  await started(server, health.port, health.host);
  return server;
}

function write(level: string, fields: object, text: string): void {
  process.stdout.write(`${JSON.stringify({ level, ...fields, text })}\n`);
}

const LOGGER: Logger = {
  info: (fields, text) => write('info', fields, text),
  warn: (fields, text) => write('warn', fields, text),
  error: (fields, text) => write('error', fields, text),
};

await main(process.argv[2] as string);
