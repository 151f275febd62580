import { useLocation, useNavigate } from 'react-router';
import { useArrival } from '../../app/arrival.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Card, Empty } from '../../components/layout.tsx';
import * as keys from '../../locales/shortcuts.ts';
import { ShortcutButton } from '../../shortcuts/help.tsx';
import { useShortcuts } from '../../shortcuts/shortcuts.ts';
import { en } from './en.ts';
import { focusSearch } from './filters.tsx';
import { Item } from './item.tsx';
import styles from './page.module.css';
import { Queue } from './queue.tsx';
import { useQueueView } from './view.ts';
import { zh } from './zh.ts';

/** The review desk: the queue at the left, the filing in the middle, its papers beside it. On a phone one of them at a time. */
export function Page() {
  const texts = useTexts({ zh, en });
  const hook = useQueueView();
  const heading = useArrival(texts.title);
  useQueueShortcuts(hook.queue);
  const open = hook.filingId !== undefined;
  return (
    <div className={styles.page} data-open={open || undefined}>
      <div className={styles.head}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {texts.title}
          </h1>
          <p className={styles.small}>{texts.lead}</p>
        </div>
        <ShortcutButton />
      </div>
      <DoneNotice />
      <div className={styles.desk}>
        <div className={styles.left}>
          <Queue hook={hook} />
        </div>
        <div className={styles.middle}>
          {hook.filingId === undefined ? (
            <Empty title={texts.choose}>
              <p>{texts.chooseHint}</p>
            </Empty>
          ) : (
            <Item key={hook.filingId} hook={hook} id={hook.filingId} />
          )}
        </div>
      </div>
    </div>
  );
}

function useQueueShortcuts(queue: string): void {
  const texts = useTexts({ zh, en });
  const words = useTexts(keys);
  const navigate = useNavigate();
  useShortcuts([
    { key: 'j', does: words.next, run: () => moveInQueue(1) },
    { key: 'k', does: words.previous, run: () => moveInQueue(-1) },
    { key: '/', does: texts.focusSearch, run: focusSearch },
    { key: 'b', does: texts.backToQueue, run: () => void navigate(queue) },
  ]);
}

/** Moves the focus through the lines, from the open one where the focus is elsewhere. */
function moveInQueue(step: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>('a[data-line]')];
  const focused = lines.indexOf(document.activeElement as HTMLElement);
  const open = lines.findIndex((line) => line.getAttribute('aria-current') === 'page');
  const at = focused < 0 ? open : focused;
  lines[Math.max(0, Math.min(lines.length - 1, at + step))]?.focus();
}

/** What was just done to the filing that was open before. */
function DoneNotice() {
  const texts = useTexts({ zh, en });
  const { state } = useLocation() as { state: { done?: string; next?: boolean } | null };
  if (state?.done === undefined) return null;
  return (
    <Card tone="good">
      <p role="status">
        {texts.done(wordFor(texts, state.done))}
        {state.next ? texts.doneNext : texts.doneLast}
      </p>
    </Card>
  );
}
