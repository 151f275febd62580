import { join } from 'node:path';
import type { AuditorServer } from '../../src/auditor/index.ts';
import { openAuditor, serveAuditor } from '../../src/auditor/index.ts';
import {
  type AuditorAddress,
  createDemoTrust,
  type DemoTrust,
  type NotaryLog,
  openLog,
  remoteAuditors,
} from '../../src/log/index.ts';
import type { FakeLedger } from './fake-ledger.ts';
import { temporaryDirectory } from './log-bench.ts';

interface Cleanup {
  teardown(work: () => Promise<void>): void;
}

/** One member's auditor with its server on a port of its own. */
export interface RunningAuditor {
  readonly member: string;
  readonly log: NotaryLog;
  readonly server: AuditorServer;
  readonly address: AuditorAddress;
  readonly dir: string;
  close(): Promise<void>;
}

/** Keys of four members, their auditors, and logs of gateways that ask them. */
export class AuditorBench {
  readonly dir: string;
  readonly demo: DemoTrust;
  readonly #t: Cleanup;

  private constructor(t: Cleanup, dir: string, demo: DemoTrust) {
    this.#t = t;
    this.dir = dir;
    this.demo = demo;
  }

  static async open(t: Cleanup, ledger: FakeLedger): Promise<AuditorBench> {
    const dir = await temporaryDirectory(t);
    return new AuditorBench(t, dir, await createDemoTrust({ dir, ledger }));
  }

  /** The auditor of the member at this place, over a ledger of its own. */
  async auditor(place: number, ledger: FakeLedger): Promise<RunningAuditor> {
    const { keys, trust } = this.demo;
    const key = keys[place] as DemoTrust['keys'][number];
    const dir = join(this.dir, 'auditors', key.member);
    const log = await openAuditor({ ledger, dir, key, trust });
    const server = await serveAuditor({ log, host: '127.0.0.1', port: 0 });
    const address = { member: key.member, url: `http://127.0.0.1:${server.port}` };
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= server.close().then(() => log.close());
      return closing;
    };
    this.#t.teardown(close);
    return { member: key.member, log, server, address, dir, close };
  }

  /** Auditors of all four members, each over the ledger given for it. */
  auditors(...ledgers: readonly FakeLedger[]): Promise<RunningAuditor[]> {
    return Promise.all(ledgers.map((ledger, place) => this.auditor(place, ledger)));
  }

  /** A gateway's log, cosigned by the auditors at these addresses. */
  async gateway(
    ledger: FakeLedger,
    addresses: readonly AuditorAddress[],
    name = 'log',
  ): Promise<NotaryLog> {
    const { trust } = this.demo;
    const cosigners = remoteAuditors(addresses, trust);
    const log = await openLog({
      ledger,
      dir: join(this.dir, name),
      cosigners,
      trust,
      intervalMs: 0,
    });
    this.#t.teardown(() => log.close());
    return log;
  }
}
