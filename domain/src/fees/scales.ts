import { text, type Wording } from '../deadlines/wording.ts';
import type { Fen } from '../money.ts';
import { measuresItem } from './law.ts';
import { roundYuan, yuan } from './money.ts';

/** One step of a scale: a flat sum for the first, a rate of what lies between the bounds for the others. */
export interface Bracket {
  /** Upper bound, included; the last has none. */
  readonly upTo?: Fen;
  readonly flat?: Fen;
  readonly perMille?: number;
  readonly law: Wording;
}
export type Scale = readonly Bracket[];

/** 13（一）: property cases, by the amount claimed. */
export const PROPERTY_SCALE: Scale = (
  [
    { upTo: yuan(10_000), flat: yuan(50) },
    { upTo: yuan(100_000), perMille: 25 },
    { upTo: yuan(200_000), perMille: 20 },
    { upTo: yuan(500_000), perMille: 15 },
    { upTo: yuan(1_000_000), perMille: 10 },
    { upTo: yuan(2_000_000), perMille: 9 },
    { upTo: yuan(5_000_000), perMille: 8 },
    { upTo: yuan(10_000_000), perMille: 7 },
    { upTo: yuan(20_000_000), perMille: 6 },
    { perMille: 5 },
  ] as const
).map((step, i) => ({ ...step, law: measuresItem(13, 1, i + 1) }));

const ofExecution = measuresItem(14, 1, 2);
/** 14（一）2: enforcement, by the amount to be enforced. */
export const EXECUTION_SCALE: Scale = [
  { upTo: yuan(10_000), flat: yuan(50), law: ofExecution },
  { upTo: yuan(500_000), perMille: 15, law: ofExecution },
  { upTo: yuan(5_000_000), perMille: 10, law: ofExecution },
  { upTo: yuan(10_000_000), perMille: 5, law: ofExecution },
  { perMille: 1, law: ofExecution },
];

const ofPreservation = measuresItem(14, 2);
/** 14（二）: preservation, by what is preserved. */
export const PRESERVATION_SCALE: Scale = [
  { upTo: yuan(1000), flat: yuan(30), law: ofPreservation },
  { upTo: yuan(100_000), perMille: 10, law: ofPreservation },
  { perMille: 5, law: ofPreservation },
];

const ofDivorce = measuresItem(13, 2, 1);
/** 13（二）1: what a divorce adds for property. */
export const DIVORCE_SCALE: Scale = [
  { upTo: yuan(200_000), perMille: 0, law: ofDivorce },
  { perMille: 5, law: ofDivorce },
];

const ofPersonality = measuresItem(13, 2, 2);
/** 13（二）2: what a case on personality rights adds for damages. */
export const PERSONALITY_SCALE: Scale = [
  { upTo: yuan(50_000), perMille: 0, law: ofPersonality },
  { upTo: yuan(100_000), perMille: 10, law: ofPersonality },
  { perMille: 5, law: ofPersonality },
];

/** What a step is of: 超过1万元至10万元的部分. */
export function bracketWords(from: Fen, upTo: Fen | undefined): Wording {
  const low = roundYuan(from);
  if (upTo === undefined) return text(`超过${low['zh-CN']}的部分`, `The part above ${low.en}`);
  const high = roundYuan(upTo);
  if (from === 0) return text(`不超过${high['zh-CN']}的部分`, `The part up to ${high.en}`);
  return text(
    `超过${low['zh-CN']}至${high['zh-CN']}的部分`,
    `The part above ${low.en}, up to ${high.en}`,
  );
}
