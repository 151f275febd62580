import { useParams } from 'react-router';
import type { ServiceView } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { finalReceipt, useOpenService, useService } from '../../app/services.ts';
import { statesOf } from '../../app/standing.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { DiffersNotice } from '../../components/differs-notice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { Timeline } from '../../components/timeline.tsx';
import * as words from '../../locales/service.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function Page() {
  const texts = useTexts({ zh, en });
  const { serviceId = '' } = useParams();
  const service = useService(serviceId);
  if (service.data === undefined) {
    return (
      <Layout title={texts.read}>
        <ErrorSummary error={service.error} />
        {service.isPending && <Loading text={texts.loading} />}
      </Layout>
    );
  }
  return <Service service={service.data} />;
}

function Service({ service }: { readonly service: ServiceView }) {
  const texts = useTexts({ zh, en });
  const state = useTexts(words);
  const time = useTime();
  const opened = service.receipts.some((receipt) => receipt.event === 'opened');
  return (
    <Layout title={service.title} lead={state[service.state]}>
      <DiffersNotice states={statesOf(service)} />
      <Facts
        items={[
          { label: texts.court, value: service.court.name },
          { label: texts.caseNumber, value: service.caseNumber },
          { label: texts.number, value: service.number },
          { label: texts.recipient, value: service.recipient.name },
          { label: texts.sentAt, value: time(service.sentAt) },
          { label: texts.channel, value: wordFor(state, service.channel) },
        ]}
      />
      {opened || finalReceipt(service) !== undefined ? (
        <Opened service={service} />
      ) : (
        <BeforeOpening service={service} />
      )}
      <Card tone="wash">
        <h2>{texts.history}</h2>
        <Timeline service={service} />
      </Card>
      <Actions>
        <ButtonLink to="/inbox" look="plain">
          {texts.back}
        </ButtonLink>
      </Actions>
    </Layout>
  );
}

function BeforeOpening({ service }: { readonly service: ServiceView }) {
  const texts = useTexts({ zh, en });
  const open = useOpenService(service.id);
  return (
    <Card tone="warn">
      <h2>{texts.openTitle}</h2>
      <p>{texts.openText}</p>
      <ErrorSummary error={open.error} />
      <Actions>
        <Button onPress={() => open.mutate()} isDisabled={open.isPending}>
          {texts.open}
        </Button>
      </Actions>
    </Card>
  );
}

function Opened({ service }: { readonly service: ServiceView }) {
  const texts = useTexts({ zh, en });
  const final = finalReceipt(service);
  return (
    <>
      <h2>{texts.read}</h2>
      <PdfView url={`/api/v1/services/${service.id}/file`} title={service.title} />
      {final === undefined ? (
        <Card>
          <p>{texts.signHint}</p>
          <Actions>
            <ButtonLink to={`/inbox/${service.id}/sign`}>{texts.sign}</ButtonLink>
          </Actions>
        </Card>
      ) : (
        <Card tone="good">
          <p>{texts.handled}</p>
          <Actions>
            <ButtonLink to={`/inbox/${service.id}/receipt/${final.chain.recordId}`}>
              {texts.receipt}
            </ButtonLink>
          </Actions>
        </Card>
      )}
    </>
  );
}
