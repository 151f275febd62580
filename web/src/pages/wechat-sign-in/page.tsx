import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api } from '../../api-client/client.ts';
import type { Me } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Page as Layout, Loading } from '../../components/layout.tsx';
import { FactForm } from '../../sign-in/fact-form.tsx';
import { ProviderButton, providerBack, useArriveFromProvider } from '../../sign-in/provider.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Where WeChat sends the browser back to, to sign in. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [search] = useSearchParams();
  const [code, state] = [search.get('code'), search.get('state')];
  const [ceremony, setCeremony] = useState<string>();
  const enter = useArriveFromProvider();
  const { mutate, ...asked } = useMutation({
    mutationFn: (said: { code: string; state: string }) =>
      api.POST('/api/v1/session/wechat', { body: said }),
    onSuccess: async ({ data }) => {
      if (data === undefined) return;
      if ('needs' in data) setCeremony(data.ceremony);
      else await enter(data);
    },
  });
  const begun = useRef(false);
  // A code is taken once.
  useEffect(() => {
    if (begun.current || code === null || state === null) return;
    begun.current = true;
    mutate({ code, state });
  }, [code, state, mutate]);
  if (ceremony !== undefined) return <FactPage ceremony={ceremony} onIn={enter} />;
  const over = code === null || asked.isError;
  return (
    <Layout title={texts.title}>
      <ErrorSummary error={asked.error} />
      {code === null && (
        <Card tone="warn">
          <p role="status">{texts.refused}</p>
        </Card>
      )}
      {!over && <Loading text={texts.working} />}
      {over && (
        <Actions>
          <ButtonLink to="/signin?door=personal">{texts.others}</ButtonLink>
          <ProviderButton to="wechat" label={texts.again} back={providerBack()} />
        </Actions>
      )}
    </Layout>
  );
}

function FactPage({ ceremony, onIn }: { readonly ceremony: string; onIn(me: Me): Promise<void> }) {
  const texts = useTexts({ zh, en });
  return (
    <Layout title={texts.factTitle} lead={texts.factLead}>
      <FactForm
        send={async (end) =>
          (await api.POST('/api/v1/session/wechat/fact', { body: { ceremony, end } })).data as Me
        }
        onIn={onIn}
      />
      <p>
        <Link to="/recover">{texts.recover}</Link>
      </p>
    </Layout>
  );
}
