import { rm } from 'node:fs/promises';
import { type BenchCourt, type ReadyAct, withCourt } from './court.ts';
import { benchDirectory } from './directory.ts';
import { syncRate } from './limits.ts';
import { type Measures, median, percentile, rate, round, times } from './measure.ts';

const WIDTHS = [1, 8, 64] as const;
type Width = (typeof WIDTHS)[number];
/** Acts in each of four stretches, of which the outer two are without `notary.record`. */
const ACTS: Readonly<Record<Width, number>> = { 1: 120, 8: 300, 64: 400 };
/** Acts of each client, one after the other, each waited for. */
const WAITED: Readonly<Record<Width, number>> = { 1: 40, 8: 10, 64: 3 };
const WARM = 192;
const LITIGANTS = 64;
/** The goals: throughput kept, and acknowledged to proven with one client. */
const GOAL_RATIO = 0.7;
const GOAL_MS = 400;

const ACT =
  'a litigant signs for a service: the gateway’s own transaction of 13 statements, begin and commit among them, with the check of his signature; his key is registered before';

/**
 * P3a: the transaction in which a litigant signs for a service, with `notary.record` in it and without; and from its
 * acknowledgement to 已证明. Database, ledger, log and clients share this machine.
 */
export async function measureActs(): Promise<Measures> {
  const dir = await benchDirectory();
  try {
    const appends = await syncRate(dir);
    return await withCourt(dir, { litigants: LITIGANTS, services: servicesEach() }, (court) =>
      measureCourt(court, appends),
    );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Every litigant's first, those for warming up, four stretches for each width, and those waited for. */
function servicesEach(): number {
  const acts = WIDTHS.reduce((sum, width) => sum + 4 * ACTS[width] + width * WAITED[width], 0);
  return Math.ceil((LITIGANTS + WARM + acts) / LITIGANTS);
}

async function measureCourt(court: BenchCourt, appends: number): Promise<Measures> {
  await stretch(court, 8, await court.ready(WARM / 2), true);
  await stretch(court, 8, await court.ready(WARM / 2), false);
  const measures: Measures = {};
  for (const width of WIDTHS) Object.assign(measures, await throughput(court, width, appends));
  for (const width of WIDTHS) Object.assign(measures, await latency(court, width));
  const worst = WIDTHS.map((width) => measures[`P3a.${width}`]).sort(
    (a, b) => (a?.ratio ?? 0) - (b?.ratio ?? 0),
  )[0];
  return { ...(worst === undefined ? {} : { P3a: worst }), ...measures };
}

interface Stretch {
  /** Milliseconds until the last act was acknowledged. */
  readonly ms: number;
  /** Milliseconds until the last record was on the ledger; as `ms` without records. */
  readonly settledMs: number;
}

/** So many clients do these acts; waits until all are proven, so that the next stretch begins with an empty outbox. */
async function stretch(
  { notary, act }: BenchCourt,
  clients: number,
  acts: readonly ReadyAct[],
  recorded: boolean,
): Promise<Stretch> {
  const began = performance.now();
  const ids = new Set<Parameters<typeof notary.status>[0]>();
  const perSecond = await rate(clients, acts.length, async (i) => {
    ids.add(await act(acts[i] as ReadyAct, recorded));
  });
  const ms = (acts.length / perSecond) * 1000;
  if (!recorded) return { ms, settledMs: ms };
  const last = [...ids].slice(-clients);
  const settled = await Promise.all(last.map((id) => notary.whenSettled(id, 'recorded', 120_000)));
  const settledMs = performance.now() - began;
  const failed = settled.find(({ state }) => state === 'failed');
  if (failed !== undefined) throw new Error(`the ledger refused an act: ${failed.code}`);
  for (const id of last) await notary.whenSettled(id, 'proven', 120_000);
  return { ms, settledMs };
}

/** Without, with, with, without: what else goes on at the machine meets both alike. */
async function throughput(court: BenchCourt, clients: Width, appends: number): Promise<Measures> {
  const totals = { with: 0, without: 0, settled: 0 };
  const count = ACTS[clients];
  for (const recorded of [false, true, true, false]) {
    const { ms, settledMs } = await stretch(court, clients, await court.ready(count), recorded);
    totals[recorded ? 'with' : 'without'] += ms;
    if (recorded) totals.settled += settledMs;
  }
  const perSecond = (ms: number) => (2 * count) / (ms / 1000);
  return {
    [`P3a.${clients}`]: {
      what: `acts acknowledged with notary.record, ${clients} client(s), while the notary submits them; ratio: of the same transaction without it; an act: ${ACT}`,
      value: round(perSecond(totals.with)),
      unit: 'acts/s',
      limit: round(appends),
      anchors: {
        'same SQL transaction without notary.record': round(perSecond(totals.without)),
        'acts/s until the last of them is on the ledger too': round(perSecond(totals.settled)),
        'goal of the ratio': GOAL_RATIO,
      },
      ratio: round(totals.without / totals.with),
    },
  };
}

/** From the commit's acknowledgement until k courts' cosignatures cover the record. */
async function latency(court: BenchCourt, clients: Width): Promise<Measures> {
  const acts = await court.ready(clients * WAITED[clients]);
  const waits: number[] = [];
  await rate(clients, acts.length, async (i) => {
    const id = await court.act(acts[i] as ReadyAct, true);
    waits.push(...(await times(1, () => court.notary.whenSettled(id, 'proven', 60_000))));
  });
  const part = (p: string, value: number) => ({
    what: `acknowledged to 已证明, ${p}, ${clients} client(s) each waiting for its act; ratio: of the goal`,
    value: round(value),
    unit: 'ms',
    limit: GOAL_MS,
    anchors: { 'least time between two checkpoints': 200 },
    ratio: round(value / GOAL_MS),
  });
  return {
    [`P3a.p50.${clients}`]: part('p50', median(waits)),
    [`P3a.p99.${clients}`]: part('p99', percentile(waits, 0.99)),
  };
}
