import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Page as Layout } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** It was not me: what the message leads to. The secret stands behind # and reaches no server's log. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [[id = '', token = '']] = useState(() => location.hash.slice(1).split('.'));
  const cancel = useMutation({
    mutationFn: () => api.POST('/api/v1/recovery/cancel', { body: { id, token } }),
  });
  if (cancel.isSuccess) {
    return (
      <Layout title={texts.doneTitle}>
        <Card tone="good">
          <p role="status">{texts.done}</p>
        </Card>
        <Actions>
          <ButtonLink to="/signin">{texts.signIn}</ButtonLink>
        </Actions>
      </Layout>
    );
  }
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <Card>
        <ErrorSummary error={cancel.error} />
        <p>{id === '' ? texts.noSecret : texts.text}</p>
        <Actions>
          <Button
            look="danger"
            onPress={() => cancel.mutate()}
            isDisabled={id === '' || cancel.isPending}
          >
            {texts.cancel}
          </Button>
        </Actions>
      </Card>
    </Layout>
  );
}
