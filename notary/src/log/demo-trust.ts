import type { KeyObject } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CunzhengError,
  type Edition,
  editionFor,
  logOrigin,
  type Member,
  parseTrustFile,
  quorum,
  type TrustFile,
  toBase64Url,
} from '@cunzheng/domain';
import type { Ledger } from '../ledger/port.ts';
import { type AuditorKey, rawPublicKey } from './auditor.ts';
import { makeDirectory, readIfThere, writeDurably } from './durable.ts';
import { editionsAreSigned } from './edition-signatures.ts';
import { makeKey, makeState, readKey } from './key-files.ts';
import { signEdition, trustText } from './sign-edition.ts';

/** What a trial on one machine stands on. */
export interface DemoTrust {
  readonly trust: TrustFile;
  /** The trust file as it is handed out. */
  readonly text: string;
  readonly keys: readonly AuditorKey[];
}

export interface DemoTrustOptions {
  /** Data directory: keys go below `keys/`, the trust file is `trust.json`. */
  readonly dir: string;
  readonly ledger: Pick<Ledger, 'network' | 'channel' | 'evaluate'>;
  /** Names of the contract's versions, for the edition. */
  readonly chaincode?: readonly string[];
}

interface MemberKeys {
  readonly root: KeyObject;
  readonly auditor: KeyObject;
}

/**
 * The trust of a trial: root and auditor keys of all members on this machine (custody `demo`), made once together with
 * edition 1 of the trust file, found again at every later start.
 * Throws `CONFIG_INVALID` when keys, trust file and ledger do not belong together, and says what to do;
 * `DISK_FULL`, `DATA_DIR_UNWRITABLE`.
 */
export async function createDemoTrust(options: DemoTrustOptions): Promise<DemoTrust> {
  const path = join(options.dir, 'trust.json');
  const stored = await readIfThere(path);
  if (stored !== undefined) return openDemoTrust(options, stored);
  await demandUnused(options.dir);
  const trust = await makeTrust(options);
  const text = trustText(trust);
  await writeDurably([{ path, bytes: text }]);
  return openDemoTrust(options, text);
}

/** How long another process may take to make the trust file. */
const MAKING_MS = 60_000;
const LOOK_MS = 50;

/**
 * The trust of a trial that another process makes, or has made; waits for it. Throws as `createDemoTrust`, and
 * `LEDGER_UNAVAILABLE` when it does not come.
 */
export async function awaitDemoTrust(options: DemoTrustOptions): Promise<DemoTrust> {
  const deadline = performance.now() + MAKING_MS;
  for (;;) {
    const stored = await readIfThere(join(options.dir, 'trust.json'));
    if (stored !== undefined) return openDemoTrust(options, stored);
    if (performance.now() > deadline)
      throw new CunzhengError('LEDGER_UNAVAILABLE', 'the ledger’s owner makes no trust file');
    await delay(LOOK_MS);
  }
}

function refuse(why: string): never {
  throw new CunzhengError('CONFIG_INVALID', why);
}

/** A log that has checkpoints was signed by keys that people hold: new ones would not be theirs. */
async function demandUnused(dir: string): Promise<void> {
  const signed = await access(join(dir, 'log', 'checkpoint')).then(
    () => true,
    () => false,
  );
  if (signed)
    refuse(
      `${dir} has checkpoints but no trust.json; put trust.json and keys/ back from the backup`,
    );
}

async function makeTrust({ dir, ledger, chaincode = [] }: DemoTrustOptions): Promise<TrustFile> {
  const members = await readNetworkMembers(ledger);
  const roots = new Map<string, KeyObject>();
  const entries: Member[] = [];
  for (const member of members) {
    const keys = await makeKeys(memberDir(dir, member.id));
    roots.set(member.id, keys.root);
    entries.push(describeMember(member, keys));
  }
  const edition: Edition = {
    edition: 1,
    origin: logOrigin(ledger.channel, ledger.network),
    fromSize: 0,
    custody: 'demo',
    k: quorum(entries.length),
    members: entries,
    chaincode: [...chaincode],
    retired: [],
  };
  return {
    format: 'cunzheng-trust/1',
    network: ledger.network,
    editions: [signEdition(edition, roots)],
  };
}

/** A member of the network with the courts that it hosts. */
export interface NetworkMember {
  readonly id: string;
  readonly name: string;
  readonly courts: readonly { readonly code: string; readonly name: string }[];
}

/** Members and courts in effect, as the contract has them. */
export async function readNetworkMembers(
  ledger: Pick<Ledger, 'evaluate'>,
): Promise<NetworkMember[]> {
  const { members } = JSON.parse(await ledger.evaluate({ name: 'readMembers', args: [] })) as {
    members: { id: string; name: string }[];
  };
  const { courts } = JSON.parse(await ledger.evaluate({ name: 'readCourts', args: [] })) as {
    courts: { code: string; name: string; member: string }[];
  };
  return members.map(({ id, name }) => ({
    id,
    name,
    courts: courts
      .filter((court) => court.member === id)
      .map((court) => ({ code: court.code, name: court.name })),
  }));
}

function describeMember({ id, name, courts }: NetworkMember, keys: MemberKeys): Member {
  return {
    id,
    name,
    courts: courts.map((court) => ({ ...court })),
    auditor: { name: `cunzheng/auditor/${id}`, key: toBase64Url(rawPublicKey(keys.auditor)) },
    rootKey: toBase64Url(rawPublicKey(keys.root)),
    mspRoots: [],
  };
}

function memberDir(dir: string, member: string): string {
  return join(dir, 'keys', member);
}

/** Makes a member's keys, or takes those that a start which was killed before the trust file left behind. */
async function makeKeys(dir: string): Promise<MemberKeys> {
  await makeDirectory(dir, 0o700);
  const root = await makeKey(join(dir, 'root.pem'));
  const auditor = await makeKey(join(dir, 'auditor.pem'));
  await makeState(join(dir, 'auditor.state'));
  return { root, auditor };
}

async function openDemoTrust(options: DemoTrustOptions, text: string): Promise<DemoTrust> {
  const { dir, ledger } = options;
  const trust = parseStored(join(dir, 'trust.json'), text);
  if (trust.network !== ledger.network) {
    refuse(
      `${join(dir, 'trust.json')} and keys/ belong to network ${trust.network}, the ledger is network ${ledger.network}. ` +
        'A ledger that was set up anew needs new keys: move trust.json, keys/ and log/ away and start again; ' +
        'if the ledger was replaced by mistake, put the old one back',
    );
  }
  const { members } = editionFor(trust, Number.MAX_SAFE_INTEGER);
  const keys = await Promise.all(members.map((member) => openAuditorKey(dir, member)));
  return { trust, text, keys };
}

/** What people hold was signed by members; a copy that differs from it in a byte is handed out to nobody. Throws `CONFIG_INVALID`. */
export function parseStored(path: string, text: string): TrustFile {
  const advice = 'put it back from the backup';
  try {
    const trust = parseTrustFile(text);
    if (editionsAreSigned(trust)) return trust;
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    refuse(`${path} is damaged: ${error.message}; ${advice}`);
  }
  return refuse(`${path} is not what its members signed; ${advice}`);
}

async function openAuditorKey(dir: string, member: Member): Promise<AuditorKey> {
  const path = join(memberDir(dir, member.id), 'auditor.pem');
  const pem = await readIfThere(path);
  if (pem === undefined) refuse(`${path} is missing; put keys/ back from the backup`);
  const key = readKey(path, pem);
  if (toBase64Url(rawPublicKey(key)) !== member.auditor.key)
    refuse(`${path} is not the key that trust.json names; put keys/ and trust.json back together`);
  const statePath = join(memberDir(dir, member.id), 'auditor.state');
  return { member: member.id, name: member.auditor.name, key, statePath };
}
