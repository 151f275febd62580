import { useState } from 'react';
import { api } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { type Challenge, CodeForm, NumberForm } from '../../sign-in/phone-code.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Shows by a code that a phone is in these hands. */
export function PhoneProof({
  title,
  label,
  onProven,
}: {
  readonly title: string;
  readonly label: string;
  onProven(challengeId: string): void;
}) {
  const texts = useTexts({ zh, en });
  const [challenge, setChallenge] = useState<Challenge>();
  if (challenge === undefined) {
    return <NumberForm title={title} label={label} onSent={setChallenge} />;
  }
  return (
    <CodeForm
      title={title}
      challenge={challenge}
      submit={texts.next}
      send={(said) => api.POST('/api/v1/recovery/code', { body: said })}
      onTaken={() => onProven(challenge.challengeId)}
      onBack={() => setChallenge(undefined)}
    />
  );
}
