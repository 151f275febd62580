import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { Claim } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Decide } from '../../components/decide.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Empty, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** Papers beside what was written, for every capacity that waits. */
export function Page() {
  const texts = useTexts({ zh, en });
  const waiting = useQuery({
    queryKey: ['claims', 'waiting'],
    refetchInterval: 15_000,
    queryFn: () => body(api.GET('/api/v1/claims/waiting')),
  });
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <ErrorSummary error={waiting.error} />
      {waiting.isPending && <Loading text={texts.loading} />}
      {waiting.data?.length === 0 && <Empty title={texts.empty} />}
      {waiting.data?.map((claim) => (
        <Item key={claim.id} claim={claim} />
      ))}
    </Layout>
  );
}

function Item({ claim: line }: { readonly claim: Claim }) {
  const texts = useTexts({ zh, en });
  const [open, setOpen] = useState(false);
  const { id, kind, overdue } = line;
  const opened = useQuery({
    queryKey: ['claim', id],
    enabled: open,
    // Each reading is an entry of the log.
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => body(api.GET('/api/v1/claims/{id}', { params: { path: { id } } })),
  });
  const claim = opened.data ?? line;
  return (
    <Card tone={overdue ? 'warn' : 'plain'}>
      <h2>
        {texts[kind]}：{claim.details.name ?? claim.details.firm}
      </h2>
      <ErrorSummary error={opened.error} />
      <div className={styles.split}>
        <div>
          <Said claim={claim} />
          {opened.data !== undefined && <Decision id={id} />}
        </div>
        {opened.data !== undefined && <img src={`/api/v1/claims/${id}/photo`} alt={texts.paper} />}
      </div>
      {opened.data === undefined && (
        <Actions>
          <Button onPress={() => setOpen(true)} isDisabled={open && opened.isPending}>
            {texts.open}
          </Button>
        </Actions>
      )}
    </Card>
  );
}

function Said({ claim }: { readonly claim: Claim }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const { details, from, to, overdue, claimant } = claim;
  return (
    <Facts
      items={[
        { label: texts.claimant, value: claimant },
        ...Object.entries(details).map(([name, value]) => ({
          label: wordFor(texts, name),
          value: name === 'scope' ? wordFor(texts, value) : value,
        })),
        from !== undefined && { label: texts.days, value: `${from} — ${to}` },
        {
          label: texts.due,
          value: `${time(claim.dueAt)}${overdue ? ` · ${texts.overdue}` : ''}`,
        },
      ]}
    />
  );
}

function Decision({ id }: { readonly id: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  return (
    <Decide
      about={`claim/${id}`}
      texts={texts}
      send={(decision) =>
        api.POST('/api/v1/claims/{id}/decision', { params: { path: { id } }, body: decision })
      }
      sent={() => client.invalidateQueries({ queryKey: ['claims'] })}
    />
  );
}
