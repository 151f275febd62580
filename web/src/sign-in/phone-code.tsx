import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../api-client/client.ts';
import { useTexts } from '../app/language.tsx';
import { Button } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Actions, Card } from '../components/layout.tsx';
import { TextInput } from '../components/text-input.tsx';
import { en, zh } from '../locales/phone-code.ts';

/** A code that was sent to a phone; the demo shows it. */
export interface Challenge {
  readonly challengeId: string;
  readonly demoCode?: string;
}

/** Asks for a mobile number and has a code sent to it. */
export function NumberForm({
  title,
  label,
  onSent,
}: {
  readonly title?: string;
  readonly label: string;
  onSent(challenge: Challenge): void;
}) {
  const texts = useTexts({ zh, en });
  const [mobile, setMobile] = useState('');
  const [missing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: () => body(api.POST('/api/v1/session/phone', { body: { mobile } })),
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
        {title !== undefined && <h2>{title}</h2>}
        <ErrorSummary
          error={send.error}
          fields={missing ? [{ field: 'mobile', message: texts.mobileMissing }] : []}
        />
        <TextInput
          id="mobile"
          label={label}
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

/** Takes the code that came; `send` hands it in, `onTaken` goes on with the answer. */
export function CodeForm<Answer>({
  title,
  challenge: { challengeId, demoCode },
  submit: submitWords,
  send,
  onTaken,
  onBack,
}: {
  readonly title?: string;
  readonly challenge: Challenge;
  readonly submit: string;
  send(said: { readonly challengeId: string; readonly code: string }): Promise<Answer>;
  onTaken(answer: Answer): unknown;
  onBack(): void;
}) {
  const texts = useTexts({ zh, en });
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const take = useMutation({
    mutationFn: () => send({ challengeId, code: code.trim() }),
    onSuccess: onTaken,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const complete = /^\d{6}$/.test(code.trim());
    setMissing(!complete);
    if (complete) take.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        {title !== undefined && <h2>{title}</h2>}
        <ErrorSummary
          error={take.error}
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
          <Button type="submit" isDisabled={take.isPending}>
            {submitWords}
          </Button>
          <Button look="secondary" onPress={onBack}>
            {texts.back}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}
