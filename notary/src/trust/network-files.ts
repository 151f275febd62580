import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CunzhengError, type NetworkId } from '@cunzheng/domain';

/** What the connection file of a network says of one member, paths made absolute. */
export interface NetworkMemberFiles {
  readonly id: string;
  /** Root of its nodes' TLS certificates, PEM. */
  readonly tlsRoot: string;
  /** Where its auditor answers, and the auditor's own certificate and log where it is at home. */
  readonly auditor: {
    readonly url: string;
    readonly certificate?: string;
    readonly key?: string;
    readonly log?: string;
  };
  readonly gateway?: { readonly certificate: string; readonly key: string };
  /** Root of its enrolment certificates, PEM. */
  readonly root?: string;
  /** Directory of its root key and its auditor's keys, where the member is at home. */
  readonly keys?: string;
  /** Directory of the files with its peer's blocks, where that peer is at home. */
  readonly blocks?: string;
}

export interface NetworkFiles {
  /** Folder of the connection file. */
  readonly dir: string;
  readonly channel: string;
  readonly networkId: NetworkId;
  readonly members: readonly NetworkMemberFiles[];
  /** The trust file of the network: beside the connection file unless that names another. */
  readonly trust: string;
}

interface ConnectionFile {
  readonly channel: string;
  readonly networkId: NetworkId;
  readonly trust?: string;
  readonly members: readonly NetworkMemberFiles[];
}

/** Where things of a network lie. Throws `CONFIG_INVALID` when the connection file cannot be read, or names no auditors. */
export async function readNetworkFiles(connection: string): Promise<NetworkFiles> {
  const path = resolve(connection);
  const dir = dirname(path);
  const file = await readFile(path, 'utf8').then(
    (text) => JSON.parse(text) as ConnectionFile,
    (cause) => {
      throw new CunzhengError('CONFIG_INVALID', `${path} cannot be read: npm run network:up`, {
        cause,
      });
    },
  );
  const { channel, networkId, members, trust = 'trust.json' } = file;
  const found = members.map((member) => absolute(dir, path, member));
  return { dir, channel, networkId, members: found, trust: resolve(dir, trust) };
}

function absolute(dir: string, path: string, member: NetworkMemberFiles): NetworkMemberFiles {
  if (member.auditor?.url === undefined)
    throw new CunzhengError(
      'CONFIG_INVALID',
      `${path} does not say where ${member.id}’s auditor is`,
    );
  const at = (part: string | undefined) => part && resolve(dir, part);
  const each = (parts: object) =>
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, name === 'url' ? part : at(part)]),
    );
  const { id, tlsRoot, root, keys, blocks, auditor, gateway } = member;
  return {
    id,
    ...each({
      tlsRoot,
      ...(root && { root }),
      ...(keys && { keys }),
      ...(blocks && { blocks }),
    }),
    auditor: each(auditor),
    ...(gateway && { gateway: each(gateway) }),
  } as NetworkMemberFiles;
}

/** A member that is at home here, with its keys and its auditor's certificate. */
export interface HomeMember extends NetworkMemberFiles {
  readonly root: string;
  readonly keys: string;
  readonly auditor: { readonly url: string; readonly certificate: string; readonly key: string };
}

/** Throws `CONFIG_INVALID` for a member whose files are elsewhere. */
export function demandHome(member: NetworkMemberFiles): HomeMember {
  const { id, root, keys, auditor } = member;
  if (root === undefined || keys === undefined || auditor.certificate === undefined)
    throw new CunzhengError('CONFIG_INVALID', `keys of ${id} are not named by the connection file`);
  return member as HomeMember;
}

/** The member of that id, or with that folder (`bjic`). Throws `NODE_UNKNOWN`. */
export function memberCalled(files: NetworkFiles, name: string): HomeMember {
  const found = files.members.find(
    ({ id, keys }) => id === name || dirname(keys ?? '').endsWith(`/${name}`),
  );
  if (found !== undefined) return demandHome(found);
  const known = files.members.map(({ id }) => id).join(', ');
  throw new CunzhengError('NODE_UNKNOWN', `no member ${name}; there are ${known}`);
}
