import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import type { CourtSetup } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { useNetwork } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function Setups() {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const { data: network } = useNetwork();
  const setups = useQuery({
    queryKey: ['court-setups'],
    refetchInterval: 10_000,
    queryFn: () => body(api.GET('/api/v1/court-setups')),
  });
  const approve = useMutation({
    mutationFn: (code: string) =>
      body(api.POST('/api/v1/court-setups/{code}/approval', { params: { path: { code } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['court-setups'] }),
  });
  const memberName = (id: string) => network?.members.find((each) => each.id === id)?.name ?? id;
  const cells = (row: CourtSetup) => [
    `${row.name}（${row.code}）`,
    memberName(row.member),
    row.state === 'inEffect' ? texts.inEffect : texts.stateProposed,
    row.state === 'inEffect'
      ? '—'
      : `${texts.counted(row.approvals.length, row.needed)} ${row.approvals.map(memberName).join('、')}`,
    row.awaitsMe ? (
      <Button key="approve" isDisabled={approve.isPending} onPress={() => approve.mutate(row.code)}>
        {texts.approve(row.name)}
      </Button>
    ) : row.state === 'proposed' ? (
      texts.approved
    ) : (
      '—'
    ),
  ];
  return (
    <Card>
      <h2>{texts.list}</h2>
      <ErrorSummary error={setups.error ?? approve.error} />
      {setups.isPending && <Loading text={texts.loading} />}
      {setups.data?.length === 0 && <p>{texts.empty}</p>}
      {setups.data !== undefined && setups.data.length > 0 && (
        <DataTable
          label={texts.list}
          columns={[texts.name, texts.member, texts.state, texts.approvals, texts.act]}
          rows={setups.data.map((row) => ({
            id: row.code,
            tone: row.awaitsMe ? ('warn' as const) : undefined,
            cells: cells(row),
          }))}
        />
      )}
    </Card>
  );
}
