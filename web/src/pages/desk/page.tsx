import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useLocation, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { CaseRow } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { hasPage, PAGE_SIZE, Pager } from '../../components/pager.tsx';
import * as pagerWords from '../../locales/pager.ts';
import { ShortcutButton } from '../../shortcuts/help.tsx';
import { useShortcuts } from '../../shortcuts/shortcuts.ts';
import { useRowShortcuts } from '../../shortcuts/staff.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { type Counts, QUEUES, type Queue, Queues, queueOf } from './queues.tsx';
import { focusSearch, Search } from './search.tsx';
import { zh } from './zh.ts';

/** The desk. Queue, filter and page live in the address, so that a link or the back button leads to the same view. */
export function Page() {
  const texts = useTexts({ zh, en });
  const view = useView();
  const { data, error, isPending } = useCases(view);
  const counts = data && withAll(data.counts);
  const total = data?.total ?? 0;
  useDeskShortcuts(view, total);
  return (
    <Layout title={texts.title} wide>
      <Actions>
        <ButtonLink to="/desk/serve">{texts.serveMany}</ButtonLink>
        <ShortcutButton />
      </Actions>
      <Search q={view.q} onSearch={(q) => view.go({ q, page: 1 })} />
      <Queues at={view.queue} counts={counts} to={(queue) => view.address({ queue, page: 1 })} />
      <p className={styles.hint}>{texts[`${view.queue}Hint`]}</p>
      <ErrorSummary error={error} />
      {isPending && <Loading text={texts.loading} />}
      {counts && total === 0 && <Nothing view={view} counts={counts} />}
      {data && total > 0 && <Cases rows={data.items} />}
      <Pager page={view.page} total={total} onPage={(page) => view.go({ page })} />
    </Layout>
  );
}

interface View {
  readonly queue: Queue;
  readonly q: string;
  readonly page: number;
}
type ViewHook = ReturnType<typeof useView>;

/** What the address shows, and how to show something else. */
function useView() {
  const [search, setSearch] = useSearchParams();
  const view: View = {
    queue: queueOf(search.get('queue')),
    q: search.get('q') ?? '',
    page: Number(search.get('page') ?? '1'),
  };
  const params = (change: Partial<View>) => {
    const { queue, q, page } = { ...view, ...change };
    return new URLSearchParams({ queue, ...(q && { q }), ...(page > 1 && { page: `${page}` }) });
  };
  const go = (change: Partial<View>) =>
    setSearch(params(change), { replace: true, preventScrollReset: true });
  return { ...view, go, address: (change: Partial<View>) => `?${params(change)}` };
}

function useCases({ queue, q, page }: View) {
  const query = { q, page: String(page), ...(queue === 'all' ? {} : { queue }) };
  return useQuery({
    queryKey: ['cases', query],
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
    queryFn: () => body(api.GET('/api/v1/cases', { params: { query } })),
  });
}

function withAll(counts: Omit<Counts, 'all'>): Counts {
  return { ...counts, all: counts.now + counts.waiting + counts.done };
}

function useDeskShortcuts(view: ViewHook, total: number): void {
  const texts = useTexts({ zh, en });
  const pager = useTexts(pagerWords);
  useRowShortcuts();
  useShortcuts([
    { key: '/', does: texts.search, run: focusSearch },
    ...QUEUES.map((queue, i) => ({
      key: String(i + 1),
      does: texts[queue],
      run: () => view.go({ queue, page: 1 }),
    })),
    ...(total > PAGE_SIZE
      ? [
          { key: 'n', does: pager.next, run: () => turn(view, total, 1) },
          { key: 'p', does: pager.previous, run: () => turn(view, total, -1) },
        ]
      : []),
  ]);
}

/** The next page (1) or the one before (-1), where there is one. */
function turn(view: ViewHook, total: number, by: 1 | -1): void {
  const page = view.page + by;
  if (hasPage(page, total)) view.go({ page });
}

/** An empty queue; with a filter, where else there is something to find. */
function Nothing({ view, counts }: { readonly view: ViewHook; readonly counts: Counts }) {
  const texts = useTexts({ zh, en });
  if (view.q === '') return <Empty title={texts[`${view.queue}Empty`]} />;
  const others = QUEUES.filter((queue) => queue !== 'all' && counts[queue] > 0);
  return (
    <Empty title={texts.notFound}>
      {others.length > 0 && (
        <p>
          {texts.elsewhere}
          {others.map((queue) => (
            <Link key={queue} to={view.address({ queue, page: 1 })} replace>
              {texts[queue]} {counts[queue]}
            </Link>
          ))}
        </p>
      )}
      <Button look="secondary" onPress={() => view.go({ q: '', page: 1 })}>
        {texts.clear}
      </Button>
    </Empty>
  );
}

function Cases({ rows }: { readonly rows: readonly CaseRow[] }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const { search } = useLocation();
  return (
    <DataTable
      label={texts.cases}
      columns={[
        texts.caseNumber,
        texts.cause,
        texts.parties,
        texts.todo,
        texts.documents,
        texts.unsigned,
        texts.updated,
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        tone: row.problems > 0 ? 'bad' : todoOf(row, texts).length > 0 ? 'warn' : undefined,
        cells: [
          <Link
            key="case"
            to={`/desk/cases/${row.id}`}
            state={{ list: search }}
            className={styles.number}
          >
            {row.caseNumber}
          </Link>,
          row.title,
          row.parties.map((party) => party.name).join('、'),
          <Todo key="todo" row={row} />,
          String(row.documents),
          String(row.unsigned),
          time(row.updatedAt),
        ],
      }))}
    />
  );
}

function Todo({ row }: { readonly row: CaseRow }) {
  const texts = useTexts({ zh, en });
  const todo = todoOf(row, texts);
  if (todo.length === 0) return '—';
  return (
    <ul className={styles.todo}>
      {todo.map(({ text, tone }) => (
        <li key={text} data-tone={tone}>
          {text}
        </li>
      ))}
    </ul>
  );
}

/** What waits for the court in a case, the gravest first. */
function todoOf(
  { problems, todo, documents }: CaseRow,
  texts: typeof zh,
): readonly { readonly text: string; readonly tone?: 'bad' }[] {
  return [
    ...(problems > 0 ? [{ text: texts.problems(problems), tone: 'bad' as const }] : []),
    ...(todo.contested > 0 ? [{ text: texts.contested(todo.contested) }] : []),
    ...(todo.unserved > 0 ? [{ text: texts.unserved(todo.unserved) }] : []),
    ...(todo.drafts > 0 ? [{ text: texts.drafts(todo.drafts) }] : []),
    ...(documents === 0 ? [{ text: texts.noDocument }] : []),
  ];
}
