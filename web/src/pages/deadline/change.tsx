import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { DeadlineDetail } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { ActFields } from './act-fields.tsx';
import { Effect } from './effect.tsx';
import { en } from './en.ts';
import { actsOf, type Draft, faultsOf, firstDraft, orderOf } from './order.ts';
import { zh } from './zh.ts';

type Choices = NonNullable<DeadlineDetail['choices']>;
interface Props {
  readonly deadline: DeadlineDetail;
  readonly choices: Choices;
}

/** For those who hear the case: what the table of periods allows, in two steps, what it would do and then the doing. */
export function Change({ deadline, choices }: Props) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const [draft, setDraft] = useState<Draft>(() => firstDraft(deadline, choices));
  const [tried, setTried] = useState(false);
  const { look, send } = useOrder(deadline, draft);
  const faults = faultsOf(draft, texts);
  const change = (more: Partial<Draft>) => {
    look.reset();
    send.reset();
    setDraft({ ...draft, ...more });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length === 0) look.mutate();
  };
  const errorOf = (field: string) =>
    tried ? faults.find((fault) => fault.field === field)?.message : undefined;
  return (
    <form onSubmit={submit}>
      <Card>
        <h2>{texts.change}</h2>
        <p>{texts.changeHint}</p>
        <ErrorSummary error={look.error ?? send.error} fields={tried ? faults : []} />
        <Choice
          label={texts.act}
          value={draft.act}
          onChange={(act) => change({ act })}
          options={actsOf(deadline, choices).map((value) => ({ value, label: texts[value] }))}
        />
        <ActFields {...{ draft, change, choices, errorOf }} />
        <TextInput
          id="because"
          label={texts.reason}
          hint={texts.reasonHint}
          value={draft.because}
          onChange={(because) => change({ because })}
          maxLength={200}
          error={errorOf('because')}
        />
        {look.data === undefined && (
          <Actions>
            <Button type="submit" isDisabled={look.isPending}>
              {texts.look}
            </Button>
          </Actions>
        )}
        {look.data && (
          <Effect preview={look.data} law={lawOf(draft, choices, language)}>
            <Button isDisabled={send.isPending} onPress={() => send.mutate()}>
              {texts.submit}
            </Button>
            <Button look="plain" onPress={() => look.reset()}>
              {texts.notYet}
            </Button>
          </Effect>
        )}
      </Card>
    </form>
  );
}

/** The articles that the change rests on; ending a clock needs none. */
function lawOf(draft: Draft, choices: Choices, language: 'zh-CN' | 'en'): string | undefined {
  if (draft.act === 'stop' || draft.act === 'end') return undefined;
  if (draft.act !== 'extend') return choices.law[language];
  return choices.extensions.find(({ ground }) => ground === draft.cause)?.law[language];
}

function useOrder(deadline: DeadlineDetail, draft: Draft) {
  const client = useQueryClient();
  const at = { params: { path: { id: deadline.id } } };
  const look = useMutation({
    mutationFn: () =>
      body(api.POST('/api/v1/deadlines/{id}/changes/preview', { ...at, body: orderOf(draft) })),
  });
  const send = useMutation({
    mutationFn: () =>
      body(api.POST('/api/v1/deadlines/{id}/changes', { ...at, body: orderOf(draft) })),
    onSuccess: async (changed) => {
      client.setQueryData(['deadline', deadline.id], changed);
      await client.invalidateQueries({ queryKey: ['home'] });
      await client.invalidateQueries({ queryKey: ['deadlines'] });
    },
  });
  return { look, send };
}
