import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { Integrity } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Answers one question first: does everything agree with the chain, and if not, what does not. */
export function Page() {
  const texts = useTexts({ zh, en });
  const check = useQuery({
    queryKey: ['integrity'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => body(api.GET('/api/v1/integrity')),
  });
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <ErrorSummary error={check.error} />
      {check.isFetching && <Loading text={texts.checking} />}
      {check.data && !check.isFetching && <Answer result={check.data} />}
      <Actions>
        <Button look="secondary" onPress={() => void check.refetch()} isDisabled={check.isFetching}>
          {texts.again}
        </Button>
      </Actions>
    </Layout>
  );
}

function Answer({ result }: { readonly result: Integrity }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const bad = result.checked - result.intact;
  if (result.checked === 0) return <Empty title={texts.none} />;
  // What differs comes first.
  const items = [...result.items].sort(
    (a, b) => Number(a.state === 'intact') - Number(b.state === 'intact'),
  );
  return (
    <>
      <Card tone={bad === 0 ? 'good' : 'bad'}>
        <h2>
          <span aria-hidden="true">{bad === 0 ? '✓ ' : '✗ '}</span>
          {bad === 0 ? texts.allIntact(result.checked) : texts.some(result.checked, bad)}
        </h2>
        <p>
          {texts.at} {time(result.at)}
        </p>
        {bad > 0 && <p>{texts.note}</p>}
      </Card>
      <DataTable
        label={texts.table}
        columns={[texts.document, texts.number, texts.result]}
        rows={items.map((item) => ({
          id: item.documentId,
          tone: item.state === 'intact' ? undefined : 'bad',
          cells: [
            <Link key="title" to={`/desk/documents/${item.documentId}`}>
              {item.title}
            </Link>,
            item.number,
            `${item.state === 'intact' ? '✓' : '✗'} ${texts[item.state]}`,
          ],
        }))}
      />
    </>
  );
}
