import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { CaseRow } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const PAGE_SIZE = 20;

/** The queue. Filter and page live in the address, so that a link or the back button leads to the same view. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const page = Number(search.get('page') ?? '1');
  const cases = useQuery({
    queryKey: ['cases', q, page],
    placeholderData: keepPreviousData,
    queryFn: () => body(api.GET('/api/v1/cases', { params: { query: { q, page: String(page) } } })),
  });
  const go = (next: { q?: string; page?: number }) =>
    setSearch(
      {
        q,
        page: '1',
        ...(next.q === undefined ? {} : { q: next.q }),
        ...(next.page === undefined ? {} : { page: String(next.page) }),
      },
      { replace: true, preventScrollReset: true },
    );
  const total = cases.data?.total ?? 0;
  return (
    <Layout title={texts.title} lead={cases.data && texts.total(total)} wide>
      <Search q={q} onSearch={(text) => go({ q: text })} />
      <ErrorSummary error={cases.error} />
      {cases.isPending && <Loading text={texts.loading} />}
      {cases.data && total === 0 && (
        <Empty title={texts.empty}>
          {q !== '' && (
            <Button look="secondary" onPress={() => go({ q: '' })}>
              {texts.clear}
            </Button>
          )}
        </Empty>
      )}
      {cases.data && total > 0 && <Cases rows={cases.data.items} />}
      {total > PAGE_SIZE && (
        <Actions>
          <Button look="secondary" isDisabled={page <= 1} onPress={() => go({ page: page - 1 })}>
            {texts.previous}
          </Button>
          <Button
            look="secondary"
            isDisabled={page * PAGE_SIZE >= total}
            onPress={() => go({ page: page + 1 })}
          >
            {texts.next}
          </Button>
        </Actions>
      )}
    </Layout>
  );
}

/** Typed here first: an input method composes its characters before the address may follow. */
function Search({ q, onSearch }: { readonly q: string; onSearch(q: string): void }) {
  const texts = useTexts({ zh, en });
  const [typed, setTyped] = useState(q);
  const asked = useRef(q);
  useEffect(() => {
    // The address changed by other means than typing: the back button, or the filter was cleared.
    if (q !== asked.current) setTyped(q);
    asked.current = q;
  }, [q]);
  useEffect(() => {
    if (typed === asked.current) return;
    const soon = setTimeout(() => {
      asked.current = typed;
      onSearch(typed);
    }, 250);
    return () => clearTimeout(soon);
  });
  return <TextInput id="search" label={texts.search} value={typed} onChange={setTyped} />;
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
        texts.documents,
        texts.unsigned,
        texts.problems,
        texts.updated,
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        tone: row.problems > 0 ? 'bad' : row.unsigned > 0 ? 'warn' : undefined,
        cells: [
          <Link key="case" to={`/desk/cases/${row.id}`} state={{ list: search }}>
            {row.caseNumber}
          </Link>,
          row.title,
          row.parties.map((party) => party.name).join('、'),
          String(row.documents),
          String(row.unsigned),
          String(row.problems),
          time(row.updatedAt),
        ],
      }))}
    />
  );
}
