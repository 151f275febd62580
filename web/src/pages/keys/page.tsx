import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import type { KeyRow } from '../../api-client/views.ts';
import { grouped, useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { ChainBadge } from '../../components/chain-badge.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Empty, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function Page() {
  const texts = useTexts({ zh, en });
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => body(api.GET('/api/v1/me/keys')) });
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={keys.error} />
      {keys.isPending && <Loading text={texts.loading} />}
      {keys.data?.length === 0 && (
        <Empty title={texts.emptyTitle}>
          <p>{texts.emptyText}</p>
        </Empty>
      )}
      {keys.data?.map((row) => (
        <KeyCard key={row.recordId} row={row} />
      ))}
    </Layout>
  );
}

function KeyCard({ row }: { readonly row: KeyRow }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const state = row.revoked
    ? texts.revoked
    : new Date(row.notAfter) < new Date()
      ? texts.ended
      : texts.active;
  return (
    <Card>
      <Facts
        items={[
          { label: texts.registered, value: time(row.registeredAt) },
          { label: texts.until, value: `${time(row.notAfter)}（${state}）` },
          { label: texts.record, value: grouped(row.recordId), mono: true },
        ]}
      />
      <p>
        <ChainBadge chain={row.chain} />
      </p>
    </Card>
  );
}
