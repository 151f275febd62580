import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { QueuedFiling } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { en } from './en.ts';
import { nameOf } from './name-of.ts';
import { zh } from './zh.ts';

/** Several filings taken on in one go, after they were read out. */
export function TakeMany({
  filings,
  onDone,
}: {
  readonly filings: readonly QueuedFiling[];
  onDone(): void;
}) {
  const texts = useTexts({ zh, en });
  const [asking, setAsking] = useState(false);
  const take = useTakings();
  const done = take.data;
  const close = () => {
    setAsking(false);
    take.reset();
    onDone();
  };
  if (done !== undefined)
    return (
      <Card tone={done.refused.length > 0 ? 'warn' : 'good'}>
        <p role="status">
          {texts.takenMany(done.taken.length)}
          {done.refused.length > 0 && texts.notTaken(done.refused.length)}
        </p>
        <Button look="secondary" autoFocus onPress={close}>
          {texts.cancel}
        </Button>
      </Card>
    );
  if (!asking)
    return <Button onPress={() => setAsking(true)}>{texts.takeMany(filings.length)}</Button>;
  return (
    <Card tone="wash">
      <ErrorSummary error={take.error} />
      <p role="alert">{texts.takeManyAsk(filings.length)}</p>
      <ul>
        {filings.map((filing) => (
          <li key={filing.id}>
            {nameOf(filing, texts.versus)} · {filing.cause}
          </li>
        ))}
      </ul>
      <Actions>
        <Button
          autoFocus
          isDisabled={take.isPending}
          onPress={() => take.mutate(filings.map(({ id }) => id))}
        >
          {texts.takeManySure}
        </Button>
        <Button look="secondary" onPress={() => setAsking(false)}>
          {texts.cancel}
        </Button>
      </Actions>
    </Card>
  );
}

function useTakings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (filings: string[]) =>
      body(api.POST('/api/v1/filings/takings', { body: { filings } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['filing-queue'] }),
  });
}
