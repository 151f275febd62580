/** The door `@cunzheng/domain/suits`: how courts find suits of the same parties at each other (解释 247). */
export * from './entry.ts';
export * from './tag.ts';
