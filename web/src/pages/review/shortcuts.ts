import type { FilingReview, ReviewedFiling } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { type Shortcut, useShortcuts } from '../../shortcuts/shortcuts.ts';
import { en } from './en.ts';
import type { NotesHook } from './marks.ts';
import { paperOf } from './papers.tsx';
import { type QueueHook, useTake } from './view.ts';
import { zh } from './zh.ts';

/** One key an act; `c`, `s` and `v` lead to other pages of staff. */
export const ACT_KEYS = {
  accept: 'a',
  requestCorrection: 'r',
  redirect: 'o',
  transfer: 'm',
  refuse: 'x',
  docket: 'd',
  deemWithdrawn: 'w',
} as const;
export type SignedActName = keyof typeof ACT_KEYS;
export const SIGNED_ACTS = Object.keys(ACT_KEYS) as readonly SignedActName[];

/** The keys of an open filing: its acts, its papers, and taking it on. */
export function useItemShortcuts({
  hook,
  filing,
  review,
  notes,
}: {
  readonly hook: QueueHook;
  readonly filing: ReviewedFiling;
  readonly review: FilingReview;
  readonly notes: NotesHook;
}): void {
  const texts = useTexts({ zh, en });
  const take = useTake(filing.id);
  const at = paperOf(filing, hook.search.get('paper'));
  const step = (by: 1 | -1) => {
    const next = filing.papers[filing.papers.findIndex(({ id }) => id === at?.id) + by];
    if (next !== undefined) hook.show({ paper: next.id });
  };
  const mine = review.taken !== 'other';
  const acts = SIGNED_ACTS.filter((act) => mine && review.acts.includes(act));
  const free = review.taken === 'nobody' && review.acts.includes('take');
  const shortcuts: Shortcut[] = [
    ...acts.map((act) => ({
      ...{ key: ACT_KEYS[act], does: texts[act] },
      run: () => hook.show({ act }),
    })),
    { key: '[', does: texts.previousPaper, run: () => step(-1) },
    { key: ']', does: texts.nextPaper, run: () => step(1) },
    ...(at !== undefined && filing.state === 'review'
      ? [{ key: 'f', does: texts.markFit, run: () => notes.markPaper(at.id, { fit: 'yes' }) }]
      : []),
    ...(free ? [{ key: 't', does: texts.take, run: () => take.mutate(undefined) }] : []),
  ];
  useShortcuts(shortcuts);
}
