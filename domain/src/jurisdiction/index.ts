/** The door `@cunzheng/domain/jurisdiction`: which court, asked in plain questions. Advice only; a judge decides. */
export * from './advise.ts';
export * from './questions.ts';
export * from './rules.ts';
