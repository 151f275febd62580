import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { AuditTable } from '../../components/audit-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { Pager } from '../../components/pager.tsx';
import * as words from '../../locales/audit.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What officials read of me and of my cases. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { loading } = useTexts(words);
  const [search, setSearch] = useSearchParams();
  const page = Number(search.get('page') ?? '1');
  const { data, error, isPending } = useQuery({
    queryKey: ['reads', page],
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
    queryFn: () => body(api.GET('/api/v1/me/reads', { params: { query: { page: `${page}` } } })),
  });
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <ErrorSummary error={error} />
      {isPending && <Loading text={loading} />}
      {data?.total === 0 && (
        <Empty title={texts.empty}>
          <p>{texts.emptyHint}</p>
        </Empty>
      )}
      {data !== undefined && data.total > 0 && (
        <>
          <AuditTable items={data.items} />
          <Pager
            page={page}
            total={data.total}
            onPage={(next) => setSearch({ page: String(next) })}
          />
          <p>{texts.doubt}</p>
        </>
      )}
    </Layout>
  );
}
