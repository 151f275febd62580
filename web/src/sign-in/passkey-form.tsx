import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../app/language.tsx';
import { Button } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Actions } from '../components/layout.tsx';
import { TextInput } from '../components/text-input.tsx';
import { en, zh } from '../locales/enrol.ts';
import { addressForPasskeys, PasskeyCancelled, passkeysHere } from './passkey.ts';
import styles from './sign-in.module.css';

/** Names a passkey and has the browser make it. */
export function PasskeyForm({ onMake }: { onMake(name: string): Promise<void> }) {
  const texts = useTexts({ zh, en });
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const make = useMutation({ mutationFn: () => onMake(name.trim()) });
  const here = passkeysHere();
  if (here !== 'yes') return <NoPasskeys here={here} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(name.trim() === '');
    if (name.trim() !== '') make.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <PasskeyProblem
        error={make.error}
        fields={missing ? [{ field: 'key-name', message: texts.enterKeyName }] : []}
      />
      <TextInput
        id="key-name"
        label={texts.keyName}
        hint={texts.keyNameHint}
        value={name}
        onChange={setName}
        maxLength={60}
        error={missing ? texts.enterKeyName : undefined}
      />
      <Actions>
        <Button type="submit" isDisabled={make.isPending}>
          {texts.makeKey}
        </Button>
      </Actions>
    </form>
  );
}

/** What went wrong, of the browser's part too. */
export function PasskeyProblem({
  error,
  fields = [],
}: {
  readonly error: unknown;
  readonly fields?: readonly { readonly field?: string; readonly message: string }[];
}) {
  const texts = useTexts({ zh, en });
  const cancelled = error instanceof PasskeyCancelled;
  return (
    <ErrorSummary
      error={cancelled ? undefined : error}
      fields={cancelled ? [{ message: texts.keyCancelled }, ...fields] : fields}
    />
  );
}

/** Why there are no passkeys here, and where there are. */
export function NoPasskeys({ here }: { readonly here: 'elsewhere' | 'no' }) {
  const texts = useTexts({ zh, en });
  if (here === 'no') return <p>{texts.noKeys}</p>;
  const address = addressForPasskeys();
  return (
    <p>
      {texts.keysElsewhere} <a href={address}>{address.split(/[?#]/)[0]}</a>
    </p>
  );
}
