import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { KeyRow } from '../../api-client/views.ts';
import { grouped, useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ChainBadge } from '../../components/chain-badge.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Empty, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
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
      <p>
        <Link to="/account/signatures">{texts.signatures}</Link>
      </p>
      {keys.data?.map((row) => (
        <KeyCard key={row.recordId} row={row} />
      ))}
    </Layout>
  );
}

function KeyCard({ row }: { readonly row: KeyRow }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const over = new Date(row.notAfter) < new Date();
  const state = row.revoked ? texts.revoked : over ? texts.ended : texts.active;
  return (
    <Card>
      <Facts
        items={[
          { label: texts.court, value: row.court.name },
          { label: texts.registered, value: time(row.registeredAt) },
          { label: texts.until, value: `${time(row.notAfter)}（${state}）` },
          { label: texts.record, value: grouped(row.recordId), mono: true },
        ]}
      />
      <p>
        <ChainBadge chain={row.chain} />
      </p>
      {row.chain.state === 'proven' && (
        <p>
          <a href={`/api/v1/records/${row.recordId}/proof`} download>
            {texts.proof}
          </a>
        </p>
      )}
      {!row.revoked && !over && <Revoke row={row} />}
    </Card>
  );
}

/** For ever, so it is asked twice. */
function Revoke({ row: { recordId } }: { readonly row: KeyRow }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoke = useMutation({
    mutationFn: () =>
      body(api.POST('/api/v1/me/keys/{recordId}/revocation', { params: { path: { recordId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  if (!asking) {
    return (
      <Actions>
        <Button look="danger" onPress={() => setAsking(true)}>
          {texts.revoke}
        </Button>
      </Actions>
    );
  }
  return (
    <>
      <ErrorSummary error={revoke.error} />
      <p role="alert">{texts.revokeSure}</p>
      <Actions>
        <Button
          look="danger"
          autoFocus
          onPress={() => revoke.mutate()}
          isDisabled={revoke.isPending}
        >
          {texts.sure}
        </Button>
        <Button look="secondary" onPress={() => setAsking(false)}>
          {texts.cancel}
        </Button>
      </Actions>
    </>
  );
}
