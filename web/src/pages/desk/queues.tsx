import { useTexts } from '../../app/language.tsx';
import { FilterNav } from '../../components/filter-nav.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const QUEUES = ['now', 'waiting', 'done', 'all'] as const;
export type Queue = (typeof QUEUES)[number];
export type Counts = Readonly<Record<Queue, number>>;

/** The queue that the address names; the court's own turn when it names none. */
export function queueOf(text: string | null): Queue {
  return QUEUES.find((queue) => queue === text) ?? 'now';
}

/** The queues with their sizes, the shown one marked; `to` gives the address of each. */
export function Queues({
  at,
  counts,
  to,
}: {
  readonly at: Queue;
  readonly counts: Counts | undefined;
  to(queue: Queue): string;
}) {
  const texts = useTexts({ zh, en });
  return (
    <FilterNav
      label={texts.queues}
      at={at}
      filters={QUEUES.map((queue) => ({
        key: queue,
        text: texts[queue],
        count: counts?.[queue] ?? '…',
        to: to(queue),
      }))}
    />
  );
}
