/** The door `@cunzheng/domain/payments`: the contract and the verify page have no use for it and do not carry it. */
export * from './divide.ts';
export * from './life.ts';
export * from './reference.ts';
