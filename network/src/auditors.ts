import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listenHost, reachHost } from './config/listen.ts';
import { writeConnection } from './connection.ts';
import { writeJson } from './files.ts';
import type { Layout } from './layout.ts';
import type { Network } from './network.ts';
import { run } from './run.ts';
import type { Control } from './supervisor/control.ts';
import type { Health } from './supervisor/node-spec.ts';
import { type Member, PORTS, type Topology } from './topology.ts';

/** Programs of @cunzheng/notary: they are started here, never imported. */
const AUDITOR = '@cunzheng/notary/auditor/main';
const TRUST = '@cunzheng/notary/trust/main';

function programPath(name: string): string {
  return fileURLToPath(import.meta.resolve(name));
}

/** What a member's auditor reads at its start; its log lies beside. */
export function auditorFile(layout: Layout, member: Member): string {
  return join(layout.member(member).auditor, 'auditor.json');
}

/** Arguments of Node that run a member's auditor. */
export function auditorArgs(layout: Layout, member: Member): string[] {
  return [programPath(AUDITOR), auditorFile(layout, member)];
}

export function auditorHealth(topology: Topology, member: Member): Health {
  const host = reachHost(topology, member);
  const url = `http://${host}:${member.ports + PORTS.auditorOperations}/healthz`;
  return { url, host, port: member.ports + PORTS.auditor };
}

/**
 * The trust file, when there is none yet, and an auditor beside each member's peer. The members' contracts answer.
 * Throws `NETWORK_STEP_FAILED` with the reason.
 */
export async function bringUpAuditors(network: Network, control: Control): Promise<string[]> {
  const { layout, topology } = network;
  await writeConnection(network);
  await makeTrust(network, []);
  for (const member of topology.members) {
    await writeJson(auditorFile(layout, member), describe(network, member));
  }
  const names = topology.members.map(({ folder }) => `auditor.${folder}`);
  await control.ask({ action: 'start', names });
  return names;
}

/** Members that joined enter the trust file by its next edition; every auditor reads that at its next start. */
export async function renewTrust(network: Network, control: Control): Promise<string[]> {
  await writeConnection(network);
  await makeTrust(network, ['--next']);
  const names = await bringUpAuditors(network, control);
  for (const name of names) await control.ask({ action: 'restart', name });
  return names;
}

async function makeTrust({ layout, environment }: Network, args: readonly string[]): Promise<void> {
  const all = [programPath(TRUST), 'trust', layout.dir, '--make-keys', ...args];
  await run(environment, process.execPath, all, { timeoutMs: 120_000 });
}

function describe({ layout, topology }: Network, member: Member) {
  return {
    network: layout.dir,
    member: member.id,
    listen: {
      host: listenHost(topology, member),
      port: member.ports + PORTS.auditor,
      ...layout.member(member).tls('auditor'),
    },
    health: {
      host: listenHost(topology, member),
      port: member.ports + PORTS.auditorOperations,
    },
  };
}

/** What an auditor says of itself; undefined when it does not answer. */
export async function askAuditor(
  topology: Topology,
  member: Member,
): Promise<AuditorStatus | undefined> {
  const host = reachHost(topology, member);
  const url = `http://${host}:${member.ports + PORTS.auditorOperations}/status`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return (await response.json()) as AuditorStatus;
  } catch {
    return undefined;
  }
}

export interface AuditorStatus {
  /** Entries of its log. */
  readonly size: number;
  /** Entries under its newest signature. */
  readonly signed: number;
  readonly alarms: readonly { readonly code: string; readonly message: string }[];
}
