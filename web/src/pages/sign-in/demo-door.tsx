import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { RadioGroup } from 'react-aria-components/RadioGroup';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { DemoPerson, Me } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ChoiceOption } from '../../components/choice.tsx';
import { lastCourt } from '../../components/court-chooser/last-court.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Loading, Steps } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useArrive } from '../../sign-in/arrive.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** The demo's people: chosen by name, with the code on screen. */
export function DemoDoor() {
  const texts = useTexts({ zh, en });
  const [account, setAccount] = useState('');
  const start = useMutation({
    mutationFn: () => body(api.POST('/api/v1/session', { body: { account } })),
  });
  const at = start.data ? 2 : 1;
  return (
    <>
      <p>{texts.demoLead}</p>
      <Steps at={at} of={texts.steps.split('|')} label={texts.step(at)} />
      <ErrorSummary error={start.error} />
      {start.data ? (
        <CodeStep challenge={start.data} onBack={() => start.reset()} />
      ) : (
        <PersonStep
          account={account}
          onChoose={setAccount}
          onNext={() => start.mutate()}
          busy={start.isPending}
        />
      )}
    </>
  );
}

function PersonStep(props: {
  readonly account: string;
  readonly busy: boolean;
  onChoose(account: string): void;
  onNext(): void;
}) {
  const texts = useTexts({ zh, en });
  const [missing, setMissing] = useState(false);
  const [search] = useSearchParams();
  const first = search.get('court') ?? lastCourt()?.code;
  const people = useQuery({
    queryKey: ['people'],
    queryFn: () => body(api.GET('/api/v1/demo/people')),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(props.account === '');
    if (props.account !== '') props.onNext();
  };
  if (people.isPending) return <Loading text={texts.loading} />;
  return (
    <form onSubmit={submit}>
      <ErrorSummary
        error={people.error}
        fields={missing ? [{ field: 'people', message: texts.choose }] : []}
      />
      <RadioGroup
        id="people"
        aria-label={texts.who}
        value={props.account}
        onChange={props.onChoose}
        className={styles.people}
      >
        {groups(people.data ?? [], texts.litigants, first).map(([heading, members]) => (
          <section key={heading} aria-label={heading}>
            <h2>{heading}</h2>
            {members.map((person) => (
              <ChoiceOption
                key={person.account}
                value={person.account}
                label={person.name}
                hint={hintOf(person)}
              />
            ))}
          </section>
        ))}
      </RadioGroup>
      <Actions>
        <Button type="submit" isDisabled={props.busy}>
          {texts.next}
        </Button>
      </Actions>
    </form>
  );
}

function hintOf(person: DemoPerson): string {
  if (person.role === 'litigant') return person.hint;
  return [person.roleName, person.hint].filter(Boolean).join(' · ');
}

/** Parties first, then the staff of each court; the court that was asked for, or chosen last, before the others. */
function groups(
  people: readonly DemoPerson[],
  litigants: string,
  first: string | undefined,
): [string, DemoPerson[]][] {
  const own = people.filter(({ court }) => court !== undefined && court.code === first);
  const out = new Map<string, DemoPerson[]>([[litigants, []]]);
  for (const person of [...own, ...people.filter((each) => !own.includes(each))]) {
    const heading = person.role === 'litigant' ? litigants : (person.court?.name ?? '');
    out.set(heading, [...(out.get(heading) ?? []), person]);
  }
  return [...out];
}

function CodeStep({
  challenge,
  onBack,
}: {
  readonly challenge: { challengeId: string; demoCode?: string | undefined };
  onBack(): void;
}) {
  const texts = useTexts({ zh, en });
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const confirm = useConfirm(challenge.challengeId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const complete = /^\d{6}$/.test(code.trim());
    setMissing(!complete);
    if (complete) confirm.mutate(code.trim());
  };
  return (
    <form onSubmit={submit} className={styles.code}>
      <ErrorSummary
        error={confirm.error}
        fields={missing ? [{ field: 'code', message: texts.enterCode }] : []}
      />
      {challenge.demoCode !== undefined && (
        <p className={styles.demoCode}>
          {texts.codeShown}
          <strong>{challenge.demoCode}</strong>
          <Button look="plain" onPress={() => setCode(challenge.demoCode ?? '')}>
            {texts.fill}
          </Button>
        </p>
      )}
      <TextInput
        id="code"
        label={texts.codeLabel}
        value={code}
        onChange={setCode}
        inputMode="numeric"
        autoComplete="one-time-code"
      />
      <Actions>
        <Button type="submit" isDisabled={confirm.isPending}>
          {texts.confirm}
        </Button>
        <Button look="secondary" onPress={onBack}>
          {texts.back}
        </Button>
      </Actions>
    </form>
  );
}

function useConfirm(challengeId: string) {
  const arrive = useArrive();
  return useMutation({
    mutationFn: (code: string): Promise<Me> =>
      body(api.POST('/api/v1/session/confirm', { body: { challengeId, code } })),
    onSuccess: arrive,
  });
}
