import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CunzhengError, type Edition, editionFor, type TrustFile } from '@cunzheng/domain';
import {
  connectionPath,
  type FabricLedger,
  openFabricLedger,
  readConnection,
} from '../ledger/fabric/index.ts';
import { parseStored, readNetworkMembers } from '../log/demo-trust.ts';
import { readIfThere, writeDurably } from '../log/durable.ts';
import { trustText } from '../log/sign-edition.ts';
import { firstEdition, type LedgerFacts, nextEdition } from './editions.ts';
import { makeRootKey } from './member-keys.ts';
import { demandHome, memberCalled, type NetworkFiles, readNetworkFiles } from './network-files.ts';
import { askSize, newestSignedSize } from './network-trust.ts';
import { recordEdition } from './on-chain.ts';

export interface TrustCommand {
  readonly networkDir: string;
  readonly args: readonly string[];
  readonly say: (line: string) => void;
}

const USAGE = `npm run network:root-key -- MEMBER      makes the root key of one member, where that member is at home
npm run network:trust -- [--out FILE]   edition 1 of the trust file, signed by every member and recorded on the ledger; later only a copy of the file
  --make-keys                           makes the root keys that are missing: all members are one operator's
  --replace-auditor MEMBER              the next edition, with a new key for this member's auditor, which has been stopped before
  --next                                the next edition, with members, courts and contract as they are on the ledger now
  --from-size N                         first log size that the next edition judges; default 100 entries from now`;

/** Entries between the making of an edition and the first that it judges: deployments have the file by then. */
const MARGIN = 100;

/** Makes one member's root key. Throws `NODE_UNKNOWN`, `CONFIG_INVALID`. */
export async function rootKeyCommand({ networkDir, args, say }: TrustCommand): Promise<void> {
  const [name] = args;
  if (name === undefined) throw new CunzhengError('INPUT_INVALID', USAGE);
  const { id, keys } = memberCalled(await readNetworkFiles(connectionPath(networkDir)), name);
  await makeRootKey(keys);
  say(`root key of ${id}: ${join(keys, 'root.pem')}`);
}

/**
 * Puts the signed trust file together. Throws `INPUT_INVALID` for unknown arguments, `STATE_UNFIT` when an auditor whose
 * key is to be replaced is still running, `CONFIG_INVALID` when keys are missing, and as the ledger.
 */
export async function trustCommand(command: TrustCommand): Promise<void> {
  const wanted = readArguments(command.args);
  const files = await readNetworkFiles(connectionPath(command.networkDir));
  const trust = await carryOut(command, files, wanted);
  if (wanted.out !== undefined) await writeDurably([{ path: wanted.out, bytes: trustText(trust) }]);
  const { edition, fromSize, members } = newestOf(trust);
  command.say(
    `trust file: edition ${edition} from size ${fromSize}, ${members.length} members; ${wanted.out ?? files.trust}`,
  );
}

interface Wanted {
  readonly out: string | undefined;
  readonly makeKeys: boolean;
  readonly next: boolean;
  readonly replaced: readonly string[];
  readonly fromSize: number | undefined;
}

function readArguments(args: readonly string[]): Wanted {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        'make-keys': { type: 'boolean', default: false },
        next: { type: 'boolean', default: false },
        'replace-auditor': { type: 'string', multiple: true, default: [] },
        'from-size': { type: 'string' },
      },
    });
    const fromSize = values['from-size'];
    if (fromSize !== undefined && !/^[1-9][0-9]{0,14}$/.test(fromSize))
      throw new TypeError(fromSize);
    return {
      out: values.out,
      makeKeys: values['make-keys'],
      next: values.next || values['replace-auditor'].length > 0,
      replaced: values['replace-auditor'],
      fromSize: fromSize === undefined ? undefined : Number(fromSize),
    };
  } catch (cause) {
    throw new CunzhengError('INPUT_INVALID', `${(cause as Error).message}\n${USAGE}`, { cause });
  }
}

function newestOf(trust: TrustFile): Edition {
  return editionFor(trust, Number.MAX_SAFE_INTEGER);
}

async function carryOut(
  { networkDir, say }: TrustCommand,
  files: NetworkFiles,
  wanted: Wanted,
): Promise<TrustFile> {
  const stored = await readTrust(files.trust);
  const draft = await readTrust(draftPath(files));
  if (stored !== undefined && !wanted.next && draft === undefined) return stored;
  const ledger = await openFabricLedger(await readConnection({ path: connectionPath(networkDir) }));
  try {
    const trust = draft ?? (await make(files, stored, wanted, ledger));
    await putIntoEffect(files, trust, ledger, say);
    return trust;
  } finally {
    await ledger.close();
  }
}

/** What was signed and not yet recorded when a run was cut short: the next takes it up. */
function draftPath(files: NetworkFiles): string {
  return join(files.dir, 'trust.next.json');
}

async function readTrust(path: string): Promise<TrustFile | undefined> {
  const text = await readIfThere(path);
  return text === undefined ? undefined : parseStored(path, text);
}

async function make(
  files: NetworkFiles,
  stored: TrustFile | undefined,
  wanted: Wanted,
  ledger: FabricLedger,
): Promise<TrustFile> {
  if (wanted.makeKeys)
    for (const member of files.members) await makeRootKey(demandHome(member).keys);
  const facts = await readFacts(files, stored, ledger);
  if (stored === undefined) return firstEdition(files, facts, 'single-operator');
  const replaced = wanted.replaced.map((name) => memberCalled(files, name));
  for (const member of replaced) {
    if ((await askSize(member)) === undefined) continue;
    throw new CunzhengError('STATE_UNFIT', `the auditor of ${member.id} runs: stop it first`);
  }
  const fromSize = wanted.fromSize ?? (await newestSignedSize(files)) + MARGIN;
  return nextEdition(files, stored, facts, { fromSize, replaced: replaced.map(({ id }) => id) });
}

async function readFacts(
  files: NetworkFiles,
  stored: TrustFile | undefined,
  ledger: FabricLedger,
): Promise<LedgerFacts> {
  const known = stored === undefined ? [] : newestOf(stored).chaincode;
  const version = await contractVersion(files);
  const chaincode = version === undefined ? known : [...new Set([...known, version])];
  return { members: await readNetworkMembers(ledger), chaincode };
}

/** The contract that the launcher deployed last. */
async function contractVersion({ dir }: NetworkFiles): Promise<string | undefined> {
  const text = await readFile(join(dir, 'contract', 'current.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { version?: string }).version;
}

/** Recorded on the ledger before anybody uses it; a run cut short in between finds the same edition again. */
async function putIntoEffect(
  files: NetworkFiles,
  trust: TrustFile,
  ledger: FabricLedger,
  say: TrustCommand['say'],
): Promise<void> {
  const bytes = trustText(trust);
  await writeDurably([{ path: draftPath(files), bytes }]);
  const newest = newestOf(trust);
  const voters = (await readNetworkMembers(ledger)).map(({ id }) => id);
  await recordEdition(ledger, newest, voters);
  say(`edition ${newest.edition} is recorded on the ledger`);
  await writeDurably([{ path: files.trust, bytes }]);
  await rm(draftPath(files));
}
