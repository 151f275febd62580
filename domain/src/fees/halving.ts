import { text, type Wording } from '../deadlines/wording.ts';
import type { AskedFee } from './choices.ts';
import { interpretation, measures, together } from './law.ts';
import { both, type Step, type Sum } from './lines.ts';
import type { HalvingCause } from './quote.ts';

/** Grounds of halving with their articles. 小额诉讼 is summary procedure (民诉法 165). */
export const HALVINGS = {
  summary: { name: text('适用简易程序', 'Summary procedure'), law: measures(16) },
  smallClaims: { name: text('适用小额诉讼程序', 'Small claims procedure'), law: measures(16) },
  counterclaim: { name: text('反诉合并审理', 'Counterclaim heard together'), law: measures(18) },
  thirdParty: {
    name: text('第三人的请求合并审理', 'Third party’s claim heard together'),
    law: measures(18),
  },
  mediated: { name: text('调解结案', 'Settled by mediation'), law: measures(15) },
  withdrawn: { name: text('撤诉', 'Withdrawn'), law: measures(15) },
} as const satisfies Readonly<Record<HalvingCause, { name: Wording; law: Wording }>>;

/** Grounds that hold when the fee is first paid: the procedure it begins in, and whose claim it is. */
export function groundsAtFiling({ procedure, side }: AskedFee): HalvingCause[] {
  const begun = procedure === 'converted' ? 'summary' : procedure;
  return [...(begun === 'ordinary' ? [] : [begun]), ...(side === 'plaintiff' ? [] : [side])];
}

/** Grounds that hold at the end, in the order in which they arose. */
export function groundsAtEnd(asked: AskedFee): HalvingCause[] {
  const { procedure, outcome } = asked;
  const lasting = groundsAtFiling(asked).filter(
    (cause) => procedure !== 'converted' || cause !== 'summary',
  );
  const halves = outcome === 'mediated' || outcome === 'withdrawn';
  return halves ? [...lasting, outcome] : lasting;
}

/** Half is taken off on the first ground; whatever else holds changes nothing (民诉法解释 206). */
export function halvingStep(grounds: readonly HalvingCause[], sum: Sum): Step | undefined {
  const [by, ...spent] = grounds;
  if (by === undefined) return undefined;
  const { name, law } = HALVINGS[by];
  return {
    what: text(`${name['zh-CN']}，减半交纳`, `${name.en}: half is charged`),
    law: spent.length === 0 ? law : together(law, interpretation(206)),
    ...both(sum, (amount) => amount / 2n - amount),
  };
}
