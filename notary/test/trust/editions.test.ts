import { access, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CunzhengError,
  type Edition,
  editionFor,
  type NetworkId,
  parseTrustFile,
  type TrustFile,
} from '@cunzheng/domain';
import t, { type Test } from 'tap';
import type { LedgerCall } from '../../src/ledger/port.ts';
import { formatSignedTree } from '../../src/log/auditor.ts';
import { editionsAreSigned } from '../../src/log/edition-signatures.ts';
import { firstEdition, type LedgerFacts, nextEdition } from '../../src/trust/editions.ts';
import { makeRootKey, openAuditorKey } from '../../src/trust/member-keys.ts';
import {
  memberCalled,
  type NetworkFiles,
  readNetworkFiles,
} from '../../src/trust/network-files.ts';
import { readNetworkTrust } from '../../src/trust/network-trust.ts';
import { demandRecorded, editionDigest, recordEdition } from '../../src/trust/on-chain.ts';
import { temporaryDirectory } from '../support/log-bench.ts';

const NETWORK = 'A'.repeat(43) as NetworkId;
const FOLDERS = ['bjic', 'hzic', 'gzic', 'spc', 'xaic'];
const idOf = (folder: string) => `${folder}MSP`;
const facts = (count: number): LedgerFacts => ({
  members: FOLDERS.slice(0, count).map((folder) => ({
    id: idOf(folder),
    name: folder,
    courts: [{ code: `京0${100 + FOLDERS.indexOf(folder)}`, name: folder }],
  })),
  chaincode: ['1+abc'],
});

/** A folder as the launcher writes it, with root keys of all members. */
async function network(t: Test): Promise<NetworkFiles> {
  const dir = await temporaryDirectory(t);
  const members = FOLDERS.map((folder) => {
    const own = `members/${folder}`;
    return {
      id: idOf(folder),
      tlsRoot: `${own}/tls.pem`,
      root: `${own}/ca.pem`,
      keys: `${own}/keys`,
      auditor: { url: 'https://localhost:1', certificate: `${own}/a.pem`, key: `${own}/a.key` },
      gateway: { certificate: `${own}/g.pem`, key: `${own}/g.key` },
    };
  });
  const path = join(dir, 'connection.json');
  await writeFile(path, JSON.stringify({ channel: 'judicial', networkId: NETWORK, members }));
  const files = await readNetworkFiles(path);
  for (const folder of FOLDERS) {
    const { keys, root } = memberCalled(files, folder);
    await mkdir(join(dir, 'members', folder), { recursive: true });
    await writeFile(root, `PEM of ${folder}`);
    await makeRootKey(keys);
  }
  return files;
}

function newest(trust: TrustFile): Edition {
  return editionFor(trust, Number.MAX_SAFE_INTEGER);
}

function memberOf(trust: TrustFile, folder: string) {
  const found = newest(trust).members.find(({ id }) => id === idOf(folder));
  return found as NonNullable<typeof found>;
}

/** The part of the contract that elects editions; the third vote is enough. */
class Elections {
  readonly network = NETWORK;
  readonly #votes = new Map<string, string[]>();
  readonly calls: string[] = [];

  async evaluate(): Promise<string> {
    const editions = [...this.#votes]
      .filter(([, votes]) => votes.length >= 3)
      .map(([content]) => JSON.parse(content));
    return JSON.stringify({ editions });
  }

  async submit({ name, args, as }: LedgerCall) {
    const [content = ''] = args;
    this.calls.push(`${name} ${as}`);
    this.#votes.set(content, [...(this.#votes.get(content) ?? []), as ?? '']);
    return { txId: '', block: 1, response: '{}' };
  }
}

t.test('edition 1 names what every member has, signed by all of them', async (t) => {
  const files = await network(t);
  const trust = await firstEdition(files, facts(4), 'single-operator');
  parseTrustFile(JSON.stringify(trust));
  t.ok(editionsAreSigned(trust));
  t.match(newest(trust), { edition: 1, fromSize: 0, k: 3, custody: 'single-operator' });
  t.match(memberOf(trust, 'hzic'), {
    courts: [{ code: '京0101' }],
    mspRoots: ['PEM of hzic'],
    auditor: { name: 'cunzheng/auditor/hzicMSP' },
  });
  const { keys } = memberCalled(files, 'hzicMSP');
  t.same((await readdir(keys)).sort(), ['auditor-1.pem', 'auditor-1.state', 'root.pem']);
  for (const name of await readdir(keys))
    t.equal((await stat(join(keys, name))).mode & 0o777, 0o600, name);
  const again = await firstEdition(files, facts(4), 'single-operator');
  t.same(again, trust, 'made again with the keys that are there');
});

t.test('the next edition replaces a key and says what the former one signed last', async (t) => {
  const files = await network(t);
  const first = await firstEdition(files, facts(4), 'single-operator');
  const { keys } = memberCalled(files, 'gzic');
  const last = { size: 7, root: new Uint8Array(32).fill(7) };
  await writeFile(join(keys, 'auditor-1.state'), formatSignedTree(last));
  const change = { fromSize: 20, replaced: [idOf('gzic')] };
  const trust = await nextEdition(files, first, facts(4), change);
  parseTrustFile(JSON.stringify(trust));
  t.ok(editionsAreSigned(trust));
  const former = memberOf(first, 'gzic').auditor.key;
  t.match(newest(trust), { edition: 2, fromSize: 20, retired: [{ key: former, size: 7 }] });
  t.not(memberOf(trust, 'gzic').auditor.key, former);
  t.equal(memberOf(trust, 'spc').auditor.key, memberOf(first, 'spc').auditor.key);

  await t.rejects(access(join(keys, 'auditor-1.pem')), 'nothing signs with it any more');
  await t.rejects(openAuditorKey(keys, memberOf(first, 'gzic')), { code: 'CONFIG_INVALID' });
  const key = await openAuditorKey(keys, memberOf(trust, 'gzic'));
  t.equal(await readFile(key.statePath, 'utf8'), formatSignedTree(last), 'it goes on from there');
  const again = await nextEdition(files, first, facts(4), change);
  t.same(newest(again), newest(trust), 'a run cut short makes the same edition');
});

t.test('a member that joined enters by the next edition', async (t) => {
  const files = await network(t);
  const first = await firstEdition(files, facts(4), 'single-operator');
  const trust = await nextEdition(files, first, facts(5), { fromSize: 9, replaced: [] });
  t.ok(editionsAreSigned(trust));
  t.match(newest(trust), { k: 4, members: { length: 5 }, retired: [] });
});

t.test('what cannot be made is refused', async (t) => {
  const files = await network(t);
  const bare = { ...files, members: files.members.map((m) => ({ ...m, keys: `${m.keys}-none` })) };
  await t.rejects(firstEdition(bare, facts(4), 'single-operator'), {
    code: 'CONFIG_INVALID',
    message: /root-key/,
  });
  const first = await firstEdition(files, facts(4), 'single-operator');
  const none = { fromSize: 9, replaced: [] };
  await t.rejects(nextEdition(bare, first, facts(4), none), { code: 'CONFIG_INVALID' });
  const zero = { fromSize: 0, replaced: [] };
  await t.rejects(nextEdition(files, first, facts(4), zero), { code: 'CONFIG_INVALID' });
  t.throws(() => memberCalled(files, 'nobody'), { code: 'NODE_UNKNOWN' });
});

t.test('an edition is used only when the ledger has its digest', async (t) => {
  const files = await network(t);
  const trust = await firstEdition(files, facts(4), 'single-operator');
  const ledger = new Elections();
  await writeFile(files.trust, JSON.stringify(trust));
  const connection = join(files.dir, 'connection.json');
  await t.rejects(readNetworkTrust(connection, ledger), {
    code: 'CONFIG_INVALID',
    message: /not yet recorded/,
  });
  const voters = newest(trust).members.map(({ id }) => id);
  await recordEdition(ledger, newest(trust), voters);
  t.same(ledger.calls, [
    'proposeEdition bjicMSP',
    'approveEdition hzicMSP',
    'approveEdition gzicMSP',
  ]);
  await recordEdition(ledger, newest(trust), voters);
  t.equal(ledger.calls.length, 3, 'recorded once');
  t.same((await readNetworkTrust(connection, ledger)).trust, trust);

  const other = { ...newest(trust), custody: 'independent' as const };
  t.not(editionDigest(other), editionDigest(newest(trust)));
  await t.rejects(recordEdition(ledger, other, voters), { code: 'EDITION_EXISTS' });
  const forged = { ...trust, editions: [{ edition: other, signatures: [] }] };
  await t.rejects(demandRecorded(ledger, forged), { message: /another one/ });
  await writeFile(files.trust, JSON.stringify(forged));
  await t.rejects(readNetworkTrust(connection, ledger), CunzhengError);
});
