import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CourtRecord, type LeafId, MAX_BATCH_LEAVES, recordBytes } from '@cunzheng/domain';
import {
  connectMember,
  down,
  findPrograms,
  Layout,
  type Network,
  TOPOLOGY,
  up,
  withPortsFrom,
} from '@cunzheng/network';
import { type Ledger, type Notary, openLog, openNotary, remoteAuditors } from '@cunzheng/notary';
import { makeDocument, makeSigner, recordCall, type Signer } from '@cunzheng/notary/conformance';
import { connectionPath, openFabricLedger, readConnection } from '@cunzheng/notary/fabric';
import { startEmbeddedPostgres } from '@cunzheng/notary/postgres';
import { auditorAddresses, readNetworkTrust } from '@cunzheng/notary/trust';
import pg from 'pg';
import { benchDirectory } from './directory.ts';
import { type Measures, median, percentile, rate, round, times } from './measure.ts';

const FIRST_PORT = 27_000;
const CLIENTS = 64;
const SINGLE = 256;
/** Documents of one call: as many as the outbox packs into one, at six of the contract's 800 state calls each. */
const PACK = 132;
const PACKS = 24;
const PACKS_AT_ONCE = 8;
const WAITED = 30;
const ENDORSED = 40;
const GOAL_RATIO = 15;
const GOAL_MS = 1200;
/** Behaviours noted for P4b: sixteen full batches. */
const NOTED = 16 * MAX_BATCH_LEAVES;
const NOTED_AT_ONCE = 1024;
const GOAL_LEAVES = 50;

/** A ledger with a clerk whose key is registered, and what he signs next. */
interface Desk {
  readonly ledger: Ledger;
  readonly member: string;
  readonly documents: (count: number) => CourtRecord[];
}

/**
 * P4a: signed documents on a network of four members that is made for this run, packed as the outbox packs them against
 * one a transaction; acknowledged to 已证明; what each more endorsing member costs; disk that a record takes. P4b: everyday
 * behaviours proven, against the same one record a transaction.
 * Needs the Fabric programs (`npm run network:tools`).
 */
export async function measureNetwork(): Promise<Measures> {
  const dir = await benchDirectory();
  const layout = new Layout(join(dir, 'network'));
  try {
    const network = await raise(layout.dir);
    const options = await readConnection({ path: connectionPath(network.layout.dir) });
    const ledger = await openFabricLedger(options);
    try {
      const desk = await openDesk(ledger, options.member);
      const single = await perSecond(desk, SINGLE, 1, CLIENTS);
      const before = await bytesBelow(network.layout.dir);
      const packed = await perSecond(desk, PACK * PACKS, PACK, PACKS_AT_ONCE);
      const disk = ((await bytesBelow(network.layout.dir)) - before) / (PACK * PACKS);
      return {
        ...throughput(single, packed),
        ...diskPart(disk, desk),
        ...(await endorsing(network, desk)),
        ...(await proving(network, desk, dir, single)),
      };
    } finally {
      await ledger.close();
    }
  } finally {
    await down(layout);
    await rm(dir, { recursive: true, force: true });
  }
}

async function raise(dir: string): Promise<Network> {
  const built = join(import.meta.dirname, '../../../../network/bin');
  const { FABRIC_BIN: fabricBin } = process.env;
  const programs = await findPrograms({ fabricBin, built, environment: process.env });
  const topology = withPortsFrom(TOPOLOGY, FIRST_PORT);
  const say = (line: string) => console.error(`  ${line}`);
  return up({ dir, topology, programs, environment: process.env, say });
}

async function openDesk(ledger: Ledger, member: string): Promise<Desk> {
  const scene = { network: ledger.network, court: courtOf(member), time: Date.now() };
  const clerk: Signer = makeSigner(scene, 'clerk');
  await ledger.submit(recordCall([clerk.record]));
  let serial = 0;
  return {
    ledger,
    member,
    documents: (count) => Array.from({ length: count }, () => makeDocument(scene, clerk, ++serial)),
  };
}

function courtOf(member: string): string {
  const court = TOPOLOGY.members.find(({ id }) => id === member)?.courts[0];
  if (court === undefined) throw new TypeError(`${member} hosts no court`);
  return court.code;
}

/** Records a second that are VALID in a block, so many to a transaction. */
async function perSecond(
  { ledger, documents }: Desk,
  count: number,
  pack: number,
  clients: number,
): Promise<number> {
  const records = documents(count);
  const calls = Array.from({ length: count / pack }, (_, i) =>
    recordCall(records.slice(i * pack, (i + 1) * pack)),
  );
  const calls1s = await rate(clients, calls.length, async (i) => {
    const { response } = await ledger.submit(calls[i] as (typeof calls)[number]);
    const outcomes = JSON.parse(response) as { outcome: string }[];
    if (outcomes.some(({ outcome }) => outcome !== 'recorded')) throw new TypeError(response);
  });
  return calls1s * pack;
}

function throughput(single: number, packed: number): Measures {
  return {
    P4a: {
      what: `signed documents checked by the contract and VALID in a block, ${PACK} to a call, ${PACKS_AT_ONCE} calls at once; ratio: of one a transaction by ${CLIENTS} clients`,
      value: round(packed),
      unit: 'records/s',
      limit: round(single * GOAL_RATIO),
      anchors: { 'one record a transaction': round(single), 'goal of the ratio': GOAL_RATIO },
      ratio: round(packed / single),
    },
  };
}

/** Beside the least there can be: the record's text once on each member's disk. */
function diskPart(disk: number, { documents }: Desk): Measures {
  const [record] = documents(1);
  const least = TOPOLOGY.members.length * recordBytes(record as CourtRecord).length;
  return {
    'P4a.disk': {
      what: 'bytes on disk that a packed record takes on all members together; ratio: of its text once on each',
      value: round(disk),
      unit: 'bytes',
      limit: least,
      anchors: {},
      ratio: round(disk / least),
    },
  };
}

/** Endorsing one record by two, three and four members, nothing submitted. */
async function endorsing(network: Network, { member, documents }: Desk): Promise<Measures> {
  const { topology, layout } = network;
  const own = topology.members.find(({ id }) => id === member);
  if (own === undefined) throw new TypeError(`${member} is no member`);
  const ids = [own, ...topology.members.filter((each) => each !== own)].map(({ id }) => id);
  const connection = await connectMember(topology, layout, own, 'gateway');
  try {
    const contract = connection.gateway.getNetwork('judicial').getContract('cunzheng');
    const medians: number[] = [];
    for (const count of [2, 3, 4]) {
      const endorsingOrganizations = ids.slice(0, count);
      const records = documents(ENDORSED);
      const all = await times(ENDORSED, (i) => {
        const { name, args } = recordCall([records[i] as CourtRecord]);
        return contract
          .newProposal(name, { arguments: [...args], endorsingOrganizations })
          .endorse();
      });
      medians.push(median(all));
    }
    return Object.fromEntries(medians.map((ms, i) => endorsedBy(i + 2, ms, medians[0] as number)));
  } finally {
    connection.close();
  }
}

function endorsedBy(count: number, ms: number, two: number) {
  const measure = {
    what: `p50 of endorsing one signed document by ${count} members, one after the other; ratio: of two members'`,
    value: round(ms),
    unit: 'ms',
    limit: round(two),
    anchors: {},
    ratio: round(ms / two),
  };
  return [`P4a.endorse.${count}`, measure] as const;
}

/** A deployment's database, log and notary on the network, for what is measured until it is proven. */
async function proving(
  network: Network,
  desk: Desk,
  dir: string,
  single: number,
): Promise<Measures> {
  const { ledger, member } = desk;
  const server = await startEmbeddedPostgres({ dir: join(dir, 'database') });
  const database = new pg.Pool({ connectionString: server.url });
  const connection = connectionPath(network.layout.dir);
  const { trust } = await readNetworkTrust(connection, ledger);
  const cosigners = remoteAuditors(await auditorAddresses(connection, member), trust);
  const log = await openLog({ ledger, dir: join(dir, 'log'), cosigners, trust });
  const leaves = { dir: join(dir, 'leaf-lists'), copyDir: join(dir, 'leaf-copies') };
  const notary = await openNotary({ database, ledger, log, leaves });
  try {
    return {
      ...(await latency(notary, database, desk)),
      ...(await leavesProven(notary, database, member, single)),
    };
  } finally {
    await notary.close();
    await log.close();
    await database.end();
    await server.stop();
  }
}

/** From the commit's acknowledgement until k members' auditors have cosigned a tree with the record in it. */
async function latency(
  notary: Notary,
  database: pg.Pool,
  { member, documents }: Desk,
): Promise<Measures> {
  const waits: number[] = [];
  for (const record of documents(WAITED)) {
    const [id] = await inTransaction(database, (tx) =>
      notary.record(tx, { member, records: [record] }),
    );
    waits.push(...(await times(1, () => settled(notary, id))));
  }
  return {
    'P4a.p50': part('p50', median(waits)),
    'P4a.p95': part('p95', percentile(waits, 0.95)),
  };
}

/** From the first note until all are proven: SQL, both lists of each batch, the ledger, the cosignatures. */
async function leavesProven(
  notary: Notary,
  database: pg.Pool,
  member: string,
  single: number,
): Promise<Measures> {
  const court = courtOf(member);
  const ids: LeafId[] = [];
  const [ms] = (await times(1, async () => {
    for (let noted = 0; noted < NOTED; noted += NOTED_AT_ONCE) {
      const leaves = Array.from({ length: NOTED_AT_ONCE }, (_, i) => noteOf(noted + i));
      ids.push(
        ...(await inTransaction(database, (tx) => notary.note(tx, { member, court, leaves }))),
      );
    }
    // Batches of a court go one after the other: with the last leaf all are proven.
    await notary.whenLeafSettled(ids[NOTED - 1] as LeafId, 'proven', 300_000);
  })) as [number];
  const proven = (NOTED * 1000) / ms;
  return {
    P4b: {
      what: `everyday behaviours noted, batched and proven on the network, one court; ratio: of one record a transaction by ${CLIENTS} clients`,
      value: round(proven),
      unit: 'leaves/s',
      limit: round(single * GOAL_LEAVES),
      anchors: { 'one record a transaction': round(single), 'goal of the ratio': GOAL_LEAVES },
      ratio: round(proven / single),
    },
  };
}

function noteOf(number: number) {
  return { act: 'person.read', time: new Date().toISOString(), hidden: { number } };
}

async function settled(notary: Notary, id: Parameters<Notary['status']>[0] | undefined) {
  if (id === undefined) throw new TypeError('no record');
  const { state, code } = await notary.whenSettled(id, 'proven', 60_000);
  if (state !== 'proven') throw new TypeError(`the ledger refused a record: ${code}`);
}

async function inTransaction<T>(
  database: pg.Pool,
  task: (tx: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const tx = await database.connect();
  try {
    await tx.query('BEGIN');
    const result = await task(tx);
    await tx.query('COMMIT');
    return result;
  } finally {
    tx.release();
  }
}

function part(p: string, value: number) {
  return {
    what: `acknowledged to 已证明 on the network, ${p}, one client; ratio: of the goal`,
    value: round(value),
    unit: 'ms',
    limit: GOAL_MS,
    anchors: {},
    ratio: round(value / GOAL_MS),
  };
}

async function bytesBelow(dir: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /peer|orderer/.test(entry.parentPath));
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const found = await stat(join(parentPath, name)).catch(() => undefined);
      return (found?.blocks ?? 0) * 512;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
