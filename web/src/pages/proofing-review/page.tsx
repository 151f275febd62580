import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { ReviewLine } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { Item } from './item.tsx';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** A clerk's queue: the list on the left, photographs beside fields in the middle; all of it by keys. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [search, setSearch] = useSearchParams();
  const chosen = search.get('item');
  const queue = useQuery({
    queryKey: ['reviews'],
    refetchInterval: 15_000,
    queryFn: () => body(api.GET('/api/v1/reviews')),
  });
  const lines = queue.data ?? [];
  const choose = (id: string | undefined) =>
    setSearch(id === undefined ? {} : { item: id }, { replace: true });
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <ErrorSummary error={queue.error} />
      {queue.isPending && <Loading text={texts.loading} />}
      {queue.data?.length === 0 && chosen === null && <Empty title={texts.empty} />}
      {(lines.length > 0 || chosen !== null) && (
        <div className={styles.split}>
          <Queue lines={lines} chosen={chosen} onChoose={choose} />
          {chosen === null ? (
            <Empty title={texts.choose} />
          ) : (
            <Item key={chosen} id={chosen} onDone={() => choose(nextOf(lines, chosen))} />
          )}
        </div>
      )}
    </Layout>
  );
}

function nextOf(lines: readonly ReviewLine[], id: string): string | undefined {
  const at = lines.findIndex((line) => line.id === id);
  return (lines[at + 1] ?? lines[at - 1])?.id;
}

function Queue(props: {
  readonly lines: readonly ReviewLine[];
  readonly chosen: string | null;
  onChoose(id: string): void;
}) {
  const texts = useTexts({ zh, en });
  const list = useRef<HTMLUListElement>(null);
  const move = (by: number) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'j' || event.key === 'ArrowDown') move(1);
    else if (event.key === 'k' || event.key === 'ArrowUp') move(-1);
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    const anywhere = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'j' && document.activeElement === document.body) move(1);
    };
    document.addEventListener('keydown', anywhere);
    return () => document.removeEventListener('keydown', anywhere);
  });
  return (
    <nav aria-label={texts.queue}>
      <ul className={styles.queue} ref={list}>
        {props.lines.map((line) => (
          <li key={line.id}>
            <Line line={line} {...props} onKeys={keys} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Line({
  line,
  chosen,
  onChoose,
  onKeys,
}: {
  readonly line: ReviewLine;
  readonly chosen: string | null;
  onChoose(id: string): void;
  onKeys(event: KeyboardEvent): void;
}) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  return (
    <button
      type="button"
      className={styles.line}
      aria-current={line.id === chosen}
      onClick={() => onChoose(line.id)}
      onKeyDown={onKeys}
    >
      <strong>
        {line.name} · {wordFor(texts, line.document)}
      </strong>
      <span className={styles.small}>
        {line.causes.map((cause) => wordFor(texts, cause)).join('、')}
      </span>
      <span className={line.overdue ? styles.late : styles.small}>
        {line.overdue && `${texts.overdue} · `}
        {texts.due} {time(line.dueAt)}
      </span>
    </button>
  );
}
