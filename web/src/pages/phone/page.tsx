import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api } from '../../api-client/client.ts';
import type { Me } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { becomeOther } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Page as Layout, Steps } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

interface Challenge {
  readonly challengeId: string;
  readonly demoCode?: string;
}

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
        <NumberStep onSent={setChallenge} />
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

function NumberStep({ onSent }: { onSent(challenge: Challenge): void }) {
  const texts = useTexts({ zh, en });
  const [mobile, setMobile] = useState('');
  const [missing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: async () =>
      (await api.POST('/api/v1/session/phone', { body: { mobile } })).data as Challenge,
    onSuccess: onSent,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(mobile.trim() === '');
    if (mobile.trim() !== '') send.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <ErrorSummary
          error={send.error}
          fields={missing ? [{ field: 'mobile', message: texts.missing }] : []}
        />
        <TextInput
          id="mobile"
          label={texts.mobile}
          hint={texts.mobileHint}
          value={mobile}
          onChange={setMobile}
          inputMode="numeric"
          autoComplete="tel"
          maxLength={24}
        />
        <Actions>
          <Button type="submit" isDisabled={send.isPending}>
            {texts.send}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}

function CodeStep(props: { readonly challenge: Challenge; onBack(): void; onFact(): void }) {
  const texts = useTexts({ zh, en });
  const { challengeId, demoCode } = props.challenge;
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const enter = useEnter();
  const confirm = useMutation({
    mutationFn: async () =>
      api.POST('/api/v1/session/phone/confirm', { body: { challengeId, code: code.trim() } }),
    onSuccess: async ({ data, response }) => {
      if (response.status === 202) props.onFact();
      else await enter(data as Me);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const complete = /^\d{6}$/.test(code.trim());
    setMissing(!complete);
    if (complete) confirm.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <ErrorSummary
          error={confirm.error}
          fields={missing ? [{ field: 'code', message: texts.enterCode }] : []}
        />
        {demoCode !== undefined && (
          <p>
            {texts.codeShown}
            <strong>{demoCode}</strong>{' '}
            <Button look="plain" onPress={() => setCode(demoCode)}>
              {texts.fill}
            </Button>
          </p>
        )}
        <TextInput
          id="code"
          label={texts.codeLabel}
          hint={texts.codeHint}
          value={code}
          onChange={setCode}
          inputMode="numeric"
          autoComplete="one-time-code"
        />
        <Actions>
          <Button type="submit" isDisabled={confirm.isPending}>
            {texts.confirm}
          </Button>
          <Button look="secondary" onPress={props.onBack}>
            {texts.back}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}

function FactPage({ challengeId }: { readonly challengeId: string }) {
  const texts = useTexts({ zh, en });
  const [end, setEnd] = useState('');
  const [missing, setMissing] = useState(false);
  const enter = useEnter();
  const open = useMutation({
    mutationFn: async () =>
      (await api.POST('/api/v1/session/phone/fact', { body: { challengeId, end: end.trim() } }))
        .data as Me,
    onSuccess: enter,
  });
  const afresh = useMutation({
    mutationFn: async () =>
      (await api.POST('/api/v1/session/phone/afresh', { body: { challengeId } })).data as Me,
    onSuccess: enter,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const complete = end.trim().length === 4;
    setMissing(!complete);
    if (complete) open.mutate();
  };
  return (
    <Layout title={texts.factTitle} lead={texts.factLead}>
      <form onSubmit={submit} noValidate>
        <Card>
          <ErrorSummary
            error={open.error ?? afresh.error}
            fields={missing ? [{ field: 'end', message: texts.factMissing }] : []}
          />
          <TextInput
            id="end"
            label={texts.factLabel}
            hint={texts.factHint}
            value={end}
            onChange={setEnd}
            maxLength={4}
          />
          <Actions>
            <Button type="submit" isDisabled={open.isPending}>
              {texts.factConfirm}
            </Button>
          </Actions>
        </Card>
      </form>
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
