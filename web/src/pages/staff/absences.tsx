import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import type { Staff } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FormCard, useForm } from '../../components/form.tsx';
import { Card } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { Colleague, useColleagues } from './colleagues.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

interface Of {
  readonly court: string;
  readonly person: Staff;
}

/** 请假 and 代理人 of one colleague. */
export function Absences({ court, person }: Of) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) =>
      api.POST('/api/v1/courts/{court}/absences/{id}/end', { params: { path: { court, id } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  return (
    <Card>
      <h2>{texts.absences}</h2>
      <ErrorSummary error={end.error} />
      {person.absences.length === 0 && <p>{texts.noAbsences}</p>}
      {person.absences.length > 0 && (
        <DataTable
          label={texts.absences}
          columns={[texts.from, texts.to, texts.substitute, texts.reason, texts.endAbsence]}
          rows={person.absences.map(({ id, from, to, substitute, reason }) => ({
            id,
            cells: [
              from,
              to,
              substitute?.name ?? texts.noSubstitute,
              reason,
              <Button key="end" look="danger" onPress={() => end.mutate(id)}>
                {texts.endAbsence}
              </Button>,
            ],
          }))}
        />
      )}
      <NoteAbsence court={court} person={person} />
    </Card>
  );
}

const EMPTY = { from: '', to: '', substitute: '', reason: '' };

function NoteAbsence({ court, person }: Of) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const colleagues = useColleagues(court).data ?? [];
  const path = { court, id: person.id };
  const form = useForm({
    form: `absence/${court}/${person.id}`,
    empty: EMPTY,
    faults: ({ from, to, reason }) => [
      (from === '' || to === '') && { field: 'absence-from', message: texts.enterDays },
      reason.trim() === '' && { field: 'absence-reason', message: texts.enterReason },
    ],
    send: ({ substitute, ...given }) =>
      body(
        api.POST('/api/v1/courts/{court}/staff/{id}/absences', {
          params: { path },
          body: { ...given, ...(substitute === '' ? {} : { substitute }) },
        }),
      ),
    sent: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  return (
    <FormCard
      form={form}
      title={<h3>{texts.noteAbsence}</h3>}
      tone="wash"
      submit={texts.noteAbsence}
      look="secondary"
      done={texts.done}
    >
      <div className={styles.fields}>
        <DayInput {...form.input('from', 'absence-from')} label={texts.from} />
        <DayInput {...form.input('to', 'absence-to')} label={texts.to} />
        <Colleague
          {...form.input('substitute', 'absence-substitute')}
          label={texts.substitute}
          nobody={texts.noSubstitute}
          people={colleagues.filter(({ id }) => id !== person.id)}
        />
        <TextInput
          {...form.input('reason', 'absence-reason')}
          label={texts.reason}
          maxLength={200}
        />
      </div>
    </FormCard>
  );
}
