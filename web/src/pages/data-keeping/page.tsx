import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { RetentionLine, WaitingErasure } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Decide } from '../../components/decide.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Empty, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const REQUESTS = ['erasures'];

/** Requests to be erased, and how long things are kept: for administrators. */
export function Page() {
  const texts = useTexts({ zh, en });
  const requests = useQuery({
    queryKey: REQUESTS,
    refetchInterval: 15_000,
    queryFn: () => body(api.GET('/api/v1/erasures')),
  });
  const retention = useQuery({
    queryKey: ['retention'],
    queryFn: () => body(api.GET('/api/v1/retention')),
  });
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <ErrorSummary error={requests.error ?? retention.error} />
      {(requests.isPending || retention.isPending) && <Loading text={texts.loading} />}
      <h2>{texts.requests}</h2>
      {requests.data?.length === 0 && (
        <Empty title={texts.noRequests}>
          <p>{texts.noRequestsHint}</p>
        </Empty>
      )}
      {requests.data?.map((request) => (
        <Request key={`${request.id} ${request.court.code}`} request={request} />
      ))}
      {retention.data !== undefined && <Retention lines={retention.data} />}
    </Layout>
  );
}

function Request({ request }: { readonly request: WaitingErasure }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  return (
    <Card>
      <Facts
        items={[
          { label: texts.person, value: request.name },
          { label: texts.court, value: request.court.name },
          { label: texts.cases, value: texts.casesOf(request.cases) },
          { label: texts.asked, value: time(request.askedAt) },
          { label: texts.due, value: time(request.dueAt) },
        ]}
      />
      <p>{texts.stays}</p>
      <Decision request={request} />
    </Card>
  );
}

function Decision({ request: { id, court } }: { readonly request: WaitingErasure }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  return (
    <Decide
      about={`erasure/${id}/${court.code}`}
      texts={texts}
      send={(decision) =>
        api.POST('/api/v1/erasures/{id}/decision', {
          params: { path: { id } },
          body: { court: court.code, ...decision },
        })
      }
      sent={() => client.invalidateQueries({ queryKey: REQUESTS })}
    />
  );
}

function Retention({ lines }: { readonly lines: readonly RetentionLine[] }) {
  const texts = useTexts({ zh, en });
  return (
    <>
      <h2>{texts.retention}</h2>
      <p>{texts.retentionText}</p>
      <DataTable
        label={texts.retention}
        columns={[texts.kind, texts.court, texts.period, texts.dueNow]}
        rows={lines.map((line) => ({
          id: `${line.name} ${line.court?.code ?? ''}`,
          cells: [
            wordFor(texts, line.name),
            line.court?.name ?? texts.all,
            <Period key="period" line={line} />,
            String(line.due),
          ],
        }))}
      />
    </>
  );
}

function Period({ line: { unit, period, setting } }: { readonly line: RetentionLine }) {
  const texts = useTexts({ zh, en });
  return (
    <span>
      {texts[unit](period)}
      {setting !== undefined && (
        <>
          {' '}
          <Link to={`/settings/limits/${setting}`}>{texts.change}</Link>
        </>
      )}
    </span>
  );
}
