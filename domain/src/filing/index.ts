export * from './conditions.ts';
export * from './kinds.ts';
export * from './life.ts';
export * from './made-papers.ts';
export * from './materials.ts';
export * from './notice.ts';
export * from './redirects.ts';
export * from './rulings.ts';
