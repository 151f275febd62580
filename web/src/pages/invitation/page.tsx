import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { Enrolled } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import {
  Actions,
  Card,
  Empty,
  Facts,
  Page as Layout,
  Loading,
  Steps,
} from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useArrive } from '../../sign-in/arrive.ts';
import { Enrol } from '../../sign-in/enrol.tsx';
import { RecoveryCodes } from '../../sign-in/recovery-codes.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const MIN_PASSWORD = 12;

/** Where an invitation leads: password, second factor, recovery codes. The token stands behind `#`. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { hash } = useLocation();
  const token = hash.slice(1);
  const [enrolment, setEnrolment] = useState<string>();
  const [enrolled, setEnrolled] = useState<Enrolled>();
  const arrive = useArrive();
  const at = enrolled !== undefined ? 3 : enrolment !== undefined ? 2 : 1;
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <Steps at={at} of={texts.steps.split('|')} label={texts.step(at)} />
      {token === '' && <Empty title={texts.noToken} />}
      {token !== '' && at === 1 && <PasswordStep token={token} onSet={setEnrolment} />}
      {at === 2 && <Enrol enrolment={enrolment ?? ''} onDone={setEnrolled} />}
      {enrolled !== undefined && (
        <RecoveryCodes codes={enrolled.recoveryCodes} onDone={() => void arrive(enrolled.me)} />
      )}
    </Layout>
  );
}

function PasswordStep({
  token,
  onSet,
}: {
  readonly token: string;
  onSet(enrolment: string): void;
}) {
  const texts = useTexts({ zh, en });
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => body(api.POST('/api/v1/invitations/open', { body: { token } })),
  });
  const set = useMutation({
    mutationFn: () => body(api.POST('/api/v1/invitations/password', { body: { token, password } })),
    onSuccess: ({ ceremony }) => onSet(ceremony),
  });
  const short = [...password].length < MIN_PASSWORD ? texts.enterPassword : undefined;
  const differs = password === again ? undefined : texts.differs;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (short === undefined && differs === undefined) set.mutate();
  };
  if (invitation.isPending) return <Loading text={texts.loading} />;
  if (invitation.data === undefined) return <ErrorSummary error={invitation.error} />;
  const { account, name, court } = invitation.data;
  const fields = [
    ...(short === undefined ? [] : [{ field: 'password', message: short }]),
    ...(differs === undefined ? [] : [{ field: 'again', message: differs }]),
  ];
  return (
    <form onSubmit={submit}>
      <Card>
        <p>{texts.invited(court.name, name)}</p>
        <Facts items={[{ label: texts.account, value: account, mono: true }]} />
        <ErrorSummary error={set.error} fields={tried ? fields : []} />
        <TextInput
          id="password"
          label={texts.password}
          hint={texts.passwordHint}
          value={password}
          onChange={setPassword}
          type="password"
          autoComplete="new-password"
          maxLength={128}
          error={tried ? short : undefined}
        />
        <TextInput
          id="again"
          label={texts.again}
          value={again}
          onChange={setAgain}
          type="password"
          autoComplete="new-password"
          maxLength={128}
          error={tried ? differs : undefined}
        />
        <Actions>
          <Button type="submit" isDisabled={set.isPending}>
            {texts.set}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}
