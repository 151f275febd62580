import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Changes the password; the other sign-ins end with it. */
export function PasswordForm() {
  const texts = useTexts({ zh, en });
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => api.POST('/api/v1/account/password', { body: { present, next } }),
    onSuccess: () => {
      setPresent('');
      setNext('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Card>
        <h2>{texts.password}</h2>
        <ErrorSummary error={change.error} />
        <TextInput
          id="present"
          label={texts.present}
          value={present}
          onChange={setPresent}
          type="password"
          autoComplete="current-password"
          maxLength={128}
        />
        <TextInput
          id="next"
          label={texts.next}
          value={next}
          onChange={setNext}
          type="password"
          autoComplete="new-password"
          maxLength={128}
        />
        <Actions>
          <Button
            type="submit"
            look="secondary"
            isDisabled={present === '' || next === '' || change.isPending}
          >
            {texts.change}
          </Button>
        </Actions>
        <p role="status">{change.isSuccess && texts.changed}</p>
      </Card>
    </form>
  );
}
