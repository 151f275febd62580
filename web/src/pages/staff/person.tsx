import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { Staff, StaffRole } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { useMe } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
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
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const mine = me?.id === person.id;
  const end = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/courts/{court}/staff/{id}/offices/{role}/end', {
        params: { path: { court, id: person.id, role } },
        body: { reason: reason.trim(), ...(mine ? { myself: true } : {}) },
      }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ['staff'] });
      if (mine) await client.invalidateQueries({ queryKey: ['me'] });
    },
  });
  const missing = reason.trim() === '' ? texts.enterReason : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing === undefined) end.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Card tone="bad">
        <h3>{texts.endOfficeOf(roles[role])}</h3>
        <p>{texts.reallyEnd(roles[role])}</p>
        {mine && <p>{texts.myOwn}</p>}
        <ErrorSummary
          error={end.error}
          fields={tried && missing !== undefined ? [{ field: 'end-reason', message: missing }] : []}
        />
        <TextInput
          id="end-reason"
          label={texts.reason}
          value={reason}
          onChange={setReason}
          maxLength={200}
          error={tried ? missing : undefined}
        />
        <Actions>
          <Button type="submit" look="danger" isDisabled={end.isPending}>
            {texts.confirmEnd}
          </Button>
          <Button look="secondary" onPress={onClose}>
            {texts.cancel}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}

function GiveOffice({ court, person, held }: Of & { readonly held: readonly StaffRole[] }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const options = useRoleOptions().filter(({ value }) => !held.includes(value));
  const [role, setRole] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const give = useMutation({
    mutationFn: () =>
      body(
        api.POST('/api/v1/courts/{court}/staff/{id}/offices', {
          params: { path: { court, id: person.id } },
          body: {
            role: role as StaffRole,
            reason: reason.trim(),
            ...(until === '' ? {} : { until }),
          },
        }),
      ),
    onSuccess: () => {
      setRole('');
      setReason('');
      setTried(false);
      return client.invalidateQueries({ queryKey: ['staff'] });
    },
  });
  const missing = [
    ...(role === '' ? [{ field: 'give-role', message: texts.chooseRole }] : []),
    ...(reason.trim() === '' ? [{ field: 'give-reason', message: texts.enterReason }] : []),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.length === 0) give.mutate();
  };
  if (options.length === 0) return null;
  return (
    <form onSubmit={submit}>
      <Card tone="wash">
        <h3>{texts.giveTitle}</h3>
        <ErrorSummary error={give.error} fields={tried ? missing : []} />
        <div className={styles.fields}>
          <Select
            id="give-role"
            label={texts.role}
            value={role}
            options={[{ value: '', label: texts.choose }, ...options]}
            onChange={setRole}
          />
          <TextInput
            id="give-until"
            label={texts.until}
            type="date"
            value={until}
            onChange={setUntil}
          />
        </div>
        <TextInput
          id="give-reason"
          label={texts.reason}
          value={reason}
          onChange={setReason}
          maxLength={200}
        />
        <Actions>
          <Button type="submit" look="secondary" isDisabled={give.isPending}>
            {texts.give}
          </Button>
        </Actions>
        <p role="status">{give.isSuccess && texts.done}</p>
      </Card>
    </form>
  );
}

function Reset({ court, person, onBack }: Of & { onBack(): void }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const { data: me } = useMe();
  const [reason, setReason] = useState('');
  const reset = useMutation({
    mutationFn: () =>
      body(
        api.POST('/api/v1/courts/{court}/staff/{id}/reset', {
          params: { path: { court, id: person.id } },
          body: { reason: reason.trim() },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  if (me?.id === person.id) return null;
  if (reset.data !== undefined) return <Invited added={reset.data} onClose={onBack} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') reset.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Card>
        <h2>{texts.reset}</h2>
        <p>{person.resettable ? texts.resetLead : texts.notResettable}</p>
        <ErrorSummary error={reset.error} />
        {person.resettable && (
          <>
            <TextInput
              id="reset-reason"
              label={texts.reason}
              value={reason}
              onChange={setReason}
              maxLength={200}
            />
            <Actions>
              <Button
                type="submit"
                look="danger"
                isDisabled={reason.trim() === '' || reset.isPending}
              >
                {texts.reset}
              </Button>
            </Actions>
          </>
        )}
      </Card>
    </form>
  );
}
