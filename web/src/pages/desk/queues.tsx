import { Link } from 'react-router';
import { useTexts } from '../../app/language.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
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
    <nav className={styles.queues} aria-label={texts.queues}>
      {QUEUES.map((queue) => (
        <Link
          key={queue}
          to={to(queue)}
          replace
          preventScrollReset
          aria-current={queue === at ? 'page' : undefined}
        >
          {texts[queue]} <strong>{counts?.[queue] ?? '…'}</strong>
        </Link>
      ))}
    </nav>
  );
}
