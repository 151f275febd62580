import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CunzhengError, type NetworkId } from '@cunzheng/domain';
import type { FabricLedgerOptions, FabricMember } from './options.ts';

/** What a connection file says, as far as it is read here. */
interface ConnectionFile {
  readonly format: string;
  readonly channel: string;
  readonly contract: string;
  readonly networkId: NetworkId;
  readonly members: readonly ConnectionMember[];
}

interface ConnectionMember {
  readonly id: string;
  /** `host:port`, or several of them. */
  readonly peer: string | readonly string[];
  /** Path of a PEM file, as all paths counted from the connection file. */
  readonly tlsRoot: string;
  readonly gateway?: { readonly certificate: string; readonly key: string };
}

export interface ConnectionOptions {
  /** Path of the file, `connection.json` of NETWORK_DIR or one like it. */
  readonly path: string;
  /** MSP id of the own member; default the first one listed with a gateway. */
  readonly member?: string | undefined;
}

/** Path of the connection file that a network's launcher writes. */
export function connectionPath(networkDir: string): string {
  return join(networkDir, 'connection.json');
}

/**
 * Reads how a network is reached, with all certificates and keys that the file names.
 * Throws `CONFIG_INVALID` when a file is missing or is not what it should be, and says which.
 */
export async function readConnection(options: ConnectionOptions): Promise<FabricLedgerOptions> {
  const path = resolve(options.path);
  const file = parseConnection(path, await read(path));
  const members = await Promise.all(
    file.members.map((member) => readMember(dirname(path), member)),
  );
  const member = options.member ?? members.find(({ gateway }) => gateway !== undefined)?.id;
  if (member === undefined || !members.some(({ id }) => id === member)) {
    throw new CunzhengError(
      'CONFIG_INVALID',
      `${path} has no member ${member ?? 'with a gateway'}`,
    );
  }
  const { channel, contract, networkId: network } = file;
  return { channel, contract, network, member, members };
}

async function readMember(dir: string, member: ConnectionMember): Promise<FabricMember> {
  const tlsRoot = await read(resolve(dir, member.tlsRoot));
  const peers = [member.peer].flat().map((address) => ({ address, tlsRoot }));
  if (member.gateway === undefined) return { id: member.id, peers };
  const [certificate, key] = await Promise.all([
    read(resolve(dir, member.gateway.certificate)),
    read(resolve(dir, member.gateway.key)),
  ]);
  return { id: member.id, peers, gateway: { certificate, key } };
}

async function read(path: string): Promise<Buffer> {
  return readFile(path).catch((cause) => {
    throw new CunzhengError('CONFIG_INVALID', `${path} cannot be read (${cause.code})`, { cause });
  });
}

function parseConnection(path: string, bytes: Buffer): ConnectionFile {
  const refuse = (why: string): never => {
    throw new CunzhengError('CONFIG_INVALID', `${path} is no connection file: ${why}`);
  };
  let file: Partial<ConnectionFile> = {};
  try {
    file = JSON.parse(bytes.toString('utf8'));
  } catch {
    refuse('not JSON');
  }
  if (file.format !== 'cunzheng-connection/1') refuse('format is not cunzheng-connection/1');
  for (const name of ['channel', 'contract', 'networkId'] as const) {
    if (typeof file[name] !== 'string') refuse(`${name} is missing`);
  }
  const members = Array.isArray(file.members) ? file.members : refuse('members are missing');
  for (const { id, peer, tlsRoot } of members) {
    if (![id, tlsRoot, ...[peer].flat()].every((each) => typeof each === 'string' && each !== ''))
      refuse('a member needs id, peer and tlsRoot');
  }
  return file as ConnectionFile;
}
