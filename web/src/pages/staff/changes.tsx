import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import type { StaffChange } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Empty, Loading } from '../../components/layout.tsx';
import * as roleWords from '../../locales/roles.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Everything that was done to people and roles, newest first. */
export function Changes({ court }: { readonly court: string }) {
  const texts = useTexts({ zh, en });
  const roles = useTexts(roleWords);
  const time = useTime();
  const changes = useQuery({
    queryKey: ['staff', court, 'changes'],
    queryFn: () =>
      body(
        api.GET('/api/v1/courts/{court}/staff-changes', {
          params: { path: { court }, query: {} },
        }),
      ),
  });
  const what = ({ change, role, detail }: StaffChange) => {
    const word = wordFor(texts, `change${change.slice(0, 1).toUpperCase()}${change.slice(1)}`);
    const days = change === 'absence' ? `${detail.from} – ${detail.to}` : undefined;
    return [word, role === undefined ? undefined : wordFor(roles, role), days]
      .filter(Boolean)
      .join(' ');
  };
  const { data } = changes;
  return (
    <Card>
      <h2>{texts.tabChanges}</h2>
      <ErrorSummary error={changes.error} />
      {changes.isPending && <Loading text={texts.loading} />}
      {data?.length === 0 && <Empty title={texts.noChanges} />}
      {data !== undefined && data.length > 0 && (
        <DataTable
          label={texts.tabChanges}
          columns={[texts.who, texts.what, texts.reason, texts.by, texts.when]}
          rows={data.map((each) => ({
            id: each.id,
            cells: [
              each.person.name,
              what(each),
              each.reason,
              [each.by ?? texts.house, each.actingFor && texts.actingFor(each.actingFor)]
                .filter(Boolean)
                .join(' '),
              time(each.at),
            ],
          }))}
        />
      )}
    </Card>
  );
}
