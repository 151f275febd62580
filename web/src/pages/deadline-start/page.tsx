import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { CaseView, DeadlineDetail, Period } from '../../api-client/views.ts';
import { useDay } from '../../app/day.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { Restored } from '../../components/restored.tsx';
import { useKept } from '../../kept/use-kept.ts';
import { en } from './en.ts';
import { type Draft, EMPTY, Fields } from './fields.tsx';
import { zh } from './zh.ts';

/** An official lets a period run that no act of the product starts, once he has seen what would come of it. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { caseId = '' } = useParams();
  const found = useQuery({
    queryKey: ['case', caseId],
    queryFn: () => body(api.GET('/api/v1/cases/{id}', { params: { path: { id: caseId } } })),
  });
  const periods = useQuery({
    queryKey: ['periods'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => body(api.GET('/api/v1/periods')),
  });
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={found.error ?? periods.error} />
      {(found.isPending || periods.isPending) && <Loading text={texts.loading} />}
      {found.data && periods.data && <Form found={found.data} periods={periods.data} />}
    </Layout>
  );
}

interface Props {
  readonly found: CaseView;
  readonly periods: readonly Period[];
}

function Form({ found, periods }: Props) {
  const texts = useTexts({ zh, en });
  const kept = useKept(`deadline-start/${found.id}`, EMPTY);
  const draft = kept.fields;
  const [tried, setTried] = useState(false);
  const period = periods.find(({ rule }) => rule === draft.rule);
  const { look, send } = useStart(found.id, draft, period, kept.forget);
  const faults = faultsOf(draft, period, texts);
  const change = (more: Partial<Draft>) => {
    look.reset();
    send.reset();
    kept.change(more);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length === 0) look.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Card>
        <Facts
          items={[
            { label: texts.caseNumber, value: found.caseNumber },
            { label: texts.cause, value: found.title },
          ]}
        />
        <Restored form={kept} />
        <ErrorSummary error={look.error ?? send.error} fields={tried ? faults : []} />
        <Fields
          {...{ draft, change, period, periods, parties: found.parties }}
          faults={tried ? faults : []}
        />
        {look.data === undefined && (
          <Actions>
            <Button type="submit" isDisabled={look.isPending}>
              {texts.look}
            </Button>
          </Actions>
        )}
        {look.data && period && (
          <Outcome deadline={look.data} period={period}>
            <Button isDisabled={send.isPending} onPress={() => send.mutate()}>
              {texts.start}
            </Button>
            <Button look="plain" onPress={() => look.reset()}>
              {texts.notYet}
            </Button>
          </Outcome>
        )}
      </Card>
    </form>
  );
}

/** When it would end and why; nothing runs yet. */
function Outcome({
  deadline,
  period,
  children,
}: {
  readonly deadline: DeadlineDetail;
  readonly period: Period;
  readonly children: React.ReactNode;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const day = useDay();
  return (
    <div role="alert">
      <Card tone="warn">
        <h2>{texts.outcome}</h2>
        <Facts
          items={[
            deadline.lastDay !== undefined && { label: texts.ends, value: day(deadline.lastDay) },
            { label: texts.law, value: period.law[language] },
          ]}
        />
        <p>{deadline.explanation[language]}</p>
        {deadline.standing === 'overdue' && <p>{texts.passed}</p>}
        <p>{texts.outcomeHint}</p>
        <Actions>{children}</Actions>
      </Card>
    </div>
  );
}

function faultsOf({ day, time, because }: Draft, period: Period | undefined, texts: typeof zh) {
  const hours = period?.length.unit === 'hours';
  return [
    period === undefined && { field: 'rule', message: texts.needRule },
    day === '' && { field: 'day', message: texts.needDay },
    hours && time === '' && { field: 'time', message: texts.needTime },
    because.trim() === '' && { field: 'because', message: texts.needReason },
  ].filter((fault) => fault !== false);
}

function useStart(
  id: string,
  draft: Draft,
  period: Period | undefined,
  forget: () => Promise<unknown>,
) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { rule, day, time, party, because } = draft;
  const start = period?.length.unit === 'hours' ? { at: `${day}T${time}:00+08:00` } : { day };
  const asked = {
    params: { path: { id } },
    body: { rule, start, because, ...(party !== '' && { party }) },
  };
  const look = useMutation({
    mutationFn: () => body(api.POST('/api/v1/cases/{id}/deadlines/preview', asked)),
  });
  const send = useMutation({
    mutationFn: () => body(api.POST('/api/v1/cases/{id}/deadlines', asked)),
    onSuccess: async (begun) => {
      await forget();
      await client.invalidateQueries({ queryKey: ['deadlines'] });
      await client.invalidateQueries({ queryKey: ['home'] });
      await navigate(`/deadlines/${begun.id}`);
    },
  });
  return { look, send };
}
