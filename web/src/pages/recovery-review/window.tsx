import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { Checks } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

interface Challenge {
  readonly challengeId: string;
  readonly demoCode?: string;
}

/** The person stands here with his document and his new phone. */
export function AtWindow() {
  const texts = useTexts({ zh, en });
  const [number, setNumber] = useState('');
  const [mobile, setMobile] = useState('');
  const [code, setCode] = useState('');
  const [seen, setSeen] = useState(false);
  const [challenge, setChallenge] = useState<Challenge>();
  const send = useMutation({
    mutationFn: () => body(api.POST('/api/v1/session/phone', { body: { mobile } })),
    onSuccess: setChallenge,
  });
  const change = useMutation({
    mutationFn: (challengeId: string) =>
      body(
        api.POST('/api/v1/recoveries/window', {
          body: { document: 'citizenCard', number, challengeId, code, attended: true },
        }),
      ),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (challenge === undefined) send.mutate();
    else change.mutate(challenge.challengeId);
  };
  if (change.isSuccess) {
    return (
      <Card tone="good">
        <p role="status">{texts.windowDone}</p>
      </Card>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Card tone="wash">
        <h2>{texts.windowTitle}</h2>
        <p>{texts.windowLead}</p>
        <ErrorSummary error={send.error ?? change.error} />
        <TextInput
          id="window-number"
          label={texts.number}
          value={number}
          onChange={setNumber}
          maxLength={40}
        />
        <TextInput
          id="window-mobile"
          label={texts.newMobile}
          value={mobile}
          onChange={setMobile}
          inputMode="numeric"
          maxLength={24}
        />
        {challenge !== undefined && (
          <TextInput
            id="window-code"
            label={texts.code}
            hint={challenge.demoCode === undefined ? texts.codeHint : challenge.demoCode}
            value={code}
            onChange={setCode}
            inputMode="numeric"
            maxLength={6}
          />
        )}
        {challenge !== undefined && (
          <Checks
            id="window-seen"
            label={texts.seen}
            values={seen ? ['seen'] : []}
            options={[{ value: 'seen', label: texts.attended }]}
            onChange={(values) => setSeen(values.length > 0)}
          />
        )}
        <Actions>
          <Button
            type="submit"
            isDisabled={
              send.isPending ||
              change.isPending ||
              number.trim() === '' ||
              mobile.trim() === '' ||
              (challenge !== undefined && (!seen || code.length !== 6))
            }
          >
            {challenge === undefined ? texts.send : texts.change}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}
