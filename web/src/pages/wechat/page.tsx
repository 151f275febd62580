import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Where WeChat sends the browser back to. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [search] = useSearchParams();
  const [code, state] = [search.get('code'), search.get('state')];
  const { mutate, ...bound } = useMutation({
    mutationFn: (asked: { code: string; state: string }) =>
      body(api.POST('/api/v1/wechat/binding', { body: asked })),
  });
  const begun = useRef(false);
  // A code is taken once.
  useEffect(() => {
    if (begun.current || code === null || state === null) return;
    begun.current = true;
    mutate({ code, state });
  }, [code, state, mutate]);
  return (
    <Layout title={texts.title}>
      <ErrorSummary error={bound.error} />
      {bound.isPending && <Loading text={texts.working} />}
      {code === null && (
        <Card tone="warn">
          <p>{texts.refused}</p>
        </Card>
      )}
      {bound.isSuccess && (
        <Card tone="good">
          <p role="status">{texts.done}</p>
        </Card>
      )}
      <Actions>
        <ButtonLink to="/account/notices" look="secondary">
          {texts.back}
        </ButtonLink>
      </Actions>
    </Layout>
  );
}
