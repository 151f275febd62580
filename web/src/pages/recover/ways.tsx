import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { RecoveryOutcome } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Steps } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { passkeysHere, showPasskey } from '../../sign-in/passkey.ts';
import { PasskeyProblem } from '../../sign-in/passkey-form.tsx';
import { en } from './en.ts';
import { PhoneProof } from './phone-proof.tsx';
import { zh } from './zh.ts';

interface WayProps {
  onOutcome(outcome: RecoveryOutcome): void;
}

/** Both phones are here. */
export function OldPhoneWay({ onOutcome }: WayProps) {
  const texts = useTexts({ zh, en });
  const [oldChallenge, setOld] = useState<string>();
  const [newChallenge, setNew] = useState<string>();
  const at = oldChallenge === undefined ? 1 : newChallenge === undefined ? 2 : 3;
  return (
    <>
      <Steps at={at} of={texts.oldPhoneSteps.split('|')} label={texts.step(at, 3)} />
      {oldChallenge === undefined && (
        <PhoneProof key="old" title={texts.oldPhone} label={texts.oldMobile} onProven={setOld} />
      )}
      {oldChallenge !== undefined && newChallenge === undefined && (
        <PhoneProof key="new" title={texts.newPhone} label={texts.newMobile} onProven={setNew} />
      )}
      {oldChallenge !== undefined && newChallenge !== undefined && (
        <Change both={{ oldChallenge, newChallenge }} onOutcome={onOutcome} />
      )}
    </>
  );
}

function Change({
  both,
  onOutcome,
}: WayProps & { readonly both: { oldChallenge: string; newChallenge: string } }) {
  const texts = useTexts({ zh, en });
  const [end, setEnd] = useState('');
  const [needed, setNeeded] = useState(false);
  const [missing, setMissing] = useState(false);
  const change = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/recovery/old-phone', {
        body: { ...both, ...(end.trim() === '' ? {} : { end: end.trim() }) },
      }),
    onSuccess: ({ data, response }) => {
      if (response.status === 202) setNeeded(true);
      else onOutcome(data as RecoveryOutcome);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = needed && end.trim().length !== 4;
    setMissing(lacks);
    if (!lacks) change.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <h2>{needed ? texts.endTitle : texts.changeTitle}</h2>
        <p>{needed ? texts.endLead : texts.changeLead}</p>
        <ErrorSummary
          error={change.error}
          fields={missing ? [{ field: 'end', message: texts.endMissing }] : []}
        />
        {needed && (
          <TextInput
            id="end"
            label={texts.end}
            hint={texts.endHint}
            value={end}
            onChange={setEnd}
            maxLength={4}
          />
        )}
        <Actions>
          <Button type="submit" isDisabled={change.isPending}>
            {texts.change}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}

/** A passkey of the account is on this device. */
export function PasskeyWay({ onOutcome }: WayProps) {
  const texts = useTexts({ zh, en });
  const [newChallenge, setNew] = useState<string>();
  const change = useMutation({
    mutationFn: async (challenge: string) =>
      body(
        api.POST('/api/v1/recovery/passkey', {
          body: { ...(await showPasskey()), newChallenge: challenge },
        }),
      ),
    onSuccess: onOutcome,
  });
  if (newChallenge === undefined) {
    return <PhoneProof title={texts.newPhone} label={texts.newMobile} onProven={setNew} />;
  }
  return (
    <Card>
      <h2>{texts.passkeyTitle}</h2>
      <p>{passkeysHere() === 'yes' ? texts.passkeyLead : texts.passkeyNot}</p>
      <PasskeyProblem error={change.error} />
      <Actions>
        <Button
          onPress={() => change.mutate(newChallenge)}
          isDisabled={change.isPending || passkeysHere() !== 'yes'}
        >
          {texts.passkeyButton}
        </Button>
      </Actions>
    </Card>
  );
}
