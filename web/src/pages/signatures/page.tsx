import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { SignatureRow } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { ChainBadge } from '../../components/chain-badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { Pager } from '../../components/pager.tsx';
import * as service from '../../locales/service.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Everything signed in one's name, each with its proof. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [search, setSearch] = useSearchParams();
  const page = Number(search.get('page') ?? '1');
  const { data, error, isPending } = useQuery({
    queryKey: ['signatures', page],
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
    queryFn: () =>
      body(api.GET('/api/v1/account/signatures', { params: { query: { page: `${page}` } } })),
  });
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <ErrorSummary error={error} />
      {isPending && <Loading text={texts.loading} />}
      {data?.total === 0 && (
        <Empty title={texts.emptyTitle}>
          <p>{texts.emptyText}</p>
        </Empty>
      )}
      {data !== undefined && data.total > 0 && (
        <>
          <Signatures items={data.items} />
          <Pager
            page={page}
            total={data.total}
            onPage={(next) => setSearch({ page: String(next) })}
          />
        </>
      )}
      <p>
        <Link to="/keys">{texts.keys}</Link>
      </p>
    </Layout>
  );
}

function Signatures({ items }: { readonly items: readonly SignatureRow[] }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  return (
    <DataTable
      label={texts.table}
      columns={[texts.time, texts.did, texts.what, texts.key, texts.chain, texts.proof]}
      rows={items.map((row) => ({
        id: row.recordId,
        cells: [
          time(row.signedAt),
          <Act key="act" row={row} />,
          <Paper key="paper" row={row} />,
          <Key key="key" row={row} />,
          <ChainBadge key="chain" chain={row.chain} />,
          <Proof key="proof" row={row} />,
        ],
      }))}
    />
  );
}

interface Line {
  readonly row: SignatureRow;
}

function Act({ row: { event, paper } }: Line) {
  const texts = useTexts({ zh, en });
  const words = useTexts(service);
  const capacity = paper?.capacity;
  return (
    <span>
      {texts[event]}
      {capacity !== undefined && (
        <>
          <br />
          <small>{words[capacity]}</small>
        </>
      )}
    </span>
  );
}

function Paper({ row: { court, paper, filing, asStaff } }: Line) {
  const texts = useTexts({ zh, en });
  if (filing !== undefined) {
    return (
      <span>
        {filing.cause}
        <br />
        <small>{court.name}</small>
      </span>
    );
  }
  if (paper === undefined) {
    return (
      <span>
        {court.name}
        <br />
        <small>{texts.gone}</small>
      </span>
    );
  }
  const to = asStaff ? `/desk/documents/${paper.documentId}` : `/inbox/${paper.serviceId}`;
  return (
    <span>
      <Link to={to}>{paper.title}</Link>
      <br />
      <small>{paper.caseNumber}</small>
      <br />
      <small>
        {court.name} · {paper.number}
      </small>
    </span>
  );
}

function Key({ row: { key } }: Line) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const start = key.recordId.slice(0, 8);
  return (
    <span>
      {key.registeredAt === undefined
        ? texts.keyBare(start)
        : texts.keyOf(start, time(key.registeredAt))}
      {key.revoked && (
        <>
          <br />
          <strong>{texts.revoked}</strong>
        </>
      )}
    </span>
  );
}

function Proof({ row: { recordId, chain } }: Line) {
  const texts = useTexts({ zh, en });
  if (chain.state !== 'proven') return texts.wait;
  return (
    <a href={`/api/v1/records/${recordId}/proof`} download>
      {texts.download}
    </a>
  );
}
