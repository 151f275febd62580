export * from './acts.ts';
export { type LedgerUnderTest, type Runner, testLedger } from './ledger-suite.ts';
