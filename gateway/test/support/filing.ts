import type { FilingCommand, FilingState } from '@cunzheng/domain/filing';
import type { Actor } from '../../src/access/policy.ts';
import type { Court } from '../../src/context.ts';
import {
  addPaper,
  beginFiling,
  discardFiling,
  type FilingDecision,
  nameParties,
  prepareDecision,
  prepareSubmission,
  prepareWithdrawal,
  saveAnswers,
  takeFiling,
} from '../../src/flows/filing/index.ts';
import { DEMO_LITIGANTS, DEMO_OFFICIALS } from '../../src/seeds/demo.ts';
import { seedId } from '../../src/seeds/plant.ts';
import { signed } from './signing.ts';

/** An official of the demo as he is signed in. */
export function official(account: string): Actor {
  const found = DEMO_OFFICIALS.find((each) => each.account === account);
  if (found === undefined) throw new TypeError(account);
  const { name, court, role } = found;
  return { person: seedId(account), name, offices: [{ court, role }] };
}

/** A litigant of the demo. */
export function litigant(account: (typeof DEMO_LITIGANTS)[number]['account']): Actor {
  const found = DEMO_LITIGANTS.find((each) => each.account === account);
  return { person: seedId(account), name: found?.name ?? '', offices: [] };
}

/** A file that is a PDF by its first bytes. */
export function pdf(words = 'x'): Uint8Array {
  return Buffer.from(`%PDF-1.7\n% ${words.padEnd(16)}\n`);
}

export const LINA = litigant('lina');
export const CLERK = official('bj-clerk');
export const JUDGE = official('bj-judge');

/** A draft with two parties and one paper. */
export async function draftOf(court: Court, actor = LINA): Promise<string> {
  const begun = await beginFiling(court, actor, {
    ...{ court: '京0491', kind: 'civil', cause: '民间借贷纠纷', capacity: 'self' },
  });
  await nameParties(court, actor, begun.id, [
    { side: 'applicant', kind: 'person', name: actor.name, details: { mobile: '13800000000' } },
    { side: 'other', kind: 'person', name: '张未' },
  ]);
  const paper = { slot: 'complaint', name: '起诉状', source: pdf(begun.id) };
  await addPaper(court, actor, begun.id, paper);
  return begun.id;
}

/** Hands it in. */
export function submit(court: Court, id: string, actor = LINA) {
  return signed(court, actor, (key) => prepareSubmission(court, actor, id, key));
}

/** Answers it. */
export function decide(court: Court, id: string, decision: FilingDecision, actor = JUDGE) {
  return signed(court, actor, (key) => prepareDecision(court, actor, id, decision, key));
}

/** Takes it back. */
export function withdraw(court: Court, id: string, actor = LINA) {
  return signed(court, actor, (key) => prepareWithdrawal(court, actor, id, key));
}

/** An ordinary decision of each kind. */
export const DECISIONS = {
  requestCorrection: {
    act: 'requestCorrection',
    items: [{ slot: 'identity', words: '缺少身份证明' }],
    reason: '补正后仍缺少',
  },
  refuse: { act: 'refuse', words: '没有明确的被告' },
  redirect: { act: 'redirect', item: 'arbitration' },
  transfer: { act: 'transfer', to: '浙0192', words: '由被告住所地法院管辖' },
  accept: { act: 'accept', fee: { none: '本院决定不预收' } },
  deemWithdrawn: { act: 'deemWithdrawn', words: '逾期未补正' },
  docket: { act: 'docket' },
} as const satisfies { readonly [act in FilingDecision['act']]: FilingDecision };

/** How a filing comes to each state from a draft. */
const WAYS: Readonly<Record<FilingState, readonly FilingCommand[]>> = {
  draft: [],
  review: ['submit'],
  correction: ['submit', 'requestCorrection'],
  accepted: ['submit', 'accept'],
  docketed: ['submit', 'accept', 'docket'],
  refused: ['submit', 'refuse'],
  redirected: ['submit', 'redirect'],
  withdrawn: ['submit', 'withdraw'],
  deemedWithdrawn: ['submit', 'accept', 'deemWithdrawn'],
};

/** Does one act as whoever may. */
export async function perform(
  court: Court,
  id: string,
  act: Exclude<FilingCommand, 'begin'>,
): Promise<unknown> {
  switch (act) {
    case 'edit':
      return saveAnswers(court, LINA, id, [{ field: 'amount', value: 1, base: 0 }]);
    case 'discard':
      return discardFiling(court, LINA, id);
    case 'submit':
      return submit(court, id);
    case 'withdraw':
      return withdraw(court, id);
    case 'take':
      return takeFiling(court, JUDGE, id);
    default:
      return decide(court, id, DECISIONS[act]);
  }
}

/** A filing in this state. */
export async function filingIn(court: Court, state: FilingState): Promise<string> {
  const id = await draftOf(court);
  for (const act of WAYS[state]) await perform(court, id, act as 'submit');
  return id;
}
