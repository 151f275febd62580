export { type LikeSuit, type LikeSuits, MAX_FOUND, readLikeSuits } from './search.ts';
export { type SuitSweep, sweepSuits } from './sweep.ts';
