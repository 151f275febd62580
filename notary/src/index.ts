export * from './log/index.ts';
export * from './proofs/index.ts';
