import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Empty, Loading } from '../../components/layout.tsx';
import { Checks, Select } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useColleagues } from './colleagues.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** 合议庭 of a court. */
export function Teams({ court }: { readonly court: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const teams = useQuery({
    queryKey: ['teams', court],
    queryFn: () => body(api.GET('/api/v1/courts/{court}/teams', { params: { path: { court } } })),
  });
  const end = useMutation({
    mutationFn: (id: string) =>
      api.POST('/api/v1/courts/{court}/teams/{id}/end', { params: { path: { court, id } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['teams'] }),
  });
  const { data } = teams;
  return (
    <>
      <Card>
        <h2>{texts.teams}</h2>
        <ErrorSummary error={teams.error ?? end.error} />
        {teams.isPending && <Loading text={texts.loading} />}
        {data?.length === 0 && <Empty title={texts.noTeams} />}
        {data !== undefined && data.length > 0 && (
          <DataTable
            label={texts.teams}
            columns={[texts.teamName, texts.members, texts.validity, texts.state, texts.endTeam]}
            rows={data.map(({ id, name, from, to, state, members }) => ({
              id,
              cells: [
                name,
                members.map((each) => `${wordFor(texts, each.seat)} ${each.name}`).join('、'),
                `${from} – ${to ?? ''}`,
                wordFor(texts, state),
                state === 'over' ? (
                  '—'
                ) : (
                  <Button key="end" look="danger" onPress={() => end.mutate(id)}>
                    {texts.endTeam}
                    <span className="visually-hidden"> {texts.endTeamOf(name)}</span>
                  </Button>
                ),
              ],
            }))}
          />
        )}
      </Card>
      <MakeTeam court={court} />
    </>
  );
}

const EMPTY = { name: '', from: '', to: '', presiding: '', clerk: '', assessors: '' };

function MakeTeam({ court }: { readonly court: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const judges = useColleagues(court, 'judge').data ?? [];
  const clerks = useColleagues(court, 'clerk').data ?? [];
  const [given, setGiven] = useState(EMPTY);
  const [members, setMembers] = useState<readonly string[]>([]);
  const make = useMutation({
    mutationFn: () => {
      const { name, from, to, presiding, clerk, assessors } = given;
      const names = assessors.split(/[、,，;；]/).flatMap((each) => each.trim() || []);
      return body(
        api.POST('/api/v1/courts/{court}/teams', {
          params: { path: { court } },
          body: {
            ...{ name: name.trim(), from, ...(to === '' ? {} : { to }) },
            members: [
              ...(presiding === '' ? [] : [{ seat: 'presiding' as const, person: presiding }]),
              ...members
                .filter((person) => person !== presiding)
                .map((person) => ({ seat: 'judge' as const, person })),
              ...names.map((each) => ({ seat: 'assessor' as const, name: each })),
              ...(clerk === '' ? [] : [{ seat: 'clerk' as const, person: clerk }]),
            ],
          },
        }),
      );
    },
    onSuccess: () => {
      setGiven(EMPTY);
      setMembers([]);
      return client.invalidateQueries({ queryKey: ['teams'] });
    },
  });
  const set = (field: keyof typeof EMPTY) => (value: string) =>
    setGiven({ ...given, [field]: value });
  const options = (people: typeof judges) =>
    people.map(({ id, name }) => ({ value: id, label: name }));
  const whole = given.name.trim() !== '' && given.from !== '' && given.presiding !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole) make.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Card>
        <h2>{texts.makeTeam}</h2>
        <p>{texts.teamRule}</p>
        <ErrorSummary error={make.error} />
        <div className={styles.fields}>
          <TextInput
            id="team-name"
            label={texts.teamName}
            value={given.name}
            onChange={set('name')}
            maxLength={60}
          />
          <Select
            id="presiding"
            label={texts.presiding}
            value={given.presiding}
            options={[{ value: '', label: texts.choose }, ...options(judges)]}
            onChange={set('presiding')}
          />
          <TextInput
            id="team-from"
            label={texts.from}
            type="date"
            value={given.from}
            onChange={set('from')}
          />
          <TextInput
            id="team-to"
            label={texts.toOptional}
            type="date"
            value={given.to}
            onChange={set('to')}
          />
        </div>
        {judges.length > 0 && (
          <Checks
            id="team-judges"
            label={texts.judge}
            values={members}
            options={options(judges.filter(({ id }) => id !== given.presiding))}
            onChange={setMembers}
          />
        )}
        <div className={styles.fields}>
          <TextInput
            id="assessors"
            label={texts.assessors}
            value={given.assessors}
            onChange={set('assessors')}
            maxLength={200}
          />
          <Select
            id="team-clerk"
            label={texts.clerk}
            value={given.clerk}
            options={[{ value: '', label: texts.nobody }, ...options(clerks)]}
            onChange={set('clerk')}
          />
        </div>
        <Actions>
          <Button type="submit" isDisabled={!whole || make.isPending}>
            {texts.makeTeam}
          </Button>
        </Actions>
        <p role="status">{make.isSuccess && texts.done}</p>
      </Card>
    </form>
  );
}
