import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CunzhengError, type NetworkId } from '@cunzheng/domain';

/** What the connection file of a network says of one member, paths made absolute. */
export interface NetworkMemberFiles {
  readonly id: string;
  readonly name: string;
  /** Root of its enrolment certificates, PEM. */
  readonly root: string;
  /** Root of its nodes' TLS certificates, PEM. */
  readonly tlsRoot: string;
  /** Directory of its root key and its auditor's keys. */
  readonly keys: string;
  readonly auditor: { readonly certificate: string; readonly key: string; readonly url: string };
  readonly gateway?: { readonly certificate: string; readonly key: string };
}

export interface NetworkFiles {
  /** `NETWORK_DIR`. */
  readonly dir: string;
  readonly channel: string;
  readonly networkId: NetworkId;
  readonly members: readonly NetworkMemberFiles[];
  /** The trust file of the network. */
  readonly trust: string;
}

interface ConnectionFile {
  readonly channel: string;
  readonly networkId: NetworkId;
  readonly members: readonly NetworkMemberFiles[];
}

/** Where things of a network lie. Throws `CONFIG_INVALID` when its connection file is missing or from before auditors. */
export async function readNetworkFiles(networkDir: string): Promise<NetworkFiles> {
  const dir = resolve(networkDir);
  const path = join(dir, 'connection.json');
  const file = await readFile(path, 'utf8').then(
    (text) => JSON.parse(text) as ConnectionFile,
    (cause) => {
      throw new CunzhengError('CONFIG_INVALID', `${path} cannot be read: npm run network:up`, {
        cause,
      });
    },
  );
  const { channel, networkId, members } = file;
  const found = members.map((member) => absolute(dirname(path), member));
  return { dir, channel, networkId, members: found, trust: join(dir, 'trust.json') };
}

function absolute(dir: string, member: NetworkMemberFiles): NetworkMemberFiles {
  const { id, keys, auditor, gateway } = member;
  if (keys === undefined || auditor?.url === undefined)
    throw new CunzhengError('CONFIG_INVALID', `connection.json says nothing of ${id}’s auditor`);
  const pair = (one: { certificate: string; key: string }) => ({
    certificate: join(dir, one.certificate),
    key: join(dir, one.key),
  });
  return {
    ...member,
    root: join(dir, member.root),
    tlsRoot: join(dir, member.tlsRoot),
    keys: join(dir, keys),
    auditor: { ...pair(auditor), url: auditor.url },
    ...(gateway === undefined ? {} : { gateway: pair(gateway) }),
  };
}

/** The member of that id, or with that folder (`bjic`). Throws `NODE_UNKNOWN`. */
export function memberCalled(files: NetworkFiles, name: string): NetworkMemberFiles {
  const found = files.members.find(
    ({ id, keys }) => id === name || dirname(keys).endsWith(`/${name}`),
  );
  if (found !== undefined) return found;
  const known = files.members.map(({ id }) => id).join(', ');
  throw new CunzhengError('NODE_UNKNOWN', `no member ${name}; there are ${known}`);
}
