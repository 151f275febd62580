export * from './log/index.ts';
export * from './proofs/index.ts';
export * from './ledger/index.ts';
