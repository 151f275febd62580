import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import { useDay } from '../../app/day.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { Restored } from '../../components/restored.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useKept } from '../../kept/use-kept.ts';
import { Effect } from './effect.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

type To = 'off' | 'working' | 'asPublished';
type Reach = 'court' | 'below';
const EMPTY = { to: 'off' as To, source: '', reach: 'court' as Reach };

/** Corrects the chosen days in two steps: which deadlines would move, then the doing. */
export function Correct({
  court,
  chosen,
  onToggle,
  onClear,
}: {
  readonly court: string;
  readonly chosen: readonly string[];
  onToggle(day: string): void;
  onClear(): void;
}) {
  const texts = useTexts({ zh, en });
  const kept = useKept(`calendar/${court}`, EMPTY);
  const { to, source, reach } = kept.fields;
  const [tried, setTried] = useState(false);
  const wanted = { court, days: [...chosen], to, source: source.trim(), reach };
  const preview = useMutation({
    mutationFn: () => body(api.POST('/api/v1/calendar-changes/preview', { body: wanted })),
  });
  const correct = useCorrection(wanted, () => {
    preview.reset();
    setTried(false);
    void kept.forget();
    onClear();
  });
  const faults = [
    chosen.length === 0 && { field: 'add-day', message: texts.needDays },
    source.trim() === '' && { field: 'correct-source', message: texts.needSource },
  ].filter((fault) => fault !== false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    correct.reset();
    if (faults.length === 0) preview.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Card>
        <h2>{texts.correct}</h2>
        <Restored form={kept} />
        <ErrorSummary error={preview.error ?? correct.error} fields={tried ? faults : []} />
        {preview.data === undefined ? (
          <>
            <Days chosen={chosen} onToggle={onToggle} onClear={onClear} />
            <Choice<To>
              label={texts.to}
              value={to}
              onChange={(next) => kept.change({ to: next })}
              options={(['off', 'working', 'asPublished'] as const).map((value) => ({
                value,
                label: texts[value],
              }))}
            />
            <TextInput
              id="correct-source"
              label={texts.sourceLabel}
              hint={texts.sourceHint}
              value={source}
              onChange={(next) => kept.change({ source: next })}
              maxLength={200}
              error={tried && source.trim() === '' ? texts.needSource : undefined}
            />
            <Choice<Reach>
              label={texts.reach}
              value={reach}
              onChange={(next) => kept.change({ reach: next })}
              options={[
                { value: 'court', label: texts.reachCourt },
                { value: 'below', label: texts.reachBelow },
              ]}
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
            pending={correct.isPending}
            onConfirm={() => correct.mutate()}
            onEdit={() => preview.reset()}
          />
        )}
        <p role="status">{correct.isSuccess && texts.done}</p>
      </Card>
    </form>
  );
}

function useCorrection(
  wanted: { court: string; days: string[]; to: To; source: string; reach: Reach },
  after: () => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => body(api.POST('/api/v1/calendar-days', { body: wanted })),
    onSuccess: async () => {
      after();
      for (const key of ['calendar', 'calendar-changes', 'home']) {
        await client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
}

/** The chosen days, and the way to choose one by keys. */
function Days({
  chosen,
  onToggle,
  onClear,
}: {
  readonly chosen: readonly string[];
  onToggle(day: string): void;
  onClear(): void;
}) {
  const texts = useTexts({ zh, en });
  const day = useDay();
  const [typed, setTyped] = useState('');
  const add = () => {
    if (typed !== '' && !chosen.includes(typed)) onToggle(typed);
    setTyped('');
  };
  return (
    <>
      <p role="status">
        {chosen.length === 0 ? texts.noneChosen : texts.chosen(chosen.map(day).join('、'))}
      </p>
      <DayInput
        id="add-day"
        label={texts.day}
        hint={texts.choose}
        value={typed}
        onChange={setTyped}
      />
      <Actions>
        <Button look="secondary" onPress={add}>
          {texts.add}
        </Button>
        {chosen.length > 0 && (
          <Button look="plain" onPress={onClear}>
            {texts.clear}
          </Button>
        )}
      </Actions>
    </>
  );
}
