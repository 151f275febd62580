// A member's auditor with the member's own key, over a ledger that holds another record in every block from now on.
// `node liar-process.js <NETWORK_DIR> <member>`; it says `lies from <size>` once it listens.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { editionFor, type NetworkId, recordBytes, recordId } from '@cunzheng/domain';
import type { LedgerBlock, LedgerWrite } from '@cunzheng/notary';
import { openAuditor, serveAuditor } from '@cunzheng/notary/auditor';
import { makeSigner } from '@cunzheng/notary/conformance';
import {
  connectionPath,
  type FabricLedger,
  openFabricLedger,
  readConnection,
} from '@cunzheng/notary/fabric';
import {
  memberCalled,
  openAuditorKey,
  readNetworkFiles,
  readNetworkTrust,
} from '@cunzheng/notary/trust';

async function main(networkDir: string, name: string): Promise<void> {
  const path = connectionPath(networkDir);
  const member = memberCalled(await readNetworkFiles(path), name);
  const ledger = await openFabricLedger(await readConnection({ path, member: member.id }));
  const { trust } = await readNetworkTrust(path, ledger);
  const { members } = editionFor(trust, Number.MAX_SAFE_INTEGER);
  const named = members.find(({ id }) => id === member.id) as (typeof members)[number];
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-liar-'));
  const auditor = await openAuditor({
    ledger: lyingLedger(ledger, await ledger.height()),
    dir,
    key: await openAuditorKey(member.keys, named),
    trust,
  });
  const { hostname, port } = new URL(member.auditor.url);
  const pair = join(dirname(member.keys), 'tls', 'auditor');
  await serveAuditor({
    log: auditor,
    host: hostname === 'localhost' ? '127.0.0.1' : hostname,
    port: Number(port),
    tls: {
      certificate: await readFile(join(pair, 'signcerts', 'cert.pem')),
      key: await readFile(join(pair, 'keystore', 'key.pem')),
      memberRoots: [],
    },
  });
  process.once('SIGTERM', async () => {
    await rm(dir, { recursive: true, force: true });
    process.exit(0);
  });
  process.stdout.write(`lies from ${auditor.size() + 1}\n`);
}

/** The ledger as it is up to a block; from there each record is another one, the same at every look. */
function lyingLedger(ledger: FabricLedger, from: number) {
  const others = new Map<string, LedgerWrite>();
  const other = (write: LedgerWrite): LedgerWrite => {
    if (!write.key.startsWith('\u0000R\u0000')) return write;
    const made = others.get(write.key) ?? makeWrite(ledger.network);
    others.set(write.key, made);
    return made;
  };
  const lie = (block: LedgerBlock): LedgerBlock => ({
    ...block,
    transactions: block.transactions.map((transaction) => ({
      ...transaction,
      writes: transaction.writes.map(other),
    })),
  });
  return {
    network: ledger.network,
    channel: ledger.channel,
    height: () => ledger.height(),
    async *follow(first: number, signal?: AbortSignal) {
      for await (const block of ledger.follow(first, signal))
        yield block.number < from ? block : lie(block);
    },
  };
}

function makeWrite(network: NetworkId): LedgerWrite {
  const { record } = makeSigner({ network, court: '浙0192', time: Date.now() }, 'clerk');
  const value = recordBytes(record);
  return { key: `\u0000R\u0000${recordId(record)}\u0000`, value };
}

const [, , networkDir = '', member = ''] = process.argv;
await main(networkDir, member);
