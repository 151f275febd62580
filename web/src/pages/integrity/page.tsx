import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { Integrity } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import * as differences from '../../locales/differences.ts';
import * as service from '../../locales/service.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Item = Integrity['items'][number];

/** Answers one question first: does everything agree with the chain, and if not, what does not. */
export function Page() {
  const texts = useTexts({ zh, en });
  const caseId = useSearchParams()[0].get('case') ?? undefined;
  const query = caseId === undefined ? {} : { case: caseId };
  const check = useQuery({
    queryKey: ['integrity', caseId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => body(api.GET('/api/v1/integrity', { params: { query } })),
  });
  return (
    <Layout title={caseId === undefined ? texts.title : texts.titleOfCase} lead={texts.lead} wide>
      <ErrorSummary error={check.error} />
      {check.isFetching && <Loading text={texts.checking} />}
      {check.data && !check.isFetching && <Answer result={check.data} />}
      <Actions>
        <Button look="secondary" onPress={() => void check.refetch()} isDisabled={check.isFetching}>
          {texts.again}
        </Button>
        {caseId !== undefined && (
          <ButtonLink to={`/desk/cases/${caseId}`} look="plain">
            {texts.back}
          </ButtonLink>
        )}
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
          {bad === 0
            ? texts.allIntact(result.documents, result.checked - result.documents)
            : texts.some(result.checked, bad)}
        </h2>
        <p>
          {texts.at} {time(result.at)}
        </p>
        <p>
          {result.ledger.from === undefined
            ? texts.searched(result.ledger.records)
            : texts.searchedFrom(result.ledger.records, time(result.ledger.from))}
        </p>
        {bad > 0 && <p>{texts.note}</p>}
      </Card>
      <DataTable
        label={texts.table}
        columns={[texts.document, texts.number, texts.act, texts.result]}
        rows={items.map((item) => ({
          id: item.recordId,
          tone: item.state === 'intact' ? undefined : 'bad',
          cells: [
            <Title key="title" item={item} />,
            item.number ?? '—',
            <Act key="act" item={item} />,
            <Result key="result" item={item} />,
          ],
        }))}
      />
    </>
  );
}

function Title({ item }: { readonly item: Item }) {
  const texts = useTexts({ zh, en });
  const title = item.kind === 'key' ? texts.key : (item.title ?? texts.unknownTitle);
  if (item.documentId === undefined) return title;
  return <Link to={`/desk/documents/${item.documentId}`}>{title}</Link>;
}

/** Which act of the document a line is about, and when it was done. */
function Act({ item }: { readonly item: Item }) {
  const texts = useTexts({ zh, en });
  const words = useTexts(service);
  const time = useTime();
  const names = {
    ...{ document: texts.issued, service: words.sent, receipt: '' },
    ...{ filing: texts.filing, key: texts.key },
  };
  const name = item.event === undefined ? names[item.kind] : words[item.event];
  return item.actTime === undefined ? name : `${name} ${time(item.actTime)}`;
}

/** The finding in words: what agrees, what is gone, and in what the rest differs. */
function Result({ item }: { readonly item: Item }) {
  const texts = useTexts({ zh, en });
  const facts = useTexts(differences);
  const { state, stage, differs = [] } = item;
  if (state === 'intact') return `✓ ${texts.intact}`;
  if (state === 'notRecorded') return `✗ ${stage ? texts.notOnChain : texts.notRecorded}`;
  if (state === 'missing') return `✗ ${stage === 'row' ? texts.rowMissing : texts.fileMissing}`;
  if (stage === 'file') return `✗ ${texts.fileAltered}`;
  return `✗ ${texts.rowAltered(differs.map((name) => facts[name]).join(texts.comma))}`;
}
