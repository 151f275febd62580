import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { Setting, SettingEffect } from '../../api-client/views.ts';
import { beijingDay } from '../../app/day.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts } from '../../components/layout.tsx';
import { Restored } from '../../components/restored.tsx';
import { useSettingValue } from '../../components/setting-value.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useKept } from '../../kept/use-kept.ts';
import { en } from './en.ts';
import { ValueField } from './fields.tsx';
import styles from './page.module.css';
import { draftOf, valueIn } from './value.ts';
import { zh } from './zh.ts';

type Reach = 'court' | 'below';
type CourtName = { readonly code: string; readonly name: string };

/** Sets a new value in two steps: what it would do, then the doing. */
export function Form({ setting, court }: { readonly setting: Setting; readonly court: CourtName }) {
  const texts = useTexts({ zh, en });
  const form = useForm(setting, court.code);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.look();
  };
  return (
    <form onSubmit={submit}>
      <Card>
        <h2>{texts.change}</h2>
        <p>{texts.changeOf(court.name)}</p>
        <Restored form={form.kept} />
        <ErrorSummary error={form.error} fields={form.faults} />
        {form.effect === undefined ? (
          <>
            <Fields setting={setting} form={form} />
            <Actions>
              <Button type="submit" isDisabled={form.pending}>
                {texts.preview}
              </Button>
            </Actions>
          </>
        ) : (
          <Effect setting={setting} effect={form.effect} form={form} />
        )}
        <p role="status">{form.done && texts.done}</p>
      </Card>
    </form>
  );
}

function useForm(setting: Setting, court: string) {
  const client = useQueryClient();
  const kept = useKept(`setting/${court}/${setting.name}`, {
    draft: draftOf(setting),
    ...{ source: '', validFrom: '', validTo: '', reach: 'court' as Reach },
  });
  const { draft, source, validFrom, validTo, reach } = kept.fields;
  const [tried, setTried] = useState(false);
  const [effect, setEffect] = useState<SettingEffect>();
  const value = valueIn(setting, draft);
  const faults = useFaults(setting, { value, source, validFrom, validTo });
  const wanted = {
    ...{ court, name: setting.name, value, source: source.trim(), reach },
    ...(validFrom !== '' && { validFrom }),
    ...(validTo !== '' && { validTo }),
  };
  const preview = useMutation({
    mutationFn: () => body(api.POST('/api/v1/settings/preview', { body: wanted })),
    onSuccess: setEffect,
  });
  const set = useMutation({
    mutationFn: () => body(api.POST('/api/v1/settings', { body: wanted })),
    onSuccess: async () => {
      setEffect(undefined);
      setTried(false);
      await kept.forget();
      for (const key of ['settings', 'setting-history', 'home', 'hotline']) {
        await client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
  const look = () => {
    setTried(true);
    set.reset();
    if (faults.length === 0) preview.mutate();
  };
  return {
    ...{ kept, draft, source, validFrom, validTo, reach, change: kept.change },
    ...{ effect, look, edit: () => setEffect(undefined), confirm: () => set.mutate() },
    ...{ faults: tried ? faults : [], error: preview.error ?? set.error, done: set.isSuccess },
    pending: preview.isPending || set.isPending,
  };
}
type FormState = ReturnType<typeof useForm>;

function useFaults(
  setting: Setting,
  {
    value,
    source,
    validFrom,
    validTo,
  }: Record<'source' | 'validFrom' | 'validTo', string> & {
    value: unknown;
  },
) {
  const texts = useTexts({ zh, en });
  const words = useSettingValue();
  const { kind, least = 0, most = 0 } = setting;
  const wrong =
    kind === 'number'
      ? texts.needNumber(words(setting, least), words(setting, most))
      : { hours: texts.needHours, text: texts.needTexts, choice: texts.needValue }[kind];
  const today = beijingDay(Date.now());
  const days =
    (validFrom !== '' && validFrom < today) || (validTo !== '' && validTo < (validFrom || today));
  return [
    value === undefined && { field: 'value', message: wrong },
    source.trim() === '' && { field: 'source', message: texts.needSource },
    days && { field: 'validFrom', message: texts.needDays },
  ].filter((fault) => fault !== false);
}

function Fields({ setting, form }: { readonly setting: Setting; readonly form: FormState }) {
  const texts = useTexts({ zh, en });
  const errorOf = (field: string) => form.faults.find((each) => each.field === field)?.message;
  return (
    <>
      <ValueField
        setting={setting}
        draft={form.draft}
        onChange={(draft) => form.change({ draft })}
        error={errorOf('value')}
      />
      <TextInput
        id="source"
        label={texts.sourceLabel}
        hint={texts.sourceHint}
        value={form.source}
        onChange={(source) => form.change({ source })}
        maxLength={200}
        error={errorOf('source')}
      />
      <div className={styles.pair}>
        <DayInput
          id="validFrom"
          label={texts.validFrom}
          value={form.validFrom}
          onChange={(validFrom) => form.change({ validFrom })}
        />
        <DayInput
          id="validTo"
          label={texts.validTo}
          value={form.validTo}
          onChange={(validTo) => form.change({ validTo })}
        />
      </div>
      <Choice<Reach>
        label={texts.reach}
        value={form.reach}
        onChange={(reach) => form.change({ reach })}
        options={[
          { value: 'court', label: texts.reachCourt },
          { value: 'below', label: texts.reachBelow, hint: texts.reachBelowHint },
        ]}
      />
    </>
  );
}

function Effect({
  setting,
  effect,
  form,
}: {
  readonly setting: Setting;
  readonly effect: SettingEffect;
  readonly form: FormState;
}) {
  const texts = useTexts({ zh, en });
  const value = useSettingValue();
  return (
    <div className={styles.effect} role="status">
      <h3>{texts.effect}</h3>
      <Facts
        items={[
          { label: texts.before, value: value(setting, effect.before) },
          { label: texts.after, value: <b>{value(setting, effect.after)}</b> },
          { label: texts.source, value: form.source },
        ]}
      />
      {setting.group === 'periods' && <p>{texts.keeping(effect.keeping)}</p>}
      <Actions>
        <Button autoFocus isDisabled={form.pending} onPress={form.confirm}>
          {texts.confirm}
        </Button>
        <Button look="secondary" onPress={form.edit}>
          {texts.edit}
        </Button>
      </Actions>
    </div>
  );
}
