import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { CourtChooser } from '../../components/court-chooser/court-chooser.tsx';
import { type LastCourt, lastCourt } from '../../components/court-chooser/last-court.ts';
import { DayInput } from '../../components/day-input.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { Restored } from '../../components/restored.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useKept } from '../../kept/use-kept.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

const FIELDS = {
  organisation: ['name', 'code', 'legalName'],
  agent: ['code', 'from', 'to'],
  lawyer: ['licence', 'firm', 'licenceTo'],
} as const;
/** Not every licence says it. */
const MAY_LACK: readonly string[] = ['licenceTo'];
type Kind = keyof typeof FIELDS;
type Field = (typeof FIELDS)[Kind][number];
type Scope = 'general' | 'special';

const EMPTY = {
  ...{ kind: 'organisation' as Kind, scope: 'general' as Scope },
  values: {} as Partial<Record<Field, string>>,
};

/** What capacity it is, in words; its paper comes next. */
export function ClaimForm({ onDone }: { onDone(): void }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const kept = useKept('capacity', EMPTY);
  const { kind, values, scope } = kept.fields;
  const [court, setCourt] = useState<LastCourt | undefined>(lastCourt);
  const [checked, setChecked] = useState(false);
  const said = (field: Field) => values[field]?.trim() ?? '';
  const make = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/claims', { body: bodyOf(kind, said, scope, court?.code ?? '') }),
    onSuccess: async () => {
      await kept.forget();
      await client.invalidateQueries({ queryKey: ['claims'] });
      onDone();
    },
  });
  const missing = [
    ...FIELDS[kind]
      .filter((field) => said(field) === '' && !MAY_LACK.includes(field))
      .map((field) => ({ field, message: texts.missing(texts[field]) })),
    ...(kind !== 'agent' && court === undefined
      ? [{ field: 'court', message: texts.courtMissing }]
      : []),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (missing.length === 0) make.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <Restored form={kept} />
        <ErrorSummary error={make.error} fields={checked ? missing : []} />
        <Choice<Kind>
          label={texts.which}
          value={kind}
          options={(['organisation', 'agent', 'lawyer'] as const).map((value) => ({
            value,
            label: texts[value],
            hint: texts[`${value}Hint`],
          }))}
          onChange={(next) => kept.change({ kind: next })}
        />
        {FIELDS[kind].map((field) => {
          const common = {
            ...{ id: field, label: texts[field], value: values[field] ?? '' },
            onChange: (text: string) => kept.change({ values: { ...values, [field]: text } }),
          };
          if (field === 'licenceTo')
            return <DayInput key={field} hint={texts.licenceToHint} {...common} />;
          const hint = field === 'code' ? { hint: texts.codeHint } : {};
          return <TextInput key={field} {...hint} {...common} maxLength={100} />;
        })}
        {kind === 'agent' ? (
          <Choice<Scope>
            label={texts.scope}
            value={scope}
            options={[
              { value: 'general', label: texts.general },
              { value: 'special', label: texts.special },
            ]}
            onChange={(next) => kept.change({ scope: next })}
          />
        ) : (
          <CourtChooser id="court" label={texts.court} chosen={court} onChoose={setCourt} />
        )}
        <Actions>
          <Button type="submit" isDisabled={make.isPending}>
            {texts.next}
          </Button>
          <Button look="secondary" onPress={onDone}>
            {texts.cancel}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}

function bodyOf(kind: Kind, said: (field: Field) => string, scope: Scope, court: string) {
  switch (kind) {
    case 'organisation': {
      const [name, code, legalName] = [said('name'), said('code'), said('legalName')];
      return { kind, court, name, code, legalName };
    }
    case 'agent':
      return { kind, code: said('code'), scope, from: said('from'), to: said('to') };
    case 'lawyer':
      return {
        ...{ kind, court, licence: said('licence'), firm: said('firm') },
        ...(said('licenceTo') === '' ? {} : { to: said('licenceTo') }),
      };
  }
}
