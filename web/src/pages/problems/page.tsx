import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function Page() {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const problems = useQuery({
    queryKey: ['problems'],
    refetchInterval: 10_000,
    queryFn: () => body(api.GET('/api/v1/problems')),
  });
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <ErrorSummary error={problems.error} />
      {problems.isPending && <Loading text={texts.loading} />}
      {problems.data?.length === 0 && <Empty title={texts.empty} />}
      {problems.data !== undefined && problems.data.length > 0 && (
        <DataTable
          label={texts.table}
          columns={[texts.kind, texts.reason, texts.code, texts.time, texts.link]}
          rows={problems.data.map((row) => ({
            id: row.recordId,
            tone: 'bad',
            cells: [
              wordFor(texts, row.kind),
              row.message,
              row.code,
              time(row.at),
              row.documentId === undefined ? (
                '—'
              ) : (
                <Link key="document" to={`/desk/documents/${row.documentId}`}>
                  {texts.open}
                </Link>
              ),
            ],
          }))}
        />
      )}
    </Layout>
  );
}
