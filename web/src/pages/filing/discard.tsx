import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api-client/client.ts';
import type { FilingView } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { forgetForm } from '../../kept/forms.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** A draft thrown away, once it was said twice. */
export function Discard({ filing: { id } }: { readonly filing: FilingView }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const discard = useMutation({
    mutationFn: () => api.DELETE('/api/v1/filings/{id}', { params: { path: { id } } }),
    onSuccess: async () => {
      await forgetForm(`filing/${id}`);
      await navigate('/filings');
      client.removeQueries({ queryKey: ['filing', id] });
      await client.invalidateQueries({ queryKey: ['filings'] });
    },
  });
  return (
    <Card>
      <h2>{texts.discardTitle}</h2>
      <ErrorSummary error={discard.error} />
      {asking ? <p role="alert">{texts.discardSure}</p> : <p>{texts.discardText}</p>}
      <Actions>
        {asking ? (
          <>
            <Button
              look="danger"
              autoFocus
              onPress={() => discard.mutate()}
              isDisabled={discard.isPending}
            >
              {texts.discardYes}
            </Button>
            <Button look="secondary" onPress={() => setAsking(false)}>
              {texts.keep}
            </Button>
          </>
        ) : (
          <Button look="danger" onPress={() => setAsking(true)}>
            {texts.discard}
          </Button>
        )}
      </Actions>
    </Card>
  );
}
