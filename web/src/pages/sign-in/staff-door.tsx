import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { DemoSignIn, Enrolled, PasswordAnswer } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useArrive } from '../../sign-in/arrive.ts';
import { Enrol } from '../../sign-in/enrol.tsx';
import { PasskeyButton } from '../../sign-in/passkey-button.tsx';
import { RecoveryCodes } from '../../sign-in/recovery-codes.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** The staff: account and password, then a second factor; or a passkey alone. */
export function StaffDoor({ demo }: { readonly demo: boolean }) {
  const [begun, setBegun] = useState<PasswordAnswer & { readonly account: string }>();
  const [enrolled, setEnrolled] = useState<Enrolled>();
  const arrive = useArrive();
  if (enrolled !== undefined) {
    return <RecoveryCodes codes={enrolled.recoveryCodes} onDone={() => void arrive(enrolled.me)} />;
  }
  if (begun?.next === 'enrol') return <Enrol enrolment={begun.ceremony} onDone={setEnrolled} />;
  if (begun !== undefined) return <SecondStep begun={begun} demo={demo} />;
  return <FirstStep demo={demo} onBegun={setBegun} />;
}

function FirstStep({
  demo,
  onBegun,
}: {
  readonly demo: boolean;
  onBegun(begun: PasswordAnswer & { readonly account: string }): void;
}) {
  const texts = useTexts({ zh, en });
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const begin = useMutation({
    mutationFn: () =>
      body(api.POST('/api/v1/session/password', { body: { account: account.trim(), password } })),
    onSuccess: (answer) => onBegun({ ...answer, account: account.trim() }),
  });
  const missing = [
    ...(account.trim() === '' ? [{ field: 'account', message: texts.enterAccount }] : []),
    ...(password === '' ? [{ field: 'password', message: texts.enterPassword }] : []),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.length === 0) begin.mutate();
  };
  return (
    <>
      <form onSubmit={submit}>
        <Card>
          <ErrorSummary error={begin.error} fields={tried ? missing : []} />
          <TextInput
            id="account"
            label={texts.account}
            value={account}
            onChange={setAccount}
            autoComplete="username"
            maxLength={64}
            error={tried && account.trim() === '' ? texts.enterAccount : undefined}
          />
          <TextInput
            id="password"
            label={texts.password}
            value={password}
            onChange={setPassword}
            type="password"
            autoComplete="current-password"
            maxLength={128}
            error={tried && password === '' ? texts.enterPassword : undefined}
          />
          <Actions>
            <Button type="submit" isDisabled={begin.isPending}>
              {texts.staffNext}
            </Button>
          </Actions>
          <p>{texts.forgotten}</p>
        </Card>
      </form>
      <Card>
        <h2>{texts.keyTitle}</h2>
        <p>{texts.keyLead}</p>
        <PasskeyButton label={texts.keyButton} />
      </Card>
      {demo && (
        <Hints
          onFill={(hint) => {
            setAccount(hint.account);
            setPassword(hint.password);
          }}
        />
      )}
    </>
  );
}

function useHints(demo: boolean) {
  return useQuery({
    queryKey: ['demo-sign-ins'],
    enabled: demo,
    refetchInterval: 10_000,
    queryFn: () => body(api.GET('/api/v1/demo/sign-ins')),
  });
}

function Hints({ onFill }: { onFill(hint: DemoSignIn): void }) {
  const texts = useTexts({ zh, en });
  const { data = [] } = useHints(true);
  return (
    <Card tone="wash">
      <h2>{texts.hintTitle}</h2>
      <p>{texts.hintBody}</p>
      <ul className={styles.hints}>
        {data.map((hint) => (
          <li key={hint.account}>
            <span>
              {hint.court.name} · {hint.name}
            </span>
            <code>{hint.account}</code>
            <Button look="plain" onPress={() => onFill(hint)}>
              {texts.hintFill}
              <span className="visually-hidden"> {hint.name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function SecondStep({
  begun,
  demo,
}: {
  readonly begun: PasswordAnswer & { readonly account: string };
  readonly demo: boolean;
}) {
  const texts = useTexts({ zh, en });
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const arrive = useArrive();
  const { data: hints = [] } = useHints(demo);
  const hint = hints.find((each) => each.account === begun.account);
  const confirm = useMutation({
    mutationFn: () =>
      body(
        api.POST('/api/v1/session/second-factor', {
          body: { ceremony: begun.ceremony, code: code.trim() },
        }),
      ),
    onSuccess: arrive,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(code.trim() === '');
    if (code.trim() !== '') confirm.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Card>
        <h2>{texts.second}</h2>
        <ErrorSummary
          error={confirm.error}
          fields={missing ? [{ field: 'second', message: texts.enterSecond }] : []}
        />
        {hint !== undefined && (
          <p className={styles.demoCode}>
            {texts.hintCode}
            <strong>{hint.code}</strong>
            <Button look="plain" onPress={() => setCode(hint.code)}>
              {texts.hintFill}
            </Button>
          </p>
        )}
        {(begun.factors.totp || begun.factors.recovery) && (
          <TextInput
            id="second"
            label={texts.secondCode}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            maxLength={40}
            error={missing ? texts.enterSecond : undefined}
          />
        )}
        <Actions>
          <Button type="submit" isDisabled={confirm.isPending}>
            {texts.confirm}
          </Button>
          {begun.factors.passkey && <PasskeyButton label={texts.orKey} after={begun.ceremony} />}
        </Actions>
      </Card>
    </form>
  );
}
