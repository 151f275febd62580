import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FormCard, useForm } from '../../components/form.tsx';
import { Card, Empty, Loading } from '../../components/layout.tsx';
import { Checks } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { Colleague, useColleagues } from './colleagues.tsx';
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
      <MakeTeam key={court} court={court} />
    </>
  );
}

const EMPTY = {
  ...{ name: '', from: '', to: '', presiding: '', clerk: '', assessors: '' },
  members: [] as readonly string[],
};

function MakeTeam({ court }: { readonly court: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const judges = useColleagues(court, 'judge').data ?? [];
  const clerks = useColleagues(court, 'clerk').data ?? [];
  const form = useForm({
    form: `team/${court}`,
    empty: EMPTY,
    faults: ({ name, from, presiding }) => [
      name.trim() === '' && { field: 'team-name', message: texts.enterTeam },
      presiding === '' && { field: 'presiding', message: texts.choosePresiding },
      from === '' && { field: 'team-from', message: texts.enterFrom },
    ],
    send: (given) =>
      body(
        api.POST('/api/v1/courts/{court}/teams', {
          params: { path: { court } },
          body: teamOf(given),
        }),
      ),
    sent: () => client.invalidateQueries({ queryKey: ['teams'] }),
  });
  const others = judges.filter(({ id }) => id !== form.fields.presiding);
  return (
    <FormCard
      form={form}
      title={<h2>{texts.makeTeam}</h2>}
      lead={<p>{texts.teamRule}</p>}
      submit={texts.makeTeam}
      done={texts.done}
    >
      <div className={styles.fields}>
        <TextInput {...form.input('name', 'team-name')} label={texts.teamName} maxLength={60} />
        <Colleague
          {...form.input('presiding')}
          label={texts.presiding}
          nobody={texts.choose}
          people={judges}
        />
        <DayInput {...form.input('from', 'team-from')} label={texts.from} />
        <DayInput {...form.input('to', 'team-to')} label={texts.toOptional} />
      </div>
      {judges.length > 0 && (
        <Checks
          id="team-judges"
          label={texts.judge}
          values={form.fields.members}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={form.set('members')}
        />
      )}
      <div className={styles.fields}>
        <TextInput {...form.input('assessors')} label={texts.assessors} maxLength={200} />
        <Colleague
          {...form.input('clerk', 'team-clerk')}
          label={texts.clerk}
          nobody={texts.nobody}
          people={clerks}
        />
      </div>
    </FormCard>
  );
}

/** The team as the API takes it; the presiding judge is not counted twice. */
function teamOf({ name, from, to, presiding, clerk, members, assessors }: typeof EMPTY) {
  const names = assessors.split(/[、,，;；]/).flatMap((each) => each.trim() || []);
  const judges = members.filter((person) => person !== presiding);
  return {
    ...{ name: name.trim(), from, ...(to === '' ? {} : { to }) },
    members: [
      { seat: 'presiding' as const, person: presiding },
      ...judges.map((person) => ({ seat: 'judge' as const, person })),
      ...names.map((each) => ({ seat: 'assessor' as const, name: each })),
      ...(clerk === '' ? [] : [{ seat: 'clerk' as const, person: clerk }]),
    ],
  };
}
