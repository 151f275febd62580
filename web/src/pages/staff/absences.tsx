import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { Staff } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { Select } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useColleagues } from './colleagues.ts';
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
  const colleagues = useColleagues(court);
  const [given, setGiven] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const note = useMutation({
    mutationFn: () => {
      const { substitute, ...rest } = given;
      return body(
        api.POST('/api/v1/courts/{court}/staff/{id}/absences', {
          params: { path: { court, id: person.id } },
          body: { ...rest, ...(substitute === '' ? {} : { substitute }) },
        }),
      );
    },
    onSuccess: () => {
      setGiven(EMPTY);
      setTried(false);
      return client.invalidateQueries({ queryKey: ['staff'] });
    },
  });
  const missing = [
    ...(given.from === '' || given.to === ''
      ? [{ field: 'absence-from', message: texts.enterDays }]
      : []),
    ...(given.reason.trim() === ''
      ? [{ field: 'absence-reason', message: texts.enterReason }]
      : []),
  ];
  const set = (field: keyof typeof EMPTY) => (value: string) =>
    setGiven({ ...given, [field]: value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.length === 0) note.mutate();
  };
  const others = (colleagues.data ?? []).filter(({ id }) => id !== person.id);
  return (
    <form onSubmit={submit}>
      <Card tone="wash">
        <h3>{texts.noteAbsence}</h3>
        <ErrorSummary error={note.error} fields={tried ? missing : []} />
        <div className={styles.fields}>
          <TextInput
            id="absence-from"
            label={texts.from}
            type="date"
            value={given.from}
            onChange={set('from')}
          />
          <TextInput
            id="absence-to"
            label={texts.to}
            type="date"
            value={given.to}
            onChange={set('to')}
          />
          <Select
            id="absence-substitute"
            label={texts.substitute}
            value={given.substitute}
            options={[
              { value: '', label: texts.noSubstitute },
              ...others.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={set('substitute')}
          />
          <TextInput
            id="absence-reason"
            label={texts.reason}
            value={given.reason}
            onChange={set('reason')}
            maxLength={200}
          />
        </div>
        <Actions>
          <Button type="submit" look="secondary" isDisabled={note.isPending}>
            {texts.noteAbsence}
          </Button>
        </Actions>
        <p role="status">{note.isSuccess && texts.done}</p>
      </Card>
    </form>
  );
}
