import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { DeadlineDetail } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { Restored } from '../../components/restored.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useKept } from '../../kept/use-kept.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

const GROUNDS = ['postponement', 'court', 'president', 'higherCourt', 'parties'] as const;
type Ground = (typeof GROUNDS)[number];
type Act = 'extend' | 'stop' | 'end';

const EMPTY = { act: 'extend' as Act, ground: 'postponement' as Ground, days: '', because: '' };

/** For those who hear the case: prolong it or stop it, with a reason that is kept. */
export function Change({ deadline }: { readonly deadline: DeadlineDetail }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const kept = useKept(`deadline/${deadline.id}`, EMPTY);
  const { act, ground, days, because } = kept.fields;
  const [tried, setTried] = useState(false);
  const count = /^\d{1,4}$/.test(days) ? Number(days) : 0;
  const send = useMutation({
    mutationFn: () =>
      body(
        api.POST('/api/v1/deadlines/{id}/changes', {
          params: { path: { id: deadline.id } },
          body:
            act === 'extend'
              ? { act, ground, by: { count, unit: 'days' }, because }
              : { act: 'stop', outcome: act === 'stop' ? 'met' : 'ended', because },
        }),
      ),
    onSuccess: (changed) => {
      client.setQueryData(['deadline', deadline.id], changed);
      setTried(false);
      void kept.forget();
      return client.invalidateQueries({ queryKey: ['home'] });
    },
  });
  const faults = [
    act === 'extend' && (count < 1 || count > 3650) && { field: 'days', message: texts.needDays },
    because.trim() === '' && { field: 'because', message: texts.needReason },
  ].filter((fault) => fault !== false);
  const messageOf = (field: string) =>
    tried ? faults.find((fault) => fault.field === field)?.message : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length === 0) send.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Card>
        <h2>{texts.change}</h2>
        <p>{texts.changeHint}</p>
        <Restored form={kept} />
        <ErrorSummary error={send.error} fields={tried ? faults : []} />
        <Choice<Act>
          label={texts.act}
          value={act}
          onChange={(next) => kept.change({ act: next })}
          options={(['extend', 'stop', 'end'] as const).map((value) => ({
            value,
            label: texts[value],
          }))}
        />
        {act === 'extend' && (
          <>
            <TextInput
              id="days"
              label={texts.days}
              value={days}
              onChange={(next) => kept.change({ days: next })}
              inputMode="numeric"
              maxLength={4}
              error={messageOf('days')}
            />
            <Choice<Ground>
              label={texts.ground}
              value={ground}
              onChange={(next) => kept.change({ ground: next })}
              options={GROUNDS.map((value) => ({ value, label: texts.grounds[value] ?? value }))}
            />
          </>
        )}
        <TextInput
          id="because"
          label={texts.reason}
          hint={texts.reasonHint}
          value={because}
          onChange={(next) => kept.change({ because: next })}
          maxLength={200}
          error={messageOf('because')}
        />
        <Actions>
          <Button type="submit" isDisabled={send.isPending}>
            {texts.submit}
          </Button>
        </Actions>
        <p role="status">{send.isSuccess && texts.done}</p>
      </Card>
    </form>
  );
}
