// `npm run bench [-- --json] [--only P5]`: every figure is a ratio from this one run, beside its physical limit and what
// a user would pick instead. Nothing else should be running on the machine.
import type { Measures } from './bench/measure.ts';

const SUITES: Readonly<Record<string, () => Promise<Measures>>> = {
  P2: async () => (await import('./bench/leaves.ts')).measureLeaves(),
  P3a: async () => (await import('./bench/acts.ts')).measureActs(),
  P3b: async () => (await import('./bench/ledger.ts')).measureLedger(),
  P4a: async () => (await import('./bench/network.ts')).measureNetwork(),
  P5: async () => (await import('./bench/proofs.ts')).measureProofs(),
  page: async () => (await import('./bench/page.ts')).measurePage(),
  pages: async () => (await import('./bench/pages.ts')).measurePages(),
  filing: async () => (await import('./bench/filings.ts')).measureFilings(),
  filingQueue: async () => (await import('./bench/filing-queue.ts')).measureFilingQueue(),
  start: async () => (await import('./bench/start.ts')).measureStart(),
};

/** Needs programs that not every machine has. */
const ON_REQUEST = 'P4a';

async function main(args: readonly string[]): Promise<number> {
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
  const names = Object.keys(SUITES).filter((name) =>
    only === undefined ? name !== ON_REQUEST : name === only,
  );
  if (names.length === 0) {
    console.error(`--only takes one of ${Object.keys(SUITES).join(', ')}`);
    return 2;
  }
  const measures: Measures = {};
  for (const name of names) {
    console.error(`${name} …`);
    Object.assign(measures, await SUITES[name]?.());
  }
  console.log(args.includes('--json') ? JSON.stringify(measures, null, 2) : table(measures));
  return 0;
}

function table(measures: Measures): string {
  const rows = Object.entries(measures).map(
    ([key, { value, unit, limit, ratio, anchors, what }]) => {
      const beside = Object.entries(anchors).map(([name, anchor]) => `${name} ${anchor}`);
      return `${key.padEnd(16)} ${`${value} ${unit}`.padStart(18)}  limit ${String(limit).padStart(8)}  ratio ${String(ratio).padStart(7)}\n${' '.repeat(17)}${what}\n${' '.repeat(17)}beside: ${beside.join('; ')}`;
    },
  );
  return rows.join('\n');
}

process.exitCode = await main(process.argv.slice(2));
