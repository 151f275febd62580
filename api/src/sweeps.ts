import {
  type Court,
  DUE_TASKS,
  sweepActs,
  sweepAttempts,
  sweepClocks,
  sweepDocketings,
  sweepErasures,
  sweepFiles,
  sweepNear,
  sweepNotices,
  sweepPapers,
  sweepPayments,
  sweepPortraits,
  sweepRecoveries,
  sweepRetention,
  sweepScans,
  sweepSuits,
  sweepUploads,
} from '@cunzheng/gateway';
import type { Logger } from '@cunzheng/notary';

/** Work that waits for nobody's request. What it finds is in SQL, so a stopped server only delays it. */
export interface Sweep {
  readonly name: string;
  /** From the end of one to the beginning of the next. */
  readonly pauseMs: number;
  /** `first` when the server has just started: the whole, and not only what has become due. */
  run(court: Court, logger: Logger, first: boolean): Promise<void>;
}

const SWEEPS: readonly Sweep[] = [
  {
    name: 'files and attempts',
    pauseMs: 3_600_000,
    run: async (court, logger) => {
      await sweepActs(court);
      await sweepAttempts(court);
      await sweepUploads(court);
      await sweepPapers(court);
      const { removed } = await sweepFiles(court);
      if (removed > 0) logger.info({ removed }, 'files that nothing names were removed');
    },
  },
  {
    name: 'deadlines',
    pauseMs: 60_000,
    run: async (court, logger, first) => {
      const swept = await sweepClocks(court, DUE_TASKS, { all: first });
      const { moved, lapsed, failures } = swept;
      if (moved + lapsed > 0) logger.info({ moved, lapsed }, 'deadlines were computed again');
      for (const err of failures) logger.warn({ err }, 'what follows a deadline was not done');
      const near = await sweepNear(court);
      if (near.told > 0) logger.info({ told: near.told }, 'parties were told of a near end');
      for (const err of near.failures) logger.warn({ err }, 'a near end was not told');
    },
  },
  {
    name: 'notices',
    pauseMs: 2000,
    run: async (court, logger) => {
      const { sent, faults } = await sweepNotices(court);
      if (faults.length > 0) logger.warn({ sent, faults: tally(faults) }, 'messages were not sent');
    },
  },
  {
    name: 'recoveries',
    pauseMs: 5_000,
    run: async (court, logger) => {
      const done = await sweepRecoveries(court);
      if (done > 0) logger.info({ done }, 'accounts got their new phone');
    },
  },
  {
    name: 'erasures',
    pauseMs: 60_000,
    run: async (court, logger) => {
      const { erased } = await sweepErasures(court);
      if (erased > 0) logger.info({ erased }, 'persons were erased');
    },
  },
  {
    name: 'retention',
    pauseMs: 3_600_000,
    run: async (court, logger) => {
      const removed = await sweepRetention(court);
      if (Object.keys(removed).length > 0) logger.info({ removed }, 'what was kept long enough');
    },
  },
  {
    name: 'like suits',
    // Few calls: a block with one of them is shown in no proof.
    pauseMs: 60_000,
    run: async (court, logger) => {
      const { noted, entries, failures } = await sweepSuits(court);
      if (entries > 0) logger.info({ noted, entries }, 'like suits were noted');
      for (const err of failures) logger.warn({ err }, 'a like suit was not noted');
    },
  },
  // Providers answer late, repeat themselves or not at all: whatever was begun is asked about.
  {
    name: 'payments',
    pauseMs: 5_000,
    run: async (court, logger) => {
      const { asked, refunds, failures } = await sweepPayments(court);
      if (failures.length > 0)
        logger.warn({ asked, refunds }, 'providers of payments did not answer');
      for (const err of failures.slice(0, 3)) logger.warn({ err }, 'a payment was not asked about');
    },
  },
  {
    name: 'docketings',
    pauseMs: 2_000,
    run: async (court, logger) => {
      const { made, failures } = await sweepDocketings(court);
      if (made > 0) logger.info({ made }, 'notices of new cases were made');
      for (const err of failures) logger.warn({ err }, 'notices of a new case were not made');
    },
  },
  {
    name: 'scans',
    pauseMs: 30_000,
    run: async (court, logger) => {
      const { clean, infected } = await sweepScans(court);
      if (clean + infected > 0) logger.info({ clean, infected }, 'papers were scanned later');
    },
  },
  // Portraits that were begun are asked for, whoever closed the page.
  { name: 'portraits', pauseMs: 30_000, run: (court) => sweepPortraits(court) },
];

/** A sweep that failed is tried again after so long at most. */
const AFTER_FAILURE_MS = 10_000;

/** Runs every sweep now and again and again, each one at a time. Returns what ends them. */
export function startSweeps(court: Court, logger: Logger): () => Promise<void> {
  const ends = SWEEPS.map((sweep) => startSweep(sweep, court, logger));
  return async () => {
    await Promise.all(ends.map((end) => end()));
  };
}

/** Runs one sweep now and again and again. Returns what ends it, once what is under way is finished. */
export function startSweep(
  { name, pauseMs, run }: Sweep,
  court: Court,
  logger: Logger,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let running: Promise<void>;
  const again = (afterMs: number, first: boolean) => {
    if (!ended) timer = setTimeout(begin, afterMs, first).unref();
  };
  const begin = (first: boolean) => {
    running = run(court, logger, first).then(
      () => again(pauseMs, false),
      (err: unknown) => {
        logger.warn({ err, name }, 'a sweep failed');
        // A database that is away for a moment, at a start above all, must not put off for an hour what is due.
        again(Math.min(pauseMs, AFTER_FAILURE_MS), first);
      },
    );
  };
  begin(true);
  return async () => {
    ended = true;
    clearTimeout(timer);
    await running;
  };
}

/** How often each stands in a list. */
function tally(faults: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const fault of faults) counts[fault] = (counts[fault] ?? 0) + 1;
  return counts;
}
