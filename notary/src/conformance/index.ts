export * from './acts.ts';
export { testLedger } from './ledger-suite.ts';
export type { LedgerUnderTest, Runner } from './runner.ts';
export { noteCall, someEntry, suitsOf } from './suit-cases.ts';
