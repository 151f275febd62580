/** An amount of money in 分, a safe integer. */
export type Fen = number;
