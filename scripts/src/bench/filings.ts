import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { must, Person } from '@cunzheng/api/client';
import { parseDay } from '@cunzheng/domain/deadlines';
import { type MadeFacts, makeAddressConfirmation, makeDeclaration } from '@cunzheng/domain/filing';
import { type Answers, makePaper, type Paper, PLEADING_FORMS } from '@cunzheng/domain/pleadings';
import { DEMO_LITIGANTS } from '@cunzheng/gateway';
import { makePleadingPdf } from '@cunzheng/gateway/pleadings';
import { startEmbeddedPostgres } from '@cunzheng/notary/postgres';
import pg from 'pg';
import { benchDirectory } from './directory.ts';
import { syncRate } from './limits.ts';
import { type Measures, median, percentile, rate, round } from './measure.ts';
import { type BenchServer, startServer } from './servers.ts';

/** Litigants at once, and the filings that they make. */
const LEVELS = [
  [1, 20],
  [8, 80],
  [32, 160],
] as const;
const WARM = 8;
const CASE_OF = '京0491';
const ADDRESS = { name: '李娜然', address: '北京市虚构区样例路 1 号', mobile: '13800000000' };
const CLAIMED: Answers = { principalOwed: 5_000_000 };

interface Ground {
  readonly database: pg.Pool;
  /** Sessions of the demo's litigants. */
  readonly litigants: readonly Litigant[];
}

interface Litigant {
  readonly person: Person;
  readonly name: string;
}

/** Filing from nothing to the receipt over HTTP. Servers, database, ledger, log and clients share this machine. */
export async function measureFilings(): Promise<Measures> {
  const dir = await benchDirectory();
  const postgres = await startEmbeddedPostgres({ dir: join(dir, 'database') });
  const database = new pg.Pool({ connectionString: postgres.url });
  let server: BenchServer | undefined;
  try {
    const env = { DATABASE_URL: postgres.url, CUNZHENG_RATE_LIMIT: '0' };
    const quiet = { CUNZHENG_LOG_LEVEL: 'silent', CUNZHENG_PUBLIC_URL: 'http://127.0.0.1:1' };
    server = await startServer(join(dir, 'data'), { ...env, ...quiet });
    const ground = { litigants: await people(server), database };
    const limits = { syncs: await syncRate(dir), papers: await papersAlone() };
    return await measureFiling(ground, limits);
  } finally {
    await server?.stop();
    await database.end();
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

async function people({ url }: BenchServer): Promise<Litigant[]> {
  const most = Math.max(...LEVELS.map(([clients]) => clients));
  const litigants: Litigant[] = [];
  for (let i = 0; i < most; i++) {
    const who = DEMO_LITIGANTS[i % DEMO_LITIGANTS.length] as (typeof DEMO_LITIGANTS)[number];
    litigants.push({ person: await Person.signIn(url, who.account), name: who.name });
  }
  return litigants;
}

/** One private-loan suit: begun, its parties, answers and address said, one paper added, looked over, signed. */
async function file({ person, name }: Litigant): Promise<string> {
  const { id } = await person.post<{ id: string }>('/filings', {
    ...{ court: CASE_OF, kind: 'civil', cause: '民间借贷纠纷', form: 'privateLoan' },
    capacity: 'self',
  });
  const path = `/filings/${id}`;
  const parties = [
    { side: 'applicant', kind: 'person', name, details: { phone: ADDRESS.mobile } },
    { side: 'other', kind: 'person', name: '钱示例' },
  ];
  must(await person.ask('PUT', `${path}/parties`, { parties }));
  const answers = Object.entries(CLAIMED).map(([field, value]) => ({ field, value, base: 0 }));
  must(await person.ask('PUT', `${path}/answers`, { answers }));
  must(
    await person.ask('PATCH', path, {
      service: { ...ADDRESS, name },
      eService: true,
      mediation: 'wanted',
    }),
  );
  await person.post(`${path}/papers`, paperOf(id));
  must(await person.sign(`${path}/submission`));
  return id;
}

/** 100 KiB that are a PDF by their first bytes, other ones for each filing. */
function paperOf(id: string): FormData {
  const form = new FormData();
  form.set('slot', 'evidence');
  form.set('name', '借条');
  const bytes = Buffer.concat([Buffer.from(`%PDF-1.7\n% ${id}\n`), Buffer.alloc(100 * 1024, 7)]);
  form.set('file', new Blob([bytes], { type: 'application/pdf' }), '借条.pdf');
  return form;
}

/** The three PDFs that the court's system writes for such a filing, a minute, on one core and nothing else done. */
async function papersAlone(): Promise<number> {
  const day = parseDay('2026-01-05');
  const facts: MadeFacts = {
    ...{ courtName: '北京互联网法院', cause: '民间借贷纠纷', kind: 'civil', day },
    ...{ capacity: 'self', signer: ADDRESS.name, applicants: [ADDRESS.name] },
  };
  const papers: Paper[] = [
    makePaper(PLEADING_FORMS.privateLoan, CLAIMED, {
      courtName: facts.courtName,
      today: day,
      signed: day,
    }),
    makeAddressConfirmation(facts, { ...ADDRESS, eService: true }),
    makeDeclaration(facts),
  ];
  const write = async () => {
    for (const paper of papers) await makePleadingPdf(paper, { time: new Date() });
  };
  await write();
  return 60 * (await rate(1, 20, write));
}

async function measureFiling(
  { litigants, database }: Ground,
  limits: { readonly syncs: number; readonly papers: number },
): Promise<Measures> {
  const filed = async (clients: number, count: number) => {
    const waits: number[] = [];
    const free = litigants.slice(0, clients);
    const perSecond = await rate(clients, count, async () => {
      const who = free.pop() as Litigant;
      const began = performance.now();
      await file(who);
      waits.push(performance.now() - began);
      free.push(who);
    });
    return { perMinute: 60 * perSecond, waits };
  };
  await filed(8, WARM);
  const before = await syncsOf(database);
  const measures: Measures = {};
  let syncs = 0;
  for (const [clients, count] of LEVELS) {
    const { perMinute, waits } = await filed(clients, count);
    console.error(`  filing.${clients}: ${round(perMinute)} a minute`);
    // One at a time nobody shares a sync with another.
    if (clients === 1) syncs = ((await syncsOf(database)) - before) / count;
    measures[`filing.${clients}`] = {
      what: `filings from nothing to the receipt over HTTP, ${clients} litigant(s); limit: by the disk's syncs, one filing after the other; ratio: of one core that writes the three PDFs of each and nothing else`,
      ...{
        value: round(perMinute),
        unit: 'filings/min',
        limit: round((60 * limits.syncs) / syncs),
      },
      anchors: {
        'the three PDFs alone, one core': round(limits.papers),
        'p50 ms of a filing': round(median(waits)),
        'p95 ms of a filing': round(percentile(waits, 0.95)),
        'syncs of the database for one': round(syncs),
      },
      ratio: round(perMinute / limits.papers),
    };
  }
  return measures;
}

async function syncsOf(database: pg.Pool): Promise<number> {
  const { rows } = await database.query<{ syncs: string }>(
    "select sum(fsyncs) as syncs from pg_stat_io where object = 'wal'",
  );
  return Number(rows[0]?.syncs);
}
