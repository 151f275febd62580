import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api } from '../../api-client/client.ts';
import type { Me } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { becomeOther } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { Actions, Card, Page as Layout, Steps } from '../../components/layout.tsx';
import { FactForm } from '../../sign-in/fact-form.tsx';
import { type Challenge, CodeForm, NumberForm } from '../../sign-in/phone-code.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** By phone and code: one way in for who has an account and who has none. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [challenge, setChallenge] = useState<Challenge>();
  const [fact, setFact] = useState(false);
  if (challenge !== undefined && fact) return <FactPage challengeId={challenge.challengeId} />;
  const at = challenge === undefined ? 1 : 2;
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <Steps at={at} of={texts.steps.split('|')} label={texts.step(at)} />
      {challenge === undefined ? (
        <NumberForm label={texts.mobile} onSent={setChallenge} />
      ) : (
        <CodeStep
          challenge={challenge}
          onBack={() => setChallenge(undefined)}
          onFact={() => setFact(true)}
        />
      )}
      <p>
        <Link to="/recover">{texts.recover}</Link>
      </p>
      <p>
        <Link to="/signin">{texts.demoPeople}</Link>
      </p>
    </Layout>
  );
}

function CodeStep(props: { readonly challenge: Challenge; onBack(): void; onFact(): void }) {
  const texts = useTexts({ zh, en });
  const enter = useEnter();
  return (
    <CodeForm
      challenge={props.challenge}
      submit={texts.confirm}
      send={(said) => api.POST('/api/v1/session/phone/confirm', { body: said })}
      onTaken={async ({ data, response }) => {
        if (response.status === 202) props.onFact();
        else await enter(data as Me);
      }}
      onBack={props.onBack}
    />
  );
}

function FactPage({ challengeId }: { readonly challengeId: string }) {
  const texts = useTexts({ zh, en });
  const enter = useEnter();
  const afresh = useMutation({
    mutationFn: async () =>
      (await api.POST('/api/v1/session/phone/afresh', { body: { challengeId } })).data as Me,
    onSuccess: enter,
  });
  return (
    <Layout title={texts.factTitle} lead={texts.factLead}>
      <FactForm
        send={async (end) =>
          (await api.POST('/api/v1/session/phone/fact', { body: { challengeId, end } })).data as Me
        }
        onIn={enter}
        error={afresh.error}
      />
      <Card tone="wash">
        <h2>{texts.lostTitle}</h2>
        <p>
          <Link to="/recover">{texts.recover}</Link>
        </p>
      </Card>
      <Card tone="wash">
        <h2>{texts.afreshTitle}</h2>
        <p>{texts.afreshText}</p>
        <Actions>
          <Button look="secondary" onPress={() => afresh.mutate()} isDisabled={afresh.isPending}>
            {texts.afresh}
          </Button>
        </Actions>
      </Card>
    </Layout>
  );
}

/** Where somebody goes who has just come in: back to where he was, or to his proofing. */
function useEnter() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const back = search.get('back');
  return async (me: Me) => {
    await becomeOther(client, me);
    const safe = back !== null && /^\/(?![/\\])/.test(back) ? back : '/proofing';
    await navigate(safe, { replace: true });
  };
}
