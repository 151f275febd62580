import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { FilingLine } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { Pager } from '../../components/pager.tsx';
import styles from '../../filing/filing.module.css';
import { StateBadge } from '../../filing/parts.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** My filings with their states and what to do next. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [search, setSearch] = useSearchParams();
  const page = Math.max(1, Number(search.get('page') ?? '1') || 1);
  const filings = useQuery({
    queryKey: ['filings', page],
    queryFn: () => body(api.GET('/api/v1/filings', { params: { query: { page: String(page) } } })),
  });
  const none = filings.data?.total === 0;
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={filings.error} />
      {filings.isPending && <Loading text={texts.loading} />}
      {none ? (
        <Empty title={texts.emptyTitle}>
          <p>{texts.emptyText}</p>
          <Actions>
            <ButtonLink to="/file">{texts.file}</ButtonLink>
          </Actions>
        </Empty>
      ) : (
        <Actions>
          <ButtonLink to="/file">{texts.file}</ButtonLink>
        </Actions>
      )}
      <ul className={styles.cards}>
        {filings.data?.items.map((filing) => (
          <Line key={filing.id} filing={filing} />
        ))}
      </ul>
      <Pager
        page={page}
        total={filings.data?.total ?? 0}
        onPage={(next) => setSearch({ page: String(next) })}
      />
    </Layout>
  );
}

const LEADS: Readonly<Partial<Record<FilingLine['state'], string>>> = {
  draft: '/edit/parties',
  correction: '/correct',
};

function Line({ filing }: { readonly filing: FilingLine }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const { id, cause, state, court, others, caseNumber, dueAt } = filing;
  return (
    <li className={styles.card}>
      <Link to={`/filings/${id}${LEADS[state] ?? ''}`}>{caseNumber ?? cause}</Link>
      <StateBadge state={state} />
      <span className={styles.fact}>
        {[caseNumber === undefined ? undefined : cause, court.name].filter(Boolean).join(' · ')}
      </span>
      {others.length > 0 && (
        <span className={styles.fact}>
          {texts.against}
          {others.join('、')}
        </span>
      )}
      <span className={styles.fact}>
        {filing.submittedAt === undefined
          ? `${texts.changed} ${time(filing.changedAt)}`
          : `${texts.submitted} ${time(filing.submittedAt)}`}
      </span>
      {dueAt !== undefined && (
        <span className={styles.fact}>
          {state === 'correction' ? texts.dueCorrection : texts.due} {time(dueAt)}
        </span>
      )}
      <p>
        {texts.next}
        {texts.nextOf[state]}
      </p>
    </li>
  );
}
