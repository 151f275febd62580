import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Me } from '../api-client/views.ts';
import { useTexts } from '../app/language.tsx';
import { Button } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Actions, Card } from '../components/layout.tsx';
import { TextInput } from '../components/text-input.tsx';
import { en, zh } from '../locales/fact.ts';

const CHARACTERS = 4;

/** The one more fact that opens the account of who is proofed: the end of his document number. */
export function FactForm(props: {
  send(end: string): Promise<Me>;
  onIn(me: Me): Promise<void> | void;
  /** Another fault that the page has to tell. */
  readonly error?: Error | null;
}) {
  const texts = useTexts({ zh, en });
  const [end, setEnd] = useState('');
  const [missing, setMissing] = useState(false);
  const open = useMutation({ mutationFn: () => props.send(end.trim()), onSuccess: props.onIn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const complete = end.trim().length === CHARACTERS;
    setMissing(!complete);
    if (complete) open.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <ErrorSummary
          error={open.error ?? props.error}
          fields={missing ? [{ field: 'end', message: texts.missing }] : []}
        />
        <TextInput
          id="end"
          label={texts.label}
          hint={texts.hint}
          value={end}
          onChange={setEnd}
          maxLength={CHARACTERS}
        />
        <Actions>
          <Button type="submit" isDisabled={open.isPending}>
            {texts.confirm}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}
