/** One figure, beside its physical limit and what a user would pick instead, all from one run. */
export interface Measure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The physical limit in the same unit, measured in this run; or the goal where there is none. */
  readonly limit: number;
  readonly anchors: Readonly<Record<string, number>>;
  /** The figure that is promised: value against limit, or against the anchor that `what` names. */
  readonly ratio: number;
}

/** Measures by key: the name first (`P5`), then its parts (`P5.full`). */
export type Measures = Record<string, Measure>;

export function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** Milliseconds of each run. Runs are one after the other. */
export async function times(runs: number, task: (i: number) => unknown): Promise<number[]> {
  const out: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await task(i);
    out.push(performance.now() - start);
  }
  return out;
}

export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] as number;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Tasks per second when `clients` of them are always under way. */
export async function rate(
  clients: number,
  tasks: number,
  task: (i: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const start = performance.now();
  const client = async () => {
    for (let i = next++; i < tasks; i = next++) await task(i);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return tasks / ((performance.now() - start) / 1000);
}
