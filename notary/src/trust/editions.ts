import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  CunzhengError,
  type Custody,
  type Edition,
  editionFor,
  logOrigin,
  type Member,
  quorum,
  type TrustFile,
  toBase64Url,
} from '@cunzheng/domain';
import { rawPublicKey, readSignedTree, type SignedTree } from '../log/auditor.ts';
import type { NetworkMember } from '../log/demo-trust.ts';
import { signEdition } from '../log/sign-edition.ts';
import { makeAuditorKey, readRootKey, retireAuditorKey } from './member-keys.ts';
import { demandHome, type NetworkFiles } from './network-files.ts';

/** What an edition says of the ledger at the time that it is made. */
export interface LedgerFacts {
  /** Members with the courts that they host, as the contract has them. */
  readonly members: readonly NetworkMember[];
  /** Versions of the contract, the newest last. */
  readonly chaincode: readonly string[];
}

/** Edition 1, signed by every member's root key. Throws `CONFIG_INVALID` when one is missing. */
export async function firstEdition(
  files: NetworkFiles,
  facts: LedgerFacts,
  custody: Custody,
): Promise<TrustFile> {
  const roots = await readRoots(files);
  for (const { id } of facts.members) {
    if (!roots.has(id)) throw missingRoot(id);
  }
  const members = await Promise.all(
    facts.members.map((member) => describe(files, member, roots.get(member.id) as KeyObject)),
  );
  const edition: Edition = {
    edition: 1,
    origin: logOrigin(files.channel, files.networkId),
    fromSize: 0,
    custody,
    k: quorum(members.length),
    members,
    chaincode: [...facts.chaincode],
    retired: [],
  };
  const signers = new Map([...roots].filter(([id]) => members.some((m) => m.id === id)));
  const signed = signEdition(edition, signers);
  return { format: 'cunzheng-trust/1', network: files.networkId, editions: [signed] };
}

/** What the next edition changes. */
export interface EditionChange {
  /** First size that it judges: larger than every checkpoint that a proof was made of by then. */
  readonly fromSize: number;
  /** Members whose auditors' keys it replaces; their auditors have stopped. */
  readonly replaced: readonly string[];
}

/**
 * The trust file with one edition more, signed by the root keys that are here, k of the edition before at least: members
 * and courts as they are on the ledger now, these auditors' keys replaced by new ones. Each retired key is put away
 * before the tree it signed last is read, so that it signs nothing after that.
 * Throws `CONFIG_INVALID` when a key is missing or the sizes do not rise, `AUDITOR_ROLLED_BACK` when nobody knows what a key signed.
 */
export async function nextEdition(
  files: NetworkFiles,
  trust: TrustFile,
  facts: LedgerFacts,
  change: EditionChange,
): Promise<TrustFile> {
  const before = editionFor(trust, Number.MAX_SAFE_INTEGER);
  const roots = await readRoots(files);
  const signers = new Map([...roots].filter(([id]) => before.members.some((m) => m.id === id)));
  if (signers.size < before.k) throw missingRoot(`k members of edition ${before.edition}`);
  if (change.fromSize <= before.fromSize)
    throw new CunzhengError('CONFIG_INVALID', 'fromSize must be above the former edition’s');
  const number = before.edition + 1;
  const retired = await Promise.all(change.replaced.map((id) => retire(files, before, id, number)));
  const members = await Promise.all(
    facts.members.map(async (member) => {
      const former = before.members.find(({ id }) => id === member.id);
      const root = roots.get(member.id);
      if (former === undefined && root === undefined) throw missingRoot(member.id);
      if (former === undefined) return describe(files, member, root as KeyObject, number);
      const key = retired.find(({ id }) => id === member.id)?.key ?? former.auditor.key;
      return { ...former, ...named(member), auditor: { ...former.auditor, key } };
    }),
  );
  const edition: Edition = {
    ...before,
    edition: number,
    fromSize: change.fromSize,
    k: quorum(members.length),
    members,
    chaincode: [...facts.chaincode],
    retired: retired.map(({ formerKey, last }) => ({
      key: formerKey,
      size: last.size,
      root: toBase64Url(last.root) as Edition['retired'][number]['root'],
    })),
  };
  return { ...trust, editions: [...trust.editions, signEdition(edition, signers)] };
}

interface Retired {
  readonly id: string;
  readonly formerKey: string;
  readonly last: SignedTree;
  readonly key: string;
}

async function retire(
  files: NetworkFiles,
  before: Edition,
  id: string,
  number: number,
): Promise<Retired> {
  const member = before.members.find((candidate) => candidate.id === id);
  const found = files.members.find((candidate) => candidate.id === id);
  if (member === undefined || found === undefined)
    throw new CunzhengError('NODE_UNKNOWN', `no member ${id} in edition ${before.edition}`);
  const own = demandHome(found);
  const last = await readSignedTree(await retireAuditorKey(own.keys, member));
  const key = await makeAuditorKey(own.keys, number, last);
  return { id, formerKey: member.auditor.key, last, key: publicText(key) };
}

async function readRoots(files: NetworkFiles): Promise<Map<string, KeyObject>> {
  const found = new Map<string, KeyObject>();
  for (const { id, keys } of files.members) {
    const root = keys === undefined ? undefined : await readRootKey(keys);
    if (root !== undefined) found.set(id, root);
  }
  return found;
}

function missingRoot(who: string): CunzhengError {
  return new CunzhengError(
    'CONFIG_INVALID',
    `the root key of ${who} is not here: npm run network:root-key -- MEMBER`,
  );
}

async function describe(
  files: NetworkFiles,
  member: NetworkMember,
  root: KeyObject,
  edition = 1,
): Promise<Member> {
  const found = files.members.find(({ id }) => id === member.id);
  if (found === undefined) throw missingRoot(member.id);
  const own = demandHome(found);
  const key = await makeAuditorKey(own.keys, edition);
  return {
    ...named(member),
    auditor: { name: `cunzheng/auditor/${member.id}`, key: publicText(key) },
    rootKey: publicText(root),
    mspRoots: [await readFile(own.root, 'utf8')],
  };
}

function named({ id, name, courts }: NetworkMember): Pick<Member, 'id' | 'name' | 'courts'> {
  return { id, name, courts: courts.map(({ code, name }) => ({ code, name })) };
}

function publicText(key: KeyObject): string {
  return toBase64Url(rawPublicKey(key));
}
