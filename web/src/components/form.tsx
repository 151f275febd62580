import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type Fields, useKept } from '../kept/use-kept.ts';
import { Button } from './button.tsx';
import { ErrorSummary, type FieldProblem } from './error-summary.tsx';
import { Actions, Card } from './layout.tsx';
import { Restored } from './restored.tsx';

type Fault = FieldProblem | false;
/** Names of the fields that hold one text. */
type TextOf<F> = { [K in keyof F]: F[K] extends string ? K : never }[keyof F] & string;

/**
 * A form that is sent whole: its fields are kept while they are filled in, and what is missing is said once somebody tries.
 * `faults` links each fault to the id of its field; `sent` runs after the server took it and the fields are empty again.
 */
export function useForm<F extends Fields, Answer>({
  form,
  empty,
  faults,
  send,
  sent,
}: {
  readonly form: string;
  readonly empty: F;
  faults(fields: F): readonly Fault[];
  send(fields: F): Promise<Answer>;
  sent?(answer: Answer): unknown;
}) {
  const kept = useKept(form, empty);
  const { fields, change } = kept;
  const [tried, setTried] = useState(false);
  const sending = useMutation({
    mutationFn: () => send(fields),
    onSuccess: async (answer) => {
      setTried(false);
      await kept.forget();
      await sent?.(answer);
    },
  });
  const wrong = faults(fields).filter((fault) => fault !== false);
  const shown = tried ? wrong : [];
  const set =
    <K extends keyof F>(name: K) =>
    (value: F[K]) =>
      change({ [name]: value } as unknown as Partial<F>);
  return {
    ...{ fields, set, faults: shown, restored: kept.restored, forget: kept.forget },
    ...{ error: sending.error, pending: sending.isPending },
    ...{ answer: sending.data, done: sending.isSuccess },
    /** What a text field needs; `id` where the page has another field of that name. */
    input: (name: TextOf<F>, id: string = name) => ({
      ...{ id, value: fields[name] as string, onChange: set(name) as (value: string) => void },
      error: shown.find(({ field }) => field === id)?.message,
    }),
    submit: (event: FormEvent) => {
      event.preventDefault();
      setTried(true);
      if (wrong.length === 0) sending.mutate();
    },
  };
}

/** Such a form on a card: what it is, what is wrong, its fields, its button, and that it was done. */
export function FormCard({
  form,
  title,
  lead,
  tone = 'plain',
  submit,
  look = 'primary',
  more,
  done,
  children,
}: {
  readonly form: Pick<
    ReturnType<typeof useForm>,
    'submit' | 'error' | 'faults' | 'pending' | 'done' | 'restored' | 'forget'
  >;
  /** The heading, at the level its place on the page asks for. */
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly tone?: 'plain' | 'wash' | 'bad';
  readonly submit: string;
  readonly look?: 'primary' | 'secondary' | 'danger';
  /** Buttons beside the one that sends. */
  readonly more?: ReactNode;
  readonly done?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <form onSubmit={form.submit} noValidate>
      <Card tone={tone}>
        {title}
        {lead}
        <Restored form={form} />
        <ErrorSummary error={form.error} fields={form.faults} />
        {children}
        <Actions>
          <Button type="submit" look={look} isDisabled={form.pending}>
            {submit}
          </Button>
          {more}
        </Actions>
        {done !== undefined && <p role="status">{form.done && done}</p>}
      </Card>
    </form>
  );
}
