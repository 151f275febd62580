import { randomUUID, sign } from 'node:crypto';
import { join } from 'node:path';
import { courtRegistry } from '@cunzheng/api';
import {
  type CaseTag,
  type DocumentRecord,
  fromBase64Url,
  type PartyTag,
  type RecordId,
  recordId,
  toBase64Url,
  toLowS,
} from '@cunzheng/domain';
import {
  type Actor,
  type Court,
  type CourtNotary,
  commitAct,
  openCourt,
  openPool,
  prepareReceipt,
  sendServices,
} from '@cunzheng/gateway';
import {
  createDemoTrust,
  type Ledger,
  localAuditors,
  type Notary,
  openEmbeddedLedger,
  openLog,
  openNotary,
} from '@cunzheng/notary';
import {
  makeDocument,
  makeSigner,
  makeTag,
  recordCall,
  type Scene,
  type Signer,
} from '@cunzheng/notary/conformance';
import { startEmbeddedPostgres } from '@cunzheng/notary/postgres';
import type pg from 'pg';
import { rate } from './measure.ts';

const COURT = '京0491';
const RECIPIENTS_A_CALL = 16;
const PREPARING = 8;

/** A litigant of the bench's case, with the key made in his browser. */
interface Litigant {
  readonly actor: Actor;
  readonly party: string;
  readonly key: Signer;
}

/** A receipt that waits for nothing but the act: prepared and signed. */
export interface ReadyAct {
  readonly actor: Actor;
  readonly actId: string;
  readonly signature: string;
}

/** A court at work: the product's own parts on a database, a ledger and a log of their own. */
export interface BenchCourt {
  readonly notary: Notary;
  /** Prepares and signs so many receipts; consecutive ones are by different litigants. */
  ready(count: number): Promise<ReadyAct[]>;
  /** Does the act's SQL transaction, with or without `notary.record` in it. */
  act(ready: ReadyAct, recorded: boolean): Promise<RecordId>;
}

/**
 * Opens a court with a case of so many litigants, each with a registered key, and so many opened services for each;
 * runs the task and closes all.
 */
export async function withCourt<T>(
  dir: string,
  size: { readonly litigants: number; readonly services: number },
  task: (court: BenchCourt) => Promise<T>,
): Promise<T> {
  const server = await startEmbeddedPostgres({ dir: join(dir, 'database') });
  const pool = openPool(server.url, () => {});
  const ledger = await openEmbeddedLedger({ dir: join(dir, 'ledger') });
  const { keys, trust } = await createDemoTrust({ dir, ledger });
  const log = await openLog({
    ledger,
    dir: join(dir, 'log'),
    cosigners: localAuditors(keys),
    trust,
  });
  const notary = await openNotary({ database: pool, ledger, log });
  try {
    const court = await openCourt({
      database: pool,
      notary: notary as CourtNotary,
      chain: {
        network: ledger.network,
        channel: ledger.channel,
        trust,
        readRecord: async () => undefined,
        isIssued: async () => true,
        isRevoked: async () => false,
        recordsOfCase: async () => new Map(),
        newestRecords: async () => ({ records: new Map() }),
        checkpoint: () => log.checkpoint(),
      },
      registry: courtRegistry(ledger),
      filesDir: join(dir, 'files'),
      keysDir: join(dir, 'keys'),
      clock: Date.now,
      mode: 'demo',
      publicUrl: () => 'http://127.0.0.1:1',
    });
    const litigants = await plant({ court, pool, ledger }, size);
    return await task(await benchCourt({ court, notary, pool }, litigants));
  } finally {
    await notary.close();
    await log.close();
    await ledger.close();
    await pool.end();
    await server.stop();
  }
}

interface Ground {
  readonly court: Court;
  readonly pool: pg.Pool;
  readonly ledger: Ledger;
}

/** One case; its documents are on the ledger, served through the court to every party, and opened. */
async function plant(
  ground: Ground,
  size: { readonly litigants: number; readonly services: number },
): Promise<Litigant[]> {
  const { pool, ledger } = ground;
  const scene: Scene = { network: ledger.network, court: COURT, time: Date.now() };
  const caseId = randomUUID();
  const caseTag = makeTag<CaseTag>();
  await pool.query(
    `insert into court.court_case (id, court, case_number, title, tag, updated_at)
     values ($1, $2, '（2026）京0491民初9001号', '网络服务合同纠纷', $3, now())`,
    [caseId, COURT, caseTag],
  );
  const litigants = Array.from({ length: size.litigants }, (_, i) => litigant(scene, i));
  for (const each of litigants) await plantLitigant(pool, caseId, each);
  const clerk = makeSigner(scene, 'clerk');
  const documents = Array.from({ length: size.services }, (_, i) =>
    makeDocument(scene, clerk, 100_000 + i, caseTag),
  );
  await ledger.submit(recordCall([clerk.record]));
  for (let i = 0; i < documents.length; i += 10)
    await ledger.submit(recordCall(documents.slice(i, i + 10)));
  for (const document of documents) await serve(ground, caseId, document, litigants);
  await pool.query(`update court.service set state = 'opened'`);
  return litigants;
}

function litigant(scene: Scene, i: number): Litigant {
  const tag = makeTag<PartyTag>();
  const actor = { person: randomUUID(), name: `当事人${i}`, offices: [] };
  return { actor, party: randomUUID(), key: makeSigner(scene, 'litigant', tag) };
}

async function plantLitigant(pool: pg.Pool, caseId: string, who: Litigant): Promise<void> {
  const { actor, party, key } = who;
  await pool.query('insert into court.person (id, account, name) values ($1, $2, $3)', [
    actor.person,
    actor.person,
    actor.name,
  ]);
  await pool.query(
    `insert into court.party (id, court, case_id, person, name, side, tag, agent_tag)
     values ($1, $2, $3, $4, $5, '被告', $6, $7)`,
    [party, COURT, caseId, actor.person, actor.name, key.record.owner, makeTag()],
  );
}

async function serve(
  { court, pool }: Ground,
  caseId: string,
  record: DocumentRecord,
  litigants: readonly Litigant[],
): Promise<void> {
  const id = randomUUID();
  const { rows } = await pool.query<{ person: string }>(
    `select person from court.staff_role where court = $1 and role = 'clerk'`,
    [COURT],
  );
  const person = rows[0]?.person as string;
  const clerk: Actor = { person, name: '', offices: [{ court: COURT, role: 'clerk' }] };
  const serial = Number(record.number.match(/\d{6}/g)?.at(-1));
  await pool.query(
    `insert into court.document (id, court, case_id, title, kind, state, year, serial, number, code, sha256, sm3,
       size, pages, created_at, created_by, issued_at, issued_by, record_id)
     values ($1, $2, $3, '应诉通知书', '通知书', 'issued', 2026, $4, $5, 'code', $6, $7, 1, 1, now(), $8, now(), $8, $9)`,
    [id, COURT, caseId, serial, record.number, record.sha256, record.sm3, person, recordId(record)],
  );
  for (let i = 0; i < litigants.length; i += RECIPIENTS_A_CALL) {
    const recipients = litigants.slice(i, i + RECIPIENTS_A_CALL).map(({ party }) => party);
    await sendServices(court, clerk, id, { recipients, channel: 'platform' });
  }
}

async function benchCourt(
  { court, notary, pool }: { court: Court; notary: Notary; pool: pg.Pool },
  litigants: readonly Litigant[],
): Promise<BenchCourt> {
  const silent = { ...court, notary: withoutRecord(notary) };
  const act = async ({ actor, actId, signature }: ReadyAct, recorded: boolean) =>
    (await commitAct(recorded ? court : silent, actor, actId, signature)).id;
  const { rows } = await pool.query<{ id: string; recipient: string }>(
    `select s.id, s.recipient from court.service s join court.document d on d.id = s.document_id
     order by d.serial, s.recipient`,
  );
  const byPerson = new Map(litigants.map((each) => [each.actor.person, each]));
  const waiting = rows.map(({ id, recipient }) => ({
    id,
    who: byPerson.get(recipient) as Litigant,
  }));
  const ready = async (count: number) => {
    const taken = waiting.splice(0, count);
    if (taken.length < count) throw new TypeError('more acts than services');
    const acts: ReadyAct[] = new Array(count);
    await rate(PREPARING, count, async (i) => {
      const { id, who } = taken[i] as (typeof taken)[number];
      acts[i] = await prepared(court, who, id);
    });
    return acts;
  };
  // Everybody's first act brings his key to the ledger: the later ones are one record each.
  const first = await ready(litigants.length);
  const ids: RecordId[] = [];
  for (const each of first) ids.push(await act(each, true));
  for (const id of ids) {
    const { state, code } = await notary.whenSettled(id, 'recorded', 60_000);
    if (state === 'failed') throw new Error(`the first act of a litigant is refused: ${code}`);
  }
  return { notary, ready, act };
}

async function prepared(court: Court, who: Litigant, service: string): Promise<ReadyAct> {
  const { actor, key } = who;
  const answer = { point: key.record.point, event: 'signed' } as const;
  const { actId, message } = await prepareReceipt(court, actor, service, answer);
  return { actor, actId, signature: signatureOf(key, message) };
}

function signatureOf({ privateKey }: Signer, message: string): string {
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return toBase64Url(toLowS(sign('sha256', fromBase64Url(message), key)));
}

/** The same notary to every question, which records nothing. */
function withoutRecord(notary: Notary): CourtNotary {
  const real = notary as CourtNotary;
  return {
    record: async () => [],
    status: (id) => real.status(id),
    statuses: (ids, sql) => real.statuses(ids, sql),
    openings: (id) => real.openings(id),
    openingsOf: (ids) => real.openingsOf(ids),
    proof: (id, form, shown) => real.proof(id, form, shown),
    problems: (court) => real.problems(court),
    note: (tx, noting) => real.note(tx, noting),
    leafStatuses: (ids) => real.leafStatuses(ids),
    leafProof: (id) => real.leafProof(id),
    forget: (what) => real.forget(what),
  };
}
