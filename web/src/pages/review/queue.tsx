import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { QueuedFiling } from '../../api-client/views.ts';
import { beijingDay, useDay } from '../../app/day.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FilterNav } from '../../components/filter-nav.tsx';
import { Actions, Empty, Loading } from '../../components/layout.tsx';
import * as clocks from '../../locales/deadlines.ts';
import { en } from './en.ts';
import { Filters } from './filters.tsx';
import { nameOf } from './name-of.ts';
import styles from './page.module.css';
import { TakeMany } from './take-many.tsx';
import { type QueueHook, useQueue } from './view.ts';
import { zh } from './zh.ts';

const OPEN = ['review', 'correction', 'accepted'] as const;
const OVER = ['docketed', 'refused', 'redirected', 'withdrawn', 'deemedWithdrawn'] as const;

/** The queue: states with their sizes, filters, and the lines, what ends first before all. */
export function Queue({ hook }: { readonly hook: QueueHook }) {
  const texts = useTexts({ zh, en });
  const { data, error, isPending } = useQueue(hook.view);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const items = data?.items ?? [];
  const picked = items.filter(({ id }) => chosen.includes(id));
  return (
    <div className={styles.queuePart}>
      <States hook={hook} counts={data?.counts} />
      <Filters hook={hook} />
      <ErrorSummary error={error} />
      {isPending && <Loading text={texts.loading} />}
      {data && items.length === 0 && (
        <Empty title={texts.empty}>
          <p>{texts.emptyHint}</p>
        </Empty>
      )}
      {picked.length > 0 && <TakeMany filings={picked} onDone={() => setChosen([])} />}
      {items.length > 0 && (
        <nav aria-label={texts.queue}>
          <ul className={styles.queue}>
            {items.map((line) => (
              <li key={line.id}>
                <Line line={line} hook={hook} chosen={chosen} onChoose={setChosen} />
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Pages hook={hook} next={data?.next} />
    </div>
  );
}

function States({
  hook,
  counts,
}: {
  readonly hook: QueueHook;
  readonly counts: Readonly<Record<string, number>> | undefined;
}) {
  const texts = useTexts({ zh, en });
  const over = OVER.some((state) => state === hook.state);
  const filter = (state: string) => ({
    ...{ key: state, text: wordFor(texts, state), count: counts?.[state] ?? ('…' as const) },
    to: hook.address({ state }),
  });
  return (
    <>
      <FilterNav label={texts.states} at={hook.state} filters={OPEN.map(filter)} />
      <details className={styles.more} open={over || undefined}>
        <summary>{texts.past}</summary>
        <FilterNav label={texts.past} at={hook.state} filters={OVER.map(filter)} />
      </details>
    </>
  );
}

function Line({
  line,
  hook,
  chosen,
  onChoose,
}: {
  readonly line: QueuedFiling;
  readonly hook: QueueHook;
  readonly chosen: readonly string[];
  onChoose(chosen: readonly string[]): void;
}) {
  const texts = useTexts({ zh, en });
  const name = nameOf(line, texts.versus);
  const free = line.state === 'review' && line.taken === 'nobody';
  const on = chosen.includes(line.id);
  return (
    <div className={styles.line} data-current={line.id === hook.filingId || undefined}>
      {free && (
        <label className={styles.pick}>
          <input
            type="checkbox"
            checked={on}
            aria-label={texts.select(name)}
            onChange={() =>
              onChoose(on ? chosen.filter((id) => id !== line.id) : [...chosen, line.id])
            }
          />
        </label>
      )}
      <Link
        to={hook.item(line.id)}
        data-line
        aria-current={line.id === hook.filingId ? 'page' : undefined}
      >
        <strong>{name}</strong>
        <span className={styles.small}>
          {line.cause} · {wordFor(texts, line.kind)} · {texts.round(line.round)}
        </span>
        {line.caseNumber !== undefined && <span>{line.caseNumber}</span>}
        <Due line={line} />
        {line.state === 'review' && (
          <span className={styles.small}>
            {line.taken === 'nobody' ? texts.noReviewer : wordFor(texts, line.taken)}
          </span>
        )}
      </Link>
    </div>
  );
}

const DAY_MS = 24 * 3_600_000;

function Due({ line }: { readonly line: QueuedFiling }) {
  const texts = useTexts(clocks);
  const day = useDay();
  if (line.dueAt === undefined) return null;
  const last = beijingDay(line.dueAt);
  const left = Math.round((Date.parse(last) - Date.parse(beijingDay(Date.now()))) / DAY_MS);
  const words = line.overdue
    ? left < 0
      ? texts.late(-left)
      : texts.overdue
    : left <= 0
      ? texts.today
      : texts.left(left);
  return (
    <span className={line.overdue ? styles.late : left <= 1 ? styles.soon : styles.small}>
      {line.overdue && <span aria-hidden="true">! </span>}
      {words} · {texts.until(day(last))}
    </span>
  );
}

function Pages({ hook, next }: { readonly hook: QueueHook; readonly next: string | undefined }) {
  const texts = useTexts({ zh, en });
  const navigate = useNavigate();
  if (next === undefined && hook.view.after === undefined) return null;
  return (
    <Actions>
      {hook.view.after !== undefined && (
        <ButtonLink look="secondary" to={hook.address({})}>
          {texts.firstPage}
        </ButtonLink>
      )}
      {next !== undefined && (
        <Button look="secondary" onPress={() => void navigate(hook.address({ after: next }))}>
          {texts.nextPage}
        </Button>
      )}
    </Actions>
  );
}
