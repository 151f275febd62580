import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError, editionFor, parseTrustFile } from '@cunzheng/domain';
import type { BlockPlace, FabricLedger } from '../ledger/fabric/index.ts';
import { openAuditorKey } from '../trust/member-keys.ts';
import { type NetworkFiles, readNetworkFiles } from '../trust/network-files.ts';
import type { AuditorFiles } from './auditor-log.ts';
import type { ScrubOptions } from './scrub.ts';

export interface NetworkScrubOptions {
  /** Path of the connection file. */
  readonly connection: string;
  /** MSP id in whose gateway's name peers are asked; default the first with a gateway. */
  readonly member?: string | undefined;
}

/** What a scrub compares of a network; to be closed afterwards. */
export interface NetworkScrub {
  readonly options: Required<Pick<ScrubOptions, 'members' | 'trust' | 'auditors'>>;
  close(): Promise<void>;
}

/**
 * Finds where members keep their blocks: their peers, as far as they answer, and the block files and auditors' logs that
 * lie on this machine, also while the network is down. Throws `CONFIG_INVALID`.
 */
export async function openNetworkScrub(options: NetworkScrubOptions): Promise<NetworkScrub> {
  // The Fabric client is loaded only when it is used.
  const { readConnection } = await import('../ledger/fabric/index.ts');
  const { channel, contract } = await readConnection({
    path: options.connection,
    member: options.member,
  });
  const files = await readNetworkFiles(options.connection);
  const ledger = await openLedger(options);
  const places = [...(ledger?.places() ?? []), ...(await placesHere(files, contract))];
  const members = { network: files.networkId, channel, places };
  return {
    options: { members, trust: files.trust, auditors: await auditorsHere(files) },
    close: async () => ledger?.close(),
  };
}

/** undefined while no peer answers. */
async function openLedger(options: NetworkScrubOptions): Promise<FabricLedger | undefined> {
  const { openFabricLedger, readConnection } = await import('../ledger/fabric/index.ts');
  const { connection: path, member } = options;
  try {
    return await openFabricLedger(await readConnection({ path, member }));
  } catch (error) {
    if (error instanceof CunzhengError && error.code === 'LEDGER_UNAVAILABLE') return undefined;
    throw error;
  }
}

async function placesHere({ members }: NetworkFiles, contract: string): Promise<BlockPlace[]> {
  const { blockFiles } = await import('../ledger/fabric/index.ts');
  const places: BlockPlace[] = [];
  for (const { id, blocks } of members) {
    if (blocks !== undefined && (await isHere(blocks)))
      places.push(await blockFiles(id, blocks, contract));
  }
  return places;
}

/** The key that signs now says what it signed last; a trust file that cannot be read is told by the scrub itself. */
async function auditorsHere({ members, trust: path }: NetworkFiles): Promise<AuditorFiles[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const found: AuditorFiles[] = [];
  for (const { id, keys, auditor } of members) {
    const { log: dir } = auditor;
    if (keys === undefined || dir === undefined || !(await isHere(join(dir, 'tree')))) continue;
    try {
      const newest = editionFor(parseTrustFile(text), Number.MAX_SAFE_INTEGER);
      const named = newest.members.find((member) => member.id === id);
      if (named === undefined) continue;
      const { statePath } = await openAuditorKey(keys, named);
      found.push({ member: id, dir, statePath });
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
    }
  }
  return found;
}

function isHere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
