import { readFile } from 'node:fs/promises';
import { CunzhengError, type TrustFile } from '@cunzheng/domain';
import type { Ledger } from '../ledger/port.ts';
import { type AuditorAddress, AuditorClient } from '../log/auditor-client.ts';
import { parseStored } from '../log/demo-trust.ts';
import { readIfThere } from '../log/durable.ts';
import {
  demandHome,
  type HomeMember,
  type NetworkFiles,
  readNetworkFiles,
} from './network-files.ts';
import { demandRecorded } from './on-chain.ts';

/** The trust of a network of members: what a deployment or an auditor stands on. */
export interface NetworkTrust {
  readonly trust: TrustFile;
  /** The trust file as it is handed out. */
  readonly text: string;
}

/**
 * The network's trust file, signed by its members and recorded on the ledger edition by edition.
 * Throws `CONFIG_INVALID` when it is missing, damaged, of another network, or not what the ledger has.
 */
export async function readNetworkTrust(
  connection: string,
  ledger: Pick<Ledger, 'network' | 'evaluate'>,
): Promise<NetworkTrust> {
  const { trust: path } = await readNetworkFiles(connection);
  const text = await readIfThere(path);
  if (text === undefined)
    throw new CunzhengError('CONFIG_INVALID', `${path} is missing: npm run network:trust`);
  const trust = parseStored(path, text);
  if (trust.network !== ledger.network)
    throw new CunzhengError('CONFIG_INVALID', `${path} is of network ${trust.network}`);
  await demandRecorded(ledger, trust);
  return { trust, text };
}

/**
 * Where all members' auditors answer, the own member's first, asked in the name of its gateway; the own member is by
 * default the first with a gateway. Throws `CONFIG_INVALID`.
 */
export async function auditorAddresses(
  connection: string,
  own?: string,
): Promise<readonly AuditorAddress[]> {
  const { members } = await readNetworkFiles(connection);
  const asking = members.find(({ id, gateway }) => (own === undefined ? gateway : id === own));
  if (asking?.gateway === undefined)
    throw new CunzhengError(
      'CONFIG_INVALID',
      `${connection} names no gateway of ${own ?? 'anybody'}`,
    );
  const [certificate, key] = await Promise.all([
    readFile(asking.gateway.certificate),
    readFile(asking.gateway.key),
  ]);
  const ownFirst = [asking, ...members.filter((member) => member !== asking)];
  return Promise.all(
    ownFirst.map(async ({ id, auditor, tlsRoot }) => ({
      member: id,
      url: auditor.url,
      tls: { root: await readFile(tlsRoot), certificate, key },
    })),
  );
}

/** The largest size that any auditor has signed; 0 when none answers. */
export async function newestSignedSize(files: NetworkFiles): Promise<number> {
  const sizes = await Promise.all(files.members.map((member) => askSize(demandHome(member))));
  return Math.max(0, ...sizes.map((size) => size ?? 0));
}

/** What a member's auditor has signed; undefined when it does not answer. */
export async function askSize({ id, auditor, tlsRoot }: HomeMember): Promise<number | undefined> {
  const [root, certificate, key] = await Promise.all([
    readFile(tlsRoot),
    readFile(auditor.certificate),
    readFile(auditor.key),
  ]);
  const client = new AuditorClient({
    member: id,
    url: auditor.url,
    tls: { root, certificate, key },
  });
  try {
    const { status, text } = await client.ask('/checkpoint', 2000);
    return status === 200 ? Number(text.split('\n')[1]) : 0;
  } catch (error) {
    if (error instanceof CunzhengError) return undefined;
    throw error;
  } finally {
    client.close();
  }
}
