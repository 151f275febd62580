import {
  type Court,
  DUE_TASKS,
  sweepActs,
  sweepClocks,
  sweepFiles,
  sweepPortraits,
} from '@cunzheng/gateway';
import type { Logger } from '@cunzheng/notary';

/** Work that waits for nobody's request. What it finds is in SQL, so a stopped server only delays it. */
interface Sweep {
  readonly name: string;
  readonly everyMs: number;
  /** `first` when the server has just started: the whole, and not only what has become due. */
  run(court: Court, logger: Logger, first: boolean): Promise<void>;
}

const SWEEPS: readonly Sweep[] = [
  {
    name: 'files',
    everyMs: 3_600_000,
    run: async (court, logger) => {
      await sweepActs(court);
      const { removed } = await sweepFiles(court);
      if (removed > 0) logger.info({ removed }, 'files that nothing names were removed');
    },
  },
  {
    name: 'deadlines',
    everyMs: 60_000,
    run: async (court, logger, first) => {
      const swept = await sweepClocks(court, DUE_TASKS, { all: first });
      const { moved, lapsed, failures } = swept;
      if (moved + lapsed > 0) logger.info({ moved, lapsed }, 'deadlines were computed again');
      for (const err of failures) logger.warn({ err }, 'what follows a deadline was not done');
    },
  },
  // Portraits that were begun are asked for, whoever closed the page.
  { name: 'portraits', everyMs: 30_000, run: (court) => sweepPortraits(court) },
];

/** Runs every sweep now and again and again, each one at a time. Returns what ends them. */
export function startSweeps(court: Court, logger: Logger): () => Promise<void> {
  const ends = SWEEPS.map((sweep) => start(sweep, court, logger));
  return async () => {
    await Promise.all(ends.map((end) => end()));
  };
}

function start({ name, everyMs, run }: Sweep, court: Court, logger: Logger) {
  let running: Promise<void> = Promise.resolve();
  const begin = (first: boolean) => {
    running = running
      .then(() => run(court, logger, first))
      .catch((err: unknown) => logger.warn({ err, name }, 'a sweep failed'));
  };
  const timer = setInterval(begin, everyMs, false);
  timer.unref();
  begin(true);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
