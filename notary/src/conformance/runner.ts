import type { Ledger, LedgerManifest } from '../ledger/port.ts';

/** As much of a test runner as the suite needs; tap's `t` is one. */
export interface Runner {
  test(title: string, run: (t: Runner) => Promise<void>): unknown;
  equal(found: unknown, wanted: unknown, message?: string): unknown;
  same(found: unknown, wanted: unknown, message?: string): unknown;
  match(found: unknown, pattern: object, message?: string): unknown;
  ok(value: unknown, message?: string): unknown;
  rejects(work: Promise<unknown>, error: object, message?: string): unknown;
}

/** A ledger whose driver is to be tried. It runs the real contract and may hold records already. */
export interface LedgerUnderTest {
  /** Opens the same ledger each time; the suite closes what it opened before it opens again. */
  open(): Promise<Ledger>;
  /** A court of the member in whose name calls go by default, registered. */
  readonly court: string;
  readonly supports: LedgerManifest;
  /** With many endorsers only: stops one, and returns what starts it again. */
  readonly stopOneEndorser?: () => Promise<() => Promise<void>>;
}

/** One promise of `Ledger`; the ledger is open when it begins. */
export type Case = (t: Runner, ledger: Ledger, subject: LedgerUnderTest) => Promise<void>;
