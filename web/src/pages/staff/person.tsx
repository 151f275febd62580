import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { Staff, StaffRole } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { useMe } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FormCard, useForm } from '../../components/form.tsx';
import { Actions, Card, Facts, Loading } from '../../components/layout.tsx';
import { Select } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import * as roleWords from '../../locales/roles.ts';
import { Absences } from './absences.tsx';
import { Invited } from './add-person.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { useRoleOptions } from './roles.ts';
import { zh } from './zh.ts';

/** One colleague: roles, absences, sign-in. */
export function Person({ court, id }: { readonly court: string; readonly id: string }) {
  const texts = useTexts({ zh, en });
  const [search, setSearch] = useSearchParams();
  const path = { court, id };
  const person = useQuery({
    queryKey: ['staff', court, id],
    queryFn: () => body(api.GET('/api/v1/courts/{court}/staff/{id}', { params: { path } })),
  });
  const back = () => {
    const next = new URLSearchParams(search);
    next.delete('person');
    setSearch(next);
  };
  const { data } = person;
  return (
    <>
      <Actions>
        <Button look="secondary" onPress={back}>
          {texts.back}
        </Button>
      </Actions>
      <ErrorSummary error={person.error} />
      {person.isPending && <Loading text={texts.loading} />}
      {data !== undefined && (
        <>
          <Card>
            <h2>{data.name}</h2>
            <Facts
              items={[
                { label: texts.account, value: data.account, mono: true },
                data.mobile !== undefined && { label: texts.mobileShown, value: data.mobile },
                { label: texts.state, value: wordFor(texts, data.state) },
              ]}
            />
          </Card>
          <Offices court={court} person={data} />
          <Absences court={court} person={data} />
          <Reset court={court} person={data} onBack={back} />
        </>
      )}
    </>
  );
}

interface Of {
  readonly court: string;
  readonly person: Staff;
}

function Offices({ court, person }: Of) {
  const texts = useTexts({ zh, en });
  const roles = useTexts(roleWords);
  const time = useTime();
  const [ending, setEnding] = useState<StaffRole>();
  const held = person.offices.filter(({ state }) => state !== 'ended');
  return (
    <Card>
      <h2>{texts.offices}</h2>
      <DataTable
        label={texts.offices}
        columns={[texts.role, texts.state, texts.since, texts.to, texts.endOffice]}
        rows={person.offices.map(({ role, from, until, state }) => ({
          id: role,
          cells: [
            wordFor(roles, role),
            wordFor(texts, state),
            time(from),
            time(until) || '—',
            state === 'ended' ? (
              '—'
            ) : (
              <Button key="end" look="danger" onPress={() => setEnding(role)}>
                {texts.endOffice}
                <span className="visually-hidden"> {texts.endOfficeOf(roles[role])}</span>
              </Button>
            ),
          ],
        }))}
      />
      {ending !== undefined && (
        <EndOffice
          key={ending}
          {...{ court, person, role: ending }}
          onClose={() => setEnding(undefined)}
        />
      )}
      <GiveOffice court={court} person={person} held={held.map(({ role }) => role)} />
    </Card>
  );
}

function EndOffice({
  court,
  person,
  role,
  onClose,
}: Of & { readonly role: StaffRole; onClose(): void }) {
  const texts = useTexts({ zh, en });
  const roles = useTexts(roleWords);
  const { data: me } = useMe();
  const client = useQueryClient();
  const mine = me?.id === person.id;
  const path = { court, id: person.id, role };
  const form = useForm({
    form: `end-office/${court}/${person.id}/${role}`,
    empty: { reason: '' },
    faults: ({ reason }) => [
      reason.trim() === '' && { field: 'end-reason', message: texts.enterReason },
    ],
    send: ({ reason }) =>
      api.POST('/api/v1/courts/{court}/staff/{id}/offices/{role}/end', {
        params: { path },
        body: { reason: reason.trim(), ...(mine ? { myself: true } : {}) },
      }),
    sent: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ['staff'] });
      if (mine) await client.invalidateQueries({ queryKey: ['me'] });
    },
  });
  return (
    <FormCard
      form={form}
      title={<h3>{texts.endOfficeOf(roles[role])}</h3>}
      lead={
        <>
          <p>{texts.reallyEnd(roles[role])}</p>
          {mine && <p>{texts.myOwn}</p>}
        </>
      }
      tone="bad"
      submit={texts.confirmEnd}
      look="danger"
      more={
        <Button look="secondary" onPress={onClose}>
          {texts.cancel}
        </Button>
      }
    >
      <TextInput {...form.input('reason', 'end-reason')} label={texts.reason} maxLength={200} />
    </FormCard>
  );
}

function GiveOffice({ court, person, held }: Of & { readonly held: readonly StaffRole[] }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const options = useRoleOptions().filter(({ value }) => !held.includes(value));
  const path = { court, id: person.id };
  const form = useForm({
    form: `give-office/${court}/${person.id}`,
    empty: { role: '', until: '', reason: '' },
    faults: ({ role, reason }) => [
      role === '' && { field: 'give-role', message: texts.chooseRole },
      reason.trim() === '' && { field: 'give-reason', message: texts.enterReason },
    ],
    send: ({ role, until, reason }) =>
      body(
        api.POST('/api/v1/courts/{court}/staff/{id}/offices', {
          params: { path },
          body: {
            ...{ role: role as StaffRole, reason: reason.trim() },
            ...(until === '' ? {} : { until }),
          },
        }),
      ),
    sent: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  if (options.length === 0) return null;
  return (
    <FormCard
      form={form}
      title={<h3>{texts.giveTitle}</h3>}
      tone="wash"
      submit={texts.give}
      look="secondary"
      done={texts.done}
    >
      <div className={styles.fields}>
        <Select
          {...form.input('role', 'give-role')}
          label={texts.role}
          options={[{ value: '', label: texts.choose }, ...options]}
        />
        <DayInput {...form.input('until', 'give-until')} label={texts.until} />
      </div>
      <TextInput {...form.input('reason', 'give-reason')} label={texts.reason} maxLength={200} />
    </FormCard>
  );
}

function Reset({ court, person, onBack }: Of & { onBack(): void }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const { data: me } = useMe();
  const path = { court, id: person.id };
  const form = useForm({
    form: `reset/${court}/${person.id}`,
    empty: { reason: '' },
    faults: ({ reason }) => [
      reason.trim() === '' && { field: 'reset-reason', message: texts.enterReason },
    ],
    send: ({ reason }) =>
      body(
        api.POST('/api/v1/courts/{court}/staff/{id}/reset', {
          params: { path },
          body: { reason: reason.trim() },
        }),
      ),
    sent: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  if (me?.id === person.id) return null;
  if (form.answer !== undefined) return <Invited added={form.answer} onClose={onBack} />;
  if (!person.resettable) {
    return (
      <Card>
        <h2>{texts.reset}</h2>
        <p>{texts.notResettable}</p>
      </Card>
    );
  }
  return (
    <FormCard
      form={form}
      title={<h2>{texts.reset}</h2>}
      lead={<p>{texts.resetLead}</p>}
      submit={texts.reset}
      look="danger"
    >
      <TextInput {...form.input('reason', 'reset-reason')} label={texts.reason} maxLength={200} />
    </FormCard>
  );
}
