import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { Claim } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { sendPhoto } from '../../app/proofing.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Actions, Card, Empty, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { ClaimForm } from './claim-form.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Organisations, mandates and licences of mine, and the agents of my organisations. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [adding, setAdding] = useState(false);
  const claims = useQuery({
    queryKey: ['claims'],
    refetchInterval: 10_000,
    queryFn: () => body(api.GET('/api/v1/claims')),
  });
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={claims.error} />
      {adding ? (
        <ClaimForm onDone={() => setAdding(false)} />
      ) : (
        <Actions>
          <Button onPress={() => setAdding(true)}>{texts.add}</Button>
        </Actions>
      )}
      {claims.isPending && <Loading text={texts.loading} />}
      {claims.data?.length === 0 && !adding && <Empty title={texts.empty} />}
      {claims.data?.map((claim) => (
        <ClaimCard key={claim.id} claim={claim} />
      ))}
    </Layout>
  );
}

const OVER: readonly Claim['state'][] = ['ended', 'refused', 'expired'];

function ClaimCard({ claim }: { readonly claim: Claim }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const { kind, details, state, from, to, words, mine, claimant } = claim;
  return (
    <Card tone={state === 'approved' ? 'good' : state === 'refused' ? 'bad' : 'plain'}>
      <h2>
        {texts[kind]}：{details.name ?? details.firm}
      </h2>
      <Facts
        items={[
          { label: texts.state, value: texts[state] },
          words !== undefined && { label: texts.reason, value: words },
          !mine && { label: texts.claimant, value: claimant },
          details.code !== undefined && { label: texts.code, value: details.code, mono: true },
          details.licence !== undefined && {
            label: texts.licence,
            value: details.licence,
            mono: true,
          },
          details.scope !== undefined && {
            label: texts.scope,
            value: wordFor(texts, details.scope),
          },
          to !== undefined && {
            label: texts.until,
            value: from === undefined ? to : `${from} — ${to}`,
          },
          { label: texts.reviewCourt, value: claim.court.name },
          state === 'waiting' && { label: texts.dueAt, value: time(claim.dueAt) },
        ]}
      />
      {state === 'draft' && <Paper claim={claim} />}
      {!OVER.includes(state) && <End claim={claim} />}
    </Card>
  );
}

function Paper({ claim }: { readonly claim: Claim }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (file: File) => sendPhoto(`/api/v1/claims/${claim.id}/photo`, file),
    onSuccess: () => client.invalidateQueries({ queryKey: ['claims'] }),
  });
  return (
    <>
      <ErrorSummary error={send.error} />
      <FileDrop
        label={texts[`${claim.kind}Paper`]}
        hint={texts.paperHint}
        choose={texts.choose}
        file={undefined}
        accept={['image/jpeg', 'image/png', 'image/webp']}
        onFile={(file) => send.mutate(file)}
      />
    </>
  );
}

function End({ claim: { id, mine } }: { readonly claim: Claim }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => body(api.POST('/api/v1/claims/{id}/end', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['claims'] }),
  });
  if (!asking) {
    return (
      <Actions>
        <Button look="danger" onPress={() => setAsking(true)}>
          {mine ? texts.end : texts.endAgent}
        </Button>
      </Actions>
    );
  }
  return (
    <>
      <ErrorSummary error={end.error} />
      <p role="alert">{texts.endSure}</p>
      <Actions>
        <Button look="danger" autoFocus onPress={() => end.mutate()} isDisabled={end.isPending}>
          {texts.sure}
        </Button>
        <Button look="secondary" onPress={() => setAsking(false)}>
          {texts.cancel}
        </Button>
      </Actions>
    </>
  );
}
