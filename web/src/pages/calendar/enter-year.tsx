import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { Restored } from '../../components/restored.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useKept } from '../../kept/use-kept.ts';
import { daysIn } from './days-in.ts';
import { Effect } from './effect.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Takes in the notice of a year that nobody knows yet. */
export function EnterYear({ court, year }: { readonly court: string; readonly year: number }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const kept = useKept(`year/${court}/${year}`, { off: '', work: '', source: '' });
  const { off, work, source } = kept.fields;
  const [tried, setTried] = useState(false);
  const [offDays, workDays] = [daysIn(off, year), daysIn(work, year)];
  const wanted = {
    ...{ court, year, source: source.trim(), reach: 'court' as const },
    ...{ off: offDays ?? [], work: workDays ?? [] },
  };
  const preview = useMutation({
    mutationFn: () => body(api.POST('/api/v1/calendar-changes/preview', { body: wanted })),
  });
  const enter = useMutation({
    mutationFn: () => body(api.POST('/api/v1/calendar-years', { body: wanted })),
    onSuccess: async () => {
      await kept.forget();
      for (const key of ['calendar', 'calendar-changes', 'home']) {
        await client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
  const fixed = ['01-01', '05-01', '10-01'].every((day) => offDays?.includes(`${year}-${day}`));
  const faults = [
    (!fixed || workDays === undefined) && { field: 'off-days', message: texts.needYear },
    source.trim() === '' && { field: 'year-source', message: texts.needSource },
  ].filter((fault) => fault !== false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length === 0) preview.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Card>
        <h2>{texts.enter(year)}</h2>
        <Restored form={kept} />
        <ErrorSummary error={preview.error ?? enter.error} fields={tried ? faults : []} />
        {preview.data === undefined ? (
          <>
            <TextArea
              id="off-days"
              label={texts.offDays}
              hint={texts.daysHint}
              value={off}
              onChange={(next) => kept.change({ off: next })}
              maxLength={2000}
            />
            <TextArea
              id="work-days"
              label={texts.workDays}
              hint={texts.daysHint}
              value={work}
              onChange={(next) => kept.change({ work: next })}
              rows={4}
              maxLength={2000}
            />
            <TextInput
              id="year-source"
              label={texts.sourceLabel}
              hint={texts.sourceHint}
              value={source}
              onChange={(next) => kept.change({ source: next })}
              maxLength={200}
            />
            <Actions>
              <Button type="submit" isDisabled={preview.isPending}>
                {texts.preview}
              </Button>
            </Actions>
          </>
        ) : (
          <Effect
            effect={preview.data}
            pending={enter.isPending}
            onConfirm={() => enter.mutate()}
            onEdit={() => preview.reset()}
          />
        )}
      </Card>
    </form>
  );
}
