import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

interface Challenge {
  readonly challengeId: string;
  readonly demoCode?: string;
}

/** Shows by a code that a phone is in these hands. */
export function PhoneProof(props: {
  readonly title: string;
  readonly label: string;
  onProven(challengeId: string): void;
}) {
  const [challenge, setChallenge] = useState<Challenge>();
  return challenge === undefined ? (
    <Ask title={props.title} label={props.label} onSent={setChallenge} />
  ) : (
    <Code
      title={props.title}
      challenge={challenge}
      onBack={() => setChallenge(undefined)}
      onProven={props.onProven}
    />
  );
}

function Ask(props: {
  readonly title: string;
  readonly label: string;
  onSent(challenge: Challenge): void;
}) {
  const texts = useTexts({ zh, en });
  const [mobile, setMobile] = useState('');
  const [missing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: () => body(api.POST('/api/v1/session/phone', { body: { mobile } })),
    onSuccess: props.onSent,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(mobile.trim() === '');
    if (mobile.trim() !== '') send.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <h2>{props.title}</h2>
        <ErrorSummary
          error={send.error}
          fields={missing ? [{ field: 'mobile', message: texts.mobileMissing }] : []}
        />
        <TextInput
          id="mobile"
          label={props.label}
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

function Code(props: {
  readonly title: string;
  readonly challenge: Challenge;
  onBack(): void;
  onProven(challengeId: string): void;
}) {
  const texts = useTexts({ zh, en });
  const { challengeId, demoCode } = props.challenge;
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const prove = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/recovery/code', { body: { challengeId, code: code.trim() } }),
    onSuccess: () => props.onProven(challengeId),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const complete = /^\d{6}$/.test(code.trim());
    setMissing(!complete);
    if (complete) prove.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <h2>{props.title}</h2>
        <ErrorSummary
          error={prove.error}
          fields={missing ? [{ field: 'code', message: texts.codeMissing }] : []}
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
          label={texts.code}
          hint={texts.codeHint}
          value={code}
          onChange={setCode}
          inputMode="numeric"
          autoComplete="one-time-code"
        />
        <Actions>
          <Button type="submit" isDisabled={prove.isPending}>
            {texts.next}
          </Button>
          <Button look="secondary" onPress={props.onBack}>
            {texts.back}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}
