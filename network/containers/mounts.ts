import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeConnection } from '../src/connection.ts';
import { writeJson } from '../src/files.ts';
import type { Layout, MemberLayout } from '../src/layout.ts';
import type { Network } from '../src/network.ts';
import type { NodeKind } from '../src/supervisor/node-spec.ts';
import { innerAddressOf, type Member } from '../src/topology.ts';
import { BUILDER } from '../src/up.ts';

/** A folder of this machine, at the same path in a container: then a configuration holds in both. */
export interface Mount {
  readonly source: string;
  readonly target: string;
  readonly mode: 'rw' | 'ro';
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What our own programs are run from. */
const CODE = [
  'package.json',
  'node_modules',
  ...['domain', 'chaincode', 'network', 'proof', 'notary', 'gateway'].flatMap((name) => [
    join(name, 'package.json'),
    join(name, 'dist'),
  ]),
].map((path) => join(ROOT, path));

/** What a node of this kind writes, then what it only reads. No node sees another member's keys, nor another node's. */
export async function mountsOf(network: Network, member: Member, kind: NodeKind): Promise<Mount[]> {
  const { layout } = network;
  const { written, read } = folders(layout, layout.member(member), kind);
  return [
    ...written.map((path): Mount => ({ source: path, target: path, mode: 'rw' })),
    ...read.map((path): Mount => ({ source: path, target: path, mode: 'ro' })),
    ...(kind === 'auditor' ? await auditorMounts(network, member) : []),
  ];
}

/** In place of the connection file one with addresses that hold among nodes, and with no key but the auditor's own. */
async function auditorMounts(network: Network, member: Member): Promise<Mount[]> {
  const { layout, topology } = network;
  const connection = await describeConnection(network, innerAddressOf);
  const members = connection.members.map(({ gateway: _, ...rest }) =>
    rest.id === member.id ? { ...rest, gateway: rest.auditor } : rest,
  );
  const source = join(layout.member(member).dir, 'containers', 'connection.json');
  await writeJson(source, { ...connection, members });
  const others = topology.members
    .filter(({ id }) => id !== member.id)
    .map((other) => layout.member(other).msp);
  return [
    { source, target: layout.connection, mode: 'ro' },
    ...others.map((path): Mount => ({ source: path, target: path, mode: 'ro' })),
  ];
}

interface Folders {
  readonly written: readonly string[];
  readonly read: readonly string[];
}

function folders(layout: Layout, own: MemberLayout, kind: NodeKind): Folders {
  const pairs = (name: 'orderer' | 'peer') => [own.identity(name), own.tlsDir(name), own.msp];
  switch (kind) {
    case 'ca':
      return { written: [own.ca], read: [] };
    case 'orderer':
      return { written: [own.orderer], read: pairs('orderer') };
    case 'peer':
      return { written: [own.peer], read: [...pairs('peer'), own.contract, BUILDER] };
    case 'contract':
      return {
        written: [],
        read: [own.contract, own.tlsDir('contract'), own.msp, layout.contracts, ...CODE],
      };
    case 'auditor':
      return {
        written: [own.auditor, own.keys],
        read: [
          own.identity('auditor'),
          own.tlsDir('auditor'),
          own.msp,
          join(layout.dir, 'trust.json'),
          ...CODE,
        ],
      };
  }
}
