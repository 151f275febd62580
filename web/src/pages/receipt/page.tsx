import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { RecordView, ServiceView } from '../../api-client/views.ts';
import { grouped, useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { useService } from '../../app/services.ts';
import { differingOf, statesOf } from '../../app/standing.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ChainBadge } from '../../components/chain-badge.tsx';
import { DiffersNotice } from '../../components/differs-notice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading, Steps } from '../../components/layout.tsx';
import { QrImage } from '../../components/qr-image.tsx';
import * as words from '../../locales/service.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function Page() {
  const texts = useTexts({ zh, en });
  const { serviceId = '', recordId = '' } = useParams();
  const [search] = useSearchParams();
  const service = useService(serviceId);
  const record = useRecord(recordId);
  return (
    <Layout title={texts.title}>
      {search.has('new') && <Steps at={3} of={texts.steps.split('|')} label={texts.step} />}
      <ErrorSummary error={service.error ?? record.error} />
      {(service.isPending || record.isPending) && <Loading text={texts.loading} />}
      {service.data && record.data && (
        <Receipt service={service.data} record={record.data} recordId={recordId} />
      )}
      <Actions>
        <ButtonLink to="/inbox" look="plain">
          {texts.back}
        </ButtonLink>
      </Actions>
    </Layout>
  );
}

/** Asked again until the courts have signed; then it never changes. */
function useRecord(recordId: string) {
  return useQuery({
    queryKey: ['record', recordId],
    queryFn: () => body(api.GET('/api/v1/records/{recordId}', { params: { path: { recordId } } })),
    refetchInterval: ({ state }) =>
      state.data?.chain.state === 'pending' || state.data?.chain.state === 'recorded' ? 500 : false,
  });
}

function Receipt({
  service,
  record,
  recordId,
}: {
  readonly service: ServiceView;
  readonly record: RecordView;
  readonly recordId: string;
}) {
  const texts = useTexts({ zh, en });
  const states = statesOf(service);
  if (differingOf(states) !== undefined) {
    return (
      <>
        <DiffersNotice states={states} />
        <NodeCard record={record} recordId={recordId} />
      </>
    );
  }
  return (
    <>
      <ActCard service={service} record={record} recordId={recordId} />
      {record.chain.state === 'proven' && <Downloads recordId={recordId} />}
      <NodeCard record={record} recordId={recordId} />
      {service.verifyUrl !== undefined && (
        <Card>
          <h2>{texts.qr}</h2>
          <QrImage text={service.verifyUrl} label={texts.qr} />
        </Card>
      )}
      <p>{texts.shows}</p>
    </>
  );
}

function ActCard({
  service,
  record,
  recordId,
}: {
  readonly service: ServiceView;
  readonly record: RecordView;
  readonly recordId: string;
}) {
  const texts = useTexts({ zh, en });
  const state = useTexts(words);
  const time = useTime();
  const act = service.receipts.find((receipt) => receipt.chain.recordId === recordId);
  const { state: chain } = record.chain;
  return (
    <Card tone={chain === 'failed' ? 'bad' : chain === 'proven' ? 'good' : 'plain'}>
      <h2>{act?.event === 'refused' ? texts.doneRefused : texts.done}</h2>
      <p role="status">
        {chain === 'proven' ? texts.proven : chain === 'failed' ? texts.failed : texts.waiting}
      </p>
      <Facts
        items={[
          act !== undefined && {
            label: texts.act,
            value: [state[act.event], act.capacity && state[act.capacity]]
              .filter(Boolean)
              .join(' · '),
          },
          { label: texts.actTime, value: time(record.node.actTime) },
          { label: texts.document, value: `${service.title}（${service.number}）` },
          { label: texts.caseNumber, value: service.caseNumber },
          { label: texts.court, value: service.court.name },
          act?.actor !== undefined && { label: texts.name, value: act.actor },
          { label: texts.chain, value: <ChainBadge chain={record.chain} /> },
        ]}
      />
    </Card>
  );
}

function Downloads({ recordId }: { readonly recordId: string }) {
  const texts = useTexts({ zh, en });
  const proof = `/api/v1/records/${recordId}/proof`;
  return (
    <Actions>
      <ButtonLink to={`${proof}?form=full`} download>
        {texts.proof}
      </ButtonLink>
      <ButtonLink to={`/api/v1/receipts/${recordId}.pdf`} download>
        {texts.paper}
      </ButtonLink>
      <ButtonLink to={`${proof}?form=compact`} look="secondary" download>
        {texts.compact}
      </ButtonLink>
      <Button look="secondary" onPress={() => print()}>
        {texts.print}
      </Button>
      <ButtonLink to="/verify" look="secondary">
        {texts.verify}
      </ButtonLink>
    </Actions>
  );
}

function NodeCard({
  record,
  recordId,
}: {
  readonly record: RecordView;
  readonly recordId: string;
}) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const { node } = record;
  return (
    <Card tone="wash">
      <Facts
        items={[
          { label: texts.record, value: grouped(recordId), mono: true },
          node.txTime !== undefined && { label: texts.chainTime, value: time(node.txTime) },
          node.block !== undefined && { label: texts.block, value: String(node.block) },
          node.txId !== undefined && { label: texts.tx, value: grouped(node.txId), mono: true },
          node.index !== undefined && { label: texts.index, value: String(node.index) },
        ]}
      />
      {node.outOfOrder && <p>{texts.outOfOrder}</p>}
    </Card>
  );
}
